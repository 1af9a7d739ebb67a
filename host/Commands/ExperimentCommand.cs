using System.CommandLine;
using ReluDc.Networks;

namespace ReluDc.Notebooks;

/// <summary>Runs one of the library's long experiments and keeps its rows in data/.</summary>
/// <param name="Name">Which; the library knows the names.</param>
/// <param name="Repetitions">How often each of its cases is repeated.</param>
/// <param name="Out">The file it makes.</param>
/// <param name="Jobs">Parts that run side by side.</param>
/// <param name="Force">Whether it may replace more than it makes.</param>
internal sealed record ExperimentCommand(string Name, int Repetitions, string Out, int Jobs, bool Force)
{
    /// <summary>The command with its options.</summary>
    public static Command Command()
    {
        var name = new Argument<string>("experiment") { Description = $"Which: {string.Join(", ", Experiments.Names)}" };
        var repetitions = Options.Count("--repetitions",
            "How often each case is repeated, with other seeds. Without: 10. heart-rate and scenes run once", 10, 10_000);
        var output = Options.Out("File for the result. Without: data/EXPERIMENT.csv", "FILE.csv");
        var jobs = Options.Jobs("Runs");
        var force = Options.Force("Replace also a result that is larger, or a file of another kind");
        var command = new Command("experiment",
            "Run one of the long experiments whose results notebooks read from data/. Interrupted, the same command goes on.")
        {
            name, repetitions, output, jobs, force,
        };
        command.Does((ParseResult parsed, Stopping stopping) => new ExperimentCommand(parsed.GetValue(name)!, parsed.GetValue(repetitions),
            parsed.GetValue(output) ?? DataFile(parsed.GetValue(name)!), parsed.GetValue(jobs), parsed.GetValue(force)).RunAsync(stopping));
        return command;
    }

    /// <summary>Runs it, or what an interrupted run left of it.</summary>
    public Task<ExitCode> RunAsync(Stopping stopping)
    {
        var experiment = Experiments.Of(Name, Repetitions);
        var file = Destination.NewFile(Out);
        if (!Force)
            CheckResult(experiment, file);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        using var journal = ExperimentJournal.Open(file, experiment);
        var names = experiment.Parts.Select(part => part.Name).ToHashSet(StringComparer.Ordinal);
        if (!Force && journal.Done.Count(part => !names.Contains(part)) is > 0 and var dropped)
            throw new UsageException($"{journal.Path} holds {dropped} runs that this command would drop; allowed: --force, another --out, "
                + "or as many --repetitions as it was begun with");
        stopping.Kept = () => journal.Done.Count > 0
            ? $"what is done is in {journal.Path}, and the same command goes on with it"
            : "nothing is done yet, and nothing is written";
        RunOpen(experiment, journal, stopping.Token);
        journal.Finish(file, experiment);
        Terminal.Result(file);
        return Task.FromResult(ExitCode.Success);
    }

    private static string DataFile(string experiment) => Path.Combine(Checkout.Data, experiment + ".csv");

    /// <summary>Computes what the journal does not have.</summary>
    private void RunOpen(FrozenExperiment experiment, ExperimentJournal journal, CancellationToken cancellation)
    {
        var done = journal.Done.ToHashSet(StringComparer.Ordinal);
        var open = experiment.Parts.Where(part => !done.Contains(part.Name)).ToList();
        if (open.Count < experiment.Parts.Length)
            Terminal.Tell($"going on: {experiment.Parts.Length - open.Count} of {experiment.Parts.Length} runs are in {journal.Path} "
                + "(delete it to begin anew)");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var bar = new ProgressBar(experiment.Parts.Length, experiment.Parts.Length - open.Count);
        Parallel.ForEach(open, new() { MaxDegreeOfParallelism = Jobs, CancellationToken = cancellation }, part =>
        {
            try
            {
                journal.Add(part.Name, part.Rows(stop.Token));
            }
            catch
            {
                stop.Cancel(); // the others would be waited for
                throw;
            }
            bar.Step();
        });
    }

    /// <summary>Refuses to replace what is no result of this experiment, or a larger one.</summary>
    private void CheckResult(FrozenExperiment experiment, string file)
    {
        const string Allowed = "--force, or another --out";
        if (Experiments.Names.FirstOrDefault(other => other != Name && Destination.IsSame(file, DataFile(other))) is { } owner)
            throw new UsageException($"--out {Out} is the result of the experiment {owner}; allowed: {Allowed}");
        var made = experiment.Parts.Sum(part => (long)part.RowCount);
        if (ExistingFile.Rows(file, experiment.Header, Allowed) is not { } rows || rows <= made)
            return;
        var repetitions = (rows * Repetitions + made - 1) / made;
        throw new UsageException($"{Out} holds {rows} rows, and this run would make {made}; allowed: --force, another --out, or "
            + $"--repetitions {repetitions}");
    }
}
