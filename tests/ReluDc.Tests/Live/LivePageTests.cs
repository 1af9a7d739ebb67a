using Microsoft.Playwright;

namespace ReluDc.Tests.Live;

/// <summary>Live pages under a reader's hands.</summary>
[Collection(LiveCourseTests.Name)]
public sealed class LivePageTests(LiveCourse course)
{
    private const string First = "01-what-relu-does-to-a-tone";

    [Fact]
    public async Task A_frequency_is_turned_and_turned_back()
    {
        var page = await course.OpenAsync(First);
        await LiveCourse.PictureAsync(page, "1-default");
        var field = page.Locator("[name=f1Hz]");
        var before = await OutputsAsync(page);
        await field.FillAsync("7");
        await field.PressAsync("Enter");
        await page.Locator("[aria-label*='28672 Hz']").First.WaitForAsync();
        await LiveCourse.RestAsync(page);
        await Assertions.Expect(page.Locator(".live-state")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^14 of 26 cells ran, \d+ ms"));
        Assert.EndsWith("?f1Hz=7", page.Url);
        await LiveCourse.PictureAsync(page, "2-turned");
        await LiveCourse.PictureAsync(page, "2-turned-whole", whole: true);
        Assert.NotEqual(before, await OutputsAsync(page));
        Assert.NotEqual(0, await page.Locator(".ghost").CountAsync());

        await page.GoBackAsync();
        await page.Locator("[aria-label*='20480 Hz']").First.WaitForAsync();
        await LiveCourse.RestAsync(page);
        Assert.Equal("5", await field.InputValueAsync());
        Assert.Equal(before, await OutputsAsync(page));
        Assert.Equal(0, await page.Locator(".ghost").CountAsync());
    }

    private static Task<string> OutputsAsync(IPage page) => page.EvaluateAsync<string>(
        "() => [...document.querySelectorAll('.outputs')].map(region => region.innerText).join('\\n')");
}
