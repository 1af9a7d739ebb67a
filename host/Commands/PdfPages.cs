using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>Pages on paper: a browser of Chromium's kind prints each beside itself, as NAME.pdf.</summary>
/// <param name="browser">The browser's program.</param>
internal sealed class PdfPages(string browser)
{
    private static readonly TimeSpan longest = TimeSpan.FromSeconds(120); // for one page, on a machine that others use, too

    private static readonly string[] names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

    private static readonly string[] usualPlaces =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe", @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    /// <summary>With the browser of this machine.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static PdfPages Find()
    {
        var named = Environment.GetEnvironmentVariable("CHROMIUM_PATH");
        if (!string.IsNullOrEmpty(named))
            return File.Exists(named) ? new(named) : throw new UsageException($"--pdf: CHROMIUM_PATH names {named}, which is not there");
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var ending = OperatingSystem.IsWindows() ? ".exe" : "";
        return usualPlaces.Concat(names.SelectMany(_ => folders, (name, folder) => Path.Combine(folder, name + ending)))
            .FirstOrDefault(File.Exists) is { } found
            ? new(found)
            : throw new UsageException("--pdf needs Chromium, Chrome or Edge, and none is found; CHROMIUM_PATH can name one");
    }

    /// <summary>The file that a page is printed to.</summary>
    public static string FileOf(string page) => Path.ChangeExtension(page, ".pdf");

    /// <summary>The first file that is there, is to be replaced, and was printed by no browser; null if none.</summary>
    public static string? NotOurs(string folder, IEnumerable<string> pages) => pages.Select(name => Path.Combine(folder, name + ".pdf"))
        .FirstOrDefault(file => File.Exists(file) && File.ReadAllBytes(file).AsSpan().IndexOf("Skia/PDF"u8) < 0);

    /// <summary>Prints a page, unless it is printed already.</summary>
    /// <param name="page">Its file.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>What went wrong, in a line; null if nothing did.</returns>
    public async Task<string?> PrintAsync(string page, CancellationToken stop)
    {
        var (pdf, unfinished) = (FileOf(page), FileOf(page) + ".part");
        if (File.Exists(pdf) && File.GetLastWriteTimeUtc(pdf) >= File.GetLastWriteTimeUtc(page))
            return null;
        var profile = Directory.CreateTempSubdirectory("reludc-pdf-").FullName; // so that a browser that is open already is left alone
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(longest);
        try
        {
            var child = await Child.RunAsync(browser,
            [
                // Chromium has no sandbox for the one who may do everything.
                .. OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? new[] { "--no-sandbox" } : [],
                "--headless", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run",
                $"--user-data-dir={profile}", "--no-pdf-header-footer", "--virtual-time-budget=20000", $"--print-to-pdf={unfinished}",
                new Uri(Path.GetFullPath(page)).AbsoluteUri,
            ], deadline.Token);
            if (!File.Exists(unfinished))
                return $"{pdf}: {browser} has printed nothing (exit code {child.ExitCode}): {LastLine(child.Output)}";
            File.Move(unfinished, pdf, overwrite: true);
            return null;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return $"{pdf}: {browser} has not printed it within {longest.TotalSeconds} s";
        }
        finally
        {
            File.Delete(unfinished);
            try
            {
                Directory.Delete(profile, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The browser's last process is still writing: the system's folder for such files is cleared anyway.
            }
        }
    }

    private static string LastLine(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it says nothing";
}
