namespace ReluDc.Tests.Engine;

/// <summary>Values as plain text, which front-ends show where they can show nothing else, and pages always.</summary>
public sealed class ReadableValueTests(RunningCells cells) : IClassFixture<RunningCells>
{
    private const string Tree = """
        class Tree : IEnumerable<Tree>
        {
            public List<Tree> Kids = new();
            public IEnumerator<Tree> GetEnumerator() { yield return this; foreach (var k in Kids) foreach (var t in k) yield return t; }
            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
        }

        """;

    [Theory]
    // arrays keep their shape
    [InlineData("new double[,] { { 1, 0.5 }, { 0, 1 } }", "1  0.5\n0    1")]
    [InlineData("new string[,] { { \"a\", \"bb\" }, { \"ccc\", null } }", "a    bb\nccc")]
    [InlineData("new int[2, 1, 2] { { { 1, 2 } }, { { 3, 4 } } }", "[0, *, *]\n1  2\n[1, *, *]\n3  4")]
    [InlineData("new double[0, 3]", "(0 × 3)")]
    [InlineData("new double[][] { new[] { 1.0, 2 }, new[] { 3.0 } }", "Double[][]\n[ 1, 2 ]\n[ 3 ]")]
    // sequences show their elements
    [InlineData("IEnumerable<int> Squares(int n) { for (int i = 0; i < n; i++) yield return i * i; }\nSquares(4)", "[ 0, 1, 4, 9 ]")]
    [InlineData("IEnumerable<int> Odd() { for (var i = 1; ; i += 2) yield return i; }\nOdd()",
        "[ 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 35, 37, 39 ... (more) ]")]
    [InlineData("Enumerable.Range(0, 4).Select(x => x * x)", "[ 0, 1, 4, 9 ]")]
    [InlineData("from x in new[] { 1, 2, 3 } where x > 1 select 10 * x", "[ 20, 30 ]")]
    [InlineData("new HashSet<int> { 3, 1 }", "[ 3, 1 ]")]
    [InlineData("new Queue<string>(new[] { \"a\", \"b\" })", "[ a, b ]")]
    // records and tuples are tables
    [InlineData("new[] { Tuple.Create(1, \"a\"), Tuple.Create(2, \"b\") }", "Item1  Item2\n1      a\n2      b")]
    [InlineData("new[] { (1, \"a\"), (2, \"b\") }", "Item1  Item2\n1      a\n2      b")]
    [InlineData("new[] { new { Hz = 1.5, Name = \"a\" } }", "Hz   Name\n1.5  a")]
    [InlineData("var table = new System.Data.DataTable { Columns = { \"a\", \"b\" } };\ntable.Rows.Add(1, \"x\");\ntable", "a  b\n1  x")]
    // a type's own text
    [InlineData("class Own { public int X = 1; public override string ToString() => \"own text\"; }\nnew Own()", "own text")]
    [InlineData("new Version(1, 2)", "1.2")]
    [InlineData("new Uri(\"http://a.b/c\")", "http://a.b/c")]
    [InlineData("System.Numerics.Complex.ImaginaryOne", "<0; 1>")]
    [InlineData("new System.Text.StringBuilder(\"abc\")", "abc")]
    [InlineData("(1, \"a\")", "(1, a)")]
    [InlineData("new { A = 1, B = \"x\" }", "{ A = 1, B = x }")]
    [InlineData("new System.Xml.Linq.XElement(\"a\", 1)", "<a>1</a>")]
    [InlineData("System.Text.Json.Nodes.JsonNode.Parse(\"[1, 2]\")[0]", "1")]
    // what contains itself
    [InlineData("record A(int P) { public A Node { get; set; } }\nvar a = new A(5);\na.Node = a;\na",
        "A\n  P: 5\n  Node: A\n    P: 5\n    Node: A\n      P: 5\n      Node: A\n        P: 5\n        Node: A …")]
    [InlineData(Tree + "new Tree()", "Tree [ Tree [ Tree [ Tree [ Tree … ] ] ] ]")]
    [InlineData(Tree + "new[] { new Tree() }", "Tree[]\nTree [ Tree [ Tree [ Tree [ Tree … ] ] ] ]")]
    [InlineData(Tree + "new { T = new Tree() }", null)]
    [InlineData(Tree + "new Dictionary<string, Tree> { [\"k\"] = new Tree() }", null)]
    [InlineData("class Node : List<Node> { }\nnew Node { new Node() }", "Node [ Node [  ] ]")]
    [InlineData("class Holder { public object Inner; }\nvar h = new Holder();\nh.Inner = h;\nh", null)]
    [InlineData("var list = new List<object>();\nlist.Add(list);\nlist", null)]
    [InlineData("class Endless { public Endless Next => new Endless(); }\nnew Endless()", null)]
    // what is not there
    [InlineData("new object[] { null, 1 }", null)]
    [InlineData("new Lazy<int>(() => 3)", "Value is not created.")]
    [InlineData("default(int?)", "<null>")]
    public async Task A_value_can_be_read(string code, string? text)
    {
        var ran = await cells.RunAsync(code);
        Assert.Null(ran.Failure);
        Assert.False(string.IsNullOrWhiteSpace(ran.Value));
        if (text is not null)
            Assert.Equal(text, ran.Value);
        Assert.InRange(ran.Value.Length, 1, 20_000);
    }

    [Theory]
    [InlineData("class Thrower { public override string ToString() => throw new FormatException(\"no text\"); }\nnew Thrower()",
        "FormatException: no text")]
    [InlineData("class Caller { public override string ToString() => ToString(); }\nnew Caller()", "StackOverflow: Stack overflow")]
    public async Task A_value_that_cannot_be_shown_fails_its_cell_alone(string code, string failure)
    {
        Assert.StartsWith(failure, (await cells.RunAsync(code)).Failure, StringComparison.Ordinal);
        Assert.Equal("2", (await cells.RunAsync("1 + 1")).Value);
    }

    [Fact]
    public async Task A_property_that_calls_itself_is_told_in_its_place()
    {
        var ran = await cells.RunAsync("class Round { public int A = 1; public int P => P + 1; }\nnew Round()");
        Assert.Null(ran.Failure);
        Assert.Contains("A: 1", ran.Value, StringComparison.Ordinal);
        Assert.Contains("Stack overflow", ran.Value, StringComparison.Ordinal);
        Assert.InRange(ran.Forms!.Text("text/html")!.Length, 1, 100_000);
    }

    [Fact]
    public async Task A_sequence_is_gone_through_once_and_no_further_than_it_is_shown()
    {
        var ran = await cells.RunAsync("""
            var made = 0;
            IEnumerable<int> Counting() { while (true) { made++; yield return made; } }
            Counting()
            """);
        Assert.StartsWith("[ 1, 2, 3,", ran.Value, StringComparison.Ordinal);
        Assert.InRange(int.Parse((await cells.RunAsync("made")).Value!, System.Globalization.CultureInfo.InvariantCulture), 20, 21);
    }

    [Fact]
    public async Task A_table_is_cut_where_a_reader_stops_to_look()
    {
        var text = (await cells.RunAsync("new int[1000, 200]")).Value!;
        Assert.EndsWith("(the first 100 × 50 of 1000 × 200)", text, StringComparison.Ordinal);
        Assert.Equal(101, text.Split('\n').Length);
        Assert.EndsWith("\n(the first 100 rows)", (await cells.RunAsync("Enumerable.Range(0, 500).Select(i => new { i })")).Value!,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_matrix_of_MathNet_shows_as_it_writes_itself()
    {
        var mathNet = Path.Combine(Checkout.Root, "lib", "bin", "MathNet.Numerics.dll").Replace('\\', '/');
        var ran = await cells.RunAsync($"#r \"{mathNet}\"\nusing MathNet.Numerics.LinearAlgebra;\n"
            + "Matrix<double>.Build.DenseOfArray(new double[,] { { 1, 2 }, { 3, 4 } })");
        Assert.Equal(["DenseMatrix 2x2-Double", "1  2", "3  4"], ran.Value!.ReplaceLineEndings("\n").TrimEnd().Split('\n'));
        Assert.Contains("<pre>DenseMatrix 2x2-Double", ran.Forms!.Text("text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chart_of_Plotly_NET_is_a_figure_that_needs_no_network()
    {
        var bin = Path.Combine(Checkout.Root, "lib", "bin").Replace('\\', '/');
        var ran = await cells.RunAsync($"""
            #r "{bin}/Plotly.NET.dll"
            #r "{bin}/Plotly.NET.CSharp.dll"
            #r "{bin}/DynamicObj.dll"
            #r "{bin}/FSharp.Core.dll"
            #r "{bin}/Giraffe.ViewEngine.dll"
            #r "{bin}/Newtonsoft.Json.dll"
            using Plotly.NET.CSharp;
            Chart.Point<double, double, string>(x: new[] {"{ 1.0, 2 }"}, y: new[] {"{ 3.0, 4 }"})
            """);
        Assert.Null(ran.Failure);
        var figure = ran.Forms!.Json("application/vnd.plotly.v1+json")!;
        Assert.Equal("scatter", (string?)figure["data"]![0]!["type"]);
        Assert.NotNull(figure["layout"]);
        Assert.False(ran.Forms.Has("text/html"));
        Assert.StartsWith("chart", ran.Value, StringComparison.Ordinal);
    }
}
