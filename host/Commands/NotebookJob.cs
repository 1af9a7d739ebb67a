using System.Globalization;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>One notebook on its way: read, given its parameters, executed or taken from an earlier run, with a record of how.</summary>
internal sealed class NotebookJob
{
    private static readonly CompiledNotebooks compiled = new(System.IO.Path.Combine(Checkout.Root, "obj", "compiled"));

    private readonly ParameterSet parameters;
    private readonly Notebook prepared;

    private NotebookJob(string path, ParameterSet parameters) =>
        (Path, this.parameters, prepared) = (path, parameters, parameters.Inject());

    /// <summary>The notebook's file.</summary>
    public string Path { get; }

    /// <summary>The notebook's name: its file's without ending.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Warnings about parameters, a line each.</summary>
    public IEnumerable<string> Warnings => parameters.Warnings;

    /// <summary>Reads a notebook and gives it its parameters.</summary>
    /// <exception cref="UnreadableNotebookException">The file is not a C# notebook.</exception>
    /// <exception cref="UsageException">A parameter is unknown or of the wrong type.</exception>
    public static NotebookJob Prepare(string path, IReadOnlyList<(string Name, string Value)> overrides)
    {
        var notebook = Notebook.Load(path).RequireCSharp();
        try
        {
            return new(path, ParameterSet.Of(notebook).With(overrides));
        }
        catch (FormatException e)
        {
            throw new UsageException(e.Message);
        }
    }

    /// <summary>The notebook as it will run.</summary>
    public Notebook Prepared => prepared;

    /// <summary>
    /// The outputs of an earlier run under today's prose; null if that run had other inputs, or failed, or was altered since.
    /// </summary>
    /// <param name="executedPath">Where an earlier run may have left the executed notebook.</param>
    /// <param name="hash">Says whether the inputs are the same.</param>
    public Notebook? FromEarlierRun(string executedPath, InputHash hash)
    {
        if (RunRecord.Intact(executedPath) is not { } earlier || RunRecord.Of(earlier) is not { Failure: null, InputHash: not null } record
            || record.InputHash != hash.Of(prepared))
            return null;
        var outputs = new Queue<Cell>(earlier.Cells.Where(cell => cell.Kind == CellKind.Code));
        if (!prepared.Cells.Where(cell => cell.Kind == CellKind.Code).Select(cell => cell.Source).SequenceEqual(
            outputs.Select(cell => cell.Source)))
            return null;
        var cells = prepared.Cells.Select(cell => cell.Kind == CellKind.Code
            && outputs.Dequeue() is var ran ? cell.WithOutputs(ran.Outputs, ran.ExecutionCount) : cell);
        return record.In(prepared.WithCells([.. cells]));
    }

    /// <summary>Executes the notebook, and says so.</summary>
    /// <param name="hash">Says by which engine, and of what else the outputs depend.</param>
    /// <param name="timeout">The longest that it may take.</param>
    /// <param name="progress">Told of it.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<RunResult> ExecuteAsync(InputHash hash, TimeSpan timeout, Progress progress, CancellationToken cancellation)
    {
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;
        var inputs = hash.Of(prepared);
        var result = await NotebookRunner.RunAsync(prepared, folder, timeout, progress.Of(Name), cancellation, hash.Engine, compiled);
        var seconds = result.Duration.TotalSeconds;
        // What changed meanwhile was read before or after: nobody knows which. A notebook that writes what it reads is such a one, once.
        var isCertain = hash.Of(prepared) == inputs;
        progress.Done(Name, result.Failure is not null ? "failed"
            : FormattableString.Invariant($"executed in {seconds:F1} s")
                + (isCertain ? "" : "; something that it may read changed meanwhile, so it will be executed again"));
        var record = new RunRecord(parameters.ForRecord(), Checkout.Commit(), Sdk(),
            DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            Math.Round(seconds, 2), isCertain ? inputs : null, result.Failure);
        return result with { Executed = record.In(result.Executed) };
    }

    /// <summary>Waits until what was compiled is kept for the next run.</summary>
    public static Task SettledAsync() => compiled.SettledAsync();

    private static string? Sdk() =>
        typeof(NotebookJob).Assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyMetadataAttribute), false)
        .Cast<System.Reflection.AssemblyMetadataAttribute>().FirstOrDefault(entry => entry.Key == "SdkVersion")?.Value;
}
