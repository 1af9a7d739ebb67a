using AngleSharp.Dom;
using ReluDc.Engine;
using ReluDc.Notebooks;
using ReluDc.Tests.Engine;

namespace ReluDc.Tests.Host;

/// <summary>The index: what it says of notebooks, and the two tables of claims.</summary>
public sealed class IndexPageTests
{
    private const string Mime = "application/vnd.reludc.claim+json";

    private static System.Text.Json.Nodes.JsonObject Claim(string id, string verdict, bool ofPaper, bool passes = true)
    {
        var json = ExecutedNotebook.Claim(id, verdict, passes);
        if (!ofPaper)
            json["paper"] = null;
        return ExecutedNotebook.Value(Mime, json);
    }

    private static SitePage One => new ExecutedNotebook().Prose("# One\n\nWhat is *it*? A part of $f/f_s$, and **half**.")
        .Code("int n = 3; // from 1 to 9: how many\ndouble f1Hz = 5; // Hz: a tone", [], tags: "parameters")
        .Code("a", [Claim("C01-a", "holds", ofPaper: true)], "claim-a")
        .Code("b", [Claim("C01-b", "does not hold", ofPaper: true)], "claim-b")
        .Code("c", [Claim("C01-c", "holds", ofPaper: false)], "claim-c").Page("01-one");

    private static SitePage Two => new ExecutedNotebook().Prose("# Two").Prose("- **You need** notebook [01](01-one.ipynb).")
        .Code("d", [Claim("C02-d", "holds", ofPaper: true, passes: false)], "claim-d").Page("02-two");

    [Fact]
    public void Claims_of_the_paper_and_findings_stand_in_two_tables_by_notebook()
    {
        using var site = new RenderedSite().Write(One, Two);
        var tables = site.Document("index").QuerySelectorAll("table.claims");
        Assert.Equal(["Claims of the paper: 3", "Findings beyond the paper: 1"],
            tables.Select(table => table.QuerySelector("caption")!.TextContent));
        Assert.Equal(["01 One", "C01-a", "C01-b", "02 Two", "C02-d"], Names(tables[0]));
        Assert.Equal(["01 One", "C01-c"], Names(tables[1]));
        Assert.Equal(["claim", "verdict", "what it says", "paper", "predicted", "measured"], Heads(tables[0]));
        Assert.Equal(["finding", "verdict", "what it says", "predicted", "measured"], Heads(tables[1]));
        Assert.All(tables.SelectMany(table => table.QuerySelectorAll("tr[data-verdict]")),
            row => Assert.Equal(Heads(row.Closest("table")!).Count(), row.ChildElementCount));
        static IEnumerable<string> Names(IElement table) => table.QuerySelectorAll("tbody th").Select(name => name.TextContent.Trim());
        static IEnumerable<string> Heads(IElement table) => table.QuerySelectorAll("thead th").Select(head => head.TextContent);
    }

    [Fact]
    public void A_strip_counts_the_verdicts_of_its_table_and_is_as_long_as_they_are_many()
    {
        using var site = new RenderedSite().Write(One, Two);
        var strips = site.Document("index").QuerySelectorAll(".verdicts");
        Assert.Equal(["2 hold", "1 does not hold"], strips[0].QuerySelectorAll("li").Select(part => part.TextContent.Trim()));
        Assert.Equal(["flex-grow: 2", "flex-grow: 1"],
            strips[0].QuerySelectorAll(".shares span").Select(share => share.GetAttribute("style")));
        Assert.Equal(["1 holds"], strips[1].QuerySelectorAll("li").Select(part => part.TextContent.Trim()));
        Assert.Contains("1 check failed", site.Document("index").QuerySelector("#claims + p")!.TextContent);
    }

    [Fact]
    public void What_came_out_and_how_to_alter_a_frequency_are_told_with_commands_that_work()
    {
        using var site = new RenderedSite().Write(One, Two);
        var index = site.Document("index");
        Assert.Contains("Of its 3 claims tested here 2 hold, 1 does not hold.", Words(index.QuerySelector("#in-short + p")!));
        Assert.Equal("01-one.html", index.QuerySelector("#in-short ~ ul a")!.GetAttribute("href"));
        var command = index.QuerySelector(".command code")!.TextContent.Split(' ');
        var parsed = CommandLine.Root().Parse(command[3..]);
        Assert.Empty(parsed.Errors);
        Assert.Equal(["dotnet", "run", "--"], command[..3]);
        Assert.Equal("7", ParameterSet.Of(Notebook.Load(Path.Combine(Checkout.Root, command[4]))).With([("f1Hz", "7")]).ForRecord()
            .Single(parameter => parameter.Name == "f1Hz").Value);
    }

    [Fact]
    public void A_card_sets_formulas_and_names_what_may_be_altered()
    {
        using var site = new RenderedSite().Write(One, Two);
        var cards = site.Document("index").QuerySelectorAll(".card");
        Assert.Equal("What is <em>it</em>? A part of <i>f</i>/<i>f</i><sub>s</sub>, and <strong>half</strong>.",
            cards[0].QuerySelector("p")!.InnerHtml);
        Assert.Equal(["n", "f1Hz"], cards[0].QuerySelectorAll(".parameters code").Select(name => name.TextContent));
        Assert.Null(cards[1].QuerySelector(".parameters"));
    }

    [Theory]
    [InlineData("no formula", "no formula")]
    [InlineData(@"$a/\pi$ & $x^2$", "<i>a</i>/π &amp; <i>x</i><sup>2</sup>")]
    [InlineData(@"$\frac{1}{2}$ < $\pi_x$", @"<code>\frac{1}{2}</code> &lt; π<sub>x</sub>")]
    [InlineData("5 $ and `a*b*c`", "5 $ and <code>a*b*c</code>")]
    [InlineData("a * b, $", "a * b, $")]
    public void A_sentence_is_safe_and_readable(string markdown, string html) =>
        Assert.Equal(html, InlineFormula.Sentence(markdown).ToString());

    [Fact]
    public void Without_claims_parameters_or_needs_there_are_no_empty_tables_and_no_map()
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook().Prose("# Bare").Page("bare"));
        Assert.Empty(site.Document("index").QuerySelectorAll(".map, .ledger, .parameters"));
    }

    private static string Words(IElement element) =>
        string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
