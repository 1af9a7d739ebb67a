namespace ReluDc.Engine;

/// <summary>What the cells of a live notebook have put out, and whether that is what a fresh run would show.</summary>
/// <remarks>One lock guards it; whoever changes several things holds it meanwhile.</remarks>
internal sealed class LiveOutputs
{
    private readonly Notebook notebook;
    private readonly Dictionary<int, LiveCellRun> runs = []; // by place

    /// <summary>The outputs that a notebook has: they are shown until its cells have run.</summary>
    public LiveOutputs(Notebook notebook)
    {
        this.notebook = notebook;
        CodeCells = [.. notebook.Cells.Index().Where(one => one.Item.Kind == CellKind.Code && !string.IsNullOrWhiteSpace(one.Item.Source))
            .Select(one => one.Index)];
        foreach (var place in CodeCells)
            runs[place] = new(notebook.Cells[place].Outputs);
        Dirty = [.. CodeCells];
    }

    /// <summary>Guards all that is in here, and the values.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The places of the cells with code, in order.</summary>
    public IReadOnlyList<int> CodeCells { get; }

    /// <summary>The cells that have to run.</summary>
    public HashSet<int> Dirty { get; }

    /// <summary>The place of the cell at which the notebook ends for now.</summary>
    public int? Failed { get; set; }

    /// <summary>The pass under way.</summary>
    public LivePass? Pass { get; set; }

    /// <summary>The outputs of the cells' last runs, by request: a later message may add to them.</summary>
    public Dictionary<string, CellOutputs> Requests { get; } = [];

    /// <summary>Whether all cells have run here.</summary>
    public bool HaveRun => runs.Values.All(run => run.Took is not null);

    /// <summary>A pass over some cells.</summary>
    public LivePass PassOver(IReadOnlyList<int> cells) => new(cells, runs);

    /// <summary>What is to be said of a cell.</summary>
    public LiveCellState StateOf(int cell)
    {
        lock (Gate)
            return !runs.ContainsKey(cell) ? LiveCellState.Current
                : Pass?.Running == cell ? LiveCellState.Running
                : Failed == cell ? LiveCellState.Current // its failure is what it shows
                : Failed < cell ? LiveCellState.NotRun
                : Dirty.Contains(cell) ? LiveCellState.Stale : LiveCellState.Current;
    }

    /// <summary>What a cell has put out, or puts out if it has run for a while; nothing after a cell that has failed.</summary>
    public IReadOnlyList<CellOutput> Of(int cell)
    {
        lock (Gate)
            return !runs.TryGetValue(cell, out var run) || Failed < cell ? []
                : Pass?.Running == cell && Pass.SoFar is { } soFar ? soFar : run.Shown;
    }

    /// <summary>Whether what a cell shows is the beginning of a run that goes on.</summary>
    public bool IsPartOfRun(int cell)
    {
        lock (Gate)
            return Pass?.Running == cell && Pass.SoFar is not null;
    }

    /// <summary>The notebook with the outputs of now, counted as in one run from top to bottom.</summary>
    public Notebook Executed()
    {
        var count = 0;
        return notebook.WithCells([.. notebook.Cells.Select((cell, i) => cell.Kind != CellKind.Code ? cell
            : Of(i) is var outputs && runs.ContainsKey(i) && !(Failed < i) ? cell.WithOutputs(Counted(outputs, ++count), count)
            : cell.WithOutputs([], null))]);
    }

    private static IEnumerable<CellOutput> Counted(IEnumerable<CellOutput> outputs, int count) =>
        outputs.Select(output => output is ResultOutput result ? result with { ExecutionCount = count } : output);

    /// <summary>The outputs that a cell's displays may follow: those of the last one before it that has run.</summary>
    public CellOutputs? Before(int cell)
    {
        lock (Gate)
            return CodeCells.TakeWhile(place => place < cell).Reverse().Select(place => runs[place].Outputs).OfType<CellOutputs>()
                .FirstOrDefault();
    }

    /// <summary>A cell has run.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="outputs">What it has put out.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="isCurrent">Whether the notebook goes on after it.</param>
    public void Take(int cell, CellOutputs outputs, TimeSpan took, bool isCurrent)
    {
        runs[cell] = new(outputs) { Took = took, IsFirst = runs[cell].Took is null };
        if (isCurrent)
            Dirty.Remove(cell);
        else
            Failed = cell;
    }

    /// <summary>Forgets requests whose cells have run again since.</summary>
    public void ForgetRequests()
    {
        foreach (var old in Requests.Where(request => !runs.Values.Any(run => run.Is(request.Value))).Select(one => one.Key).ToList())
            Requests.Remove(old);
    }

    /// <summary>The engine has gone: all cells have to run.</summary>
    public void Invalidate()
    {
        lock (Gate)
        {
            Dirty.UnionWith(CodeCells);
            Requests.Clear();
        }
    }
}
