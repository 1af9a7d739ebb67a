using System.Runtime.ExceptionServices;

namespace ReluDc.Engine;

/// <summary>
/// Exceptions outside the cell's own thread: in a thread that it started, in an async void function, in a finalizer. They are reported, and
/// the engine goes on; elsewhere they would end the process.
/// </summary>
internal static class StrayException
{
    /// <summary>From here on they are caught.</summary>
    /// <param name="isOfEngine">Whether the thread that runs is one without which the engine cannot go on.</param>
    public static void Catch(Func<bool> isOfEngine) => ExceptionHandling.SetUnhandledExceptionHandler(e =>
    {
        if (isOfEngine())
            return false;
        Report(e);
        return true;
    });

    /// <summary>Tells the reader, on standard error.</summary>
    public static void Report(Exception exception)
    {
        if (exception is not OperationCanceledException and not ThreadInterruptedException) // what an interrupt left behind
            Console.Error.WriteLine("An exception outside the cell: " + string.Join('\n', CellFailure.Of(exception).Traceback));
    }
}
