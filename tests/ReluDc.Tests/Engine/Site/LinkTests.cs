namespace ReluDc.Tests.Engine;

/// <summary>Links to sections: Jupyter's names for them, GitHub's, and what people type.</summary>
public sealed class LinkTests
{
    private const string Sections = "# Title\n\n## Own Part\n\n## 1. Why & How?\n\n## Own Part\n\n"
        + "## The $x_1$ part\n\n## Größe `n`\n\n## C\n\n## C#";

    [Theory]
    [InlineData("#Own-Part", "Own Part", 1)]
    [InlineData("#own-part", "Own Part", 1)]
    [InlineData("#Own%20Part", "Own Part", 1)]
    [InlineData("#own_part", "Own Part", 1)]
    [InlineData("#own-part-1", "Own Part", 2)]
    [InlineData("#own-part-2", "Own Part", 2)]
    [InlineData("#1.-Why-&-How?", "1. Why & How?", 1)]
    [InlineData("#1.-Why-%26-How%3F", "1. Why & How?", 1)]
    [InlineData("#1-why--how", "1. Why & How?", 1)]
    [InlineData("#Gr%C3%B6%C3%9Fe-n", "Größe n", 1)]
    [InlineData("#Größe-n", "Größe n", 1)]
    [InlineData("#C#", "C#", 2)]
    [InlineData("#C", "C", 1)]
    [InlineData("#The-$x_1$-part", "The x_1 part", 1)]
    public void A_link_to_a_section_leads_to_its_heading_before_and_behind_it_and_from_another_notebook(string fragment, string text,
        int which)
    {
        var link = $"[to](<{fragment}>), [away](<02-two.ipynb{fragment}>), <a href=\"{fragment.Replace("&", "&amp;")}\">raw</a>";
        using var site = new RenderedSite().Write(new ExecutedNotebook().Prose("Here: " + link).Prose(Sections).Prose(link).Page(),
            new ExecutedNotebook().Prose(Sections).Page("02-two"));
        var links = site.Document().QuerySelectorAll(".prose p a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(6, links.Count);
        foreach (var href in links)
        {
            var document = site.Document(href.StartsWith('#') ? "01-small" : "02-two");
            Assert.StartsWith(href.StartsWith('#') ? "#" : "02-two.html#", href, StringComparison.Ordinal);
            var target = document.GetElementById(Uri.UnescapeDataString(href.Split('#')[1]));
            var headings = document.QuerySelectorAll("h1, h2").Where(heading => Plain(heading.TextContent) == Plain(text)).ToList();
            Assert.Same(headings[which - 1], target);
        }
    }

    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    [Fact]
    public void A_mark_of_the_notebook_s_own_comes_before_a_heading_of_a_like_name()
    {
        using var site = new RenderedSite()
            .Write(new ExecutedNotebook().Prose("# T\n\n[a](#Part)\n\n<a id=\"Part\"></a>\n\n## Part\n\n## part").Page());
        var document = site.Document();
        Assert.Equal("#Part", document.QuerySelector(".prose p a[href]")!.GetAttribute("href"));
        Assert.Equal("A", document.GetElementById("Part")!.TagName);
    }

    [Fact]
    public void A_changed_heading_changes_the_pages_that_lead_to_it()
    {
        using var site = new RenderedSite();
        var one = new ExecutedNotebook().Prose("# One\n\n[x](02-two.ipynb#The-End)").Page();
        site.Write(one, new ExecutedNotebook().Prose("# Two\n\n## The End").Page("02-two"));
        Assert.Equal("02-two.html#the-end", site.Document().QuerySelector(".prose a")!.GetAttribute("href"));
        site.Write(one, new ExecutedNotebook().Prose("# Two\n\n<i id=\"the-end\"></i>\n\n## The End").Page("02-two"));
        Assert.Equal("02-two.html#the-end-2", site.Document().QuerySelector(".prose a")!.GetAttribute("href"));
    }
}
