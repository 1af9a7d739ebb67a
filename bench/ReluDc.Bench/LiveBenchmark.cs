using System.Diagnostics;
using Microsoft.Playwright;

namespace ReluDc.Bench;

/// <summary>
/// How long a live page takes from a turn of a slider to the last figure drawn, in headless Chromium; and whether two thousand turns leave
/// memory and time as they were.
/// </summary>
internal static class LiveBenchmark
{
    private const int Turns = 60; // measured, after as many that warm up
    private const int Many = 2_000;

    private static readonly (string Page, string Parameter)[] pages =
    [
        ("01-what-relu-does-to-a-tone", "f1Hz"), ("02-taylor-derivation", "f1Hz"), ("03-spectrum-line-by-line", "f1Hz"),
        ("04-dc-as-a-fingerprint", "class1Hz"), ("07-awkward-signals", "f1Hz"), ("08-discrete-time", "toneHz"),
    ];

    // one turn of the slider to another place, and the time until all that follows from it is drawn
    private const string Turn = """
        async ([name, i]) => {
          const bar = document.getElementById("parameter-bar");
          const slider = document.querySelector(`[type=range][data-for=${name}]`);
          slider.value = Math.round((i * 7 % 59 + 1) / 60 * Number(slider.max)); // over all of it, near and far in turn
          const began = performance.now();
          slider.dispatchEvent(new Event("input", { bubbles: true }));
          const is = (...states) => states.includes(bar.dataset.state);
          const until = test => new Promise((done, fail) => {
            const watch = new MutationObserver(() => { if (test()) { watch.disconnect(); done(); } });
            watch.observe(bar, { attributes: true });
            if (test()) { watch.disconnect(); done(); }
            setTimeout(() => fail(new Error(bar.dataset.state)), 60000);
          });
          await until(() => is("running"));
          await until(() => is("idle", "failed", "stale"));
          await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
          return performance.now() - began;
        }
        """;

    /// <summary>Measures.</summary>
    /// <param name="how">Nothing for all pages, or the number of one; steady; frames and a folder.</param>
    public static async Task RunAsync(string[] how)
    {
        using var server = Process.Start(new ProcessStartInfo("dotnet", ["exec", Built.Host, "serve", "--ask-after", "600"])
            { WorkingDirectory = Built.Root, RedirectStandardOutput = true })!;
        try
        {
            var address = new Uri((await server.StandardOutput.ReadLineAsync())!);
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium",
                Args = ["--no-sandbox", "--disable-gpu"],
            });
            if (how is ["steady"])
                await SteadyAsync(browser, address, server);
            else if (how is ["frames", var folder])
                await FramesAsync(browser, address, Directory.CreateDirectory(folder).FullName);
            else
                foreach (var (name, parameter) in pages.Where(page => how.All(one => page.Page.StartsWith(one, StringComparison.Ordinal))))
                    await MeasureAsync(browser, address, name, parameter);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    private static async Task MeasureAsync(IBrowser browser, Uri address, string name, string parameter)
    {
        var page = await OpenAsync(browser, address, name);
        for (var i = 0; i < Turns; i++)
            await TurnAsync(page, parameter, i);
        var times = new List<double>();
        for (var i = Turns; i < 2 * Turns; i++)
            times.Add(await TurnAsync(page, parameter, i));
        var says = await page.Locator(".live-state").TextContentAsync();
        Console.WriteLine($"{name}, {parameter}: median {Quantile(times, 0.5):F0} ms, 95 % {Quantile(times, 0.95):F0} ms; {says}");
        await page.Context.CloseAsync();
    }

    private static async Task SteadyAsync(IBrowser browser, Uri address, Process server)
    {
        var (name, parameter) = pages[0];
        var page = await OpenAsync(browser, address, name);
        var times = new List<double>();
        long before = 0;
        for (var i = 0; i < Many; i++)
        {
            times.Add(await TurnAsync(page, parameter, i));
            if (i == Many / 10)
                before = Memory(server.Id);
        }
        const int Tenth = Many / 10;
        Console.WriteLine($"{name}, {Many} turns: memory of server and engine {before >> 20} MB after {Tenth}, "
            + $"{Memory(server.Id) >> 20} MB at the end; median of the second tenth "
            + $"{Quantile(times.Skip(Tenth).Take(Tenth), 0.5):F0} ms, of the last {Quantile(times.TakeLast(Tenth), 0.5):F0} ms");
    }

    /// <summary>A hand on the slider of 03 for three seconds, ten values a second, and what a reader sees meanwhile: PNG files.</summary>
    private static async Task FramesAsync(IBrowser browser, Uri address, string folder)
    {
        var page = await OpenAsync(browser, address, "03-spectrum-line-by-line");
        await TurnAsync(page, "f1Hz", 0);
        await page.Locator("figure").Nth(1).ScrollIntoViewIfNeededAsync();
        await page.EvaluateAsync("""
            () => {
              const slider = document.querySelector("[type=range][data-for=f1Hz]");
              let i = 0;
              const hand = setInterval(() => {
                slider.value = Number(slider.value) + 1;
                slider.dispatchEvent(new Event("input", { bubbles: true }));
                if (++i === 30) clearInterval(hand);
              }, 100);
            }
            """);
        var clock = Stopwatch.StartNew();
        for (var state = ""; clock.ElapsedMilliseconds < 3000 || state != "idle";)
        {
            state = (await page.Locator("#parameter-bar").GetAttributeAsync("data-state"))!;
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{clock.ElapsedMilliseconds:D5}-ms-{state}.png") });
        }
        Console.WriteLine($"{Directory.GetFiles(folder, "*.png").Length} frames in {folder}");
    }

    private static async Task<IPage> OpenAsync(IBrowser browser, Uri address, string name)
    {
        var page = await (await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1400, Height = 900 } })).NewPageAsync();
        await page.GotoAsync(new Uri(address, name + ".html").AbsoluteUri);
        await Assertions.Expect(page.Locator("#parameter-bar")).ToHaveAttributeAsync("data-state", "idle", new() { Timeout = 120_000 });
        return page;
    }

    private static Task<double> TurnAsync(IPage page, string parameter, int i) =>
        page.EvaluateAsync<double>(Turn, new object[] { parameter, i });

    /// <summary>What the server and the processes that it started hold, in bytes.</summary>
    private static long Memory(int server)
    {
        var all = Process.GetProcesses();
        return all.Where(process => process.Id == server || ParentOf(process.Id) == server).Sum(process => process.WorkingSet64);
    }

    private static int ParentOf(int process)
    {
        try
        {
            return int.Parse(File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].Split(' ')[2],
                System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0; // it has gone
        }
    }

    private static double Quantile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
    }
}
