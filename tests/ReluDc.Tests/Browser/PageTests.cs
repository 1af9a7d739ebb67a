using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;

namespace ReluDc.Tests.Browser;

/// <summary>The course's pages in a browser.</summary>
[Collection(CourseSiteTests.Name)]
public sealed class PageTests(CourseSite site)
{
    public static TheoryData<string> Pages => CourseSite.Pages;

    public static TheoryData<string> AllPages => CourseSite.AllPages;

    public static TheoryData<string> SamplePages => CourseSite.SamplePages;

    public static TheoryData<string> NotebookPages => CourseSite.NotebookPages;

    [Theory, MemberData(nameof(Pages))]
    public async Task Every_figure_is_there_as_the_page_opens_without_plotly_an_error_or_a_request_for_a_foreign_file(string name)
    {
        var page = await site.OpenAsync("about:blank");
        var (errors, requests) = (new List<string>(), new List<string>());
        page.Console += (_, message) => { if (message.Type is "error" or "warning") errors.Add(message.Text); };
        page.PageError += (_, error) => errors.Add(error);
        page.Request += (_, request) => requests.Add(request.Url);
        await page.GotoAsync(CourseSite.UrlOf(name));
        var figures = await page.Locator("figure.plot").AllAsync();
        Assert.NotEmpty(figures);
        foreach (var figure in figures)
        {
            var drawing = figure.Locator(".drawing > svg");
            Assert.True(await drawing.Locator("path").CountAsync() > 2, $"{await figure.GetAttributeAsync("id")} shows nothing");
            var box = await drawing.BoundingBoxAsync();
            Assert.True(box is { Width: > 200, Height: > 100 }, $"{await figure.GetAttributeAsync("id")} is {box?.Width} × {box?.Height}");
            Assert.False(string.IsNullOrWhiteSpace(await figure.GetByRole(AriaRole.Img).First.GetAttributeAsync("aria-label")));
        }
        Assert.Empty(errors);
        Assert.Contains(requests, url => url.EndsWith("site.css", StringComparison.Ordinal));
        Assert.DoesNotContain(requests, url => url.Contains("plotly", StringComparison.Ordinal));
        Assert.All(requests, url => Assert.True(url.StartsWith("file://", StringComparison.Ordinal)
            || url.StartsWith("data:", StringComparison.Ordinal), url));
    }

    [Theory, MemberData(nameof(NotebookPages))]
    public async Task Formulas_are_laid_out(string name)
    {
        var page = await site.OpenAsync(CourseSite.UrlOf(name));
        var heights = await page.EvaluateAsync<double[]>(
            """
            () => {
              for (const d of document.querySelectorAll('details')) d.open = true;
              return [...document.querySelectorAll('main math')].map(m => m.getBoundingClientRect()).map(b => Math.min(b.width, b.height));
            }
            """);
        Assert.NotEmpty(heights);
        Assert.All(heights, height => Assert.True(height > 4, $"a formula is {height} px high"));
        Assert.Equal(0, await page.Locator(".fault, merror").CountAsync());
    }

    [Fact]
    public async Task Bars_over_formulas_are_drawn()
    {
        var page = await site.OpenAsync(CourseSite.UrlOf("02-taylor-derivation"));
        var bars = await page.EvaluateAsync<double[]>(
            "() => [...document.querySelectorAll('menclose')].map(m => parseFloat(getComputedStyle(m).borderTopWidth))");
        Assert.NotEmpty(bars);
        Assert.All(bars, width => Assert.True(width > 0, "a mean without its bar reads as another formula"));
    }

    [Theory, MemberData(nameof(AllPages))]
    public async Task Axe_finds_no_violation_in_light_colours(string name) => await CheckAccessibilityAsync(name, ColorScheme.Light);

    [Theory, MemberData(nameof(SamplePages))]
    public async Task Axe_finds_no_violation_in_dark_colours(string name) => await CheckAccessibilityAsync(name, ColorScheme.Dark);

    [Theory, MemberData(nameof(AllPages))]
    public async Task Nothing_is_wider_than_a_narrow_screen(string name)
    {
        const int Width = 390; // CSS pixels of a common phone
        var page = await site.OpenAsync(CourseSite.UrlOf(name), width: Width);
        Assert.Equal(Width, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }

    [Theory, MemberData(nameof(NotebookPages))]
    public void A_page_stays_below_250_kB(string name) =>
        Assert.InRange(new FileInfo(Path.Combine(CourseSite.Folder, name + ".html")).Length, 1, 250_000);

    [Fact]
    public void An_executed_notebook_has_half_of_what_it_had_when_figures_were_plotly_s_alone() =>
        Assert.InRange(new FileInfo(Path.Combine(CourseSite.Folder, "01-what-relu-does-to-a-tone.ipynb")).Length, 1, 576_000 / 2);

    [Fact]
    public async Task Pages_are_valid_HTML()
    {
        var validator = CourseSite.NodeFile("vnu-jar", "build", "dist", "vnu.jar");
        var files = Directory.EnumerateFiles(CourseSite.Folder, "*.html")
            .Concat(Directory.EnumerateFiles(CourseSite.SingleFiles, "*.html"));
        Process? java = null;
        try
        {
            java = Process.Start(new ProcessStartInfo("java", ["-jar", validator, "--errors-only", "--format", "gnu", .. files])
                { RedirectStandardError = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("no java, in which the validator runs");
        }
        using (java!)
        {
            var findings = await java!.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await java.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal("", findings);
            Assert.Equal(0, java.ExitCode);
        }
    }

    [Theory, MemberData(nameof(SamplePages))]
    public async Task Paper_has_the_drawings_also_of_figures_that_plotly_has_taken_over(string name)
    {
        var page = await site.OpenAsync(CourseSite.UrlOf(name));
        if (await page.Locator(".explore").CountAsync() > 0)
        {
            await page.Locator(".explore").First.ClickAsync();
            await page.Locator(".is-live .main-svg").First.WaitForAsync();
        }
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.Equal(0, await page.Locator(".drawing > .live:visible").CountAsync());
        Assert.Equal(await page.Locator("figure.plot").CountAsync(), await page.Locator(".drawing > svg:visible").CountAsync());
        Assert.True((await page.PdfAsync()).Length > 20_000);
    }

    [Fact]
    public async Task A_single_file_needs_no_other()
    {
        using var elsewhere = new TemporaryFolder();
        var mailed = elsewhere["mailed.html"];
        File.Copy(Directory.EnumerateFiles(CourseSite.SingleFiles).Single(), mailed);
        var page = await site.OpenAsync("about:blank");
        var (errors, requests) = (new List<string>(), new List<string>());
        page.Console += (_, message) => { if (message.Type == "error") errors.Add(message.Text); };
        page.Request += (_, request) => requests.Add(request.Url);
        await page.GotoAsync(new Uri(mailed).AbsoluteUri);
        Assert.Empty(errors);
        Assert.Equal([new Uri(mailed).AbsoluteUri], requests.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)));
        Assert.True(await page.Locator("figure.plot .drawing > svg").CountAsync() >= 5);
        Assert.InRange(new FileInfo(mailed).Length, 1, 1_000_000);
        var files = await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href')).filter(h => !/^(#|https:|data:)/.test(h))");
        Assert.Empty(files);
    }

    private async Task CheckAccessibilityAsync(string name, ColorScheme scheme)
    {
        var rules = CourseSite.NodeFile("axe-core", "axe.min.js");
        var page = await site.OpenAsync(CourseSite.UrlOf(name), scheme);
        await page.EvaluateAsync("() => { for (const d of document.querySelectorAll('details')) d.open = true; scrollTo(0, 0); }");
        // Not as an element of the page, which its policy would not let run.
        await page.EvaluateAsync(await File.ReadAllTextAsync(rules, TestContext.Current.CancellationToken));
        var result = await page.EvaluateAsync<JsonElement>("""
            async () => {
              const result = await axe.run();
              const where = node => node.target.join(' ') + ' ' + (node.any[0]?.message ?? '');
              const told = rule => rule.id + ': ' + rule.help + ' ' + rule.nodes.slice(0, 3).map(where).join(' | ');
              return { passes: result.passes.length, violations: result.violations.map(told) };
            }
            """);
        Assert.True(result.GetProperty("passes").GetInt32() > 10, "axe tested next to nothing");
        Assert.Equal("", string.Join('\n', result.GetProperty("violations").EnumerateArray().Select(violation => violation.GetString())));
    }
}
