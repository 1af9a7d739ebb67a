using System.Text.Json.Nodes;
using AngleSharp.Dom;

namespace ReluDc.Tests.Engine;

public sealed class PageRenderingTests
{
    private const string Plotly = "application/vnd.plotly.v1+json";

    [Fact]
    public void Formulas_become_MathML_and_dollars_in_code_stay_dollars()
    {
        using var site = new RenderedSite()
            .Write(new ExecutedNotebook().Prose("# T\n\nInline $a/\\pi$, code `$a$`, and\n\n$$\\frac{a}{b}$$\n\n$$\nx = 1\n$$").Page());
        var document = site.Document();
        Assert.Equal(3, document.QuerySelectorAll("math").Length);
        Assert.Equal(2, document.QuerySelectorAll("math[display=block]").Length);
        Assert.Equal("$a$", document.QuerySelector("code")!.TextContent);
        Assert.Empty(site.Report.Pages.Single().Faults);
    }

    [Fact]
    public void An_unsupported_command_is_a_fault_that_names_notebook_and_cell_each_time()
    {
        var page = new ExecutedNotebook().Prose("# T").Prose("$\\nosuchcommand{x}$", "broken").Page();
        using var site = new RenderedSite();
        for (var run = 0; run < 2; run++)
        {
            var fault = Assert.Single(site.Write(page).Report.Pages.Single().Faults);
            Assert.StartsWith("01-small: cell 2 (broken): the formula ", fault.ToString(), StringComparison.Ordinal);
            Assert.Equal(@"the formula \nosuchcommand{x} cannot be set: Unsupported function name: "
                + @"\nosuchcommand at position 1: \nosuchcommand{x}", fault.Message);
        }
        Assert.Contains("nosuchcommand", site.Document().QuerySelector(".fault")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_is_coloured_by_what_it_means()
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook()
            .Code("using ReluDc;\nvar tone = new Tone(5, 1, 0); // five", []).Code("tone.ToString()", []).Page());
        var code = site.Document().QuerySelectorAll("details.code code").ToList();
        Assert.Equal("using ReluDc;\nvar tone = new Tone(5, 1, 0); // five", code[0].TextContent);
        Assert.Equal("Tone", code[0].QuerySelector(".t")!.TextContent);
        Assert.Equal("// five", code[0].QuerySelector(".c")!.TextContent);
        Assert.Equal(["5", "1", "0"], code[0].QuerySelectorAll(".n").Select(number => number.TextContent));
        Assert.Equal("ToString", code[1].QuerySelector(".m")!.TextContent);
    }

    [Theory]
    [InlineData("var s = \"a<b>&amp;\";")]
    [InlineData("int x = ; } // does not compile <script>")]
    [InlineData("\"\"\"\nnever closed")]
    [InlineData("var f = $\"{1 + 1:F2} {{}} \\n\";")]
    [InlineData("")]
    [InlineData("#r \"../lib/bin/X.dll\"\n/* open")]
    public void Code_reads_on_the_page_as_in_the_cell(string source)
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook().Code(source, []).Code("int after = 1;", []).Page());
        Assert.Equal([source, "int after = 1;"], site.Document().QuerySelectorAll("details.code code").Select(code => code.TextContent));
    }

    [Fact]
    public void Printed_text_is_shown_as_text_without_terminal_codes()
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook()
            .Code("x", [ExecutedNotebook.Stream("\u001b[31m<b>red</b>\u001b[0m & \u0001 \u001b]0;title\u0007end\n"),
                ExecutedNotebook.Value("text/plain", "<i>")]).Page());
        var document = site.Document();
        Assert.Equal("<b>red</b> & \ufffd end", document.QuerySelector("pre.stream")!.TextContent.TrimEnd());
        Assert.Equal("<i>", document.QuerySelector("pre.value")!.TextContent.TrimEnd());
        Assert.Empty(document.QuerySelectorAll(".output b, .output i"));
    }

    [Fact]
    public void Very_long_printed_text_is_cut_on_the_page_and_the_page_says_so()
    {
        using var site = new RenderedSite()
            .Write(new ExecutedNotebook().Code("x", [ExecutedNotebook.Stream(new string('x', 1_000_000))]).Page());
        Assert.InRange(site.Text().Length, 20_000, 60_000);
        Assert.Contains("980,000 characters more", site.Document().QuerySelector("pre.stream")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_stands_where_it_happened_and_what_follows_is_marked_as_not_run()
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook()
            .Code("throw null;", [ExecutedNotebook.Error("NullReferenceException", "no <object>", "line 1: \u001b[1mthrow\u001b[0m")])
            .Code("int later;", [], count: null)
            .Ran(new() { ["failure"] = "cell 1, line 1: no <object>" }).Page());
        var document = site.Document();
        Assert.Contains("line 1: throw", document.QuerySelector(".cell .error")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("cell 1, line 1: no <object>", document.QuerySelector("p.failure")!.TextContent, StringComparison.Ordinal);
        Assert.Single(document.QuerySelectorAll(".not-run"));
        Assert.Contains("Not run", document.QuerySelectorAll(".cell")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_has_its_words_beside_it_and_its_JSON_cannot_end_the_script()
    {
        var figure = ExecutedNotebook.Figure;
        figure["data"]![0]!["name"] = "</script><script>alert(1)</script><!--";
        figure["layout"]!["meta"]!["alt"] = "It \"rises\" & falls.";
        using var site = new RenderedSite().Write(new ExecutedNotebook().Code("f", [ExecutedNotebook.Value(Plotly, figure)]).Page());
        var document = site.Document();
        Assert.Equal("It \"rises\" & falls.", document.QuerySelector("figure [role=img]")!.GetAttribute("aria-label"));
        Assert.Contains("A line", document.QuerySelector("figure")!.TextContent, StringComparison.Ordinal);
        var json = JsonNode.Parse(document.QuerySelector("figure script[type='application/json']")!.TextContent)!;
        Assert.Equal("</script><script>alert(1)</script><!--", (string?)json["data"]![0]!["name"]);
        Assert.DoesNotContain(document.QuerySelectorAll("script"),
            script => script.TextContent.StartsWith("alert", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"data":3,"layout":{}}""")]
    [InlineData("""{"data":[],"layout":[]}""")]
    [InlineData("""[1,2]""")]
    public void A_figure_that_is_not_plotly_s_is_a_fault(string json)
    {
        using var site = new RenderedSite()
            .Write(new ExecutedNotebook().Prose("# T").Code("f", [ExecutedNotebook.Value(Plotly, JsonNode.Parse(json)!)], "drawing")
            .Page());
        Assert.StartsWith("01-small: cell 2 (drawing): ", Assert.Single(site.Report.Pages.Single().Faults)
            .ToString(), StringComparison.Ordinal);
        Assert.Empty(site.Document().QuerySelectorAll("figure"));
        Assert.Empty(site.Document("index").QuerySelectorAll("figure.plot"));
    }

    [Fact]
    public void Links_among_notebooks_lead_to_pages_and_those_to_absent_ones_are_words()
    {
        using var site = new RenderedSite().Write(
            new ExecutedNotebook().Prose("# T\n\n[second](02-two.ipynb#lines) [*absent*](09-none.ipynb) [web](https://example.org/x.ipynb)")
                .Page(),
            new ExecutedNotebook().Prose("# Two").Page("02-two"));
        var links = site.Document().QuerySelectorAll(".prose a").ToDictionary(link => link.TextContent, link => link.GetAttribute("href"));
        Assert.Equal(new() { ["second"] = "02-two.html#lines", ["web"] = "https://example.org/x.ipynb" }, links);
        Assert.Equal("absent", site.Document().QuerySelector(".prose em")!.TextContent);
    }

    [Fact]
    public void A_page_has_one_h1_skips_no_level_and_no_two_elements_share_an_id()
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook()
            .Prose("# Title").Prose("# Another\n\n#### Deep").Prose("## The $x$ part").Prose("## The $x$ part").Prose("## Cell code-5")
            .Code("1", [], "a b").Code("2", [], "a b")
            .Code("3", [ExecutedNotebook.Value(Plotly, ExecutedNotebook.Figure), ExecutedNotebook.Value("text/markdown", "## Said")])
            .Page());
        var document = site.Document();
        var levels = document.QuerySelectorAll("main h1, main h2, main h3, main h4").Select(heading => heading.TagName[1] - '0').ToList();
        Assert.Single(levels, 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.InRange(pair.Second, 1, pair.First + 1));
        var ids = document.QuerySelectorAll("[id]").Select(element => element.Id!).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(ids, id => Assert.DoesNotContain(' ', id));
        Assert.All(document.QuerySelectorAll(".sections a"),
            link => Assert.NotNull(document.GetElementById(link.GetAttribute("href")![1..])));
    }

    [Fact]
    public void A_page_without_a_heading_has_its_name_for_title()
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook().Prose("No heading.").Page());
        Assert.Equal("01-small", site.Document().QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public void Altered_parameters_are_marked_and_all_values_are_told()
    {
        using var site = new RenderedSite()
            .Write(new ExecutedNotebook().Prose("# T").Code("double f1Hz = 5;", [], tags: "parameters").Ran(new()
        {
            ["parameters"] = new JsonArray(
                new JsonObject { ["name"] = "f1Hz", ["value"] = "700", ["default"] = "5", ["comment"] = "Hz", ["overridden"] = true,
                    ["warning"] = "outside 0.5 … 100" },
                new JsonObject { ["name"] = "a1", ["value"] = "1", ["default"] = "1", ["comment"] = "", ["overridden"] = false }),
            ["commit"] = "abc123", ["sdk"] = "10.0.100", ["executedAt"] = "2026-11-23T20:00:00Z", ["durationS"] = 12.3,
            ["inputHash"] = "beef",
        }).Page());
        var altered = site.Document().QuerySelector(".altered")!.TextContent;
        Assert.Contains("f1Hz = 700", altered, StringComparison.Ordinal);
        Assert.Contains("outside 0.5 … 100", altered, StringComparison.Ordinal);
        Assert.DoesNotContain("a1", altered, StringComparison.Ordinal);
        var provenance = site.Document().QuerySelector(".provenance")!.TextContent;
        Assert.All(["a1 = 1", "f1Hz = 700", "abc123", "10.0.100", "12.3 s", "beef"],
            fact => Assert.Contains(fact, provenance, StringComparison.Ordinal));
    }

    [Fact]
    public void Tags_fold_code_and_remove_cells()
    {
        using var site = new RenderedSite()
            .Write(new ExecutedNotebook().Code("int folded;", [], tags: "hide-code").Code("int removed;", [], tags: "remove-cell")
            .Code("int shown;", []).Page());
        var codes = site.Document().QuerySelectorAll("details.code").ToList();
        Assert.Equal([("int folded;", false), ("int shown;", true)],
            codes.Select(code => (code.QuerySelector("code")!.TextContent, code.HasAttribute("open"))));
    }

    [Theory]
    [InlineData("""{"jupyter":{"source_hidden":true}}""", true)]
    [InlineData("""{"tags":["hide-input"]}""", true)]
    [InlineData("""{"jupyter":{"source_hidden":false,"outputs_hidden":true}}""", false)]
    [InlineData("""{"jupyter":{"source_hidden":"yes"}}""", false)]
    [InlineData("""{"jupyter":[true]}""", false)]
    public void Code_is_folded_by_the_mark_that_Jupyter_has_for_it(string metadata, bool folded)
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook().Code("int x;", []).Metadata(metadata).Page());
        Assert.Equal(!folded, site.Document().QuerySelector("details.code")!.HasAttribute("open"));
        Assert.Equal(folded, site.Document().QuerySelector("details.code")!.ClassList.Contains("folded"));
    }

    [Fact]
    public void Folded_code_says_what_it_is_the_code_of()
    {
        const string Hidden = """{"jupyter":{"source_hidden":true}}""";
        using var site = new RenderedSite().Write(new ExecutedNotebook()
            .Code("a", [ExecutedNotebook.Value(Plotly, ExecutedNotebook.Figure)]).Metadata(Hidden)
            .Code("b", [ExecutedNotebook.Value("text/html", "<table class=\"reludc-table\"></table>")]).Metadata(Hidden)
            .Code("c", [ExecutedNotebook.Value("application/vnd.reludc.claim+json", ExecutedNotebook.Claim("C01-a", "holds"))])
                .Metadata(Hidden)
            .Code("d", [ExecutedNotebook.Value("text/html", "<p class=\"reludc-exercise\">Right.</p>")]).Metadata(Hidden)
            .Code("e", [ExecutedNotebook.Stream("5")]).Metadata(Hidden)
            .Code("f", [ExecutedNotebook.Value(Plotly, ExecutedNotebook.Figure)]).Page());
        Assert.Equal(["Code of the figure", "Code of the table", "Code of the claim", "Code of the check", "Code", "Code"],
            site.Document().QuerySelectorAll("details.code > summary").Select(summary => summary.TextContent));
    }

    [Fact]
    public void Punctuation_stays_with_the_formula_before_or_behind_which_it_stands()
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook()
            .Prose("# T\n\nSee ($a$), “$b$”; and *$c$*. Or $d$-th, $e$ \\$f$\n\n## What is $g$?").Page());
        Assert.Equal(["(a),", "“b”;", "g?"], site.Document().QuerySelectorAll(".unbroken").Select(piece => piece.TextContent));
        Assert.Contains("See (a), “b”; and c. Or d-th", site.Document().QuerySelector(".prose p")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("What is g?", site.Document().QuerySelector(".sections a")!.TextContent);
        Assert.Equal("What is g?", site.Document().QuerySelector("h2")!.TextContent);
    }

    [Fact]
    public void A_heading_below_the_title_has_a_link_to_itself_beside_it()
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook().Prose("# T\n\n## A *part* & more").Page());
        var link = Assert.Single(site.Document().QuerySelectorAll("a.permalink"));
        Assert.Equal("#" + site.Document().QuerySelector("h2")!.Id, link.GetAttribute("href"));
        Assert.Equal("Link to: A part & more", link.GetAttribute("aria-label"));
        Assert.Equal("A part & more", site.Document().QuerySelector("h2")!.TextContent);
    }

    [Theory]
    [InlineData("# T\n\n## S\n\nWhat is $a/\\pi$ \"now\"? This.\n\nAnd more.", "What is a/π \"now\"? This.")]
    [InlineData("# T", null)]
    [InlineData("# T\n\nLook [there](http://x.org) & *here* $\\frac{a}{b}$.", "Look there & here ….")]
    public void A_page_tells_those_who_link_to_it_what_it_is_about(string prose, string? description)
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook().Prose(prose).Page());
        string? Meta(string name) =>
            site.Document().QuerySelector($"meta[name='{name}'], meta[property='{name}']")?.GetAttribute("content");
        Assert.Equal((description, description), (Meta("description"), Meta("og:description")));
        Assert.Equal(("T", "article"), (Meta("og:title"), Meta("og:type")));
        Assert.StartsWith("data:image/svg+xml,%3Csvg", site.Document().QuerySelector("link[rel=icon]")!.GetAttribute("href"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_description_ends_with_a_sentence_or_at_least_with_a_word()
    {
        string Description(string prose)
        {
            using var site = new RenderedSite().Write(new ExecutedNotebook().Prose("# T\n\n" + prose).Page());
            return site.Document().QuerySelector("meta[name=description]")!.GetAttribute("content")!;
        }
        Assert.Equal("A sentence.", Description("A sentence. " + string.Concat(Enumerable.Repeat("word ", 100))));
        Assert.Matches("^(word )+…$", Description(string.Concat(Enumerable.Repeat("word ", 100))));
        Assert.InRange(Description(new string('x', 1000)).Length, 100, 310);
    }

    [Fact]
    public void The_engine_s_tree_of_members_is_shown_as_plain_text()
    {
        var value = ExecutedNotebook.Value("text/html", "<details class=\"dni-treeview\"><summary>Tone</summary></details>");
        value["data"]!["text/plain"] = "Tone\n  FrequencyHz: 5";
        using var site = new RenderedSite().Write(new ExecutedNotebook().Code("t", [value]).Page());
        Assert.Equal("Tone\n  FrequencyHz: 5", site.Document().QuerySelector(".output pre.value")!.TextContent);
        Assert.Empty(site.Document().QuerySelectorAll(".dni-treeview"));
    }

    [Fact]
    public void A_table_in_the_prose_scrolls_in_a_box_of_its_own()
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook().Prose("# T\n\n| a | b |\n|---|--:|\n| 1 | 2 |").Page());
        Assert.Equal("scroll", site.Document().QuerySelector("table")!.ParentElement!.ClassName);
    }
}
