namespace ReluDc.Engine;

/// <summary>
/// Lets what follows a cell's await run on the thread of the cells while that waits for it: only that thread can be woken. While that
/// thread is at work, continuations run on the thread pool as they would without this, so a cell that blocks on a task does not block
/// itself.
/// </summary>
internal sealed class CellThread : SynchronizationContext
{
    private readonly object gate = new(); // a monitor: it is waited on
    private (SendOrPostCallback Callback, object? State)? handedOver;
    private bool waiting;

    /// <summary>Waits for a task, and meanwhile runs what it hands over.</summary>
    /// <exception cref="OperationCanceledException">The wait was given up.</exception>
    public void Wait(Task task, CancellationToken cancellation)
    {
        using var stop = cancellation.Register(Wake);
        task.GetAwaiter().UnsafeOnCompleted(Wake);
        while (Next(task, cancellation) is var (callback, state))
            Run(callback, state);
        cancellation.ThrowIfCancellationRequested();
        task.GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (gate)
        {
            if (waiting && handedOver is null)
            {
                handedOver = (d, state);
                Monitor.PulseAll(gate);
                return;
            }
        }
        ThreadPool.QueueUserWorkItem(_ => Run(d, state));
    }

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    private (SendOrPostCallback Callback, object? State)? Next(Task task, CancellationToken cancellation)
    {
        lock (gate)
        {
            try
            {
                waiting = true;
                while (handedOver is null && !task.IsCompleted && !cancellation.IsCancellationRequested)
                    Monitor.Wait(gate);
                return cancellation.IsCancellationRequested ? null : handedOver;
            }
            finally
            {
                (waiting, handedOver) = (false, null);
            }
        }
    }

    /// <summary>What comes in here with an exception is an async void function that has failed: nobody waits for it.</summary>
    private static void Run(SendOrPostCallback callback, object? state)
    {
        try
        {
            callback(state);
        }
        catch (Exception e)
        {
            StrayException.Report(e);
        }
    }

    private void Wake()
    {
        lock (gate)
            Monitor.PulseAll(gate);
    }
}
