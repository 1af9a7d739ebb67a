namespace ReluDc.Engine;

/// <summary>
/// Stops the cell that runs: its own code at a checkpoint, a compilation or an await by its token, a sleep or a wait by waking its thread.
/// </summary>
/// <remarks>
/// What a library computes is stopped when it comes back to the cell. The runtime's own way to abort a thread is not used: on .NET 10 under
/// Linux it ends
/// the process where it strikes in the class library's compiled code (three of five kinds of loop tried), and hangs it where it strikes in
/// native code.
/// </remarks>
/// <param name="resisted">Told of a cell that does not stop in time: it is in native code, or in a library that computes for long.</param>
internal sealed class Interruption(Action resisted)
{
    private static readonly TimeSpan UntilResisted = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenWakings = TimeSpan.FromMilliseconds(200);

    private readonly Lock gate = new();
    private CancellationTokenSource? current;
    private Thread? running;
    private Timer? deadline;
    private bool requested;

    /// <summary>A cell begins.</summary>
    /// <returns>Cancelled when it is to stop.</returns>
    public CancellationToken Begin()
    {
        lock (gate)
        {
            requested = false;
            return Checkpoint.Token = (current = new()).Token; // not disposed: a request to stop may come to it late
        }
    }

    /// <summary>Runs the cell's own code on this thread.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Run(Action code)
    {
        lock (gate)
        {
            current!.Token.ThrowIfCancellationRequested();
            running = Thread.CurrentThread;
            Checkpoint.Watch();
        }
        try
        {
            code();
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
            if (current is not { } cell || requested)
                return;
            requested = true;
            deadline = new(_ => resisted(), null, UntilResisted, Timeout.InfiniteTimeSpan);
            Checkpoint.Set(running is not null);
            Task.Run(() => StopAsync(cell));
        }
    }

    /// <summary>
    /// Wakes the cell's thread until it has ended: a loop in parallel, say, sleeps first for itself and then waits for its helpers.
    /// </summary>
    private async Task StopAsync(CancellationTokenSource cell)
    {
        cell.Cancel();
        for (var runs = true; runs; await Task.Delay(BetweenWakings))
            Unbroken.Strike(() =>
            {
                lock (gate)
                    if (runs = current == cell && running is not null)
                        running!.Interrupt();
            });
    }

    /// <summary>From here on this thread is not woken; a wake-up that came too late is taken here, where it does no harm.</summary>
    private void Settle()
    {
        for (var settled = false; !settled;)
        {
            try
            {
                lock (gate)
                {
                    running = null;
                    Checkpoint.Set(false);
                }
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
