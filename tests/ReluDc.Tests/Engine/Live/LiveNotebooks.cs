namespace ReluDc.Tests.Engine;

/// <summary>Small notebooks that make it hard to tell what depends on what.</summary>
internal static class LiveNotebooks
{
    /// <summary>Behind each name the cells after the one that declares <c>double x = 1; double y = 2; int n = 3;</c>.</summary>
    public static IReadOnlyDictionary<string, string[]> All { get; } = Objects.Concat(Code).Concat(Surroundings)
        .ToDictionary(one => one.Name, one => one.Cells);

    // what is changed through one name and read through another; changes of x or y run again the cells that read them
    private static IEnumerable<(string Name, string[] Cells)> Objects =>
    [
        ("a list grows", ["var list = new List<double> { 1 };", "list.Add(x);", "list.Sum() + y"]),
        ("read before it grows", ["var list = new List<double> { 1 };", "list.Count * x", "list.Add(7);", "list.Count + y"]),
        ("a value replaced behind its reader", ["int k = 1;", "k * x", "k = 5;", "k * y"]),
        ("a function reads what is replaced later", ["int k = 1;\ndouble F() => k * 2;", "F() * x", "k = 5;", "F() * y"]),
        ("an array's element", ["double[] a = [1, 2, 3];", "a[1] = x;", "a[0]++; a[2] += y;", "string.Join(' ', a)"]),
        ("a dictionary", ["var d = new Dictionary<string, double>();", "d[\"x\"] = x; d.TryAdd(\"n\", n);", "d.Remove(\"n\");", "d"]),
        ("two names of one list", ["var a = new List<double>();", "var b = a;", "b.Add(x);", "a.Count + y"]),
        ("ref and out", ["int c = 0;\nint[] a = [3, 1, 2];", "void Up(ref int v) => v += n;", "Up(ref c); Up(ref a[0]);",
            "int.TryParse(\"7\", out c); $\"{c} {a[0]} {x}\"", "c + a[0] + y"]),
        ("a ref local", ["int c = 0;", "{ ref int r = ref c; r += n; }", "{ ref int r = ref c; r += 2; }\nc * x", "c"]),
        ("spans and sorting", ["double[] a = [3, 1, 2];", "{ var s = a.AsSpan(); s[0] = x; }", "Array.Sort(a);", "a[0] + y"]),
        ("a mutable struct", ["struct P { public double V; public void Up() => V++; }\nvar p = new P();", "p.V += x;", "p.Up();", "p.V + y"]),
        ("a tuple's field", ["var t = (1.0, 2.0);", "t.Item1 += x;", "t.Item2 *= 3;", "t.ToString() + y"]),
        ("inside a tuple", ["var a = new List<double>();", "var t = (a, 1);", "t.a.Add(x);", "a.Count + y"]),
        ("inside a record", ["record R(List<double> Of);\nvar a = new List<double>();", "var r = new R(a);", "r.Of.Add(x);", "a.Count + y"]),
        ("inside an anonymous object", ["var a = new List<double>();", "var o = new { Of = a };", "o.Of.Add(x);", "a.Count + y"]),
        ("inside an initialized object", ["class C { public List<double> Of = []; }\nvar a = new List<double>();", "var o = new C { Of = a };",
            "o.Of.Add(x);", "a.Count + y"]),
        ("inside another list", ["var a = new List<double>();\nvar all = new List<List<double>>();", "all.Add(a);", "all[0].Add(x);",
            "a.Count + y"]),
        ("inside an array", ["var a = new List<double>();\nvar all = new List<double>[1];", "all[0] = a;", "all[0].Add(x);", "a.Count + y"]),
        ("behind an interface", ["var a = new List<double>();", "IEnumerable<double> e = a;", "((List<double>)e).Add(x);", "e.Count() + y"]),
        ("behind object", ["object o = new List<double>();", "if (o is List<double> l) l.Add(x);", "((System.Collections.IList)o).Add(2.0);",
            "((List<double>)o).Count + y"]),
        ("a pattern's variable", ["var a = new List<double>();", "if (a is { Count: >= 0 } b) b.Add(x);", "a.Count * y"]),
        ("out of a closure", ["var a = new List<double>();", "Func<List<double>> get = () => a;", "get().Add(x);", "a.Count + y"]),
        ("out of a function", ["var a = new List<double>();\nList<double> Get() => a;", "Get().Add(x);", "a.Count + y"]),
        ("kept from a function", ["var a = new List<double>();\nList<double> Get() => a;", "var b = Get();", "b.Add(x);", "a.Count + y"]),
        ("the function keeps it", ["List<double> kept = [];\nvoid Keep(List<double> l) { kept = l; }", "var a = new List<double>();", "Keep(a);",
            "kept.Add(x);", "a.Count + y"]),
        ("a loop over objects", ["class P { public double V; }\nP[] all = [new(), new()];", "foreach (var p in all) p.V += x;",
            "foreach (var p in all) p.V *= 2;", "all.Sum(p => p.V) + y"]),
        ("deconstructed", ["double a = 1, b = 2;", "(a, b) = (b * x, a);", "(b, var c) = (a + 1, 5);", "a + b + c + y"]),
        ("a random generator", ["var random = new Random(1);", "random.Next() + x", "random.Next() + y", "random.Next()"]),
        ("an enumerator", ["var it = Enumerable.Range(1, 9).GetEnumerator();", "it.MoveNext(); it.Current * x", "it.MoveNext(); it.Current * y"]),
        ("a string builder", ["var text = new System.Text.StringBuilder();", "text.Append(x).Append(' ');", "text.Append(y);", "text.ToString()"]),
        ("a queue and a set", ["var q = new Queue<double>([1, 2, 3]);\nvar s = new HashSet<double>();", "q.Dequeue() * x",
            "s.Add(q.Dequeue() * y)", "q.Count + s.Count"]),
        ("a later list of the same name", ["var a = new List<double> { 1 };", "a.Add(x);", "var a = new List<double>();", "a.Add(y);", "a.Count"]),
        ("a lambda of a method", ["var a = new List<double>();", "Action<double> add = a.Add;", "add(x);", "a.Count + y"]),
    ];

    // what is changed by code that is called, or is not seen at all
    private static IEnumerable<(string Name, string[] Cells)> Code =>
    [
        ("a function of the parameters' cell", ["double z = 5;", "z + x"]),
        ("a function with a global", ["int c = 0;\nint Next() => ++c;", "Next() * x", "Next() * y", "c"]),
        ("functions call functions", ["int c = 0;", "void A(int k) { c += k; if (k > 0) A(k - 1); }", "void B() => A(n);", "B(); c * x", "c + y"]),
        ("a counter in a closure", ["Func<int> Counter() { int c = 0; return () => ++c; }", "var next = Counter();", "next() * x", "next() * y"]),
        ("a delegate in a tuple", ["int c = 0;", "(Func<int> Next, int One) t = (() => ++c, 1);", "t.Next() * x", "c * y"]),
        ("a delegate in a record", ["int c = 0;\nrecord R(Func<int> F);", "var r = new R(() => ++c);", "r.F() * x", "c * y"]),
        ("a list of actions", ["int c = 0;\nvar all = new List<Action>();", "all.Add(() => c++);", "foreach (var a in all) a();\nc * x",
            "foreach (var a in all) a();", "c + y"]),
        ("an event", ["class C { public event Action Rung; public void Ring() => Rung?.Invoke(); }\nvar c = new C(); int rung = 0;",
            "c.Rung += () => rung++;", "c.Ring(); rung * x", "c.Ring(); rung * y"]),
        ("lazy queries", ["int k = 1; int seen = 0;", "var q = Enumerable.Range(0, 3).Select(v => { seen++; return v * k; });", "q.Sum() * x",
            "k = 4;", "q.Sum() * y", "seen"]),
        ("an iterator", ["int c = 0;\nIEnumerable<int> Of() { for (var i = 0; i < n; i++) yield return ++c; }", "Of().Sum() * x",
            "Of().Sum() * y", "c"]),
        ("Lazy", ["int c = 0;\nvar lazy = new Lazy<int>(() => ++c);", "c + x", "lazy.Value * y", "c"]),
        ("async functions and tasks", ["int c = 0;\nasync Task<int> F() { await Task.Yield(); return c += n; }", "await F() * x",
            "await Task.Run(() => c++);\nc * y", "var t = F();", "(await t) + c"]),
        ("in parallel", ["var a = new double[4];", "Parallel.For(0, 4, i => a[i] += i * x);", "Parallel.For(0, 4, i => a[i] *= 2);",
            "string.Join(' ', a) + y"]),
        ("a getter that changes", ["class C { int c; public int Next => ++c; }\nvar c = new C();", "c.Next * x", "c.Next * y", "c.Next"]),
        ("a setter that counts", ["class C { public int Sets; double v; public double V { get => v; set { v = value; Sets++; } } }\nvar c = new C();",
            "c.V = x;", "c.V = y;", "c.Sets + c.V"]),
        ("an indexer that changes", ["class C { int c; public int this[int i] => c += i; }\nvar c = new C();", "c[2] * x", "c[3] * y", "c[0]"]),
        ("an operator that changes", ["class C { public int V; public static C operator +(C a, int b) { a.V += b; return a; } }\nvar c = new C();",
            "var d = c + n; d.V * x", "c.V * y"]),
        ("a conversion that changes", ["class C { int v; public static implicit operator int(C c) => ++c.v; }\nvar c = new C();", "c * x", "c * y"]),
        ("ToString and Equals that count", ["class C { public int N; public override string ToString() => $\"{++N}\"; }\nvar c = new C();",
            "$\"{c} {x}\"", "$\"{c} {y}\"", "c.N"]),
        ("using", ["class C : IDisposable { public int N; public void Dispose() => N++; }\nvar c = new C();", "using (c) { }\nc.N * x",
            "using (c) { }\nc.N * y", "c.N"]),
        ("a static counter", ["class C { public static int N; public int Id = ++N; }", "new C().Id * x", "new C().Id * y"]),
        ("a static list", ["class C { public static readonly List<double> All = []; }", "C.All.Add(x);", "C.All.Add(y);", "C.All.Count"]),
        ("a static list through a function", ["static class C { static readonly List<double> all = []; public static int Add(double v) "
            + "{ all.Add(v); return all.Count; } }", "C.Add(x)", "C.Add(y)"]),
        ("a static variable", ["static int c = 0;", "c += n; c * x", "c++; c * y"]),
        ("generic functions", ["void Put<T>(IList<T> to, T v) => to.Add(v);\nvar a = new List<double>();", "Put(a, x);", "Put(a, y);", "a.Count"]),
        ("an extension method", ["static void Put(this List<double> to, double v) => to.Add(v);\nvar a = new List<double>();", "a.Put(x);",
            "a.Put(y);", "a.Count"]),
        ("dynamic", ["dynamic a = new List<double>();", "a.Add(x);", "a.Add(y);", "a.Count"]),
        ("reflection", ["class C { public double V; }\nvar c = new C();", "typeof(C).GetField(\"V\").SetValue(c, x + c.V);",
            "typeof(C).GetField(\"V\").SetValue(c, y + c.V);", "c.V"]),
        ("a delegate is replaced", ["int c = 0;\nAction f = () => { };", "f = () => c += n;", "f(); c * x", "f(); c * y"]),
        ("ForEach with a method", ["var a = new List<double>(); var b = new List<double> { 1, 2 };", "b.ForEach(a.Add); a.Count * x",
            "b.ForEach(a.Add); a.Count * y"]),
        ("a property of the script", ["int c = 0;\nint Next => ++c;", "Next * x", "Next * y", "c"]),
        ("an interface's function", ["interface I { void Go(); }\nclass C : I { public int N; public void Go() => N++; }\nI c = new C();",
            "c.Go(); ((C)c).N * x", "c.Go(); ((C)c).N * y"]),
        ("a comparer that counts", ["class K : IComparer<double> { public int N; public int Compare(double a, double b) { N++; return a.CompareTo(b); } }"
            + "\nvar k = new K();", "new List<double> { 3, 1, x }.Order(k).First()", "k.N * y", "new List<double> { 3, 1, x }.Sort(k); k.N"]),
    ];

    // what lies outside of variables, and cells of other forms
    private static IEnumerable<(string Name, string[] Cells)> Surroundings =>
    [
        ("a parameter is replaced", ["x * 2", "x = x + 10;", "x * y", "n = (int)x; n", "n * y"]),
        ("a parameter is declared anew", ["x * 2", "double x = 7;", "x * y"]),
        ("a display is updated", ["var d = display(\"begin\");", "d.Update(x);", "y"]),
        ("a file", ["File.WriteAllText(\"live-NAME.txt\", $\"{x}\");", "File.ReadAllText(\"live-NAME.txt\") + y",
            "File.AppendAllText(\"live-NAME.txt\", \"!\");", "File.ReadAllText(\"live-NAME.txt\")", "File.Delete(\"live-NAME.txt\");"]),
        ("environment", ["Environment.SetEnvironmentVariable(\"LIVE\", $\"{x}\");", "Environment.GetEnvironmentVariable(\"LIVE\") + y",
            "Environment.SetEnvironmentVariable(\"LIVE\", null);"]),
        ("culture set later", ["$\"{x / 4:F2}\"", "System.Globalization.CultureInfo.CurrentCulture = new(\"de-DE\");", "$\"{y / 4:F2}\""]),
        ("console sent elsewhere", ["Console.WriteLine(x);", "var w = new StringWriter(); var o = Console.Out; Console.SetOut(w);",
            "Console.WriteLine(y);", "Console.SetOut(o); w.ToString()"]),
        ("a cell fails for some values", ["if (x > 5) throw new Exception(\"too large\");", "x + y", "y"]),
        ("a cell fails after a change", ["var a = new List<double>();", "a.Add(x); if (x > 5) throw new Exception(\"too large\");", "a.Count + y"]),
        ("parts, usings and empty cells", ["using System.Globalization;", "", "#!html\n<b>hello</b>", "#!markdown\n# hello", "// nothing",
            "x.ToString(CultureInfo.InvariantCulture)", "null", "string s = null; s", "y;", "var z = y;"]),
        ("generic holders", ["record Box<T>(T Of);\nvar b = new Box<double[]>([1, 2]);", "b.Of[0] += x;", "b.Of[1] += y;", "b.Of.Sum()"]),
        ("switches and conditions", ["var a = new List<double>(); var b = new List<double>();", "(x > 2 ? a : b).Add(x);",
            "var l = y switch { > 3 => a, _ => b }; l.Add(y);", "$\"{a.Count} {b.Count}\""]),
    ];
}
