
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

public class ParameterTests
{
    [Theory]
    [InlineData("double f1Hz = 5;   // Hz, 0.5 … 100: frequency", "double", "f1Hz", "5", "Hz, 0.5 … 100: frequency")]
    [InlineData("int n=3;", "int", "n", "3", "")]
    [InlineData("string name = \"a;b // c\"; // text", "string", "name", "\"a;b // c\"", "text")]
    [InlineData("double[] all = [1, 2];", "double[]", "all", "[1, 2]", "")]
    public void Declarations_are_read(string line, string type, string name, string value, string comment) =>
        Assert.Equal(new(name, type, value, comment), Assert.Single(Parameter.In(line)));

    [Theory]
    [InlineData("var x = 2.5;", "double x = 2.5")]
    [InlineData("var x = -2;", "int x = -2")]
    [InlineData("var x = 5L;", "long x = 5L")]
    [InlineData("var x = 1f;", "float x = 1f")]
    [InlineData("var x = 1.5m;", "decimal x = 1.5m")]
    [InlineData("var x = true;", "bool x = true")]
    [InlineData("var x = 'a';", "char x = 'a'")]
    [InlineData("var x = \"a\";", "string x = \"a\"")]
    [InlineData("var x = Math.PI / 4;", "double x = Math.PI / 4")]
    [InlineData("var x = 2 * 3;", "int x = 2 * 3")]
    [InlineData("var x = (float)3;", "float x = (float)3")]
    [InlineData("var x = new[] { 1, 2.5 };", "double[] x = new[] { 1, 2.5 }")]
    [InlineData("var x = new List<double> { 1 };", "List<double> x = new List<double> { 1 }")]
    [InlineData("float g = 1f;", "float g = 1f")]
    [InlineData("double? g = null;", "double? g = null")]
    [InlineData("public static double g = 1;", "double g = 1")]
    [InlineData("int a = 1, b = 2; double c = 3;", "int a = 1, int b = 2, double c = 3")]
    [InlineData("double[] a =\n[\n  1,\n  2\n]; // several lines", "double[] a = [\n  1,\n  2\n]")]
    [InlineData("const double c = 1; // fixed", "double c = 1")]
    public void Declarations_of_every_form_have_the_type_that_C_sharp_gives_them(string code, string declared) =>
        Assert.Equal(declared, string.Join(", ", Parameter.In(code)));

    [Theory]
    [InlineData("double x;")]
    [InlineData("double F() { double x = 5; return x; }")]
    [InlineData("class A { public double X = 5; }")]
    [InlineData("if (true) { double x = 5; }")]
    [InlineData("// double f1Hz = 5;")]
    [InlineData("f1Hz = 5;")]
    [InlineData("")]
    public void Other_lines_declare_nothing(string line) => Assert.Empty(Parameter.In(line));

    [Theory]
    [InlineData("double", "7.5", "7.5")]
    [InlineData("double", "-1e-3", "-0.001")]
    [InlineData("double", "7", "7")]
    [InlineData("int", "-4", "-4")]
    [InlineData("bool", "true", "true")]
    [InlineData("string", "say \"hi\" \\ now", "\"say \\\"hi\\\" \\\\ now\"")]
    [InlineData("string", "null", "null")]
    [InlineData("string", "", "\"\"")]
    [InlineData("double[]", "[1, 2.5]", "new double[] { 1, 2.5 }")]
    [InlineData("double[]", "[]", "new double[0]")]
    [InlineData("int[]", "{ 3 }", "new int[] { 3 }")]
    [InlineData("bool[]", "[true,false]", "new bool[] { true, false }")]
    [InlineData("string[]", "[relu, gelu]", "new string[] { \"relu\", \"gelu\" }")]
    [InlineData("string[]", "[\"a, b\", \"say \\\"c\\\"\", null]", "new string[] { \"a, b\", \"say \\\"c\\\"\", null }")]
    [InlineData("string[]", "['a','b']", "new string[] { \"a\", \"b\" }")]
    [InlineData("string[]", "['a, b', \"c'd\", 'e\\'f', None]", "new string[] { \"a, b\", \"c'd\", \"e'f\", null }")]
    [InlineData("string[]", "[don't, o'clock]", "new string[] { \"don't\", \"o'clock\" }")]
    [InlineData("string[]", "[\"null\", \"\\u00e9\\n\"]", "new string[] { \"null\", \"é\\n\" }")]
    [InlineData("float", "2.5", "2.5f")]
    [InlineData("long", "9999999999", "9999999999L")]
    [InlineData("decimal", "0.1", "0.1m")]
    [InlineData("uint", "7", "7u")]
    [InlineData("byte", "255", "255")]
    [InlineData("char", "x", "'x'")]
    [InlineData("bool", "True", "true")]
    [InlineData("double?", "null", "null")]
    [InlineData("double?", "3", "3")]
    [InlineData("List<double>", "[1, 2.5]", "[1, 2.5]")]
    [InlineData("long[]", "[1]", "new long[] { 1L }")]
    public void Values_become_literals_of_their_type(string type, string text, string literal) =>
        Assert.Equal(literal, new Parameter("p", type, "0", "").LiteralOf(text));

    [Theory]
    [InlineData("double", "NaN")]
    [InlineData("double", "∞")]
    [InlineData("double", "Infinity")]
    [InlineData("double", "1e999")]
    [InlineData("double", "7,5")]
    [InlineData("double", "fast")]
    [InlineData("double", "")]
    [InlineData("int", "7.5")]
    [InlineData("int", "99999999999")]
    [InlineData("bool", "True!")]
    [InlineData("double[]", "1, 2")]
    [InlineData("double[]", "[1, NaN]")]
    [InlineData("double[]", "[1, , 2]")]
    [InlineData("string[]", "[\"open]")]
    [InlineData("string[]", "[\"a\", 1]")]
    [InlineData("string[]", "['open]")]
    [InlineData("string[]", "['a' 'b']")]
    [InlineData("double[]", "['1']")]
    [InlineData("byte", "256")]
    [InlineData("uint", "-1")]
    [InlineData("char", "ab")]
    [InlineData("float", "1e99")]
    [InlineData("decimal", "NaN")]
    [InlineData("DateTime", "2026-11-25")]
    public void Values_of_another_type_are_refused_by_name_and_type(string type, string text)
    {
        var message = Assert.Throws<FormatException>(() => new Parameter("p", type, "0", "").LiteralOf(text)).Message;
        Assert.StartsWith("parameter p is ", message);
        Assert.Contains(type, message);
    }

    [Theory]
    [InlineData("Hz, 0.5 … 100: f", "0.4", "outside 0.5 … 100")]
    [InlineData("Hz, 0.5 … 100: f", "100", null)]
    [InlineData("rad, -3.14 … 3.14: phase", "-3.2", "outside -3.14 … 3.14")]
    [InlineData("no range", "1e9", null)]
    [InlineData("as in 1.2.3 … 5", "9", "outside 2.3 … 5")]
    [InlineData("s, 1e-3 … 2", "1E-04", "outside 1e-3 … 2")]
    public void A_value_outside_the_stated_range_is_warned_of(string comment, string literal, string? warning) =>
        Assert.Equal(warning, new Parameter("p", "double", "1", comment).WarningFor(literal));

    [Fact]
    public void Overrides_are_a_cell_behind_the_parameters_that_assigns_them()
    {
        using var folder = new TemporaryFolder();
        var notebook = Notebook.Load(folder.Notebook("a.ipynb", "# Title", "// tags: parameters\ndouble f1Hz = 5; // Hz\nint n = 2;",
            "f1Hz"));
        var injected = ParameterSet.Of(notebook).With([("n", "3"), ("f1Hz", "7"), ("f1Hz", "7.5")]).Inject();
        Assert.Equal(4, injected.Cells.Length);
        Assert.Equal("f1Hz = 7.5;\nn = 3;", injected.Cells[2].Source);
        Assert.Equal(["injected-parameters"], injected.Cells[2].Tags);
        Assert.Same(notebook, ParameterSet.Of(notebook).Inject());
    }

    [Fact]
    public void A_constant_is_declared_anew_and_the_rest_assigned()
    {
        using var folder = new TemporaryFolder();
        var notebook = Notebook.Load(folder.Notebook("a.ipynb", "// tags: parameters\nconst double c = 5;\nvar q = 2.5;\nfloat g = 1f;"));
        Assert.Equal("const double c = 6;\nq = 3;\ng = 2f;",
            ParameterSet.Of(notebook).With([("q", "3"), ("g", "2"), ("c", "6")]).Inject().Cells[1].Source);
    }

    [Fact]
    public void Overrides_replace_a_cell_that_an_earlier_run_put_in()
    {
        using var folder = new TemporaryFolder();
        var notebook = Notebook.Load(folder.Notebook("a.ipynb", "// tags: parameters\ndouble f1Hz = 5;",
            "// tags: injected-parameters\nvar f1Hz = 7;", "f1Hz"));
        Assert.Equal(["// tags: parameters\ndouble f1Hz = 5;", "f1Hz = 8;", "f1Hz"],
            ParameterSet.Of(notebook).With([("f1Hz", "8")]).Inject().Cells.Select(cell => cell.Source));
        Assert.Same(notebook, ParameterSet.Of(notebook).Inject());
    }

    [Fact]
    public void An_unknown_name_is_refused_with_all_names_types_and_defaults()
    {
        using var folder = new TemporaryFolder();
        var notebook = Notebook.Load(folder.Notebook("a.ipynb", "// tags: parameters\ndouble f1Hz = 5; // Hz\nint n = 2;"));
        Assert.Equal("a.ipynb has no parameter 'f9Hz'; allowed: double f1Hz = 5, int n = 2",
            Assert.Throws<FormatException>(() => ParameterSet.Of(notebook).With([("f9Hz", "1")])).Message);
    }

    [Theory]
    [InlineData("f1Hz = 7;", "f1Hz=7")]
    [InlineData("var f1Hz = 7;\nconst int n = 2;", "f1Hz=7 n=2")]
    [InlineData("f1Hz = 7; f1Hz += 1; g(); if (true) f1Hz = 8; a.b = 3;", "f1Hz=7")]
    [InlineData("", "")]
    public void What_a_cell_assigns_is_read(string code, string values) =>
        Assert.Equal(values, string.Join(' ', Parameter.ValuesIn(code).Select(value => $"{value.Name}={value.Value}")));

    /// <summary>A notebook with a cell that an earlier run, or papermill, put in.</summary>
    private static Notebook WithInjected(params string[] injected)
    {
        var cells = new[] { Cell.Code("p", "double f1Hz = 5; // Hz, 1 … 10: frequency\nint n = 2;", "parameters") }
            .Concat(injected.Select((code, i) => Cell.Code($"i{i}", code, "injected-parameters"))).Append(Cell.Code("c", "f1Hz * n"));
        return Notebook.Parse("""{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}"""u8.ToArray()).WithCells(cells);
    }

    private static string Recorded(ParameterSet parameters) => string.Join(", ", parameters.ForRecord()
        .Select(p => $"{p.Name}={p.Value}{(p.Overridden ? " altered" : "")}{(p.Warning is { } warning ? " " + warning : "")}"));

    [Theory]
    [InlineData("f1Hz=5, n=2")]
    [InlineData("f1Hz=7 altered, n=2", "f1Hz = 7;")]
    [InlineData("f1Hz=70 altered outside 1 … 10, n=3 altered", "var f1Hz = 70;\nvar n = 3;")]
    [InlineData("f1Hz=8 altered, n=2", "f1Hz = 7;", "f1Hz = 8;")]
    public void A_record_tells_what_a_notebook_brings_along(string recorded, params string[] injected) =>
        Assert.Equal(recorded, Recorded(ParameterSet.Of(WithInjected(injected))));

    [Theory]
    [InlineData("f1Hz = 7;")]
    [InlineData("f1Hz = 7;", "var n = 3;")]
    public void An_override_takes_the_place_of_every_cell_that_was_put_in(params string[] injected)
    {
        var parameters = ParameterSet.Of(WithInjected(injected)).With([("f1Hz", "9")]);
        Assert.Equal("f1Hz=9 altered, n=2", Recorded(parameters));
        Assert.Equal(["f1Hz = 9;"], parameters.Inject().Cells.Where(cell => cell.Tags.Contains("injected-parameters"))
            .Select(cell => cell.Source));
    }
}
