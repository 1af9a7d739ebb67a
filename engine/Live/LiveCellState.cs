namespace ReluDc.Engine;

/// <summary>What is to be said of a cell on a live page.</summary>
public enum LiveCellState
{
    /// <summary>What it shows is what a fresh run with the values of now would show.</summary>
    Current,

    /// <summary>What it shows was computed with other values.</summary>
    Stale,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>A cell before it has failed, so it does not run.</summary>
    NotRun,
}

/// <summary>What is to be said of a live notebook.</summary>
public enum LivePhase
{
    /// <summary>The engine starts, and the cells run for the first time.</summary>
    Starting,

    /// <summary>All cells are current.</summary>
    Idle,

    /// <summary>Cells run.</summary>
    Running,

    /// <summary>Cells wait for leave to run, since they take long.</summary>
    Stale,

    /// <summary>A cell has failed, or the engine has.</summary>
    Failed,
}

/// <summary>How far a pass over the cells is, or was when it ended.</summary>
/// <param name="Phase">What goes on.</param>
/// <param name="Done">Cells that have run in this pass.</param>
/// <param name="Planned">Cells that have to.</param>
/// <param name="All">Code cells of the notebook.</param>
/// <param name="Elapsed">Time since the pass began.</param>
/// <param name="Estimate">How long the cells that wait may take, by their last runs; null if nobody knows.</param>
/// <param name="Message">What went wrong, in one line; null if nothing.</param>
public sealed record LiveProgress(LivePhase Phase, int Done, int Planned, int All, TimeSpan Elapsed, TimeSpan? Estimate, string? Message);
