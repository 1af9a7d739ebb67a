using System.Collections.Immutable;

namespace ReluDc.Engine;

/// <summary>
/// The engine that a live notebook has for now: started when it is needed, and replaced where what its cells have done could show in what
/// they are to do.
/// </summary>
/// <param name="notebook">The notebook.</param>
/// <param name="directory">The folder against which cells resolve paths.</param>
/// <param name="options">What can be chosen.</param>
/// <param name="outputs">Knows which cells have to run: all of them in another engine.</param>
/// <param name="values">Knows which values are wanted, and which the engine has.</param>
internal sealed class CurrentEngine(Notebook notebook, string directory, LiveOptions options, LiveOutputs outputs, LiveValues values)
    : IDisposable
{
    private LiveEngine? engine;
    private bool hasRun; // a cell: what lies outside of variables may have changed

    /// <summary>Whether one has been started, and not been taken away since.</summary>
    public bool IsThere => engine is not null;

    /// <summary>Whether one of its cells was interrupted: what that was at, in a library, may be broken.</summary>
    public bool WasInterrupted { get; set; }

    /// <summary>Gives the values that are wanted to it, or to another where all cells have to run with them.</summary>
    /// <returns>The values, and the places of the cells that have to run, in order.</returns>
    /// <exception cref="EngineDiedException">The process ended.</exception>
    public async Task<(IReadOnlyDictionary<string, string> Given, IReadOnlyList<int> Affected)> GiveAsync(CancellationToken cancellation)
    {
        engine ??= await StartAsync(cancellation);
        ImmutableDictionary<string, string> wanted;
        IReadOnlyList<LiveInput> toGive;
        IReadOnlyList<int>? affected;
        lock (outputs.Gate)
        {
            outputs.Dirty.UnionWith(engine.ReadersOf(values.Changed));
            affected = engine.Affected(outputs.Dirty);
            if (affected is not null)
                outputs.Dirty.UnionWith(affected);
            wanted = values.Wanted;
            toGive = values.Give(wanted);
        }
        if (affected is null && hasRun)
        {
            Abandon();
            engine = await StartAsync(cancellation);
        }
        await engine.GiveAsync(toGive, wanted, cancellation);
        return (wanted, affected ?? outputs.CodeCells);
    }

    /// <summary>Runs a cell, once the values have been given.</summary>
    /// <param name="place">Its place in the notebook.</param>
    /// <param name="ofCell">Receives what it puts out.</param>
    /// <param name="stop">Interrupts it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What went wrong, in one line, or null; and whether the engine has gone with it.</returns>
    public Task<(string? Problem, bool IsFatal)> RunAsync(int place, CellOutputs ofCell, CancellationToken stop,
        CancellationToken cancellation)
    {
        hasRun = true;
        return engine!.RunAsync(notebook.Cells[place], place, ofCell, outputs.Requests, stop, options.Timeout, cancellation);
    }

    /// <summary>Takes it away: all cells have to run again.</summary>
    public void Abandon()
    {
        engine?.Dispose();
        engine = null;
        (hasRun, WasInterrupted) = (false, false);
        outputs.Invalidate();
    }

    /// <summary>Ends it.</summary>
    public void Dispose() => engine?.Dispose();

    private Task<LiveEngine> StartAsync(CancellationToken cancellation) =>
        LiveEngine.StartAsync(notebook, outputs.CodeCells, directory, options.Program, cancellation);
}
