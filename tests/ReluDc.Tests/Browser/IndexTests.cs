using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ReluDc.Tests.Browser;

/// <summary>The index in a browser: the tone that can be dragged, the verdicts that filter, narrow, on paper and without scripts.</summary>
[Collection(CourseSiteTests.Name)]
public sealed partial class IndexTests(CourseSite site)
{
    private static string Url => CourseSite.UrlOf("index");

    private static string Text => File.ReadAllText(Path.Combine(CourseSite.Folder, "index.html"));

    [Fact]
    public async Task Without_scripts_the_hook_is_drawn_and_all_claims_show()
    {
        var page = await site.OpenAsync(Url, scripts: false);
        Assert.True(await page.Locator(".hook .waves .relu").First.IsVisibleAsync());
        Assert.False(await page.Locator(".hook .controls").IsVisibleAsync());
        Assert.Equal(0, await page.Locator(".verdicts button").CountAsync());
        var rows = await page.Locator("tr[data-verdict]").AllAsync();
        Assert.True(rows.Count > 50, $"{rows.Count} claims");
        Assert.True(await rows[^1].IsVisibleAsync());
    }

    [Fact]
    public async Task The_script_draws_the_hook_as_it_was_built()
    {
        var page = await site.OpenAsync(Url);
        const string Drawn = """
            () => [...document.querySelectorAll('.hook path, .hook circle, .hook .name, .hook dd')]
              .map(e => [...['d', 'x', 'y', 'cx', 'cy'].map(name => e.getAttribute(name)), e.textContent].join())
            """;
        var built = await page.EvaluateAsync<string[]>(Drawn);
        await page.EvaluateAsync("() => document.getElementById('hook-frequency').dispatchEvent(new Event('input'))");
        var drawn = await page.EvaluateAsync<string[]>(Drawn);
        Assert.Equal(built.Length, drawn.Length);
        Assert.All(built.Zip(drawn), pair =>
        {
            Assert.Equal(Digits().Replace(pair.First, "#"), Digits().Replace(pair.Second, "#"));
            // half a tenth is rounded either way
            Assert.All(Numbers(pair.First).Zip(Numbers(pair.Second)), number => Assert.Equal(number.First, number.Second, 0.11));
        });
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1400)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task A_dragged_crest_takes_amplitude_and_frequency_along_and_the_lines_follow(ColorScheme scheme, int width)
    {
        var page = await site.OpenAsync(Url, scheme, width);
        var others = await page.Locator(".hook .others").GetAttributeAsync("d");
        await page.Locator(".hook .handle").ScrollIntoViewIfNeededAsync(); // on a phone it lies below the first screen
        var crest = (await page.Locator(".hook .handle").BoundingBoxAsync())!;
        var waves = (await page.Locator(".hook .waves").BoundingBoxAsync())!;
        var (x, y, scale) = (crest.X + crest.Width / 2, crest.Y + crest.Height / 2, waves.Width / 520);
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync();
        // From 1.25 periods at 3 Hz to where they are at 5 Hz, and to half the height.
        await page.Mouse.MoveAsync(x + (float)(492 * (1.25 / 5 - 1.25 / 3)) * scale, y + 42.5f * scale, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        Assert.Equal(5, double.Parse(await page.Locator("#hook-frequency").InputValueAsync()), 0.11);
        var amplitude = double.Parse(await page.Locator("#hook-amplitude").InputValueAsync());
        Assert.Equal(0.5, amplitude, 0.051);
        Assert.Equal((amplitude / Math.PI).ToString("F3"), await page.Locator(".hook [data-harmonic='0'] .value").TextContentAsync());
        Assert.NotEqual(others, await page.Locator(".hook .others").GetAttributeAsync("d"));
        await page.Mouse.MoveAsync(x, y); // let go is let go
        Assert.Equal(amplitude, double.Parse(await page.Locator("#hook-amplitude").InputValueAsync()));
    }

    [Fact]
    public async Task The_keyboard_moves_the_sliders_and_the_numbers_follow()
    {
        var page = await site.OpenAsync(Url);
        await page.GetByLabel("frequency f").FocusAsync();
        await page.Keyboard.PressAsync("End");
        Assert.Equal("16 Hz", await page.Locator(".hook [data-harmonic='2'] .at").TextContentAsync());
        Assert.Equal("8 Hz", await page.GetByLabel("frequency f").GetAttributeAsync("aria-valuetext"));
        Assert.Equal("0.318", await page.Locator(".hook [data-harmonic='0'] .value").TextContentAsync()); // DC tells nothing of it
        await page.GetByLabel("amplitude a").FocusAsync();
        await page.Keyboard.PressAsync("End");
        Assert.Equal("0.477", await page.Locator(".hook [data-harmonic='0'] .value").TextContentAsync());
    }

    [Fact]
    public async Task A_verdict_that_is_pressed_leaves_its_rows_and_pressed_again_shows_all()
    {
        var page = await site.OpenAsync(Url);
        var ledger = page.Locator(".ledger").First;
        var rows = ledger.Locator("tr[data-verdict]:visible");
        var all = await rows.CountAsync();
        var button = ledger.GetByRole(AriaRole.Button, new() { NameRegex = new("do(es)? not hold") });
        var counted = int.Parse((await button.TextContentAsync())!.Split(' ')[0]);
        await button.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("true", await button.GetAttributeAsync("aria-pressed"));
        Assert.Equal(counted, await rows.CountAsync());
        Assert.All(await rows.AllAsync(), row => Assert.Equal("does not hold", row.GetAttributeAsync("data-verdict").Result));
        Assert.InRange(await ledger.Locator("tr.notebook:visible").CountAsync(), 1, counted); // none over nothing
        Assert.Contains($"{counted} with", await ledger.Locator("caption").TextContentAsync());
        await button.ClickAsync();
        Assert.Equal(all, await rows.CountAsync());
        Assert.Equal("false", await button.GetAttributeAsync("aria-pressed"));
    }

    [Fact]
    public async Task A_phone_shows_every_verdict_and_every_number()
    {
        const int Width = 390;
        var page = await site.OpenAsync(Url, width: Width);
        var places = await page.EvaluateAsync<double[][]>("""
            () => [...document.querySelectorAll('.claims .verdict, .claims .number:not(:empty)')]
              .filter(e => !e.closest('thead')).map(e => e.getBoundingClientRect()).map(b => [b.left, b.right])
            """);
        Assert.True(places.Length > 150, $"{places.Length} verdicts and numbers");
        Assert.All(places, place =>
            Assert.True(place[0] >= 0 && place[1] <= Width && place[1] > place[0], $"from {place[0]} to {place[1]}"));
    }

    [Fact]
    public async Task On_paper_the_tables_are_as_wide_as_the_page()
    {
        const int A4 = 718; // CSS pixels between usual margins
        var page = await site.OpenAsync(Url, width: A4);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.Equal(A4, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        var hidden = await page.EvaluateAsync<int[]>(
            "() => [...document.querySelectorAll('.ledger .scroll')].map(e => e.scrollWidth - e.clientWidth)");
        Assert.Equal([0, 0], hidden);
        Assert.False(await page.Locator(".hook .controls").IsVisibleAsync());
    }

    [Theory]
    [InlineData(1400)]
    [InlineData(390)]
    public async Task Nothing_in_a_card_is_wider_than_the_card(int width)
    {
        var page = await site.OpenAsync(Url, width: width);
        await page.EvaluateAsync("() => dispatchEvent(new Event('beforeprint'))");
        var wider = await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('.card')].filter(card => [...card.querySelectorAll(':not(.drawing *)')] // plotly clips
              .some(e => e.getBoundingClientRect().right > card.getBoundingClientRect().right)).map(card => card.textContent.slice(0, 40))
            """);
        Assert.Empty(wider);
        Assert.DoesNotContain("f/f_s", await page.Locator(".cards").TextContentAsync());
    }

    [Fact]
    public void The_index_stays_below_120_kB() => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(Text), 1, 120_000);

    private static IEnumerable<double> Numbers(string text) =>
        Digits().Matches(text).Select(number => double.Parse(number.Value));

    [GeneratedRegex(@"-?\d+(?:\.\d+)?")]
    private static partial Regex Digits();
}
