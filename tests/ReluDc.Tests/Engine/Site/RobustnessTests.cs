using System.Diagnostics;
using System.Text.Json.Nodes;
using ReluDc.Engine;
using ReluDc.Notebooks;

namespace ReluDc.Tests.Engine;

/// <summary>Whatever one part of a notebook holds, it is a fault on its page at most, and the rest of the page is there.</summary>
public sealed class RobustnessTests
{
    private const string Plotly = "application/vnd.plotly.v1+json";
    private const string Claim = "application/vnd.reludc.claim+json";
    private const int LongestSeconds = 150; // on two cores that others use, too

    private static string Times(int n, string text, string middle = "", string end = "") =>
        string.Concat(Enumerable.Repeat(text, n)) + middle + string.Concat(Enumerable.Repeat(end, n));

    /// <summary>Renders a page with something in its midst.</summary>
    /// <returns>Its faults, all in the second cell and short, on a page that has its first and its last cell.</returns>
    private static IReadOnlyList<string> Faults(Func<ExecutedNotebook, ExecutedNotebook> middle, Action<RenderedSite>? look = null)
    {
        var watch = Stopwatch.StartNew();
        using var site = new RenderedSite().Write(middle(new ExecutedNotebook().Prose("# First")).Prose("The $x$ end.")
            .Code("var last = 1;", [ExecutedNotebook.Value("text/plain", "last")]).Page());
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, LongestSeconds);
        var document = site.Document();
        Assert.Equal("First", document.QuerySelector("h1")!.TextContent);
        Assert.Equal("The x end.", document.QuerySelectorAll("main > .prose").Last().TextContent.Trim());
        Assert.Equal("last", document.QuerySelectorAll(".cell .output").Last().TextContent.Trim());
        Assert.NotNull(document.QuerySelectorAll("details.code").Last().QuerySelector(".k"));
        Assert.NotNull(site.Document("index").QuerySelector(".card"));
        look?.Invoke(site);
        var faults = site.Report.Pages.Single().Faults;
        Assert.All(faults, fault => Assert.Equal(2, fault.CellNumber));
        Assert.All(faults, fault => Assert.DoesNotMatch(@"[\p{Cc}]", fault.Message));
        Assert.All(faults, fault => Assert.InRange(fault.Message.Length, 1, 300));
        if (faults.Count > 0 && document.QuerySelector(".fault") is { } shown)
            Assert.InRange(shown.TextContent.Length, 1, 3_000);
        return [.. faults.Select(fault => fault.Message)];
    }

    public static TheoryData<string, string, bool> Figures => new()
    {
        { """{"data":[],"layout":{"title":"Words"}}""", "Words", false },
        { """{"data":[],"layout":{"title":{"text":"Words"}}}""", "Words", false },
        { """{"data":[],"layout":{"title":{"text":["a"]}}}""", "Figure", false },
        { """{"data":[],"layout":{"meta":"x","title":7}}""", "7", false },
        { """{"data":[],"layout":{"meta":[1]}}""", "Figure", false },
        { """{"data":[],"layout":{"meta":{"alt":5,"title":true,"caption":{},"small":"yes"}}}""", "true", false },
        { """{"data":[{"y":[1e999,-1E-999]}]}""", "Figure", false },
        { """{"data":[],"layout":{"sliders":{"a":1}}}""", "Figure", false },
        { """{"data":[null,5],"layout":{}}""", "", true },
        { """{"data":"x"}""", "", true },
        { "5", "", true },
    };

    [Theory, MemberData(nameof(Figures))]
    public void A_figure(string json, string title, bool isFault)
    {
        var faults = Faults(notebook => notebook.Code("f", [ExecutedNotebook.Value(Plotly, JsonNode.Parse(json)!)]), site =>
            Assert.Equal(title, site.Document().QuerySelector(".figure-title span")?.TextContent ?? ""));
        Assert.Equal(isFault, faults.Count > 0);
    }

    [Fact]
    public void A_figure_of_900_levels_or_21_MB()
    {
        var figure = ExecutedNotebook.Figure;
        figure["layout"]!["deep"] = Deep(900);
        Assert.Empty(Faults(notebook => notebook.Code("f", [ExecutedNotebook.Value(Plotly, figure)])));
        figure = ExecutedNotebook.Figure;
        figure["data"]![0]!["name"] = new string('x', 21_000_000);
        Assert.Equal(["a figure is too large for a page; allowed: 20 MB of JSON"],
            Faults(notebook => notebook.Code("f", [ExecutedNotebook.Value(Plotly, figure)])));
    }

    private static JsonNode Deep(int levels)
    {
        JsonNode node = 1;
        for (var i = 0; i < levels; i++)
            node = new JsonArray(node);
        return node;
    }

    [Theory]
    [InlineData("""{"passes":"yes"}""", false)]
    [InlineData("""{"measured":"NaN"}""", false)]
    [InlineData("""{"measured":1e400}""", true)]
    [InlineData("""{"measured":null}""", true)]
    [InlineData("""{"predicted":1e400}""", true)]
    [InlineData("""{"predicted":"1"}""", true)]
    [InlineData("""{"predicted":null}""", true)]
    [InlineData("""{"tolerance":-1}""", true)]
    [InlineData("""{"paper":1e400}""", true)]
    [InlineData("""{"paper":" "}""", true)]
    [InlineData("""{"paper":[1]}""", true)]
    [InlineData("""{"id":7}""", true)]
    [InlineData("""{"verdict":"perhaps"}""", true)]
    [InlineData("""{"unit":{}}""", true)]
    public void A_claim(string changes, bool isFault)
    {
        var claim = ExecutedNotebook.Claim("C01-a", "holds");
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
            claim[name] = value?.DeepClone();
        var cell = (ExecutedNotebook notebook) => notebook.Code("f", [ExecutedNotebook.Value(Claim, claim.DeepClone())]);
        Assert.Equal(isFault, Faults(cell).Count > 0);
        var rows = LedgerRow.Of(cell(new()).Page());
        Assert.Equal(isFault ? 0 : 1, rows.Count);
        Assert.All(rows, row => Assert.NotEqual("", row.ToJson().ToJsonString()));
    }

    [Theory]
    [InlineData("100,000 characters", 1, "", "x")]
    [InlineData("5,000 braces", 5_000, "{", "}")]
    [InlineData("roots", 2_000, @"\sqrt", "")]
    [InlineData("roots in braces", 150, @"\sqrt{", "}")]
    [InlineData("fractions", 190, @"\frac{1}{", "}")]
    [InlineData("left and right", 1_500, @"\left(", @"\right)")]
    [InlineData("hats", 5_000, @"\hat ", "x")]
    [InlineData("primes", 10_000, "'", "")]
    [InlineData("open braces", 100, "{", "")]
    [InlineData("environments", 300, @"\begin{matrix}", @"\end{matrix}")]
    [InlineData("indices", 3_000, "x_", "x")]
    public void A_formula(string what, int times, string opening, string closing)
    {
        var latex = what.StartsWith("100", StringComparison.Ordinal) ? new string('x', 100_000) : Times(times, opening, "x", closing);
        _ = Faults(notebook => notebook.Prose($"$${latex}$$"), site => Assert.True(
            site.Report.Pages.Single().Faults.Count > 0 || site.Document().QuerySelector("math") is not null, what));
    }

    [Theory]
    [InlineData(@"\def\a{\a}$$\a$$")]
    [InlineData(@"\def\a{\a\a}\a")]
    [InlineData(@"\def\a#1{\b{#1#1}}\def\b#1{\a{#1#1}}\a{xxxxxxxx}")]
    [InlineData(@"\newcommand{\x}[1]{\x{#1}\x{#1}}\x{1}")]
    [InlineData(@"\def")]
    [InlineData(@"\newcommand")]
    [InlineData(@"\global\let\frac=\frac \frac")]
    public void A_formula_without_end(string latex) => _ = Faults(notebook => notebook.Prose($"$${latex}$$"));

    public static TheoryData<string, string> Codes => new()
    {
        { "parentheses", "var a = " + Times(20_000, "(", "1", ")") + ";" },
        { "a sum", "var a = 0;\nvar s = a" + Times(20_000, " + a") + ";" },
        { "else if", "int a = 0;\nif (a == 0) { }" + Times(5_000, " else if (a == 1) { }") },
        { "calls", "var s = \"\"" + Times(10_000, ".Trim()") + ";" },
        { "lambdas", "System.Func<int, System.Func<int, int>> f = " + Times(3_000, "x => ", "x") + ";" },
        { "generics", "System.Collections.Generic." + Times(3_000, "List<", "int", ">") + " f;" },
        { "blocks", Times(5_000, "{", "", "}") },
        { "conditions", "var a = " + Times(5_000, "true ? 1 : ", "0") + ";" },
        { "nots", "var a = " + Times(20_000, "!", "true") + ";" },
        { "arrays", "int" + Times(5_000, "[]") + " a;" },
        { "interpolations", "var a = " + Times(200, "$\"{", "1", "}\"") + ";" },
        { "braces that never close", Times(30_000, "{") },
        { "queries", "var q = " + Times(500, "from a in ", "b", " select a") },
        { "lambdas as arguments", "T F<T>(System.Func<int, T> f) => f(1); T F<T>(System.Func<long, T> f) => f(1);\nvar a = " + Times(30,
            "F(x => ", "1", ")")
            + ";" },
        { "directives", Times(500, "#if A\n", "", "\n#endif") },
        { "attributes", Times(500, "[A]", " class B { }") },
        { "a tuple", "var a = " + Times(5_000, "(1, ", "1", ")") + ";" },
        { "switches", "var a = 1" + Times(3_000, " switch { _ => 1 }") + ";" },
        { "a sum as long as may be", "var a = 0;\nvar s = a" + Times(370, " + a") + ";" },
        { "parentheses as deep as may be", "var a = " + Times(370, "(", "1", ")") + ";" },
        { "else if as often as may be", "int a = 0;\nif (a == 0) { }" + Times(180, " else if (a == 1) { }") },
        { "calls as many as may be", "var s = \"\"" + Times(180, ".Trim()") + ";" },
        { "generics as deep as may be", "System.Collections.Generic." + Times(180, "List<", "int", ">") + " f;" },
        { "lambdas as deep as may be", "T F<T>(System.Func<int, T> f) => f(1); T F<T>(System.Func<long, T> f) => f(1);\nvar a = "
            + Times(8, "F(x => ", "1", ")") + ";" },
        { "5 MB", "var a = \"" + new string('x', 5_000_000) + "\";" },
    };

    [Fact]
    public void Code()
    {
        foreach (var (what, code) in Codes.Select(row => row.Data))
        {
            var faults = Faults(notebook => notebook.Code(code, []), site =>
            {
                var shown = site.Document().QuerySelector("details.code code")!.TextContent;
                Assert.StartsWith(code[..Math.Min(1_000, code.Length)], shown, StringComparison.Ordinal);
                Assert.InRange(shown.Length, 10, 300_000);
            });
            var isColoured = what.EndsWith("may be", StringComparison.Ordinal) || what is "arrays" or "directives" or "attributes";
            Assert.True(isColoured == (faults.Count == 0), what);
        }
    }

    [Fact]
    public void Halves_of_characters_are_signs_that_cannot_be_shown() =>
        Assert.Empty(Faults(notebook => notebook.Code("x", []).Outputs("""{"output_type":"stream","text":"a\ud83d \udc00\ud83d\ude00"}"""),
            site => Assert.Equal("a� �😀", site.Document().QuerySelector("pre.stream")!.TextContent)));

    [Fact]
    public void A_cell_that_leaves_something_open_does_not_take_the_colours_from_those_behind_it() =>
        Assert.Empty(Faults(notebook => notebook.Code("/* open", [])));

    public static TheoryData<string> Outputs =>
    [
        """{"output_type":"stream","name":"stdout","text":7}""", """{"output_type":"stream","name":["x"],"text":{"a":1}}""",
        """{"output_type":"stream"}""", """{"output_type":"error","ename":1,"evalue":[2],"traceback":"no list"}""",
        """{"output_type":"error","ename":null,"evalue":null,"traceback":[1,null,{"a":2}]}""", """{"output_type":"error"}""",
        """{"output_type":"display_data","data":null}""", """{"output_type":"display_data"}""",
        """{"output_type":"display_data","data":[1]}""",
        """{"output_type":"execute_result","execution_count":"7","data":{"text/plain":5}}""", """{"output_type":"new_kind","a":1}""",
        "5", "null",
        "[]", """{"output_type":7}""", """{"output_type":"display_data","data":{"text/html":{"a":1}}}""",
        """{"output_type":"display_data","data":{"image/png":"no base64!","image/jpeg":""}}""",
        """{"output_type":"display_data","data":{"image/svg+xml":7},"metadata":{"image/svg+xml":7}}""",
        """{"output_type":"display_data","data":{"image/png":[1,2]},"metadata":7}""",
        """{"output_type":"display_data","data":{"text/latex":null,"text/plain":null}}""",
        """{"output_type":"stream","text":"\u0000\u0085\u009b31m\ud800 \udc00\uffff"}""",
    ];

    [Theory, MemberData(nameof(Outputs))]
    public void An_output(string json)
    {
        _ = Faults(notebook => notebook.Code("x", []).Outputs(json), site => Assert.DoesNotMatch(@"[\u0000-\u0008\u007f-\u009f]",
            site.Text()));
        Assert.NotEmpty(new ExecutedNotebook().Code("x", []).Outputs(json).Page().Executed.ToBytes());
    }

    [Fact]
    public void Outputs_of_900_levels_and_of_22_MB()
    {
        foreach (var type in new[] { "application/json", "text/html", "text/plain", "image/png", Claim })
            _ = Faults(notebook => notebook.Code("x", [ExecutedNotebook.Value(type, Deep(900))]));
        var large = new string('x', 22_000_000);
        _ = Faults(notebook => notebook.Code("x", [ExecutedNotebook.Stream(large), ExecutedNotebook.Value("text/html", large)]),
            site => Assert.InRange(site.Text().Length, 20_000, 200_000));
        _ = Faults(notebook => notebook.Code("x", [ExecutedNotebook.Stream(Times(200_000, "x\r\e[P\e[1K") + Times(200_000, "\u0301"))]));
        _ = Faults(notebook => notebook.Code("x", [ExecutedNotebook.Value("text/latex", Times(400_000, "$a")),
            ExecutedNotebook.Value("text/markdown", large)]));
    }

    public static TheoryData<string, string> Texts => new()
    {
        { "quotes", Times(130, ">", " x") }, { "lists", string.Concat(Enumerable.Range(0, 130).Select(i => new string(' ', 2 * i)
            + "- x\n")) },
        { "asterisks", Times(100_000, "*") }, { "asterisks and letters", Times(50_000, "*a") + Times(50_000, "b*") },
        { "underlines", Times(50_000, "_a ") }, { "tildes", Times(50_000, "~~a ") }, { "brackets", Times(50_000, "[") },
        { "brackets both ways", Times(50_000, "[", "a", "]") }, { "links in links", Times(20_000, "[", "a", "](b)") },
        { "pictures", Times(20_000, "![", "a", "](b)") }, { "backticks", Times(100_000, "`") }, { "backticks apart", Times(50_000,
            "`` ` ") },
        { "dollars", Times(100_000, "$") }, { "dollars and digits", Times(50_000, "$5 ") }, { "open dollars", Times(50_000, "a$b{ ") },
        { "tags that do not end", Times(50_000, "<a ") }, { "quotes in tags", Times(50_000, "<a b=\"'") }, { "comments", Times(50_000,
            "<!-- ") },
        { "code elements", Times(50_000, "<code>") }, { "environments", Times(20_000, @"\begin{a}") }, { "entities", Times(100_000, "&") },
        { "a wide table", "|" + Times(2_000, "a|") + "\n|" + Times(2_000, "-|") + "\n|" + Times(2_000, "b|") },
        { "a long table", "|a|b|\n|-|-|\n" + Times(10_000, "|1|2|\n") },
        { "footnotes that name each other", "[^a] [^b]\n\n[^a]: x [^b]\n\n[^b]: y [^a]" },
        { "references", string.Concat(Enumerable.Range(0, 3_000).Select(i => $"[r{i}]: x\n")) + "\n" + Times(3_000, "[r1] ") },
        { "headings alike", Times(5_000, "## a\n\n") }, { "addresses", Times(2_000, "www.a.b http://c ") }, { "parentheses", "[a]("
            + Times(50_000, "(") },
        { "backslashes", Times(100_000, "\\") }, { "carriage returns", Times(50_000, "a\r") }, { "NULs", Times(1_000, "\0<\u0085") },
        { "labels", Times(300, "$$x\\label{a}$$\n\n") }, { "bars", Times(20_000, "a|b ") },
    };

    [Theory, MemberData(nameof(Texts))]
    public void A_text(string what, string markdown)
    {
        Assert.NotEqual("", what);
        _ = Faults(notebook => notebook.Prose(markdown));
    }
}
