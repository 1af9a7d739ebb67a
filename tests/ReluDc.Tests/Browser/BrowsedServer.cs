using System.Diagnostics;
using Microsoft.Playwright;

namespace ReluDc.Tests.Browser;

/// <summary>A program that serves pages, and a Chromium that looks at them; both end together.</summary>
internal sealed class BrowsedServer : IAsyncDisposable
{
    private readonly IPlaywright? playwright;
    private readonly IBrowser? browser;

    private BrowsedServer(Process process, IPlaywright? playwright, IBrowser? browser) =>
        (Process, this.playwright, this.browser) = (process, playwright, browser);

    /// <summary>The program.</summary>
    public Process Process { get; }

    /// <summary>The browser; skips the test where there is none.</summary>
    public IBrowser Browser
    {
        get
        {
            Assert.SkipWhen(browser is null, $"no browser at {CourseSite.Chromium}; CHROMIUM_PATH names another");
            return browser!;
        }
    }

    /// <summary>Starts both; without a Chromium the program alone.</summary>
    /// <param name="start">The program.</param>
    public static async Task<BrowsedServer> StartAsync(ProcessStartInfo start)
    {
        var process = Process.Start(start)!;
        if (!File.Exists(CourseSite.Chromium))
            return new(process, null, null);
        var playwright = await Playwright.CreateAsync();
        return new(process, playwright, await playwright.Chromium.LaunchAsync(new()
            { ExecutablePath = CourseSite.Chromium, Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] }));
    }

    /// <summary>Keeps a picture of a page, where RELUDC_SCREENSHOTS names a folder for them.</summary>
    public static async Task PictureAsync(IPage page, string name, bool whole = false)
    {
        if (Environment.GetEnvironmentVariable("RELUDC_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = whole });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        Process.Kill(entireProcessTree: true);
        await Process.WaitForExitAsync();
        Process.Dispose();
    }
}
