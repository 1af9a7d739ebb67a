using Microsoft.Playwright;

namespace ReluDc.Tests.Browser;

/// <summary>The pages under a reader's hands: keyboard, buttons, sliders, disclosures.</summary>
[Collection(CourseSiteTests.Name)]
public sealed class InteractionTests(CourseSite site)
{
    private const string WithSlider = "03-spectrum-line-by-line";

    [Fact]
    public async Task The_skip_link_comes_first_and_leads_to_the_text()
    {
        var page = await OpenAsync();
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the text", await FocusedAsync(page, "textContent"));
        Assert.True(await page.EvaluateAsync<bool>("() => document.activeElement.getBoundingClientRect().left >= 0"),
            "the focused skip link is not to be seen");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await FocusedAsync(page, "id"));
    }

    [Fact]
    public async Task The_keyboard_reaches_bar_contents_code_figures_sliders_and_numbers()
    {
        var page = await OpenAsync();
        var reached = new HashSet<string>();
        for (var i = 0; i < 350; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            reached.Add(await page.EvaluateAsync<string>("""
                () => {
                  const e = document.activeElement;
                  if (e === document.body) return "end";
                  for (const s of ["#search", "#code-choice", "#theme-toggle", ".permalink", ".copy", ".home", ".sidebar a",
                    "details.code > summary",
                    "details.data > summary", ".slider input", ".explore", ".provenance a"])
                    if (e.matches(s)) return s;
                  return e.tagName;
                }
                """));
        }
        Assert.Superset(new HashSet<string>
        {
            "#search", "#code-choice", "#theme-toggle", ".permalink", ".copy", ".home", ".sidebar a", "details.code > summary",
            "details.data > summary", ".slider input",
            ".explore", ".provenance a",
        }, reached);
    }

    [Fact]
    public async Task The_theme_button_changes_page_and_figures_and_the_page_remembers()
    {
        var page = await OpenAsync();
        var (still, live) = (page.Locator("figure.plot").First, page.Locator("figure.plot").Nth(1));
        await live.Locator(".explore").ClickAsync();
        await live.Locator(".main-svg").First.WaitForAsync();
        var (background, label, curves) = (await BackgroundAsync(page), await FillAsync(live), await StrokesAsync(still));
        await page.Locator("#theme-toggle").ClickAsync();
        await Assertions.Expect(live.Locator(".xtick text").First).Not.ToHaveCSSAsync("fill", label);
        var dark = await BackgroundAsync(page);
        Assert.NotEqual(background, dark);
        Assert.NotEqual(curves, await StrokesAsync(still));
        await page.ReloadAsync();
        Assert.Equal(dark, await BackgroundAsync(page));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_slider_moved_by_the_keyboard_shows_another_frame(bool isLive)
    {
        var page = await OpenAsync();
        var figure = page.Locator("figure.plot", new() { HasText = "as the second one moves" });
        await figure.ScrollIntoViewIfNeededAsync();
        if (isLive)
        {
            await figure.Locator(".explore").ClickAsync();
            await figure.Locator(".main-svg").First.WaitForAsync();
        }
        var slider = figure.GetByRole(AriaRole.Slider);
        var text = await figure.Locator("output").TextContentAsync();
        var (drawn, plotted) = (await DrawnAsync(figure), await PlottedAsync(figure));
        await slider.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        Assert.NotEqual(text, await figure.Locator("output").TextContentAsync());
        Assert.Equal(await figure.Locator("output").TextContentAsync(), await slider.GetAttributeAsync("aria-valuetext"));
        Assert.NotEqual(drawn, await DrawnAsync(figure)); // the drawing, too, which paper gets
        if (isLive)
            await page.WaitForFunctionAsync(
                "([f, old]) => [...f.querySelectorAll('.trace path')].map(p => p.getAttribute('d')).join() !== old",
                new object[] { (await figure.ElementHandleAsync())!, plotted });
        else
            Assert.Equal(0, await page.Locator(".live").CountAsync());
        await page.Keyboard.PressAsync("ArrowLeft");
        Assert.Equal(drawn, await DrawnAsync(figure));
    }

    [Fact]
    public async Task A_figure_comes_alive_under_a_mouse_that_rests_on_it_and_its_zoom_can_be_reset()
    {
        var page = await OpenAsync();
        var figure = page.Locator("figure.plot").Nth(1);
        var height = (await figure.BoundingBoxAsync())!.Height;
        Assert.False(await figure.Locator(".reset").IsVisibleAsync());
        await figure.Locator(".drawing").HoverAsync();
        await figure.Locator(".main-svg").First.WaitForAsync();
        Assert.Equal(height, (await figure.BoundingBoxAsync())!.Height, 1.0); // nothing jumps
        const string Ends = "f => f.querySelector('.live')._fullLayout.xaxis.range.join()";
        var ends = await figure.EvaluateAsync<string>(Ends);
        await figure.EvaluateAsync("f => Plotly.relayout(f.querySelector('.live'), { 'xaxis.range': [1, 2] })");
        await figure.Locator(".reset").ClickAsync();
        Assert.Equal(ends, await figure.EvaluateAsync<string>(Ends));
    }

    [Fact]
    public async Task The_numbers_of_a_figure_can_be_downloaded()
    {
        var page = await OpenAsync();
        var figure = page.Locator("figure.plot").First;
        await figure.Locator("details.data summary").ClickAsync();
        var table = Uri.UnescapeDataString((await figure.Locator("a.download").GetAttributeAsync("href"))!).Split(',', 2)[1].Split('\n');
        Assert.Equal("curve,time (s),amplitude", table[0]);
        Assert.All(table[1..^1], line => Assert.True(double.TryParse(line.Split(',')[^1], System.Globalization.CultureInfo.InvariantCulture,
            out _), line));
        Assert.EndsWith(".csv", await figure.Locator("a.download").GetAttributeAsync("download"));
    }

    [Theory, MemberData(nameof(CourseSite.NotebookPages), MemberType = typeof(CourseSite))]
    public async Task Each_figure_tells_its_numbers(string name)
    {
        var page = await site.OpenAsync(CourseSite.UrlOf(name));
        foreach (var data in await page.Locator("details.data").AllAsync())
        {
            await data.Locator("summary").ClickAsync();
            var rows = data.Locator("tbody tr");
            await rows.First.WaitForAsync();
            Assert.Matches(@"\d", await rows.First.TextContentAsync() ?? "");
        }
    }

    [Fact]
    public async Task On_a_narrow_page_the_contents_are_folded_and_open_by_keyboard()
    {
        var page = await site.OpenAsync(CourseSite.UrlOf(WithSlider), width: 390);
        var contents = page.Locator(".sidebar details");
        Assert.False(await contents.EvaluateAsync<bool>("d => d.open"));
        await contents.Locator("summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.True(await contents.EvaluateAsync<bool>("d => d.open"));
    }

    private Task<IPage> OpenAsync() => site.OpenAsync(CourseSite.UrlOf(WithSlider));

    private static Task<string> FocusedAsync(IPage page, string property) =>
        page.EvaluateAsync<string>($"() => document.activeElement.{property}");

    private static Task<string> BackgroundAsync(IPage page) =>
        page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");

    private static Task<string> FillAsync(ILocator figure) =>
        figure.Locator(".xtick text").First.EvaluateAsync<string>("t => getComputedStyle(t).fill");

    private static Task<string> StrokesAsync(ILocator figure) =>
        figure.EvaluateAsync<string>("f => [...f.querySelectorAll('.drawing > svg path')].map(p => getComputedStyle(p).stroke).join()");

    private static Task<string> DrawnAsync(ILocator figure) => figure.EvaluateAsync<string>(
        "f => [...f.querySelectorAll('.drawing > svg path')].filter(p => p.getClientRects().length).map(p => p.getAttribute('d')).join()");

    private static Task<string> PlottedAsync(ILocator figure) =>
        figure.EvaluateAsync<string>("f => [...f.querySelectorAll('.trace path')].map(p => p.getAttribute('d')).join()");
}
