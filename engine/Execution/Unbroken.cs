namespace ReluDc.Engine;

/// <summary>
/// Work of the engine on behalf of a cell, which an interrupt must not tear: it would leave a message half sent, or a type half
/// initialised.
/// </summary>
/// <remarks>The gate is the outermost lock of the engine: who holds another does not ask for it.</remarks>
internal static class Unbroken
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly object gate = new(); // a monitor: a thread that waits for it can be stopped

    /// <summary>Does the work; an interrupt waits until it has ended.</summary>
    public static void Do(Action work) => Do(() =>
    {
        work();
        return true;
    });

    /// <summary>Does the work; an interrupt waits until it has ended.</summary>
    public static T Do<T>(Func<T> work)
    {
        Checkpoint.Pass(); // so that a loop in a library that prints is stopped too
        lock (gate)
            return work();
    }

    /// <summary>
    /// Stops a cell between such works; in the midst of one that takes long, since it may be caught in a value that formats itself forever.
    /// </summary>
    public static void Strike(Action stop)
    {
        var between = Monitor.TryEnter(gate, Patience);
        try
        {
            stop();
        }
        finally
        {
            if (between)
                Monitor.Exit(gate);
        }
    }
}
