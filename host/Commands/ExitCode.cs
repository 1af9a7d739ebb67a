using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>What the program tells its caller. Of several that apply, the largest.</summary>
internal enum ExitCode
{
    /// <summary>All well.</summary>
    Success = 0,

    /// <summary>
    /// A cell failed, a claim's check failed, or a page could not be rendered whole. Every other notebook is still rendered.
    /// </summary>
    Failed = 1,

    /// <summary>Wrong usage: an unknown option or parameter, a value of the wrong type, a folder without notebooks.</summary>
    WrongUsage = 2,

    /// <summary>A notebook took longer than --timeout allows.</summary>
    TimedOut = 3,

    /// <summary>A file does not exist, or is not what it is to be: a C# notebook, a recording, weights.</summary>
    Unreadable = 4,
}

/// <summary>How exit codes come about.</summary>
internal static class ExitCodes
{
    /// <summary>The code of a notebook's run.</summary>
    public static ExitCode Of(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Succeeded => ExitCode.Success,
        RunOutcome.TimedOut => ExitCode.TimedOut,
        RunOutcome.CellFailed or RunOutcome.EngineDied => ExitCode.Failed,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "no such outcome"),
    };

    /// <summary>The code of several.</summary>
    public static ExitCode Worst(this IEnumerable<ExitCode> codes) => codes.DefaultIfEmpty(ExitCode.Success).Max();
}
