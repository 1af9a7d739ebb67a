using System.Text.Json.Nodes;
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>What the search of a site looks through.</summary>
public sealed class SearchIndexTests
{
    [Fact]
    public void Every_section_of_every_page_has_its_address_heading_and_words()
    {
        using var site = new RenderedSite().Write(
            new ExecutedNotebook()
                .Prose("# One\n\nBefore *all* else, $x/\\pi$ and `code`.\n\n| a | b |\n|---|---|\n| c | d |\n\n## Own \"Part\"")
                .Code("hidden", [ExecutedNotebook.Value("application/vnd.plotly.v1+json", ExecutedNotebook.Figure),
                    ExecutedNotebook.Stream("not this")])
                .Prose("It ends\nhere: $\\frac{a}{b}$.\n\n- first\n- second").Page("01-one"),
            new ExecutedNotebook().Prose("# Two").Code("gone", [ExecutedNotebook.Value("application/vnd.plotly.v1+json",
                ExecutedNotebook.Figure)], tags: "remove-cell").Page("02-two ways"));
        Assert.Equal(
            [
                ("01-one.html#one", "01 One", "One", "Before all else, x/π and code. a b c d"),
                ("01-one.html#own-part", "01 One", "Own \"Part\"", "A line. It ends here: …. first second"),
                ("02-two%20ways.html#two", "02 Two", "Two", ""),
            ],
            Sections(site).Select(section => ((string)section!["address"]!, (string)section["page"]!, (string)section["heading"]!,
                (string)section["text"]!)));
    }

    [Fact]
    public void A_page_that_was_there_stays_in_it_and_one_that_was_taken_away_does_not()
    {
        using var site = new RenderedSite();
        using var sources = new TemporaryFolder();
        SitePage Page(string name, string title)
        {
            File.WriteAllText(sources[$"{name}.ipynb"], "");
            return new ExecutedNotebook().Prose($"# {title}").Ran(new() { ["inputHash"] = "1", ["parameters"] = new JsonArray() })
                .Page(name, sources[$"{name}.ipynb"]);
        }
        site.Write(Page("01-one", "One"), Page("02-two", "Two"));
        site.Write(Page("02-two", "Two again"));
        Assert.Equal(["One", "Two again"], Sections(site).Select(section => (string)section!["heading"]!));
        File.Delete(sources["01-one.ipynb"]);
        site.Write(Page("02-two", "Two again"));
        Assert.Equal(["Two again"], Sections(site).Select(section => (string)section!["heading"]!));
    }

    [Fact]
    public void A_single_file_has_no_search()
    {
        using var site = new RenderedSite().Write(singleFile: true, new ExecutedNotebook().Prose("# One").Page());
        Assert.Equal(["01-small.html"], Directory.EnumerateFiles(site.Folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
        Assert.DoesNotContain("search-index", site.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_words_of_the_glossary_are_in_it()
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook().Prose("# One").Page());
        Assert.Contains(AllSections(site), section => (string?)section!["address"] == "glossary.html#form-factor"
            && ((string)section["text"]!).StartsWith("RMS over the mean of", StringComparison.Ordinal));
    }

    private static IEnumerable<JsonNode?> Sections(RenderedSite site) =>
        AllSections(site).Where(section => !((string)section!["address"]!).StartsWith("glossary.html", StringComparison.Ordinal));

    private static JsonArray AllSections(RenderedSite site)
    {
        var script = File.ReadAllText(Path.Combine(site.Folder, "assets", "search-index.js"));
        Assert.StartsWith("globalThis.searchIndex = ", script, StringComparison.Ordinal);
        return JsonNode.Parse(script["globalThis.searchIndex = ".Length..].TrimEnd().TrimEnd(';'))!.AsArray();
    }
}
