using System.CommandLine;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>Runs notebooks with many values of their parameters, and lists what fails, each with the command that repeats it.</summary>
internal sealed record SweepCommand
{
    /// <summary>Files and folders; none means the course.</summary>
    public required IReadOnlyList<string> Notebooks { get; init; }

    /// <summary>How many draws of each notebook.</summary>
    public required int Draws { get; init; }

    /// <summary>Of the random draws.</summary>
    public required int Seed { get; init; }

    /// <summary>Where the draws that are done are kept.</summary>
    public required string Out { get; init; }

    /// <summary>Where a table of the outcome goes; null for nowhere.</summary>
    public string? Table { get; init; }

    /// <summary>Notebooks side by side.</summary>
    public required int Jobs { get; init; }

    /// <summary>The longest that a cell may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The program of the engine.</summary>
    public string Engine { get; init; } = EngineProgram.Assembly;

    /// <summary>The command with its options.</summary>
    public static Command Command()
    {
        var notebooks = Options.Notebooks();
        var draws = Options.Count("--draws", "Draws of each notebook's parameters. Without: 20", 20, 100_000);
        var seed = Options.Count("--seed", "Of the random draws, which follow the ends of ranges and special ratios. Without: 1", 1,
            int.MaxValue);
        var output = Options.Out("File that keeps what is done, so that the same command goes on with it. Without: sweep.tsv here", "FILE");
        var table = new Option<string>("--table") { Description = "Write how many draws failed, too", HelpName = "FILE.csv" };
        var jobs = Options.Jobs("Notebooks run");
        var timeout = Options.Timeout();
        var command = new Command("sweep", "Run notebooks with many values of their parameters; exit code 1 if anything fails.")
            { notebooks, draws, seed, output, table, jobs, timeout };
        command.Does(async (parsed, stopping) => await new SweepCommand
        {
            Notebooks = parsed.GetValue(notebooks) ?? [],
            Draws = parsed.GetValue(draws),
            Seed = parsed.GetValue(seed),
            Out = parsed.GetValue(output) ?? "sweep.tsv",
            Table = parsed.GetValue(table),
            Jobs = parsed.GetValue(jobs),
            Timeout = parsed.Timeout(timeout),
        }.RunAsync(stopping));
        return command;
    }

    /// <summary>Runs and lists.</summary>
    /// <param name="stopping">Ends it; the draws that are done are in the file.</param>
    public async Task<ExitCode> RunAsync(Stopping stopping)
    {
        var (readable, worst) = Preparation.Of(Notebooks, []);
        if (Table is not null)
            Destination.NewFile(Table, "--table");
        if (readable.Count == 0)
            return worst;
        using var journal = new SweepJournal(Destination.NewFile(Out));
        stopping.Kept = () => $"the draws that are done are kept in {Out}; the same command goes on with the rest";
        var hash = new InputHash(Engine, Out);
        var sweeps = readable.Select(job => new SweptNotebook(job.Path, Timeout, Engine)).Select(swept => (Swept: swept,
            Hash: hash.Of(swept.Notebook), Draws: new ParameterDraws(swept.Parameters, Seed).First(Draws))).ToList();
        var before = sweeps.Sum(sweep => sweep.Draws.Count(draw => journal.Of(sweep.Hash, draw) is not null));
        using (var progress = new ProgressBar(sweeps.Sum(sweep => sweep.Draws.Count), before))
            await Parallel.ForEachAsync(sweeps, new ParallelOptions { MaxDegreeOfParallelism = Jobs, CancellationToken = stopping.Token },
                async (sweep, stop) =>
                {
                    await using var swept = sweep.Swept;
                    foreach (var draw in sweep.Draws.Where(draw => journal.Of(sweep.Hash, draw) is null))
                    {
                        journal.Add(sweep.Hash, swept.Name, draw, await swept.RunAsync(draw, stop));
                        progress.Step();
                    }
                });
        var rows = new List<SweepRow>();
        foreach (var (swept, key, draws) in sweeps)
        {
            var wrong = draws.Select(draw => (Draw: draw, Lines: journal.Of(key, draw)!)).Where(one => one.Lines.Count > 0).ToList();
            foreach (var (draw, lines) in wrong)
                Terminal.Data(string.Join("\n  ", lines.Prepend($"dotnet run -- render {swept.Path} {draw}".TrimEnd())));
            Terminal.Result($"{swept.Name}: {draws.Count} draws, {wrong.Count} failed");
            rows.Add(new(swept.Name, draws.Count, Seed, wrong.Count));
        }
        if (Table is not null)
            AtomicFile.Write(Table, SweepRow.Write(rows));
        return new[] { worst, rows.Exists(row => row.Failed > 0) ? ExitCode.Failed : ExitCode.Success }.Worst();
    }
}
