using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>An engine that has compiled all cells of a notebook, and runs them as often as it is asked to.</summary>
internal sealed class LiveEngine : IDisposable
{
    private readonly EngineProcess process;
    private readonly List<int> cellOfUnit = []; // a unit's cell, by its place in the notebook
    private readonly List<CellUses> uses = [];
    private readonly CellGraph graph;

    private LiveEngine(EngineProcess process, IReadOnlyList<int> codeCells, JsonObject reply)
    {
        this.process = process;
        foreach (var unit in ((JsonArray)reply["units"]!).OfType<JsonObject>().Select(UsesContent.Of))
        {
            uses.Add(unit.Uses);
            cellOfUnit.Add(codeCells[unit.Cell]);
        }
        graph = new(uses);
    }

    /// <summary>What each compiled cell has to do with variables, with its place in the notebook.</summary>
    public IEnumerable<(int Cell, CellUses Uses)> Units => cellOfUnit.Zip(uses);

    /// <summary>The place in the notebook of a compiled cell.</summary>
    public int CellOf(int unit) => cellOfUnit[unit];

    /// <summary>Starts an engine, which compiles the cells.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="codeCells">The places of its cells of code.</param>
    /// <param name="directory">The folder against which cells resolve paths.</param>
    /// <param name="program">The engine's program; null for the one that runs.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="EngineDiedException">The process ended.</exception>
    public static async Task<LiveEngine> StartAsync(Notebook notebook, IReadOnlyList<int> codeCells, string directory, string? program,
        CancellationToken cancellation)
    {
        var process = new EngineProcess(directory, program, options: LiveCells.Option);
        try
        {
            var reply = await process.AskAsync("graph_request", new()
            {
                ["cells"] = new JsonArray([.. codeCells.Select(place => (JsonNode)new JsonObject
                {
                    ["name"] = NotebookRunner.NameOf(place), ["code"] = notebook.Cells[place].Source,
                    ["language"] = notebook.Cells[place].Language,
                })]),
            }, cancellation);
            return new(process, codeCells, reply);
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>The cells, by their places, that read some inputs.</summary>
    public IEnumerable<int> ReadersOf(IReadOnlyList<LiveInput> inputs) => inputs.GroupBy(input => input.Cell).SelectMany(cell =>
        cellOfUnit.Index().Where(unit => unit.Item == cell.Key)
            .SelectMany(unit => graph.ReadersOf(unit.Index, cell.Select(input => input.Name).ToHashSet()))).Select(CellOf).Distinct();

    /// <summary>
    /// The cells that have to run when some do, in order; null if all must, in a new engine. Cells that did not compile are among them if
    /// they are among those.
    /// </summary>
    public IReadOnlyList<int>? Affected(IEnumerable<int> cells)
    {
        HashSet<int> all = [.. cells];
        for (var before = -1; before != all.Count;)
        {
            before = all.Count;
            if (graph.Affected(cellOfUnit.Index().Where(unit => all.Contains(unit.Item)).Select(unit => unit.Index)) is not { } units)
                return null;
            all.UnionWith(units.Select(CellOf)); // all parts of a cell run with it
        }
        return [.. all.Order()];
    }

    /// <summary>Gives inputs values, in place of those that their declarations give them.</summary>
    public async Task GiveAsync(IEnumerable<LiveInput> inputs, IReadOnlyDictionary<string, string> literals, CancellationToken cancellation)
    {
        var cells = new JsonObject(inputs.Where(input => input.IsVariable).GroupBy(input => input.Cell).Select(cell =>
            KeyValuePair.Create(NotebookRunner.NameOf(cell.Key), (JsonNode?)new JsonObject(cell.Select(input =>
                KeyValuePair.Create(input.Name, (JsonNode?)literals[input.Name]))))));
        await process.AskAsync("values_request", new() { ["cells"] = cells }, cancellation);
    }

    /// <summary>Runs a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="place">Its place in the notebook.</param>
    /// <param name="outputs">Receives what it puts out.</param>
    /// <param name="requests">The outputs of the cells' last runs, by request; this run joins them.</param>
    /// <param name="stop">Interrupts it.</param>
    /// <param name="timeout">The longest that it may take.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What went wrong, in one line, or null; and whether the engine has gone with it.</returns>
    public async Task<(string? Problem, bool IsFatal)> RunAsync(Cell cell, int place, CellOutputs outputs,
        Dictionary<string, CellOutputs> requests, CancellationToken stop, TimeSpan timeout, CancellationToken cancellation)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(timeout);
        await using var interrupt = stop.Register(() => _ = process.SendAsync(Message.Request("interrupt_request", []), cancellation));
        try
        {
            var (_, problem, outcome) = await NotebookRunner.RunCellAsync(process, cell, NotebookRunner.NameOf(place), outputs, requests,
                time.Token, isRemembered: false); // turn after turn it would only grow
            return (problem, outcome == RunOutcome.EngineDied);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var message = FormattableString.Invariant($"stopped after {timeout.TotalSeconds:G4} s (--timeout)");
            outputs.Fail("Timeout", message);
            return (message, true);
        }
    }

    /// <summary>Ends the process.</summary>
    public void Dispose() => process.Dispose();
}
