using System.Diagnostics;
using ReluDc.Engine;
using ReluDc.Notebooks;
using ReluDc.Tests.Engine;

namespace ReluDc.Bench;

/// <summary>
/// This project's engine, the one on .NET Interactive's kernels, and .NET Interactive's own program, in turns, as a client of Jupyter's
/// protocol meets them.
/// </summary>
internal static class EngineComparison
{
    private const int Rounds = 5;
    private const int Cells = 60;
    private const int WarmUp = 20; // of .NET's own compiler: a reader's session is longer than that

    private static readonly string tool = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "reludc",
        "dotnet-interactive-1.0.712001", OperatingSystem.IsWindows() ? "dotnet-interactive.exe" : "dotnet-interactive");

    /// <summary>Measures, and prints a table of medians with their ratio to this project's engine.</summary>
    public static async Task RunAsync()
    {
        var interactive = await InteractiveEngine.BuiltAsync(CancellationToken.None);
        (string Name, Func<JupyterClient> Start)[] engines =
        [
            ("reludc", () => new(Built.Program, Built.Notebooks, wait: false)),
            ("interactive", () => new(interactive, Built.Notebooks, wait: false)),
            .. File.Exists(tool)
                ? [("Microsoft.dotnet-interactive", () => new JupyterClient(StartTool, Built.Notebooks, wait: false))]
                : Array.Empty<(string, Func<JupyterClient>)>(),
        ];
        if (!File.Exists(tool))
            Console.Error.WriteLine($"the tool is not measured: there is no {tool}; the tests install it");
        var (first, trivial) = (engines.Select(_ => new List<double>()).ToArray(), engines.Select(_ => new List<double>()).ToArray());
        for (var round = 0; round < Rounds; round++)
            for (var i = 0; i < engines.Length; i++)
            {
                var clock = Stopwatch.StartNew();
                using var client = engines[i].Start();
                Run(client, "1 + 1");
                first[i].Add(clock.Elapsed.TotalMilliseconds);
                for (var cell = 0; cell < WarmUp + Cells; cell++)
                {
                    var time = await Timings.OfAsync(() => Task.Run(() => Run(client, $"{cell} + 1")));
                    if (cell >= WarmUp)
                        trivial[i].Add(time);
                }
            }
        Console.WriteLine("\n| through Jupyter's protocol | start to first result | ratio | trivial cell | ratio |\n|---|---|---|---|---|");
        for (var i = 0; i < engines.Length; i++)
        {
            var (start, cell) = (Median(first[i]), Median(trivial[i]));
            Console.WriteLine(FormattableString.Invariant($"| {engines[i].Name} | {start:G3} ms | {start / Median(first[0]):F1} ")
                + FormattableString.Invariant($"| {cell:G3} ms | {cell / Median(trivial[0]):F1} |"));
        }
    }

    private static ProcessStartInfo StartTool(string connectionFile) =>
        new(tool, ["jupyter", connectionFile, "--default-kernel", "csharp", "--http-local-only"])
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_INTERACTIVE_SKIP_FIRST_TIME_EXPERIENCE"] = "1" },
        };

    private static void Run(JupyterClient client, string code)
    {
        if (client.Reply("shell", client.Execute(code)) is var reply && (string?)reply.Content["status"] != "ok")
            throw new InvalidOperationException($"the cell failed: {reply.Content["evalue"]}");
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
