using AngleSharp.Dom;

namespace ReluDc.Tests.Engine;

/// <summary>GitHub's Markdown, as Jupyter and VS Code show it.</summary>
public sealed class MarkdownTests
{
    private static IElement Prose(RenderedSite site, string markdown)
    {
        site.Write(new ExecutedNotebook().Prose("# T").Prose(markdown).Page());
        Assert.Empty(site.Report.Pages.Single().Faults);
        return site.Document().QuerySelectorAll(".prose")[1];
    }

    [Fact]
    public void Struck_text_and_bare_addresses()
    {
        using var site = new RenderedSite();
        var prose = Prose(site, "~~gone~~, http://example.org, www.example.org and a~b~c");
        Assert.Equal("gone", prose.QuerySelector("del")!.TextContent);
        Assert.Equal(["http://example.org", "http://www.example.org"], prose.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
        Assert.Contains("a~b~c", prose.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Task_lists_are_check_boxes_that_say_what_they_mean_and_cannot_be_changed()
    {
        using var site = new RenderedSite();
        var boxes = Prose(site, "- [ ] todo\n- [x] done\n- [X] done too\n- [link](#t)").QuerySelectorAll("li input[type=checkbox]");
        Assert.Equal([("to do", false), ("done", true), ("done", true)],
            boxes.Select(box => (box.GetAttribute("aria-label")!, box.HasAttribute("checked"))));
        Assert.All(boxes, box => Assert.True(box.HasAttribute("disabled")));
    }

    [Fact]
    public void Footnotes_of_several_cells_are_counted_through_and_lead_to_and_fro()
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook().Prose("# T\n\none[^a], again[^a]\n\n[^a]: first")
            .Prose("two[^a], three[^b]\n\n[^a]: second\n[^b]: third").Page());
        var document = site.Document();
        Assert.Equal(["1", "1", "2", "3"], document.QuerySelectorAll("a.footnote-ref").Select(a => a.TextContent));
        Assert.Equal(["first", "first", "second", "third"], document.QuerySelectorAll("a.footnote-ref")
            .Select(a => document.GetElementById(a.GetAttribute("href")![1..])!.TextContent.Trim().Split('\n', ' ', '↩')[0]));
        Assert.All(document.QuerySelectorAll("a.footnote-back-ref"),
            a => Assert.NotNull(document.GetElementById(a.GetAttribute("href")![1..])));
        Assert.Equal(["1", "2"], document.QuerySelectorAll(".footnotes ol").Select(list => list.GetAttribute("start")));
        var ids = document.QuerySelectorAll("[id]").Select(element => element.Id).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void Notes_of_GitHub_s_kind()
    {
        using var site = new RenderedSite();
        var note = Prose(site, "> [!WARNING]\n> Mind the *step*.").QuerySelector(".markdown-alert-warning")!;
        Assert.Contains("Mind the step.", note.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JavaScript:alert(1))")]
    [InlineData("[x](<java\tscript:alert(1)>)")]
    [InlineData("[x](&#106;avascript:alert(1))")]
    [InlineData("[x](vbscript:x)")]
    [InlineData("[x](data:text/html,<b>)")]
    [InlineData("<a href=\" javascript:alert(1)\">x</a>")]
    [InlineData("<a href='&#106;avascript:alert(1)'>x</a>")]
    [InlineData("![x](javascript:alert(1))")]
    public void No_address_is_a_program(string markdown)
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook().Prose(markdown).Page());
        Assert.All(site.Document().QuerySelectorAll(".prose [href], .prose [src]").SelectMany(element => element.Attributes),
            attribute => Assert.DoesNotContain("script:", attribute.Value, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("data:text/html", site.Document().QuerySelector(".prose")!.InnerHtml, StringComparison.Ordinal);
    }
}
