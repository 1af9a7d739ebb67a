using AngleSharp.Dom;

namespace ReluDc.Tests.Engine;

/// <summary>The page that explains the course's words, and the links that lead there.</summary>
public sealed class GlossaryTests
{
    [Fact]
    public void The_first_use_of_a_word_on_a_page_leads_to_what_it_means()
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook()
            .Prose("# The DC component\n\nA cabin, [a bin](x.html), `bin` and **bins**; harmonics of a DC component\nand lda.")
            .Prose("## Bin\n\nAnother bin; LDA, rms.\n\n- The RMS.").Page());
        var links = site.Document().QuerySelectorAll("a.reludc-term");
        Assert.Equal(
            [
                ("bins", "glossary.html#bin"), ("harmonics", "glossary.html#harmonic"), ("DC component", "glossary.html#dc-component"),
                ("LDA", "glossary.html#lda"), ("RMS", "glossary.html#rms"),
            ],
            links.Select(link => (link.TextContent, link.GetAttribute("href"))));
        Assert.Contains("A cabin, a bin, bin and bins; harmonics of a DC component\nand lda.",
            site.Document().QuerySelector(".prose p")!.TextContent, StringComparison.Ordinal);
        var glossary = site.Document("glossary");
        Assert.All(links, link => Assert.NotNull(glossary.GetElementById(link.GetAttribute("href")!.Split('#')[1])));
    }

    [Fact]
    public void Its_entries_are_short_in_order_and_lead_to_pages_that_are_there()
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook().Prose("# A").Page("07-awkward-signals"));
        var glossary = site.Document("glossary");
        var terms = glossary.QuerySelectorAll("h2").Select(heading => heading.TextContent).ToList();
        Assert.True(terms.Count >= 20, $"{terms.Count} words");
        Assert.Equal(terms.Order(StringComparer.OrdinalIgnoreCase), terms);
        Assert.All(glossary.QuerySelectorAll(".glossary p"), text => Assert.InRange(text.TextContent.Length, 20, 500));
        Assert.Empty(glossary.QuerySelectorAll(".fault"));
        Assert.Equal(["07-awkward-signals.html"], glossary.QuerySelectorAll(".glossary p a").Select(link => link.GetAttribute("href")!)
            .Where(address => address[0] != '#'));
        Assert.Equal("glossary.html", site.Document("07-awkward-signals").QuerySelector(".bar .to-glossary")!.GetAttribute("href"));
    }

    [Fact]
    public void A_single_file_leads_to_none()
    {
        using var site = new RenderedSite().Write(singleFile: true, new ExecutedNotebook().Prose("# A\n\nA bin.").Page());
        Assert.Empty(site.Document().QuerySelectorAll("a[href^=glossary]"));
        Assert.False(File.Exists(Path.Combine(site.Folder, "glossary.html")));
    }
}
