using Microsoft.Playwright;

namespace ReluDc.Tests.Browser;

/// <summary>
/// The course's site as `dotnet run` makes it, and an installed Chromium to look at it. Both are made once for all tests of this folder.
/// </summary>
public sealed class CourseSite : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;
    private IBrowserContext? window;

    /// <summary>The site. It lies in the test's own output, where the next run finds it and executes only what changed.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "course-site");

    /// <summary>The same pages, each in one file.</summary>
    public static string SingleFiles { get; } = Path.Combine(AppContext.BaseDirectory, "course-single-files");

    /// <summary>The pages' names, the index among them.</summary>
    public static TheoryData<string> Pages => [.. NotebookPages, "index"];

    /// <summary>These, and the one that has no figures.</summary>
    public static TheoryData<string> AllPages => [.. Pages, "glossary"];

    /// <summary>The names of the notebooks' pages.</summary>
    public static TheoryData<string> NotebookPages =>
        [.. Checkout.Notebooks.Select(path => Path.GetFileNameWithoutExtension(path))];

    /// <summary>The browser, which may not be there.</summary>
    public static string Chromium => Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium";

    /// <summary>The address of a page.</summary>
    public static string UrlOf(string page) => new Uri(Path.Combine(Folder, page + ".html")).AbsoluteUri;

    /// <summary>A file that `npm ci` in the tests' folder installs; skips the test where it is not.</summary>
    public static string NodeFile(params string[] parts)
    {
        var path = Path.Combine([Path.Combine(Checkout.Root, "tests", "ReluDc.Tests", "node_modules"), .. parts]);
        Assert.SkipUnless(File.Exists(path), $"{path} is missing: npm ci --prefix tests/ReluDc.Tests installs it");
        return path;
    }

    public async ValueTask InitializeAsync()
    {
        await RenderAsync("--out", Folder);
        await RenderAsync("--out", SingleFiles, "--single-file", Checkout.Notebooks[0]);
        if (!File.Exists(Chromium))
            return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update",
                "--disable-sync"],
        });
    }

    /// <summary>
    /// Pages for what depends on the style sheet alone, which all share: the first, the one with a slider, and the index.
    /// </summary>
    public static TheoryData<string> SamplePages => ["01-what-relu-does-to-a-tone", "03-spectrum-line-by-line", "index"];

    /// <summary>A new window without any memory, in place of the last; skips the test where there is no Chromium.</summary>
    public async Task<IPage> OpenAsync(string url, ColorScheme scheme = ColorScheme.Light, int width = 1400, int height = 900,
        bool scripts = true)
    {
        Assert.SkipWhen(browser is null, $"no browser at {Chromium}; CHROMIUM_PATH names another");
        if (window is not null)
            await window.DisposeAsync(); // an open page goes on drawing, and the machine has few cores
        window = await browser!.NewContextAsync(new()
        {
            ColorScheme = scheme, ViewportSize = new() { Width = width, Height = height }, ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = scripts,
        });
        var page = await window.NewPageAsync();
        await page.GotoAsync(url);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }

    private static async Task RenderAsync(params string[] arguments)
    {
        var host = await HostProcess.RunAsync(Checkout.Root, ["render", .. arguments]);
        Assert.True(host.ExitCode == 0, $"render exits with {host.ExitCode}: {host.Errors}");
    }
}

/// <summary>Tests that share the site and the browser.</summary>
[CollectionDefinition(Name)]
public sealed class CourseSiteTests : ICollectionFixture<CourseSite>
{
    public const string Name = "course site";
}
