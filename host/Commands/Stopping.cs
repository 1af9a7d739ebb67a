using System.Runtime.InteropServices;

namespace ReluDc.Notebooks;

/// <summary>
/// Ends a command within two seconds of Ctrl-C or SIGTERM, with one line that says what is kept: the command ends by itself, since its
/// token is cancelled, or is ended with the process.
/// </summary>
/// <example>
/// A command says what it keeps, anew as often as that changes, and hands on the token:
/// <code>
/// command.Does(async (parsed, stopping) =>
/// {
///     var done = 0;
///     stopping.Kept = () => $"{done} of {jobs.Count} notebooks are done and kept in {site}; the same command goes on with the rest";
///     foreach (var job in jobs)
///     {
///         await job.RunAsync(stopping.Token);
///         Interlocked.Increment(ref done);
///     }
///     return ExitCode.Success;
/// });
/// </code>
/// </example>
internal sealed class Stopping : IDisposable
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(1.2); // from the signal on; two seconds are the most in all
    private static readonly TimeSpan speech = TimeSpan.FromSeconds(0.3); // for the line, where nobody reads standard error

    private readonly CancellationTokenSource source = new();
    private readonly ManualResetEventSlim ended = new();
    private readonly Action<string> end;
    private readonly List<PosixSignalRegistration> signals = [];
    private int requests;
    private int told;

    /// <summary>For tests, and for commands that no signal reaches.</summary>
    /// <param name="end">Ends a command that does not end by itself; given the line to say. Null for the end of the process.</param>
    public Stopping(Action<string>? end = null) => this.end = end ?? EndProcess;

    /// <summary>Cancelled when the command is to stop.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>
    /// What is kept if the command is stopped now, such as "nothing is written". Asked from another thread while the command works: to
    /// be quick, and to look at nothing that may be half changed.
    /// </summary>
    public Func<string> Kept { private get; set => Volatile.Write(ref field, value); } = () => "nothing is written";

    /// <summary>The line.</summary>
    public string Line => $"interrupted: {Kept()}";

    /// <summary>Stops at signals.</summary>
    public static Stopping OnSignals()
    {
        var stopping = new Stopping();
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
            stopping.signals.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true; // not the runtime's own end, which says nothing
                Terminal.Hush();
                stopping.Request();
            }));
        return stopping;
    }

    /// <summary>Asks the command to stop, and ends it if it does not; asked again, ends it at once.</summary>
    public void Request()
    {
        if (Interlocked.Increment(ref requests) > 1)
        {
            Say(end);
            return;
        }
        // Threads of their own: a command may hold all of the pool's, and what follows a token may take its time.
        new Thread(source.Cancel) { IsBackground = true }.Start();
        new Thread(() =>
        {
            if (!ended.Wait(patience))
                Say(end);
        }) { IsBackground = true }.Start();
    }

    /// <summary>Runs a command to its end, good or bad, away from the thread that waits for it.</summary>
    /// <param name="command">What it does.</param>
    public async Task<ExitCode> RunAsync(Func<Stopping, Task<ExitCode>> command)
    {
        ExitCode code;
        string? fault = null;
        try
        {
            code = await Task.Run(() => command(this));
        }
        catch (Exception e)
        {
            (fault, code) = Failure.Of(e);
        }
        finally
        {
            ended.Set();
        }
        if (Volatile.Read(ref requests) > 0 && code != ExitCode.Success) // whatever went wrong since, the reason is this
        {
            Say(Terminal.TellLast);
            return ExitCode.Failed;
        }
        if (fault is not null)
            Terminal.Tell(fault);
        return code;
    }

    /// <inheritdoc/>
    public void Dispose() => signals.ForEach(signal => signal.Dispose()); // a signal may be on its way: the rest is the collector's

    private void Say(Action<string> say)
    {
        if (Interlocked.Exchange(ref told, 1) == 0)
            say(Line);
    }

    private static void EndProcess(string line)
    {
        var last = new Thread(() => Terminal.TellLast(line)) { IsBackground = true };
        last.Start();
        last.Join(speech);
        Environment.Exit((int)ExitCode.Failed);
    }
}
