using System.Text.Json.Nodes;
using AngleSharp.Dom;

namespace ReluDc.Tests.Engine;

/// <summary>Pictures in prose, attached or beside the notebook, and pictures that cells put out.</summary>
public sealed class PictureTests
{
    private const string Svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"><script>alert(1)</script></svg>";

    /// <summary>One pixel. What a page shows is not looked into, so the same bytes do for every type.</summary>
    private const string Gif = "R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=";

    private static IDocument Page(RenderedSite site, string markdown, JsonObject? attachments = null)
    {
        site.Write(new ExecutedNotebook().Prose("# T\n\n" + markdown, attachments: attachments)
            .Page(path: Path.Combine(site.Folder, "beside", "n.ipynb")));
        return site.Document();
    }

    [Theory]
    [InlineData("See ![red](attachment:image.png).", "image.png", "image/png")]
    [InlineData("![red](attachment:photo.JPG \"title\")", "photo.JPG", "image/jpeg")]
    [InlineData("![red](<attachment:my image.gif>)", "my image.gif", "image/gif")]
    [InlineData("![red](attachment:my%20image.gif)", "my image.gif", "image/gif")]
    [InlineData("![red](attachment:my image.gif)", "my image.gif", "image/gif")]
    [InlineData("![red][1]\n\n[1]: attachment:a.webp", "a.webp", "image/webp")]
    [InlineData("<img src=\"attachment:a.png\" alt=\"red\" width=\"50\">", "a.png", "image/png")]
    [InlineData("words <img alt=red src='attachment:a b.png'/> words", "a b.png", "image/png")]
    [InlineData("[![red](attachment:a.png)](https://example.org)", "a.png", "image/png")]
    public void An_attached_picture_is_in_the_page(string markdown, string name, string type)
    {
        using var site = new RenderedSite();
        var picture = Page(site, markdown, new() { [name] = new JsonObject { [type] = Gif } }).QuerySelector(".prose img")!;
        Assert.Equal($"data:{type};base64,{Gif}", picture.GetAttribute("src"));
        Assert.Equal("red", picture.GetAttribute("alt"));
        Assert.Empty(site.Report.Pages.Single().Faults);
    }

    [Theory]
    [InlineData("![green](img/a.png)", "img/a.png", "image/png")]
    [InlineData("![green](./img/../b.jpeg)", "b.jpeg", "image/jpeg")]
    [InlineData("![green](img/my%20gréen.gif?raw=true)", "img/my gréen.gif", "image/gif")]
    [InlineData("![green](<img/my green.svg>)", "img/my green.svg", "image/svg+xml")]
    [InlineData("![green][1]\n\n[1]: c.webp", "c.webp", "image/webp")]
    [InlineData("<p><img alt='green' src='img\\a.png'></p>", "img/a.png", "image/png")]
    public void A_picture_beside_the_notebook_is_in_the_page_and_a_changed_one_changes_it(string markdown, string file, string type)
    {
        using var site = new RenderedSite();
        var path = Path.Combine(site.Folder, "beside", file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        foreach (var content in new byte[][] { [1, 2], [1, 2], [3] })
        {
            File.WriteAllBytes(path, content);
            var picture = Page(site, markdown).QuerySelector(".prose img")!;
            Assert.Equal($"data:{type};base64,{Convert.ToBase64String(content)}", picture.GetAttribute("src"));
            Assert.Equal("green", picture.GetAttribute("alt"));
            Assert.Empty(site.Report.Pages.Single().Faults);
        }
    }

    [Theory]
    [InlineData("![x](no.png)", "the picture no.png cannot be read: there is no such file beside the notebook")]
    [InlineData("![x](../out.png)", "the picture ../out.png is outside the notebook's folder, so it is not shown")]
    [InlineData("![x](%2e%2e/out.png)", "the picture %2e%2e/out.png is outside the notebook's folder, so it is not shown")]
    [InlineData("![x](link/out.png)", "the picture link/out.png is outside the notebook's folder, so it is not shown")]
    [InlineData("<img src=\"/etc/x.png\">", "the picture /etc/x.png is outside the notebook's folder, so it is not shown")]
    [InlineData("![x](n.ipynb)", "the picture n.ipynb is of no type that pages show")]
    [InlineData("![x](file:///out.png)", "the picture file:///out.png is no picture of the web")]
    [InlineData("![x](attachment:no.png)", "nothing of the name no.png is attached to the cell")]
    [InlineData("<img src='attachment:no.png'>", "nothing of the name no.png is attached to the cell")]
    public void A_picture_that_cannot_be_shown_is_said_once_in_its_place(string markdown, string message)
    {
        using var site = new RenderedSite();
        File.WriteAllText(Path.Combine(site.Folder, "out.png"), "secret");
        Directory.CreateDirectory(Path.Combine(site.Folder, "beside"));
        Directory.CreateSymbolicLink(Path.Combine(site.Folder, "beside", "link"), site.Folder);
        var document = Page(site, markdown);
        Assert.StartsWith(message, Assert.Single(site.Report.Pages.Single().Faults).Message, StringComparison.Ordinal);
        Assert.StartsWith(message, document.QuerySelector(".prose .fault")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(document.QuerySelectorAll(".prose img"));
    }

    [Fact]
    public void Pictures_of_the_web_stay_there()
    {
        using var site = new RenderedSite();
        var pictures = Page(site, "![a](https://example.org/a.png) ![b](//example.org/b.png) ![c](data:image/gif;base64,AAAA)")
            .QuerySelectorAll(".prose img").Select(picture => picture.GetAttribute("src"));
        Assert.Equal(["https://example.org/a.png", "//example.org/b.png", "data:image/gif;base64,AAAA"], pictures);
    }

    [Theory]
    [InlineData("image/jpeg")]
    [InlineData("image/gif")]
    [InlineData("image/webp")]
    [InlineData("image/png")]
    public void A_picture_that_a_cell_puts_out_is_a_picture(string type)
    {
        var value = ExecutedNotebook.Value(type, Gif[..10] + "\n" + Gif[10..] + "\n");
        value["data"]!["text/plain"] = "a dot";
        value["metadata"] = new JsonObject { [type] = new JsonObject { ["width"] = 20 } };
        using var site = new RenderedSite().Write(new ExecutedNotebook().Code("x", [value]).Page());
        var picture = site.Document().QuerySelector(".output img")!;
        Assert.Equal(($"data:{type};base64,{Gif}", "a dot", "20"),
            (picture.GetAttribute("src"), picture.GetAttribute("alt"), picture.GetAttribute("width")));
    }

    [Fact]
    public void A_drawing_is_a_picture_so_that_no_script_in_it_runs()
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook().Code("x", [ExecutedNotebook.Value("image/svg+xml", Svg)]).Page());
        var document = site.Document();
        Assert.StartsWith("data:image/svg+xml;base64,", document.QuerySelector(".output img")!.GetAttribute("src"),
            StringComparison.Ordinal);
        Assert.Empty(document.QuerySelectorAll(".output script, .output svg"));
    }

    [Fact]
    public void What_is_no_base64_is_said_to_be_none()
    {
        using var site = new RenderedSite()
            .Write(new ExecutedNotebook().Code("x", [ExecutedNotebook.Value("image/png", "no picture")]).Page());
        Assert.Equal("a picture of type image/png is not base64, so it cannot be shown",
            site.Document().QuerySelector(".output .fault")!.TextContent);
        Assert.Single(site.Report.Pages.Single().Faults);
    }

    [Fact]
    public void A_file_beside_the_notebook_is_shown_in_HTML_that_a_cell_puts_out()
    {
        using var site = new RenderedSite();
        Directory.CreateDirectory(Path.Combine(site.Folder, "beside"));
        File.WriteAllBytes(Path.Combine(site.Folder, "beside", "a.png"), [1]);
        site.Write(new ExecutedNotebook().Code("x", [ExecutedNotebook.Value("text/html", "<b>x</b><img src=\"a.png\" alt=\"\">")])
            .Page(path: Path.Combine(site.Folder, "beside", "n.ipynb")));
        Assert.Equal("data:image/png;base64,AQ==", site.Document().QuerySelector(".output img")!.GetAttribute("src"));
    }
}
