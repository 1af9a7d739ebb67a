using ReluDc.Notebooks;
using System.Collections.Concurrent;
using ReluDc.Engine;

[assembly: AssemblyFixture(typeof(ReluDc.Tests.Notebooks.DefaultRuns))]

namespace ReluDc.Tests.Notebooks;

/// <summary>Each notebook executed once with its own parameters, for all tests that look at the outcome.</summary>
public sealed class DefaultRuns
{
    private readonly ConcurrentDictionary<string, Lazy<Task<RunResult>>> runs = new();

    /// <summary>The run of a notebook of the course.</summary>
    internal Task<RunResult> Of(string name) => runs.GetOrAdd(name, _ => new(() => RunAsync(name))).Value;

    /// <summary>Runs a notebook of the course with some of its parameters altered.</summary>
    internal static Task<RunResult> RunAsync(string name, params IEnumerable<(string, string)> parameters) => NotebookRunner.RunAsync(
        ParameterSet.Of(Notebook.Load(Path.Combine(CommittedNotebooks.Directory, name))).With(parameters).Inject(),
        CommittedNotebooks.Directory, TimeSpan.FromSeconds(240), null, TestContext.Current.CancellationToken);

    /// <summary>The claims that a run stated.</summary>
    internal static IReadOnlyList<LedgerRow> Claims(string name, RunResult run) =>
        LedgerRow.Of(new(Path.GetFileNameWithoutExtension(name), run.Executed));

    /// <summary>All that the cells of a run put out, as plain text.</summary>
    internal static string Text(RunResult run, string? cellId = null) =>
        string.Join('\n', run.Executed.Cells.Where(cell => cellId is null || cell.Id == cellId)
        .SelectMany(cell => cell.Outputs)
        .Select(output => ((output as ResultOutput)?.Data ?? (output as DisplayOutput)?.Data)?.Text("text/plain")));
}
