using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ReluDc.Engine;

/// <summary>The places in a cell's own code at which it can be stopped.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Checkpoint
{
    private static volatile bool stop;

    [ThreadStatic]
    private static bool isOfCells;

    /// <summary>
    /// Cancelled when the cell that runs is to stop: for functions of libraries that take a token and that the cell gave none.
    /// </summary>
    public static CancellationToken Token { get; internal set; }

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

    /// <summary>Hands a value on, or stops the cell: a checkpoint inside an expression.</summary>
    /// <exception cref="OperationCanceledException">The cell is to stop.</exception>
    public static T Pass<T>(T value)
    {
        Pass();
        return value;
    }

    /// <summary>Enters a function, or stops the cell: also while there is stack left to say why, since an overflow would end the process.
    /// </summary>
    /// <exception cref="OperationCanceledException">The cell is to stop.</exception>
    /// <exception cref="CellStackOverflowException">Functions have called one another too deeply.</exception>
    public static void Enter()
    {
        Pass();
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new CellStackOverflowException();
    }

    private static void Halt()
    {
        // Elsewhere, in a thread or timer that a cell started, nothing would catch it, and the process would end.
        if (isOfCells || Task.CurrentId is not null)
            throw new OperationCanceledException("The cell was interrupted.");
    }
}
