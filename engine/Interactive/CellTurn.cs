using System.Collections.Concurrent;
using Microsoft.DotNet.Interactive.Commands;

namespace ReluDc.Engine;

/// <summary>
/// Brings a cell's own code from .NET Interactive's scheduler to the thread of the cells: that one has a deep stack, and can be woken from
/// a sleep.
/// </summary>
/// <param name="interruption">Stops a cell.</param>
internal sealed class CellTurn(Interruption interruption)
{
    private readonly CellThread thread = new();
    private volatile KernelCommand? current;
    private CancellationToken stop;
    private BlockingCollection<Action>? open; // while the thread of the cells waits for something to do

    /// <summary>Sends a cell to the kernels, and runs here, on the thread of the cells, what comes back.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="send">Sends it.</param>
    /// <param name="toStop">Cancelled when it is to stop.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Run(KernelCommand cell, Func<KernelCommand, Task> send, CancellationToken toStop)
    {
        var work = new BlockingCollection<Action>();
        (current, stop, open) = (cell, toStop, work);
        try
        {
            var sent = Task.Run(() => send(cell), CancellationToken.None);
            sent.ContinueWith(_ => work.CompleteAdding(), TaskScheduler.Default);
            foreach (var code in work.GetConsumingEnumerable(toStop))
                code();
            sent.GetAwaiter().GetResult();
        }
        finally
        {
            (current, open) = (null, null);
        }
    }

    /// <summary>Runs code on the thread of the cells if that waits for it; else here, as when one cell runs another.</summary>
    /// <param name="root">The command that the code belongs to.</param>
    /// <param name="code">The code.</param>
    /// <exception cref="OperationCanceledException">It belongs to a cell that was stopped.</exception>
    public Task TakeAsync(KernelCommand root, Func<Task> code)
    {
        if (root is SubmitCode && root != current)
            throw new OperationCanceledException("The cell was interrupted.");
        if (Interlocked.Exchange(ref open, null) is not { } work)
            return code();
        var (context, done) = (ExecutionContext.Capture()!, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        work.Add(() => ExecutionContext.Run(context, _ => Run(code, work, done), null));
        return done.Task;
    }

    private void Run(Func<Task> code, BlockingCollection<Action> work, TaskCompletionSource done)
    {
        Exception? failure = null;
        try
        {
            var cell = stop;
            interruption.Run(() =>
            {
                var before = SynchronizationContext.Current;
                SynchronizationContext.SetSynchronizationContext(new UntilStopped(thread, cell));
                try
                {
                    thread.Wait(code(), cell);
                }
                finally
                {
                    SynchronizationContext.SetSynchronizationContext(before);
                }
            });
        }
        catch (Exception e)
        {
            failure = e;
        }
        open = work;
        if (failure is null)
            done.SetResult();
        else
            done.SetException(failure);
    }

    /// <summary>
    /// What follows an await in a cell that was stopped does not happen: the kernel would go back to the variables of that moment.
    /// </summary>
    private sealed class UntilStopped(SynchronizationContext thread, CancellationToken stop) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => thread.Post(inner =>
        {
            if (!stop.IsCancellationRequested)
                d(inner);
        }, state);

        public override SynchronizationContext CreateCopy() => this;
    }
}
