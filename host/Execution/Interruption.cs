namespace ReluDc.Notebooks.Execution;

/// <summary>Stops the cell that runs: a compilation by its token, a sleep or a wait by waking its thread, a loop by aborting it.</summary>
/// <param name="resisted">Told of a cell that does not stop: it runs native code, or a finally block that loops.</param>
internal sealed class Interruption(Action resisted)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private CancellationTokenSource? current;
    private Thread? abortable;
    private Timer? deadline;
    private bool requested;

    /// <summary>A cell begins.</summary>
    /// <returns>Cancelled when it is to stop.</returns>
    public CancellationToken Begin()
    {
        lock (gate)
        {
            requested = false;
            return (current = new()).Token; // not disposed: a request to stop may come to it late
        }
    }

    /// <summary>Runs the cell's own code on this thread.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Run(Action code)
    {
        CancellationToken token;
        lock (gate)
        {
            token = current!.Token;
            abortable = Thread.CurrentThread;
        }
        try
        {
#pragma warning disable SYSLIB0046 // The only way to stop a tight loop; this thread runs nothing but cells.
            System.Runtime.ControlledExecution.Run(code, token);
#pragma warning restore SYSLIB0046
        }
        finally
        {
            Settle();
        }
    }

    /// <summary>The cell has ended.</summary>
    /// <returns>Whether it was to stop.</returns>
    public bool End()
    {
        lock (gate)
        {
            deadline?.Dispose();
            (current, deadline) = (null, null);
            return requested;
        }
    }

    /// <summary>Stops the cell that runs, if one does.</summary>
    public void Request()
    {
        lock (gate)
        {
            if (current is not { } cell)
                return;
            requested = true;
            deadline ??= new(_ => resisted(), null, Patience, Timeout.InfiniteTimeSpan);
            Task.Run(() => Unbroken.Strike(() => Stop(cell)));
        }
    }

    private void Stop(CancellationTokenSource cell)
    {
        lock (gate)
            abortable?.Interrupt();
        cell.Cancel(); // which waits until the thread takes the abort
    }

    /// <summary>From here on this thread is not woken; a wake-up that came too late is taken here, where it does no harm.</summary>
    private void Settle()
    {
        for (var settled = false; !settled;)
        {
            try
            {
                lock (gate)
                    abortable = null;
                Thread.Sleep(0);
                settled = true;
            }
            catch (ThreadInterruptedException)
            {
                // It was for the code that has ended.
            }
        }
    }
}
