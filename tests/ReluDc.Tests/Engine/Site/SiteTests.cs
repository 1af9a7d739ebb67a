using System.Text.Json.Nodes;

using ReluDc.Notebooks;
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

public sealed class SiteTests
{
    private static SitePage Page(string title, string name) => new ExecutedNotebook().Prose($"# {title}\n\nA question?").Page(name);

    [Fact]
    public void The_site_holds_index_pages_notebooks_and_what_the_pages_share()
    {
        using var site = new RenderedSite().Write(Page("One", "01-one"), Page("Two", "02-two"));
        Assert.Equal(
            ["01-one.html", "01-one.ipynb", "02-two.html", "02-two.ipynb", "assets/LICENSE.txt", "assets/THIRD-PARTY-NOTICES.md",
                "assets/course.js", "assets/figure-theme.js", "assets/figures.js", "assets/minisearch.min.js", "assets/plotly.min.js",
                "assets/reading.js", "assets/search-index.js", "assets/search.js", "assets/site.css", "assets/site.js", "glossary.html",
                "index.html"],
            Directory.EnumerateFiles(site.Folder, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(site.Folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal));
        Assert.Contains("plotly.js (cartesian - minified) v2.", File.ReadAllText(Path.Combine(site.Folder, "assets/plotly.min.js"))[..200],
            StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(Path.Combine(Checkout.Root, "LICENSE")),
            File.ReadAllText(Path.Combine(site.Folder, "assets/LICENSE.txt")));
        Assert.Contains("plotly.js", File.ReadAllText(Path.Combine(site.Folder, "assets/THIRD-PARTY-NOTICES.md")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_is_rendered_again_only_if_what_it_is_made_of_changed()
    {
        using var site = new RenderedSite().Write(Page("One", "01-one"));
        Assert.True(site.Report.Pages.Single().Rendered);
        Assert.False(site.Write(Page("One", "01-one")).Report.Pages.Single().Rendered);
        Assert.True(site.Write(Page("Another", "01-one")).Report.Pages.Single().Rendered);
        Assert.Contains("Another", site.Document("01-one").QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_neighbour_appears_on_the_pages_that_were_there()
    {
        using var site = new RenderedSite().Write(Page("One", "01-one"));
        site.Write(Page("One", "01-one"), Page("Two", "02-two"));
        Assert.Equal("02-two.html", site.Document("01-one").QuerySelector("a[rel=next]")!.GetAttribute("href"));
        Assert.Equal("01-one.html", site.Document("02-two").QuerySelector("a[rel=prev]")!.GetAttribute("href"));
    }

    [Fact]
    public void What_someone_deleted_from_the_assets_comes_back()
    {
        using var site = new RenderedSite().Write(Page("One", "01-one"));
        File.Delete(Path.Combine(site.Folder, "assets", "plotly.min.js"));
        site.Write(Page("One", "01-one"));
        Assert.True(File.Exists(Path.Combine(site.Folder, "assets", "plotly.min.js")));
    }

    [Fact]
    public void All_of_plotly_goes_along_where_a_figure_brings_no_drawing()
    {
        SitePage Shows(JsonObject output) =>
            new ExecutedNotebook().Prose("# One").Code("f", [output.DeepClone().AsObject()]).Page("01-one");
        var drawn = ExecutedNotebook.Value("application/vnd.plotly.v1+json", ExecutedNotebook.Figure);
        drawn["data"]!["image/svg+xml"] = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9\"/></svg>";
        using var site = new RenderedSite().Write(Shows(drawn));
        var full = Path.Combine(site.Folder, "assets", "plotly-full.min.js");
        Assert.False(File.Exists(full));
        site.Write(Shows(ExecutedNotebook.Value("application/vnd.plotly.v1+json", ExecutedNotebook.Figure)));
        Assert.Contains("plotly.js v2.28", File.ReadAllText(full)[..200], StringComparison.Ordinal);
        Assert.NotEmpty(site.Document("01-one").QuerySelectorAll(".waiting noscript"));

        using var single = new RenderedSite().Write(singleFile: true, Shows(drawn));
        Assert.InRange(new FileInfo(Path.Combine(single.Folder, "01-one.html")).Length, 1, 200_000);
    }

    [Fact]
    public void A_single_file_holds_everything_and_refers_to_no_file()
    {
        using var site = new RenderedSite().Write(singleFile: true,
            new ExecutedNotebook().Prose("# One\n\n[two](02-two.ipynb), [three](03-three.ipynb#lines)")
                .Code("1 + 1", [ExecutedNotebook.Value("text/plain", "2")]).Page("01-one"), Page("Two", "02-two"));
        Assert.Equal(["01-one.html", "02-two.html"], Directory.EnumerateFileSystemEntries(site.Folder).Select(Path.GetFileName).Order());
        Assert.Null(site.Report.IndexPath);
        var references = site.Document("01-one").QuerySelectorAll("[href], [src]")
            .Select(element => element.GetAttribute("href") ?? element.GetAttribute("src")!);
        Assert.All(references, reference => Assert.Matches("^(#|data:|https://)", reference));
        Assert.Contains(references, reference => reference.StartsWith("data:application/x-ipynb+json;base64,", StringComparison.Ordinal));
    }

    [Fact]
    public void The_index_collects_the_claims_of_all_pages()
    {
        const string Mime = "application/vnd.reludc.claim+json";
        var one = new ExecutedNotebook().Prose("# One")
            .Code("a", [ExecutedNotebook.Value(Mime, ExecutedNotebook.Claim("C01-a", "holds"))], "claim-a").Page("01-one");
        var two = new ExecutedNotebook().Prose("# Two")
            .Code("b", [ExecutedNotebook.Value(Mime, ExecutedNotebook.Claim("C02-b", "does not hold", passes: false))], "claim-b")
            .Page("02-two");
        using var site = new RenderedSite().Write(one, two);
        var rows = site.Document("index").QuerySelectorAll("table.claims tr[data-verdict]").ToList();
        Assert.Equal(2, rows.Count);
        Assert.Equal("01-one.html#cell-claim-a", rows[0].QuerySelector("a")!.GetAttribute("href"));
        Assert.NotNull(site.Document("01-one").GetElementById("cell-claim-a"));
        Assert.Contains("1.25·10⁻⁷", rows[0].TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("check failed", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("does not hold", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("check failed", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("1 check failed", site.Document("index").QuerySelector("#claims + p")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_in_a_Markdown_table_keeps_the_bars_of_its_statement_apart_from_the_table_s()
    {
        var json = ExecutedNotebook.Claim("C01-a", "holds");
        json["statement"] = "|x| is even.";
        var page = new ExecutedNotebook().Code("a", [ExecutedNotebook.Value("application/vnd.reludc.claim+json", json)]).Page("01-one");
        Assert.Equal(
            @"| [C01-a](../notebooks/01-one.ipynb) | Eq. 8 | \|x\| is even. | 0.3536 | 1.2·10⁻⁷ | 1.25·10⁻⁷ | holds |",
            LedgerRow.Of(page).Single().ToMarkdown("../notebooks"));
    }

    [Fact]
    public void The_card_of_a_notebook_shows_the_figure_of_the_cell_tagged_cover()
    {
        static JsonObject Titled(string title)
        {
            var figure = ExecutedNotebook.Figure;
            figure["layout"]!["meta"]!["title"] = title;
            return ExecutedNotebook.Value("application/vnd.plotly.v1+json", figure);
        }
        using var site = new RenderedSite()
            .Write(new ExecutedNotebook().Prose("# One\n\nWhy?").Code("a", [Titled("first")]).Code("b", [Titled("second")], tags: "cover")
            .Page("01-one"));
        var card = site.Document("index").QuerySelector(".card")!;
        Assert.Contains("second", card.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("first", card.TextContent, StringComparison.Ordinal);
        Assert.Contains("Why?", card.TextContent, StringComparison.Ordinal);
    }
}
