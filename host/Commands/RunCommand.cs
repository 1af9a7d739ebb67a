using ReluDc.Notebooks.Documents;
using ReluDc.Notebooks.Execution;

namespace ReluDc.Notebooks.Commands;

/// <summary>Executes one notebook and writes it with its outputs.</summary>
/// <param name="Notebook">Its file.</param>
/// <param name="Overrides">Parameters to override.</param>
/// <param name="Out">Where it goes.</param>
/// <param name="Timeout">The longest that it may take.</param>
internal sealed record RunCommand(string Notebook, IReadOnlyList<(string Name, string Value)> Overrides, string Out, TimeSpan Timeout)
{
    /// <summary>Executes and writes. A notebook that fails is written with its outputs up to the failure.</summary>
    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        if (Directory.Exists(Notebook))
            throw new UsageException($"{Notebook} is a folder; allowed: one notebook (render takes folders)");
        var file = Destination.NewFile(Out);
        var (jobs, worst) = Preparation.Of([Notebook], Overrides);
        if (jobs is not [var job])
            return worst;
        if (Path.GetFullPath(file) == Path.GetFullPath(job.Path))
            throw new UsageException($"--out {Out} is the notebook itself; allowed: another file, since notebooks are kept without outputs");
        RunResult result;
        using (var progress = new Progress())
        {
            result = await job.ExecuteAsync(new(), Timeout, progress.Of(job.Name), cancellation);
            progress.Done(job.Name, result.Message is null ? FormattableString.Invariant($"executed in {result.Duration.TotalSeconds:F1} s") : "failed");
        }
        AtomicFile.Write(file, result.Executed.ToBytes());
        Console.WriteLine(file);
        if (result.Message is null)
            return ExitCode.Success;
        Console.Error.WriteLine($"{job.Name}: {NotebookJob.Where(result)}: {result.Message}");
        return result.Outcome == RunOutcome.TimedOut ? ExitCode.TimedOut : ExitCode.Failed;
    }
}
