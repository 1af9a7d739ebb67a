using Microsoft.Playwright;
using ReluDc.Tests.Browser;

namespace ReluDc.Tests.Live;

/// <summary>The server of live pages, started as a user starts it, and a Chromium: once for all tests of this folder.</summary>
public sealed class LiveCourse : IAsyncLifetime
{
    private readonly System.Collections.Concurrent.ConcurrentBag<string> errors = [];
    private BrowsedServer? served;

    /// <summary>Where the index is.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Errors of the pages' scripts so far.</summary>
    public IReadOnlyCollection<string> Errors => errors;

    public async ValueTask InitializeAsync()
    {
        served = await BrowsedServer.StartAsync(new("dotnet", ["exec", HostProcess.Program, "serve", "--ask-after", "600"])
            { WorkingDirectory = Checkout.Root, RedirectStandardOutput = true, RedirectStandardError = true });
        served.Process.BeginErrorReadLine(); // what nobody reads would stop it
        Address = new((await served.Process.StandardOutput.ReadLineAsync())!);
    }

    /// <summary>
    /// A window of its own with a page of the course, its engine warm and at rest; skips the test where there is no Chromium.
    /// </summary>
    /// <param name="name">The page, with a query if there is one.</param>
    /// <param name="width">Of the window.</param>
    /// <param name="scheme">Light or dark.</param>
    /// <param name="beside">Whether the windows that are open stay so.</param>
    /// <param name="scripts">Whether scripts run; without them nothing is waited for.</param>
    public async Task<IPage> OpenAsync(
        string name, int width = 1400, ColorScheme scheme = ColorScheme.Light, bool beside = false, bool scripts = true)
    {
        var browser = served!.Browser;
        foreach (var open in beside ? [] : browser.Contexts.ToList())
            await open.CloseAsync();
        var window = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = scripts,
        });
        await window.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var page = await window.NewPageAsync();
        page.PageError += (_, error) => errors.Add(error);
        await page.GotoAsync(new Uri(Address, name.Contains('?') ? name.Replace("?", ".html?") : name + ".html").AbsoluteUri);
        if (scripts)
            await RestAsync(page);
        return page;
    }

    /// <summary>Waits until the page's bar says that all is done.</summary>
    public static Task RestAsync(IPage page, string state = "idle") => Assertions.Expect(page.Locator("#parameter-bar"))
        .ToHaveAttributeAsync("data-state", state, new() { Timeout = 120_000 });

    /// <summary>Waits until a figure, a formula or a number says something.</summary>
    public static Task SaysAsync(ILocator place, string text) =>
        Assertions.Expect(place).ToContainTextAsync(text, new() { Timeout = 30_000 });

    /// <summary>Keeps a picture of a live page for those who look at it.</summary>
    public static Task PictureAsync(IPage page, string name, bool whole = false) => BrowsedServer.PictureAsync(page, $"live-{name}", whole);

    public ValueTask DisposeAsync() => served?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>Tests that share the server.</summary>
[CollectionDefinition(Name)]
public sealed class LiveCourseTests : ICollectionFixture<LiveCourse>
{
    public const string Name = "live course";
}
