using System.CommandLine;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>Executes one notebook and writes it with its outputs.</summary>
/// <param name="Notebook">Its file.</param>
/// <param name="Overrides">Parameters to override.</param>
/// <param name="Out">Where it goes.</param>
/// <param name="Timeout">The longest that it may take.</param>
/// <param name="Engine">The program of the engine.</param>
internal sealed record RunCommand(string Notebook, IReadOnlyList<(string Name, string Value)> Overrides, string Out, TimeSpan Timeout,
    string Engine)
{
    /// <summary>The command with its options.</summary>
    public static Command Command()
    {
        var notebook = new Argument<string>("notebook") { Description = "The notebook" };
        var parameters = Options.Parameters();
        var output = Options.Out("File for the executed notebook. Without: NAME.executed.ipynb here", "FILE.ipynb");
        var timeout = Options.Timeout();
        var engine = EngineChoice.Option();
        var command = new Command("run", "Execute one notebook and write it with its outputs.")
            { notebook, parameters, output, timeout, engine };
        command.Does(async (parsed, cancellation) =>
        {
            var path = parsed.GetValue(notebook)!;
            var file = parsed.GetValue(output) ?? Path.GetFileNameWithoutExtension(path) + ".executed.ipynb";
            return await new RunCommand(path, parsed.Overrides(parameters), file, parsed.Timeout(timeout),
                await parsed.EngineAsync(engine, cancellation)).RunAsync(cancellation);
        });
        return command;
    }

    /// <summary>Executes and writes. A notebook that fails is written with its outputs up to the failure.</summary>
    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        if (Directory.Exists(Notebook))
            throw new UsageException($"{Notebook} is a folder; allowed: one notebook (render takes folders)");
        var file = Destination.NewFile(Out);
        var (jobs, worst) = Preparation.Of([Notebook], Overrides);
        if (jobs is not [var job])
            return worst;
        Destination.Executed(file, job);
        RunResult result;
        using (var progress = new Progress())
            result = await job.ExecuteAsync(new(Engine), Timeout, progress, cancellation);
        AtomicFile.Write(file, RunRecord.Sealed(result.Executed, Path.GetDirectoryName(Path.GetFullPath(file))!));
        Terminal.Result(file);
        if (result.Failure is { } failure)
            Terminal.Tell($"{job.Name}: {failure}");
        var faults = LedgerRow.FaultsOf(LedgerRow.Of(new(job.Name, result.Executed)));
        foreach (var fault in faults)
            Terminal.Tell(fault);
        return new[] { ExitCodes.Of(result.Outcome), faults.Count > 0 ? ExitCode.Failed : ExitCode.Success }.Worst();
    }
}
