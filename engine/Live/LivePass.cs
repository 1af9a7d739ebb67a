using System.Diagnostics;

namespace ReluDc.Engine;

/// <summary>One pass over the cells that have to run.</summary>
/// <param name="cells">Their places in the notebook, in order.</param>
/// <param name="runs">The last runs, by place.</param>
internal sealed class LivePass(IReadOnlyList<int> cells, IReadOnlyDictionary<int, LiveCellRun> runs)
{
    private static readonly TimeSpan worthFinishing = TimeSpan.FromMilliseconds(250); // what it may still take when a newer value waits

    // what it may take in all to be let end though newer values wait, if the one before it was not
    private static readonly TimeSpan worthShowing = TimeSpan.FromSeconds(1.5);

    private static readonly TimeSpan unknown = TimeSpan.FromSeconds(1); // of a cell that has never run
    private static readonly TimeSpan between = TimeSpan.FromSeconds(0.5); // two looks at what a cell has put out so far

    private readonly CancellationTokenSource stop = new(); // not disposed: a request to stop may come late
    private readonly TimeSpan expected = Sum(cells, runs);
    private Stopwatch cell = new();
    private Stopwatch? sinceTold;

    /// <summary>The cells.</summary>
    public IReadOnlyList<int> Cells => cells;

    /// <summary>How many have run.</summary>
    public int Done { get; set; }

    /// <summary>The cell that runs; null between two.</summary>
    public int? Running { get; private set; }

    /// <summary>What that cell puts out.</summary>
    public CellOutputs? Outputs { get; private set; }

    /// <summary>What it had put out when that was last worth telling; null if it never was.</summary>
    public IReadOnlyList<CellOutput>? SoFar { get; private set; }

    /// <summary>Since when it goes on.</summary>
    public Stopwatch Clock { get; } = Stopwatch.StartNew();

    /// <summary>Whether newer values wait.</summary>
    public bool IsSuperseded { get; set; }

    /// <summary>Cancelled when it is given up.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>Whether it is given up.</summary>
    public bool IsGivenUp => stop.IsCancellationRequested;

    /// <summary>
    /// How long the rest may take, by the cells' last runs. A cell that takes longer than its last run is taken to be half done.
    /// </summary>
    public TimeSpan Remaining
    {
        get
        {
            var rest = Sum(cells.Skip(Done), runs);
            if (Running is not { } now)
                return rest;
            var usual = runs[now].Expected ?? unknown;
            return rest - usual + (cell.Elapsed < usual ? usual - cell.Elapsed : cell.Elapsed);
        }
    }

    /// <summary>How long it may take from its beginning to its end.</summary>
    public TimeSpan Whole => Clock.Elapsed + Remaining is var whole && whole > expected ? whole : expected;

    /// <summary>Gives it up: the cell that runs is interrupted.</summary>
    public void GiveUp() => stop.Cancel();

    /// <summary>
    /// Gives it up for a newer value if it has long to go. Of short passes one is, and the next one ends: a slider that moves is to show
    /// something.
    /// </summary>
    /// <param name="wasLast">Whether the pass before it was given up for a newer value.</param>
    public void GiveUpIfLong(bool wasLast)
    {
        if (Remaining > worthFinishing && (!wasLast || Whole > worthShowing))
            GiveUp();
    }

    /// <summary>A cell begins.</summary>
    public void Begin(int place, CellOutputs outputs) =>
        (Running, cell, sinceTold, Outputs, SoFar) = (place, Stopwatch.StartNew(), null, outputs, null);

    /// <summary>It has ended.</summary>
    /// <returns>How long it took.</returns>
    public TimeSpan End()
    {
        (Running, Outputs, SoFar) = (null, null, null);
        return cell.Elapsed;
    }

    /// <summary>Takes down what the cell has put out, if it has run for a while and that was not done just now.</summary>
    /// <returns>Whether it was done.</returns>
    public bool TakeSoFar()
    {
        if (Outputs is not { } outputs || (sinceTold ?? cell).Elapsed < between)
            return false;
        (SoFar, sinceTold) = (outputs.All, Stopwatch.StartNew());
        return true;
    }

    /// <summary>The first cells, as many as take no longer than a time together.</summary>
    public IReadOnlyList<int> Within(TimeSpan longest)
    {
        var sum = TimeSpan.Zero;
        return [.. cells.TakeWhile(cell => (sum += runs[cell].Expected ?? unknown) <= longest)];
    }

    private static TimeSpan Sum(IEnumerable<int> cells, IReadOnlyDictionary<int, LiveCellRun> runs) =>
        cells.Aggregate(TimeSpan.Zero, (sum, cell) => sum + (runs[cell].Expected ?? unknown));
}

/// <summary>A cell's last run.</summary>
internal sealed class LiveCellRun
{
    private static readonly TimeSpan longestCompilation = TimeSpan.FromSeconds(0.5);

    private readonly IReadOnlyList<CellOutput> before = [];

    /// <summary>A cell that has not run here, but has outputs of an earlier run.</summary>
    public LiveCellRun(IReadOnlyList<CellOutput> before) => this.before = before;

    /// <summary>A cell that has run.</summary>
    public LiveCellRun(CellOutputs outputs) => Outputs = outputs;

    /// <summary>What it has put out here; null if it has not run here.</summary>
    public CellOutputs? Outputs { get; }

    /// <summary>What is to be seen of it.</summary>
    public IReadOnlyList<CellOutput> Shown => Outputs?.All ?? before;

    /// <summary>How long it took; null if it has not run here.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>Whether it was the first run here.</summary>
    public bool IsFirst { get; init; }

    /// <summary>
    /// How long the next may take. Of the first run most goes into compiling the library, which in the notebooks of this course takes up to
    /// nine tenths of a cell, and at most half a second.
    /// </summary>
    public TimeSpan? Expected => !IsFirst || Took is not { } took ? Took
        : took - (took * 0.75 < longestCompilation ? took * 0.75 : longestCompilation);

    /// <summary>Whether some outputs are its own.</summary>
    public bool Is(CellOutputs outputs) => Outputs == outputs;
}
