using System.CommandLine;

namespace ReluDc.Notebooks;

/// <summary>Runs one of the library's long experiments and keeps its rows in data/.</summary>
/// <param name="Name">Which; the library knows the names.</param>
/// <param name="Repetitions">How often each of its cases is repeated.</param>
/// <param name="Out">The file it makes.</param>
/// <param name="Jobs">Parts that run side by side.</param>
internal sealed record ExperimentCommand(string Name, int Repetitions, string Out, int Jobs)
{
    /// <summary>The command with its options.</summary>
    public static Command Command()
    {
        var name = new Argument<string>("experiment") { Description = $"Which: {string.Join(", ", Experiments.Names)}" };
        var repetitions = Options.Count("--repetitions",
            "How often each case is repeated, with other seeds. Without: 10. heart-rate trains one network only", 10, 10_000);
        var output = Options.Out("File for the result. Without: data/EXPERIMENT.csv", "FILE.csv");
        var jobs = Options.Jobs("Runs");
        var command = new Command("experiment",
            "Run one of the long experiments whose results notebooks read from data/. Interrupted, the same command goes on.")
        {
            name, repetitions, output, jobs,
        };
        command.Does((parsed, cancellation) => new ExperimentCommand(parsed.GetValue(name)!, parsed.GetValue(repetitions),
            parsed.GetValue(output) ?? Path.Combine(Checkout.Data, parsed.GetValue(name) + ".csv"), parsed.GetValue(jobs))
                .RunAsync(cancellation));
        return command;
    }

    /// <summary>Runs it, or what an interrupted run left of it.</summary>
    public Task<ExitCode> RunAsync(CancellationToken cancellation) => Task.Run(() => Run(cancellation), CancellationToken.None);

    private ExitCode Run(CancellationToken cancellation)
    {
        var experiment = Experiments.Of(Name, Repetitions);
        var file = Destination.NewFile(Out);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var journal = new ExperimentJournal(file);
        var open = experiment.Parts.Where(part => !journal.Has(part.Name)).ToList();
        if (open.Count < experiment.Parts.Length)
            Console.Error.WriteLine($"going on: {experiment.Parts.Length - open.Count} of {experiment.Parts.Length} runs are in "
                + $"{journal.Path} (delete it to begin anew)");
        try
        {
            using var bar = new ProgressBar(experiment.Parts.Length, experiment.Parts.Length - open.Count);
            Parallel.ForEach(open, new() { MaxDegreeOfParallelism = Jobs, CancellationToken = cancellation }, part =>
            {
                journal.Add(part.Name, part.Rows(cancellation));
                bar.Step();
            });
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"interrupted; what is done is in {journal.Path}, and the same command goes on with it");
            return ExitCode.Failed;
        }
        journal.Finish(file, experiment.Header, experiment.Parts.Select(part => part.Name));
        Console.WriteLine(file);
        return ExitCode.Success;
    }
}
