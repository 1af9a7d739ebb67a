namespace ReluDc.Engine;

/// <summary>How the run of a notebook ended.</summary>
public enum RunOutcome
{
    /// <summary>Every cell ran.</summary>
    Succeeded,

    /// <summary>A cell did not compile, threw, or put out too much.</summary>
    CellFailed,

    /// <summary>The time was up.</summary>
    TimedOut,

    /// <summary>A cell ended the engine's process.</summary>
    EngineDied,
}

/// <summary>A cell is about to run.</summary>
/// <param name="Notebook">The notebook's name.</param>
/// <param name="CellNumber">Its place among all cells, from 1.</param>
/// <param name="CellCount">Number of all cells.</param>
/// <param name="FirstWords">The beginning of its code.</param>
public sealed record CellProgress(string Notebook, int CellNumber, int CellCount, string FirstWords);

/// <summary>A notebook after its run.</summary>
/// <param name="Executed">The notebook with outputs; after a failure, up to the failed cell.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="FailedCell">The cell that failed, from 1 among all cells; null if none.</param>
/// <param name="FailedLine">The line in that cell; null if unknown.</param>
/// <param name="Message">What went wrong, in one line; null if nothing.</param>
/// <param name="Duration">How long it took.</param>
public sealed record RunResult(Notebook Executed, RunOutcome Outcome, int? FailedCell, int? FailedLine, string? Message, TimeSpan Duration)
{
    /// <summary>Where and why it failed, in one line: "cell 7, line 3: …"; null if it did not.</summary>
    public string? Failure => Message is null ? null : $"cell {FailedCell}{(FailedLine is { } line ? $", line {line}" : "")}: {Message}";
}
