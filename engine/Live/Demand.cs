namespace ReluDc.Engine;

/// <summary>What has been asked for and what has been answered, counted: of several things asked the last counts.</summary>
/// <param name="gate">Held by who reads or changes it.</param>
internal sealed class Demand(Lock gate)
{
    private readonly SemaphoreSlim awake = new(0);
    private long asked = 1; // the first run
    private long taken;
    private long answered;

    /// <summary>Whether nothing has been asked for since the work began that is under way.</summary>
    public bool IsTaken => asked == taken;

    /// <summary>Whether nothing waits for an answer.</summary>
    public bool IsAnswered => asked == answered;

    /// <summary>Asks for something, with the gate held; <see cref="Wake"/> follows without it.</summary>
    public void Ask() => asked++;

    /// <summary>Tells who waits in <see cref="TakeAsync"/>.</summary>
    public void Wake() => awake.Release();

    /// <summary>Waits until something is asked for, and takes all that is.</summary>
    public async Task TakeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await awake.WaitAsync(cancellation);
            lock (gate)
                if (asked != answered) // else the work that has just ended was for this too
                {
                    taken = asked;
                    return;
                }
        }
    }

    /// <summary>What was taken last has its answer.</summary>
    public void Answer()
    {
        lock (gate)
            answered = taken;
    }
}
