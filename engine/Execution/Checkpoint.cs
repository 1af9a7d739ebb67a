using System.ComponentModel;

namespace ReluDc.Engine;

/// <summary>The places in a cell's own code at which it can be stopped.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Checkpoint
{
    private static volatile bool stop;

    [ThreadStatic]
    private static bool isOfCells;

    /// <summary>From here on the cell that runs is to stop, or need not.</summary>
    internal static void Set(bool toStop) => stop = toStop;

    /// <summary>Tells that this thread runs cells.</summary>
    internal static void Watch() => isOfCells = true;

    /// <summary>Goes on, or stops the cell.</summary>
    /// <exception cref="OperationCanceledException">The cell is to stop.</exception>
    public static void Pass()
    {
        if (stop)
            Halt();
    }

    private static void Halt()
    {
        // Elsewhere, in a thread or timer that a cell started, nothing would catch it, and the process would end.
        if (isOfCells || Task.CurrentId is not null)
            throw new OperationCanceledException("The cell was interrupted.");
    }
}
