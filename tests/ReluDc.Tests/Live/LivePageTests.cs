using System.Text.RegularExpressions;
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
        await Assertions.Expect(page.Locator(".live-state")).ToHaveTextAsync(new Regex(@"^15 of 27 cells ran, [\d.]+ m?s$"));
        Assert.EndsWith("?f1Hz=7", page.Url);
        await LiveCourse.PictureAsync(page, "2-turned");
        await LiveCourse.PictureAsync(page, "2-turned-whole", whole: true);
        Assert.NotEqual(before, await OutputsAsync(page));
        Assert.NotEqual(0, await page.Locator(".ghost").CountAsync());

        // On paper the figures say for which values they are.
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.True(await field.IsVisibleAsync());
        Assert.False(await page.Locator("[type=range]").First.IsVisibleAsync());
        Assert.False(await page.Locator("[name=a1]").IsVisibleAsync());
        Assert.False(await page.Locator(".live-line").IsVisibleAsync());
        await LiveCourse.PictureAsync(page, "2-turned-paper");
        await page.EmulateMediaAsync(new() { Media = Media.Null });

        await page.GoBackAsync();
        await page.Locator("[aria-label*='20480 Hz']").First.WaitForAsync();
        await LiveCourse.RestAsync(page);
        Assert.Equal("5", await field.InputValueAsync());
        Assert.Equal(before, await OutputsAsync(page));
        Assert.Equal(0, await page.Locator(".ghost").CountAsync());
    }

    [Fact]
    public async Task What_a_hand_does_without_letting_go_is_one_step_of_Back()
    {
        var page = await course.OpenAsync(First);
        await page.EvaluateAsync("() => { for (const name of ['pushState', 'replaceState']) { const own = history[name].bind(history); "
            + "window[name] = 0; history[name] = (...all) => { window[name]++; own(...all); }; } }");
        foreach (var (from, places) in new[] { (70, 8), (100, 5) }) // two drags
        {
            await page.EvaluateAsync("""
                async ([from, places]) => {
                  const slider = document.querySelector("[type=range][data-for=f1Hz]");
                  for (let i = 0; i < places; i++) {
                    slider.value = from + i;
                    slider.dispatchEvent(new Event("input", { bubbles: true }));
                    while (document.getElementById("parameter-bar").dataset.state !== "idle")
                      await new Promise(done => setTimeout(done, 20));
                  }
                  slider.dispatchEvent(new Event("change", { bubbles: true }));
                }
                """, new object[] { from, places });
            await LiveCourse.RestAsync(page);
            Assert.EndsWith($"?f1Hz={await page.Locator("[name=f1Hz]").InputValueAsync()}", page.Url);
        }
        Assert.Equal(2, await page.EvaluateAsync<int>("() => pushState"));
        Assert.InRange(await page.EvaluateAsync<int>("() => replaceState"), 0, 13);
        await page.GoBackAsync();
        await page.GoBackAsync();
        await Assertions.Expect(page.Locator("[name=f1Hz]")).ToHaveValueAsync("5");
        await LiveCourse.RestAsync(page);
        Assert.DoesNotContain("?", page.Url);
    }

    /// <summary>Each frame of a fading paints the page, while the engine needs the processor: marks stand still, and go later.</summary>
    [Fact]
    public async Task Nothing_fades_while_cells_run()
    {
        var page = await course.OpenAsync(First);
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.NoPreference });
        await page.Locator("[name=f1Hz]").FillAsync("9");
        await page.Locator("[name=f1Hz]").PressAsync("Enter");
        var marked = page.Locator(".outputs:is(.ran, .ran-again)");
        await marked.First.WaitForAsync();
        await LiveCourse.RestAsync(page);
        var delays = await page.EvaluateAsync<double[]>("""
            () => document.getAnimations().map(fading => fading.effect.getTiming())
              .filter(time => time.duration > 0).map(time => time.delay)
            """);
        Assert.True(delays.Length >= await marked.CountAsync());
        Assert.All(delays, delay => Assert.InRange(delay, 1000, 5000));
        await page.WaitForFunctionAsync("""
            () => [...document.querySelectorAll(".outputs:is(.ran, .ran-again)")]
              .every(one => getComputedStyle(one, "::after").opacity === "0")
            """, null, new() { Timeout = 30_000 });
        await page.Locator(".live-reset").ClickAsync(); // for the tests that share the engine
        await LiveCourse.RestAsync(page);
    }

    [Fact]
    public async Task Readers_share_a_page_and_a_link_brings_its_parameters()
    {
        var one = await course.OpenAsync(First);
        var other = await course.OpenAsync(First + "?a1=2&phase1Rad=0.5", beside: true);
        await Assertions.Expect(one.Locator("[name=a1]")).ToHaveValueAsync("2");
        await LiveCourse.RestAsync(one);
        await LiveCourse.SaysAsync(one.Locator(".live-state"), "2 readers");
        await Assertions.Expect(one).ToHaveURLAsync(new Regex(@"\?a1=2&phase1Rad=0\.5$"));
        Assert.Equal(await OutputsAsync(one), await OutputsAsync(other));
        await other.Locator(".live-command").ClickAsync();
        Assert.Equal($"dotnet run -- render notebooks/{First}.ipynb -p a1=2 -p phase1Rad=0.5",
            await other.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        await other.Locator(".live-link").ClickAsync();
        Assert.Equal(other.Url, await other.EvaluateAsync<string>("() => navigator.clipboard.readText()"));

        // one is enough to go back
        await one.Locator(".reset-one[data-for=a1]").ClickAsync();
        await Assertions.Expect(other.Locator("[name=a1]")).ToHaveValueAsync("1");
        await other.Locator(".live-reset").ClickAsync();
        await Assertions.Expect(one.Locator("[name=phase1Rad]")).ToHaveValueAsync("0");
        await LiveCourse.RestAsync(one);
        await other.Context.CloseAsync();
        await Assertions.Expect(one.Locator(".live-state")).Not.ToContainTextAsync("readers");
    }

    [Fact]
    public async Task A_value_outside_its_range_is_told_and_a_slider_answers_the_keyboard()
    {
        var page = await course.OpenAsync(First);
        await page.Locator("[name=f1Hz]").FillAsync("2000");
        await LiveCourse.SaysAsync(page.Locator(".live-warning"), "f1Hz = 2000 lies outside 0.5 … 1000");
        var slider = page.Locator("[type=range][data-for=f1Hz]");
        await slider.FocusAsync();
        await slider.PressAsync("ArrowLeft");
        await Assertions.Expect(page.Locator(".live-warning")).ToBeHiddenAsync();
        await LiveCourse.RestAsync(page);
        Assert.Equal("963", await page.Locator("[name=f1Hz]").InputValueAsync());

        // it stays as long as it was, with the button that resets it beside it: one that became shorter would jump under the hand
        var longTurned = (await slider.BoundingBoxAsync())!.Width;
        await page.Locator(".live-reset").ClickAsync();
        await Assertions.Expect(page.Locator(".reset-one[data-for=f1Hz]")).ToBeHiddenAsync();
        Assert.Equal(longTurned, (await slider.BoundingBoxAsync())!.Width, 0.5);

        // from the turn on the page says that it is not at rest, before the server knows; also where nothing changes, and it is again
        foreach (var value in new[] { "7", "7" })
        {
            Assert.Equal("running", await page.Locator("[name=f1Hz]").EvaluateAsync<string>("(field, value) => { field.value = value; "
                + "field.dispatchEvent(new Event('input', { bubbles: true })); "
                + "return document.getElementById('parameter-bar').dataset.state; }", value));
            await LiveCourse.RestAsync(page);
        }
        await page.Locator(".live-reset").ClickAsync();
        await LiveCourse.RestAsync(page);
    }

    [Fact]
    public async Task Without_scripts_the_bar_says_so_and_leaves_the_text_free()
    {
        var page = await course.OpenAsync("01-what-relu-does-to-a-tone", width: 700, scripts: false);
        var bar = page.Locator("#parameter-bar");
        await Assertions.Expect(bar.Locator("noscript code"))
            .ToHaveTextAsync("dotnet run -- render notebooks/01-what-relu-does-to-a-tone.ipynb -p f1Hz=5");
        await Assertions.Expect(bar.Locator(".live-state")).ToBeHiddenAsync();
        await Assertions.Expect(bar.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await Assertions.Expect(bar).ToHaveCSSAsync("position", "static");
        await bar.ScrollIntoViewIfNeededAsync();
        await LiveCourse.PictureAsync(page, "no-scripts");
    }

    [Fact]
    public async Task An_exercise_is_answered_in_the_page()
    {
        var page = await course.OpenAsync(First);
        var answer = page.Locator(".answer:has([name=c1])");
        var verdict = page.Locator(".cell:has([name=c1]) + .cell .outputs, .cell:has([name=c1]) ~ .cell .outputs").First;
        await LiveCourse.SaysAsync(verdict, "Not answered yet");
        await answer.Locator("input").FillAsync("one");
        await answer.Locator("button").ClickAsync();
        await LiveCourse.SaysAsync(answer.Locator(".live-problem"), "parameter c1 is a number (double); 'one' is not");
        await LiveCourse.SaysAsync(verdict, "Not answered yet");
        await answer.Locator("input").FillAsync("7");
        await answer.Locator("button").ClickAsync();
        await LiveCourse.SaysAsync(verdict, "Not yet");
        await LiveCourse.PictureAsync(page, "3-answer");
        Assert.DoesNotContain("c1", page.Url);
        await answer.Locator("input").FillAsync("");
        await answer.Locator("button").ClickAsync();
        await LiveCourse.SaysAsync(verdict, "Not answered yet");
        var many = page.Locator(".answer:has([name=frequenciesHz])");
        await many.Locator("input").FillAsync("0, 3");
        await many.Locator("button").ClickAsync();
        await LiveCourse.SaysAsync(page.Locator(".cell:has([name=frequenciesHz]) ~ .cell .outputs").First, "found");
    }

    [Theory, InlineData(1400, ColorScheme.Light), InlineData(390, ColorScheme.Dark)]
    public async Task A_figure_that_is_zoomed_into_stays_so(int width, ColorScheme scheme)
    {
        var page = await course.OpenAsync("03-spectrum-line-by-line", width, scheme);
        var figure = page.Locator("figure.plot").Nth(1);
        await figure.ScrollIntoViewIfNeededAsync();
        await figure.Locator(".explore").ClickAsync();
        await figure.Locator(".main-svg").First.WaitForAsync();
        await figure.EvaluateAsync("figure => figure.scrollIntoView({ block: 'end' })"); // the bar stands above
        var area = (await figure.Locator(".nsewdrag").First.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(area.X + 20, area.Y + area.Height / 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(area.X + area.Width / 3, area.Y + area.Height / 2, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        var labels = figure.Locator(".xtick text");
        await Assertions.Expect(labels.Last).Not.ToHaveTextAsync("300");
        var zoomed = await labels.AllTextContentsAsync();
        var id = $"{width}-{scheme}";
        await page.Locator("[name=f1Hz]").FillAsync("6");
        await page.Locator("[name=f1Hz]").PressAsync("Enter");
        await LiveCourse.SaysAsync(page.Locator(".live-state"), "28 of 36 cells ran"); // not what it said before
        await LiveCourse.RestAsync(page);
        await Assertions.Expect(page.Locator("[data-now=running], [data-now=stale]")).ToHaveCountAsync(0);
        await figure.EvaluateAsync("figure => figure.scrollIntoView({ block: 'end' })");
        await LiveCourse.PictureAsync(page, $"4-zoomed-{id}");
        Assert.Equal(zoomed, await labels.AllTextContentsAsync());
        Assert.False(await page.EvaluateAsync<bool>(
            "() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"),
            "the page scrolls sideways");
        await page.Locator(".live-reset").ClickAsync();
        await LiveCourse.RestAsync(page);
        Assert.Equal(zoomed, await labels.AllTextContentsAsync());
        Assert.Empty(course.Errors);
    }

    private static Task<string> OutputsAsync(IPage page) => page.EvaluateAsync<string>(
        "() => [...document.querySelectorAll('.outputs')].map(region => region.innerText).join('\\n')");
}
