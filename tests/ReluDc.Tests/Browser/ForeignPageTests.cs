using Microsoft.Playwright;
using ReluDc.Tests.Engine;

namespace ReluDc.Tests.Browser;

/// <summary>
/// A page of a foreign notebook in a browser: its scripts do not run, ours do, and one bad figure keeps none from being drawn.
/// </summary>
[Collection(CourseSiteTests.Name)]
public sealed class ForeignPageTests(CourseSite site)
{
    private const string Plotly = "application/vnd.plotly.v1+json";

    private static System.Text.Json.Nodes.JsonObject Figure(string trace, string layout = "{}") => ExecutedNotebook.Value(Plotly,
        System.Text.Json.Nodes.JsonNode.Parse($$"""{"data":[{{trace}}],"layout":{{layout}}}""")!);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_of_the_notebook_runs_and_all_of_the_page_does(bool singleFile)
    {
        const string Hack = "top.document.documentElement.dataset.hacked = 1";
        using var made = new RenderedSite().Write(singleFile, new ExecutedNotebook().Prose("# T").Prose(
            $"<script>{Hack}</script> <b onclick=\"{Hack}\">b</b> <img src=x onerror=\"{Hack}\"> [x](javascript:{Hack})\n\n"
            + $"<iframe src=\"javascript:{Hack}\"></iframe>\n\n<svg onload=\"{Hack}\"><script>{Hack}</script></svg>")
            .Code("x", [
                ExecutedNotebook.Value("text/html",
                    $"<style>main, .bar {{ display: none }}</style><script>{Hack}</script><a href=\"javascript:{Hack}\">x</a>"
                    + $"<img src=x onerror=\"{Hack}\"><meta http-equiv=refresh content=\"0;url=data:text/html,gone\"><p>shown</p>"),
                ExecutedNotebook.Value("image/svg+xml",
                    $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><script>{Hack}</script></svg>"),
                Figure("""{"type":"scatter","y":5,"x":{"a":1},"marker":7,"name":[1]}""",
                    """{"xaxis":5,"sliders":[{"steps":5}],"annotations":3}"""),
                Figure("""{"type":"scatter","y":[1,2]}""", """{"title":"Shorthand"}"""),
                    Figure("""{"type":"heatmap","z":[[1,2],[3,4]]}""")])
            .Page());
        var page = await site.OpenAsync("about:blank");
        var refused = new List<string>();
        page.Console += (_, message) => { if (message.Text.Contains("Content Security Policy",
            StringComparison.Ordinal)) refused.Add(message.Text); };
        await page.GotoAsync(new Uri(Path.Combine(made.Folder, "01-small.html")).AbsoluteUri);
        await page.EvaluateAsync("() => dispatchEvent(new Event('beforeprint'))");
        await page.Locator("figure.plot:has-text('Shorthand') svg.main-svg").First.WaitForAsync();
        await page.Locator("figure.plot:last-of-type svg .hm image").First.WaitForAsync();
        await page.FrameLocator("iframe.foreign").GetByText("shown").WaitForAsync();
        var background = await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
        await page.Locator("#theme-toggle").ClickAsync();
        Assert.NotEqual(background, await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        Assert.Null(await page.EvaluateAsync<string?>("() => document.documentElement.dataset.hacked ?? null"));
        Assert.True(await page.Locator("main h1").IsVisibleAsync());
        Assert.DoesNotContain(refused, text => text.Contains(".js", StringComparison.Ordinal) || text.Contains("style",
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_plotly_compiles_for_its_drawings_in_space_is_let_run()
    {
        using var made = new RenderedSite().Write(new ExecutedNotebook().Prose("# T").Code("x", [
            Figure("""{"type":"surface","z":[[1,2],[3,4]]}"""), Figure("""{"type":"scattergl","y":[1,2]}""")]).Page());
        var page = await site.OpenAsync("about:blank");
        var refused = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") refused.Add(message.Text); };
        page.PageError += (_, error) => refused.Add(error);
        await page.GotoAsync(new Uri(Path.Combine(made.Folder, "01-small.html")).AbsoluteUri);
        await page.EvaluateAsync("() => dispatchEvent(new Event('beforeprint'))");
        await page.Locator("figure.plot:last-of-type .main-svg").First.WaitForAsync();
        Assert.DoesNotContain(refused, text => text.Contains("Content Security Policy", StringComparison.Ordinal)
            || text.Contains("unsafe-eval", StringComparison.Ordinal));
    }
}
