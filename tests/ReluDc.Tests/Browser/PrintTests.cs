using System.Text.Json;
using Microsoft.Playwright;

namespace ReluDc.Tests.Browser;

/// <summary>The pages on paper.</summary>
[Collection(CourseSiteTests.Name)]
public sealed class PrintTests(CourseSite site)
{
    // CSS pixels between the margins of 14 mm: 96 to an inch.
    private const int A4 = (int)((210 - 28) / 25.4 * 96);
    private const int Letter = (int)((215.9 - 28) / 25.4 * 96);

    public static TheoryData<string, int> Sheets =>
        [.. CourseSite.AllPages.SelectMany(row => new[] { (row.Data, A4), (row.Data, Letter) })];

    [Theory, MemberData(nameof(Sheets))]
    public async Task Nothing_is_wider_than_the_paper(string name, int width)
    {
        var page = await site.OpenAsync(CourseSite.UrlOf(name), width: width);
        await page.EvaluateAsync("() => { for (const d of document.querySelectorAll('details')) d.open = true; }");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        var wide = await page.EvaluateAsync<string[]>("""
            width => [...document.querySelectorAll("main, main *")]
              .filter(e => e.checkVisibility() && !e.closest(".drawing")) // what is inside is the figures' own
              .filter(e => Math.max(e.getBoundingClientRect().right, e.querySelector(".drawing") ? 0 : e.scrollWidth) > width + 1)
              .map(e => `${e.tagName}.${e.className} ${e.getBoundingClientRect().right} ${e.textContent.trim().slice(0, 60)}`).slice(0, 5)
            """, width);
        Assert.Empty(wide);
        var clipped = await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll("main .scroll")]
              .filter(e => e.checkVisibility() && getComputedStyle(e).overflowX !== "visible")
              .map(e => e.outerHTML.slice(0, 100))
            """);
        Assert.Empty(clipped);
    }

    [Theory, MemberData(nameof(CourseSite.SamplePages), MemberType = typeof(CourseSite))]
    public async Task Paper_is_light_whatever_theme_was_on(string name)
    {
        var page = await site.OpenAsync(CourseSite.UrlOf(name));
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        var light = await ColoursAsync(page);
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            page = await site.OpenAsync(CourseSite.UrlOf(name), scheme);
            if (scheme == ColorScheme.Light)
                await page.Locator("#theme-toggle").ClickAsync();
            Assert.NotEqual(light.GetRawText(), (await ColoursAsync(page)).GetRawText());
            await page.EmulateMediaAsync(new() { Media = Media.Print });
            Assert.Equal(light.GetRawText(), (await ColoursAsync(page)).GetRawText());
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Code_is_printed_only_if_the_reader_has_opened_it(bool scripts)
    {
        var page = await site.OpenAsync(CourseSite.UrlOf("01-what-relu-does-to-a-tone"), scripts: scripts);
        await page.Locator("#cell-spectrum summary").First.ClickAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        var shown = page.Locator("details.code:visible");
        Assert.Equal("cell-spectrum", await shown.Locator("xpath=..").GetAttributeAsync("id"));
        if (!scripts)
            return;
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
        await page.Locator("#code-choice").SelectOptionAsync("open");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.True(await shown.CountAsync() > 20);
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
        await page.Locator("#code-choice").SelectOptionAsync("folded");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.Equal(0, await shown.CountAsync());
    }

    private static Task<JsonElement> ColoursAsync(IPage page) => page.EvaluateAsync<JsonElement>("""
        () => [...document.querySelectorAll("body, h1, p, a, table, .verdict, .reludc-claim, code")]
          .filter(e => !e.closest("figure")).map(e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor].join())
        """);
}
