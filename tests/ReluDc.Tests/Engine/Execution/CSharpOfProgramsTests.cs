namespace ReluDc.Tests.Engine;

/// <summary>What readers bring from programs and from other notebooks: it runs, or one line says what to write instead.</summary>
public sealed class CSharpOfProgramsTests(RunningCells cells) : IClassFixture<RunningCells>
{
    [Theory]
    [InlineData("dynamic d = new System.Dynamic.ExpandoObject();\nd.Name = \"x\";\nd.Name", "x")]
    [InlineData("Enumerable.Range(0, 10).AsParallel().Sum()", "45")]
    [InlineData("ParallelEnumerable.Range(0, 10).Count()", "10")]
    [InlineData("var t = new System.Data.DataTable(); t.Columns.Add(\"a\"); t.Columns.Count", "1")]
    [InlineData("new System.Xml.Linq.XElement(\"a\", 1).Value", "1")]
    [InlineData("using System.Xml.Linq;\nXDocument.Parse(\"<a><b/></a>\").Root.Elements().Count()", "1")]
    [InlineData("Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(new byte[0]))[..8]", "E3B0C442")]
    [InlineData("System.Threading.Channels.Channel.CreateBounded<int>(3).Reader.Count", "0")]
    [InlineData("new System.Timers.Timer(250).Interval", "250")]
    [InlineData("System.IO.Compression.CompressionLevel.Fastest.ToString()", "Fastest")]
    [InlineData("System.Collections.Frozen.FrozenSet.ToFrozenSet(new[] { 1 }).Count", "1")]
    [InlineData("using System.Runtime.Intrinsics;\nVector128.Create(1f).ToScalar()", "1")]
    [InlineData("System.Net.IPAddress.Loopback.ToString()", "127.0.0.1")]
    [InlineData("new System.ComponentModel.BindingList<int> { 1, 2 }.Count", "2")]
    [InlineData("unsafe { int z = 5; int* p = &z; Console.WriteLine(*p); }\n1", "1")]
    [InlineData("static string Loud(this string s) => s + \"!\";\n\"a\".Loud()", "a!")]
    [InlineData("record struct Point(int X, int Y);\nnew Point(1, 2) with { Y = 3 }", "Point\n      X: 1\n      Y: 3")]
    [InlineData("int[] a = [1, .. new[] { 2, 3 }];\na[^1]", "3")]
    public async Task Runs(string code, string value) => Assert.Equal((null, value), await ValueOf(code));

    [Theory]
    [InlineData("namespace N { public class K { } }", "write the types without a namespace")]
    [InlineData("namespace N;\npublic class K { }", "write the types without a namespace")]
    [InlineData("public static class Ext { public static string Loud(this string s) => s; }\n\"a\".Loud()", "outside the class")]
    [InlineData("using var m = new System.IO.MemoryStream();\nm.Length", "write using (var x = …) { … }")]
    [InlineData("using System.IO.MemoryStream m = new();\nm.Length", "write using (var x = …) { … }")]
    [InlineData("await using var m = new System.IO.MemoryStream();", "write using (var x = …) { … }")]
    [InlineData("Span<int> s = new int[3];", "use an array or Memory<T>")]
    [InlineData("ref int r = ref (new int[1])[0];", "cannot be a reference")]
    [InlineData("foreach (var x in new[] { 1 }) yield return x;", "write a function that returns IEnumerable<T>")]
    [InlineData("[assembly: System.Reflection.AssemblyTitle(\"x\")]\n1", "a cell is no assembly")]
    [InlineData("var z = 1;\n#r \"System.Xml.dll\"", "write it above the cell's code")]
    [InlineData("Thread.Sleep(1);", "write using System.Threading;")]
    [InlineData("new Regex(\"a\")", "write using System.Text.RegularExpressions;")]
    [InlineData("Stopwatch watch = null;", "write using System.Diagnostics;")]
    public async Task One_line_says_what_to_write_instead(string code, string remedy)
    {
        var ran = await cells.RunAsync(code);
        Assert.StartsWith("CompilationError: line ", ran.Failure, StringComparison.Ordinal);
        Assert.Contains(remedy, ran.Failure, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', ran.Failure!);
    }

    [Fact]
    public async Task What_is_not_wrong_with_scripts_gets_no_advice()
    {
        var ran = await cells.RunAsync("int x = \"a\";");
        Assert.Equal("CompilationError: line 1, column 9: CS0029: Cannot implicitly convert type 'string' to 'int'", ran.Failure);
    }

    [Fact]
    public async Task Errors_come_in_the_order_of_the_lines()
    {
        var ran = await cells.RunAsync("int a = \"1\";\nint b = \"2\";\nUnknown();");
        Assert.Equal(["line 1", "line 2", "line 3"], ran.Trace.Split('\n').Select(line => line[..6]));
    }

    [Fact]
    public async Task Warnings_are_shown_in_the_lines_of_the_cell()
    {
        var ran = await cells.RunAsync("int F()\n{\n    int unused = 3;\n    for (int i = 0; i < 2; i++) { }\n    return 1;\n}\nF()");
        Assert.Equal("line 3, column 9: warning CS0219: The variable 'unused' is assigned but its value is never used\n", ran.Warned);
        Assert.Equal("1", ran.Value);
    }

    [Fact]
    public async Task What_a_cell_needed_of_the_class_library_later_cells_have_too()
    {
        await cells.RunAsync("dynamic later = new System.Dynamic.ExpandoObject();\nlater.A = 1;");
        Assert.Equal((null, "2"), await ValueOf("later.A + 1"));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("(string)null")]
    [InlineData("int? n = null;\nn")]
    public async Task A_null_is_a_value(string code) => Assert.Equal((null, "<null>"), await ValueOf(code));

    [Theory]
    [InlineData("Console.Write(1);")]
    [InlineData("var q = 1;")]
    [InlineData("Console.Write(1)")]
    [InlineData("")]
    public async Task A_statement_has_none(string code) => Assert.Equal((null, null), await ValueOf(code));

    private async Task<(string?, string?)> ValueOf(string code)
    {
        var ran = await cells.RunAsync(code);
        return (ran.Failure, ran.Value);
    }
}
