using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>A notebook that runs with one draw of parameters after another: its cells are compiled once.</summary>
internal sealed class SweptNotebook : IAsyncDisposable
{
    private readonly Notebook notebook;
    private readonly string directory;
    private readonly LiveOptions options;
    private LiveNotebook? live;

    /// <param name="path">The notebook's file.</param>
    /// <param name="timeout">The longest that a cell may take.</param>
    /// <param name="engine">The program of the engine.</param>
    /// <exception cref="UnreadableNotebookException">The file is not a C# notebook.</exception>
    public SweptNotebook(string path, TimeSpan timeout, string engine)
    {
        (Path, directory) = (path, System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        notebook = Notebook.Load(path).RequireCSharp();
        options = new() { Program = engine, Timeout = timeout, LongestUnasked = TimeSpan.MaxValue };
    }

    /// <summary>The notebook's file.</summary>
    public string Path { get; }

    /// <summary>The notebook's name.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The parameters that can be drawn.</summary>
    public IReadOnlyList<Parameter> Parameters =>
        [.. LiveInput.Of(notebook).Where(input => !input.IsAnswer && input.IsVariable).Select(input => input.Declaration)];

    /// <summary>The notebook as it is read, for a hash of what its outputs depend on.</summary>
    public Notebook Notebook => notebook;

    /// <summary>Runs it with the parameters of a draw.</summary>
    /// <returns>What is wrong, a line each: a cell that failed, or checks of claims.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(ParameterDraw draw, CancellationToken cancellation)
    {
        live ??= new(notebook, directory, options);
        live.Set(Parameters.Select(parameter => (parameter.Name, draw.ValueOf(parameter.Name))));
        await live.RestAsync(cancellation);
        var claims = LedgerRow.Of(new(Name, live.Executed())).Where(row => row.Fault is not null)
            .Select(row => $"{row.Fault}: {row.Claim.MeasuredText} instead of {row.Claim.PredictedText}");
        return [.. claims, .. live.Progress.Phase == LivePhase.Idle ? [] : new[] { live.Progress.Message ?? "it did not come to an end" }];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => live?.DisposeAsync() ?? ValueTask.CompletedTask;
}
