using System.Text.Json.Nodes;
using AngleSharp.Dom;
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>What a foreign notebook holds neither runs in a page, nor changes what is around it, nor gets out of its place.</summary>
public sealed class InjectionTests
{
    private static readonly string[] programs = ["script:not([nonce]):not([type='application/json'])", "main style", "main link",
        "meta[http-equiv=refresh]",
        "base", "form", "object", "embed", "main button", "main input:not([type=checkbox])", "main svg", "main textarea", "dialog",
        "template", "[srcdoc]:not([sandbox=''])", "iframe:not([sandbox=''])"];

    /// <summary>A page that is as it should be around its cells, and in which nothing of the notebook's runs.</summary>
    private static void AssertHarmless(RenderedSite site, string name = "01-small")
    {
        var document = site.Document(name);
        foreach (var program in programs)
            Assert.Empty(document.QuerySelectorAll(program).Select(element => element.OuterHtml));
        // Descriptions are words, and lead nowhere.
        foreach (var attribute in document.QuerySelectorAll("*:not(meta[name=description], meta[property='og:description'])")
            .SelectMany(element => element.Attributes))
        {
            Assert.False(attribute.Name.StartsWith("on", StringComparison.Ordinal), attribute.Name);
            Assert.DoesNotMatch(@"(?i)^[\s\x00-\x20]*(java|vb)[\s]*script:", attribute.Value);
        }
        Assert.All(document.QuerySelectorAll("a[href]"), link => Assert.Matches(
            "^(#|https?:|mailto:|data:application/(x-ipynb.json|octet-stream);|[^:]*$)", link.GetAttribute("href")!));
        Assert.All(document.QuerySelectorAll("main [style]"), element =>
            Assert.DoesNotMatch("(?i)position|url|transform|z-index|expression|inset", element.GetAttribute("style")!));
        Assert.Equal(["A", "HEADER", "NAV", "MAIN"], document.Body!.Children.Where(child => child.TagName != "SCRIPT").Select(child =>
            child.TagName));
        Assert.Same(document.QuerySelector("main"), document.GetElementById("main"));
        Assert.Equal("BUTTON", document.GetElementById("theme-toggle")!.TagName);
        Assert.All(document.QuerySelectorAll("main > *"), child => Assert.True(
            child.Matches(".prose, .cell, .neighbours, .provenance, h1, .failure"), child.OuterHtml[..Math.Min(200,
                child.OuterHtml.Length)]));
        var ids = document.QuerySelectorAll("[id]").Select(element => element.Id).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal("The end.", document.QuerySelectorAll("main > .prose").Last().TextContent.Trim());
        Assert.Equal("P", document.QuerySelectorAll("main > .prose").Last().FirstElementChild!.TagName);
    }

    public static TheoryData<string> Told =>
    [
        "<script>window.hacked = 1</script>", "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>", "a <script>x</script> b",
        "<script\n>x</script\n>",
        "<iframe src=\"https://evil.example\"></iframe>", "<iframe srcdoc=\"<script>x</script>\"></iframe>",
        "<style>body{display:none}</style>",
        "<meta http-equiv=refresh content=\"0;url=https://evil.example\">", "<base href=\"https://evil.example/\">",
        "<link rel=stylesheet href=https://evil.example/x.css>", "<form action=https://evil.example><input name=main></form>",
        "<object data=x.swf></object>", "<embed src=x>", "<template><script>x</script></template>", "<dialog open>hi</dialog>",
        "<img src=https://example.org/a.png onerror=alert(1)>", "<b onclick=\"x()\">b</b>", "<details ontoggle=x() open>x</details>",
        "<a href=\"javascript:alert(1)\">x</a>", "<a href=\"JaVa\tScRiPt:alert(1)\">x</a>",
        "<a href=\"&#106;avascript&colon;alert(1)\">x</a>",
        "<a href=\" \u0001javascript:alert(1)\">x</a>", "<a href=\"data:text/html,<script>x</script>\" download>x</a>",
        "<a href=vbscript:x>x</a>",
        "[x](javascript:alert(1))", "[x](JAVASCRIPT:alert(1))", "[x][1]\n\n[1]: javascript:alert(1)", "<javascript:alert(1)>",
        "[x](data:text/html;base64,PHNjcmlwdD4=)", "[x](<java\nscript:x>) [y](vbscript:x)",
        "<svg onload=alert(1)><script>x</script>", "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></svg>",
        "<math><mtext><script>x</script></mtext></math>",
        "<div style=\"position:fixed;inset:0;background:url(https://evil.example/x)\">x</div>",
        "<button formaction=javascript:x>x</button>",
        "<map name=m><area href=javascript:x></map><img usemap=#m src=https://example.org/a.png>",
        "<div background=\"javascript:x\">x</div>", "<x-foo onclick=x>x</x-foo>",
        "<noscript><p title=\"</noscript><img src=x onerror=x>\"></noscript>",
        "<select><option>x</select>", "<textarea></textarea><script>x</script>", "<title>x</title>", "<body onload=x>",
        "<html><head></head>",
        "<video src=javascript:x onplay=x></video>", "<isindex action=javascript:x>", "<xmp><script>x</script></xmp>", "<plaintext>",
        "<frameset onload=x><frame></frameset>", "<input type=image src=x onerror=x>", "<marquee onstart=x>x</marquee>",
    ];

    [Theory, MemberData(nameof(Told))]
    public void In_prose_and_in_outputs_it_does_nothing_and_is_told(string markdown)
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook().Prose("# T").Prose(markdown)
            .Code("x", [ExecutedNotebook.Value("text/markdown", markdown)]).Code("y", [ExecutedNotebook.Value("text/html", markdown)])
            .Prose("The end.").Page());
        AssertHarmless(site);
        Assert.InRange(site.Document().QuerySelectorAll("iframe").Length, 0, 1);
        Assert.All(site.Document().QuerySelectorAll("iframe"), frame => Assert.Equal("output", frame.ParentElement!.ClassName));
        var faults = site.Report.Pages.Single().Faults;
        Assert.Contains(faults, fault => fault.CellNumber == 2);
        Assert.Contains(faults, fault => fault.CellNumber == 3);
        Assert.All(faults, fault => Assert.InRange(fault.Message.Length, 1, 300));
    }

    [Theory]
    [InlineData("</div></div></main><h1>x")]
    [InlineData("<ul><li><div><li>x</li></div></li></ul></div></div>")]
    [InlineData("- <div>\n\n</div></div></div>")]
    [InlineData("<p><b><div>x</div></p></b></div>")]
    [InlineData("<table><div></table></div></div>x")]
    [InlineData("<table><tr><td><div><td></div></div></table></div></div>")]
    [InlineData("<div><table><caption><tr><td></div></div></div>")]
    [InlineData("<h1><h2>x</h1></h2></div></div>")]
    [InlineData("<a href=x><a href=y><div></a></div></div></a>")]
    [InlineData("<details><summary><div></summary></details></div></div>")]
    [InlineData("<div id=main>x</div><p id=theme-toggle>y</p><a name=code-choice>z</a><b id=provenance>w</b>")]
    [InlineData("<img name=getElementById src=https://example.org/a.png><a id=Plotly>p</a><a id=x></a><b id=x></b>")]
    [InlineData("<!-- open <script>x</script>")]
    [InlineData("<!--> <script>x</script> -->")]
    [InlineData("<!DOCTYPE html><?xml version=\"1.0\"?><![CDATA[ x ]]>")]
    [InlineData("<div title=\"a\"onclick=x>y</div>")]
    [InlineData("<div/onclick=x>y</div> <b\fonclick=x>")]
    [InlineData("<div class=\"bar skip sidebar\">x</div><p class=plot>y</p><figure class=plot></figure>")]
    [InlineData("<b><i><u><b><i><u><b>x")]
    [InlineData("<pre><code></pre></div></div>")]
    [InlineData("<a title=\"$x$\nb $y$\" href=\"https://e.org/$x$\">x</a> &#xfdd2;0&#xfdd3; &#xfdd4;9&#xfdd5; &#xfdd0;7&#xfdd1;")]
    [InlineData("[x](&#xfdd2;99&#xfdd3;) ![y](&#xfdd2;99&#xfdd3; \"&#xfdd4;0&#xfdd5;\") \uFDD2 7\uFDD3 \uFDD27\uFDD3")]
    public void It_stays_in_its_place(string markup)
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook().Prose("# T").Prose(markup)
            .Code("x", [ExecutedNotebook.Value("text/html", markup), ExecutedNotebook.Value("text/markdown",
                markup)]).Prose("The end.").Page());
        AssertHarmless(site);
    }

    [Fact]
    public void Elements_of_HTML_in_one_another_without_end_are_a_fault_of_their_cell()
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook().Prose("# T")
            .Prose(string.Concat(Enumerable.Repeat("<div>", 5_000))).Prose("The end.").Page());
        AssertHarmless(site);
        Assert.Contains("allowed", Assert.Single(site.Report.Pages.Single().Faults).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("<details open><summary>More</summary>\n\nText **bold** <kbd>x</kbd>\n\n</details>", "details[open] > summary")]
    [InlineData("<table border=1><tr><td align=right style=\"color: red\">1</td></tr></table>", "td[style='color: red']")]
    [InlineData("<img src=\"https://example.org/a.png\" width=50% alt=a>", "img[width='50%']")]
    [InlineData("<center><font color=\"blue\">x<br></font></center>", "center > font")]
    [InlineData("H<sub>2</sub>O, a<sup>2</sup> <mark>m</mark> <!-- gone --> &copy; a &lt; b & c", "sub")]
    [InlineData("<a href=\"https://example.org\" target=_blank rel=noopener>x</a>", "a[href]")]
    [InlineData("<svg width=\"10\" height=\"10\"><circle r=\"5\"/></svg>", "img[src^='data:image/svg']")]
    [InlineData("A List<int> or an IEnumerable<T>", "p")]
    public void What_people_write_is_shown_and_no_fault(string markdown, string found)
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook().Prose("# T").Prose(markdown)
            .Code("x", [ExecutedNotebook.Value("text/markdown", markdown)]).Prose("The end.").Page());
        AssertHarmless(site);
        Assert.Empty(site.Report.Pages.Single().Faults);
        Assert.NotNull(site.Document().QuerySelectorAll(".prose")[1].QuerySelector(found));
        if (markdown.Contains("List<", StringComparison.Ordinal))
            Assert.Equal(markdown, site.Document().QuerySelectorAll(".prose")[1].TextContent.Trim());
    }

    [Fact]
    public void HTML_of_a_cell_goes_into_the_page_where_it_may_and_else_into_a_frame_that_runs_nothing()
    {
        const string Table = "<table class=\"dataframe\"><thead><tr style=\"text-align: right;\"><th>a</th></tr></thead>"
            + "<tbody><tr><td>1</td></tr></tbody></table>";
        const string Styled = "<style>td { color: red }</style><table><tr><td>\"2\"</td></tr></table>";
        const string Scripted = "<div id=a></div><script>document.getElementById('a').textContent = 'x'</script>";
        using var site = new RenderedSite().Write(new ExecutedNotebook().Prose("# T").Code("x", [.. new[] { Table, Styled, Scripted }
            .Select(html => ExecutedNotebook.Value("text/html", html))]).Prose("The end.").Page());
        AssertHarmless(site);
        Assert.Equal("1", site.Document().QuerySelector(".output > .value td")!.TextContent);
        var frames = site.Document().QuerySelectorAll(".output > iframe[sandbox='']").ToList();
        Assert.Equal(2, frames.Count);
        Assert.All(frames, frame => Assert.False(string.IsNullOrEmpty(frame.GetAttribute("title"))));
        Assert.EndsWith(Styled, frames[0].GetAttribute("srcdoc")!, StringComparison.Ordinal);
        Assert.StartsWith("<script> does nothing in the page", Assert.Single(site.Report.Pages.Single().Faults).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Names_types_and_titles_are_text_wherever_they_stand()
    {
        const string Name = "b\"><img src=q onerror=alert(2)>";
        var hostile = new JsonObject { [$"image/png\"><script>"] = "x", ["image/png"] = "iVBORw0KGgo=",
            ["text/plain"] = "\"><script>x</script>" };
        var picture = new JsonObject { ["output_type"] = "display_data", ["data"] = hostile,
            ["metadata"] = new JsonObject { ["image/png"] = new JsonObject { ["alt"] = "\" onerror=\"x", ["width"] = "1\" onload=\"x" } } };
        var figure = ExecutedNotebook.Figure;
        figure["layout"]!["meta"] = new JsonObject { ["title"] = "</p><script>x</script>", ["alt"] = "\"><b>", ["caption"] = "<b>" };
        using var site = new RenderedSite().Write(
            new ExecutedNotebook().Prose("# T\"><b onclick=x>\n\n[f](attachment:f)", attachments: new() { ["f"] = new JsonObject
                { ["text/html,<script>"] = "eA==" } }).Code("x", [picture, ExecutedNotebook.Value("application/vnd.plotly.v1+json", figure),
                ExecutedNotebook.Stream("x", "a\"><b>"), ExecutedNotebook.Error("<script>", "</pre><script>")], "c\" onclick=\"x")
            .Prose("The end.").Ran(new() { ["failure"] = "<script>", ["commit"] = "\"><script>" }).Page(Name),
            new ExecutedNotebook().Prose("# Two").Prose("The end.").Page("02-two"));
        AssertHarmless(site, Name);
        AssertHarmless(site, "02-two");
        Assert.All(new[] { Name, "02-two", "index" }, page => Assert.Empty(site.Document(page).QuerySelectorAll("img[src=q]")));
        Assert.Equal(Name + ".ipynb", site.Document(Name).QuerySelector(".provenance a")!.GetAttribute("download"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_page_lets_run_only_the_scripts_that_carry_its_mark_and_is_made_alike_each_time(bool singleFile)
    {
        SitePage Made() => new ExecutedNotebook().Prose("# T").Code("x", [ExecutedNotebook.Value("application/vnd.plotly.v1+json",
            ExecutedNotebook.Figure)]).Page();
        using var site = new RenderedSite().Write(singleFile, Made());
        using var again = new RenderedSite().Write(singleFile, Made());
        foreach (var name in singleFile ? new[] { "01-small" } : ["01-small", "index"])
        {
            Assert.Equal(site.Text(name), again.Text(name));
            var document = site.Document(name);
            var policy = document.Head!.QuerySelector("meta[http-equiv=Content-Security-Policy]")!;
            var mark = System.Text.RegularExpressions.Regex.Match(policy.GetAttribute("content")!,
                "script-src 'nonce-([^']{20,})'(;|$)").Groups[1].Value;
            Assert.NotEqual("", mark);
            Assert.StartsWith("default-src 'none'; ", policy.GetAttribute("content")!, StringComparison.Ordinal);
            Assert.All(document.QuerySelectorAll("script:not([type])"), script => Assert.Equal(mark, script.GetAttribute("nonce")));
            Assert.True(document.QuerySelectorAll("script").Length >= 4);
            Assert.Equal(policy.ParentElement!.Children[1], policy); // before all that could run
        }
    }

    [Fact]
    public void For_an_author_who_trusts_the_notebook_HTML_goes_through_as_it_is()
    {
        const string Html = "<div onclick=\"x()\"><script>let a = '<a href=02.ipynb>' < 3 && 4;</script></div>";
        var page = new ExecutedNotebook().Prose("# T\n\n$x$ <b onclick=\"y()\">b</b>").Code("x", [ExecutedNotebook.Value("text/html",
            Html)]).Page();
        var course = new ReluDc.Notebooks.Course(Path.Combine(Checkout.Root, "lib", "bin"));
        var rendering = new NotebookPage(page, [page], new Dictionary<string, Outline> { [page.Name] = new(page.Executed) }, course, new(),
            new(course.LibraryDirectory, new(null)), trust: true);
        var html = rendering.Render(PageFrame.Linked(course, trust: true), "f", "d").ToString();
        Assert.Contains(Html, html, StringComparison.Ordinal);
        Assert.Contains("<b onclick=\"y()\">b</b>", html, StringComparison.Ordinal);
        Assert.Contains("<math", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Content-Security-Policy", html, StringComparison.Ordinal);
        Assert.Empty(rendering.Faults);
    }
}
