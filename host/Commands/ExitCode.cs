namespace ReluDc.Notebooks.Commands;

/// <summary>What the program tells its caller.</summary>
public enum ExitCode
{
    /// <summary>All well.</summary>
    Success = 0,

    /// <summary>A cell failed, a claim's check failed, or a page could not be rendered whole. Every other notebook is still rendered.</summary>
    Failed = 1,

    /// <summary>Wrong usage: an unknown option or parameter, a value of the wrong type, a folder without notebooks.</summary>
    WrongUsage = 2,

    /// <summary>A notebook took longer than --timeout allows.</summary>
    TimedOut = 3,

    /// <summary>A file does not exist, or is not what it is to be: a C# notebook, a recording, weights.</summary>
    Unreadable = 4,
}
