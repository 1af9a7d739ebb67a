using System.Diagnostics;

namespace ReluDc.Bench;

/// <summary>How long an altered page takes on the command line, and what of it the processor was busy with.</summary>
internal static class PageBenchmark
{
    private const int Times = 7;

    private static readonly (string Page, string Parameter, string Target)[] pages =
    [
        ("01-what-relu-does-to-a-tone", "f1Hz", "≤ 2 s"), ("02-taylor-derivation", "f1Hz", ""),
        ("03-spectrum-line-by-line", "f1Hz", "≤ 3 s"), ("04-dc-as-a-fingerprint", "class1Hz", ""),
        ("07-awkward-signals", "f1Hz", ""), ("08-discrete-time", "toneHz", ""),
    ];

    /// <summary>Renders each page with a frequency that it has not had, and prints medians.</summary>
    public static async Task RunAsync()
    {
        var site = Directory.CreateTempSubdirectory("reludc-bench-").FullName;
        try
        {
            Console.WriteLine("| altered page | first | median | fastest | processor time | target |\n|---|---|---|---|---|---|");
            if (Directory.Exists(Built.Compiled))
                Directory.Delete(Built.Compiled, recursive: true);
            foreach (var (page, parameter, target) in pages)
            {
                var first = await RenderAsync(page, parameter, 4, site); // what is kept of a page is kept now
                var runs = new List<(double Wall, double Processor)>();
                for (var i = 0; i < Times; i++)
                    runs.Add(await RenderAsync(page, parameter, 2 + 0.3 * i, site));
                var (wall, processor) = (runs.Select(run => run.Wall).Order().ToList(), runs.Select(run => run.Processor).Order().ToList());
                Console.WriteLine(FormattableString.Invariant(
                    $"| {page[..2]} | {first.Wall:F2} s | {wall[Times / 2]:F2} s | {wall[0]:F2} s ")
                    + FormattableString.Invariant($"| {processor[Times / 2]:F2} s | {target} |"));
            }
        }
        finally
        {
            Directory.Delete(site, recursive: true);
        }
    }

    private static async Task<(double Wall, double Processor)> RenderAsync(string page, string parameter, double frequencyHz,
        string site)
    {
        var start = Stopwatch.GetTimestamp();
        var usedBefore = ChildrenSeconds();
        using var render = Process.Start(new ProcessStartInfo("dotnet", ["exec", Built.Host, "render",
            Path.Combine(Built.Notebooks, page + ".ipynb"), "-p", FormattableString.Invariant($"{parameter}={frequencyHz}"), "--out", site])
            { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (render.StandardOutput.ReadToEndAsync(), render.StandardError.ReadToEndAsync());
        await render.WaitForExitAsync();
        await output;
        return render.ExitCode == 0
            ? (Stopwatch.GetElapsedTime(start).TotalSeconds, ChildrenSeconds() - usedBefore)
            : throw new InvalidOperationException($"{page}: {await errors}");
    }

    /// <summary>
    /// Processor time of children that have ended, and of theirs, in seconds, as Linux accounts it; NaN elsewhere.
    /// </summary>
    private static double ChildrenSeconds()
    {
        const string Account = "/proc/self/stat";
        const int TicksPerSecond = 100; // of every Linux that .NET runs on
        if (!File.Exists(Account))
            return double.NaN;
        var fields = File.ReadAllText(Account).Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (long.Parse(fields[13], null) + long.Parse(fields[14], null)) / (double)TicksPerSecond; // cutime, cstime
    }
}
