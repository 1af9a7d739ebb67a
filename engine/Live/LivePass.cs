using System.Diagnostics;

namespace ReluDc.Engine;

/// <summary>One pass over the cells that have to run.</summary>
/// <param name="cells">Their places in the notebook, in order.</param>
internal sealed class LivePass(IReadOnlyList<int> cells)
{
    private static readonly TimeSpan unknown = TimeSpan.FromSeconds(1); // of a cell that has never run

    private readonly CancellationTokenSource stop = new(); // not disposed: a request to stop may come late

    /// <summary>The cells.</summary>
    public IReadOnlyList<int> Cells => cells;

    /// <summary>How many have run.</summary>
    public int Done { get; set; }

    /// <summary>The cell that runs; null between two.</summary>
    public int? Running { get; set; }

    /// <summary>Since when it goes on.</summary>
    public Stopwatch Clock { get; } = Stopwatch.StartNew();

    /// <summary>Cancelled when it is given up.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>Whether it is given up.</summary>
    public bool IsGivenUp => stop.IsCancellationRequested;

    /// <summary>Gives it up: the cell that runs is interrupted.</summary>
    public void GiveUp() => stop.Cancel();

    /// <summary>How long the rest may take, by the cells' last runs.</summary>
    public TimeSpan Remaining(IReadOnlyDictionary<int, LiveCellRun> runs) => cells.Skip(Done)
        .Aggregate(TimeSpan.Zero, (sum, cell) => sum + (runs[cell].Expected ?? unknown));
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
