using System.Diagnostics;

namespace ReluDc.Engine;

/// <summary>
/// A notebook whose parameters can be turned: its cells are compiled once, and after a change those run again that depend on it. After any
/// sequence of changes, when it comes to rest, its outputs are those of a fresh run with the values of now.
/// </summary>
public sealed class LiveNotebook : IAsyncDisposable
{
    private static readonly TimeSpan tick = TimeSpan.FromMilliseconds(250); // how often a cell that runs is looked at

    private readonly LiveOptions options;
    private readonly LiveOutputs outputs;
    private readonly LiveValues values;
    private readonly CurrentEngine engine;
    private readonly Demand demand;
    private readonly CancellationTokenSource ended = new();
    private readonly Task work;
    private bool mayTakeLong;
    private bool wasSuperseded; // whether the last pass was given up for a newer value

    /// <summary>Begins; <see cref="Changed"/> and <see cref="Progressed"/> tell how it goes on.</summary>
    /// <param name="notebook">The notebook; its outputs are shown until its cells have run.</param>
    /// <param name="directory">The folder against which cells resolve paths.</param>
    /// <param name="options">What can be chosen.</param>
    public LiveNotebook(Notebook notebook, string directory, LiveOptions? options = null)
    {
        (this.options, Notebook) = (options ?? new(), notebook);
        Inputs = LiveInput.Of(notebook);
        outputs = new(notebook);
        demand = new(outputs.Gate);
        values = new(Inputs);
        engine = new(notebook, directory, this.options, outputs, values);
        work = Task.Run(WorkAsync);
        demand.Wake();
    }

    /// <summary>The notebook.</summary>
    public Notebook Notebook { get; }

    /// <summary>What can be given a value.</summary>
    public IReadOnlyList<LiveInput> Inputs { get; }

    /// <summary>The values that are wanted, as C# writes them, by name.</summary>
    public IReadOnlyDictionary<string, string> Values
    {
        get
        {
            lock (outputs.Gate)
                return values.Wanted;
        }
    }

    /// <summary>Warnings, a line each: values outside the ranges that the notebook states.</summary>
    public IEnumerable<string> Warnings => Inputs.Where(input => !input.IsAnswer)
        .Select(input => input.Declaration.SentenceFor(Values[input.Name])).OfType<string>();

    /// <summary>How far it is.</summary>
    public LiveProgress Progress { get; private set; } = new(LivePhase.Starting, 0, 0, 0, TimeSpan.Zero, null, null);

    /// <summary>Told of a cell that has begun, ended, or become stale: its place in the notebook.</summary>
    public event Action<int>? Changed;

    /// <summary>Told how far it is.</summary>
    public event Action? Progressed;

    /// <summary>What is to be said of a cell.</summary>
    public LiveCellState StateOf(int cell) => outputs.StateOf(cell);

    /// <summary>What a cell has put out, or puts out if it has run for a while; nothing after a cell that has failed.</summary>
    public IReadOnlyList<CellOutput> OutputsOf(int cell) => outputs.Of(cell);

    /// <summary>Whether what <see cref="OutputsOf"/> gives is the beginning of a run that goes on.</summary>
    public bool IsPartOfRun(int cell) => outputs.IsPartOfRun(cell);

    /// <summary>The notebook with the outputs of now.</summary>
    public Notebook Executed() => outputs.Executed();

    /// <summary>Gives inputs other values. The last that were given count; a pass under way that has long to go is given up.</summary>
    /// <param name="given">Names and values as text; null for the notebook's own value.</param>
    /// <exception cref="FormatException">A name is unknown or a value of the wrong type: then nothing changes.</exception>
    public void Set(IEnumerable<(string Name, string? Value)> given)
    {
        var literals = values.LiteralsOf(given);
        lock (outputs.Gate)
        {
            if (!values.Want(literals))
                return;
            mayTakeLong = false;
            if (outputs.Pass is { } under)
            {
                under.IsSuperseded = true;
                under.GiveUpIfLong(wasSuperseded);
            }
            demand.Ask();
            Progress = Progress with { Phase = AtWork }; // at rest would be said of values that are gone
        }
        Progressed?.Invoke();
        demand.Wake();
    }

    /// <summary>Lets cells run that take long.</summary>
    public void Run()
    {
        lock (outputs.Gate)
        {
            demand.Ask();
            (mayTakeLong, Progress) = (true, Progress with { Phase = AtWork });
        }
        Progressed?.Invoke();
        demand.Wake();
    }

    /// <summary>Ends the pass under way; what has not run stays stale until <see cref="Run"/> or a change.</summary>
    public void Stop()
    {
        lock (outputs.Gate)
            outputs.Pass?.GiveUp();
    }

    /// <summary>Waits until nothing runs and nothing is left to run without leave.</summary>
    public async Task RestAsync(CancellationToken cancellation)
    {
        while (true)
        {
            lock (outputs.Gate)
                if (demand.IsAnswered)
                    return;
            await Task.Delay(5, cancellation);
        }
    }

    /// <summary>Ends it, and the engine with it.</summary>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        try
        {
            await work;
        }
        catch (OperationCanceledException)
        {
            // as asked
        }
        engine.Dispose();
    }

    private async Task WorkAsync()
    {
        while (!ended.IsCancellationRequested)
        {
            await demand.TakeAsync(ended.Token);
            try
            {
                await PassesAsync();
            }
            catch (EngineDiedException e)
            {
                engine.Abandon();
                Tell(LivePhase.Failed, $"the engine has ended ({e.Message}); the next change starts another");
            }
            demand.Answer();
        }
    }

    private async Task PassesAsync()
    {
        var isSecondEngine = false;
        while (true)
            try
            {
                if (await PassAsync())
                    return;
                engine.Abandon();
                lock (outputs.Gate)
                    mayTakeLong = true; // it is this program that wants to know
            }
            catch (EngineDiedException) when (engine.IsThere && !isSecondEngine)
            {
                engine.Abandon(); // it ended between two passes: what is wanted now has not been tried yet
                isSecondEngine = true;
            }
    }

    /// <returns>Whether it counts: not if a cell failed in an engine in which one was interrupted before.</returns>
    private async Task<bool> PassAsync()
    {
        if (!engine.IsThere)
            Tell(LivePhase.Starting, null);
        var (given, affected) = await engine.GiveAsync(ended.Token);
        LivePass pass;
        lock (outputs.Gate)
        {
            if (outputs.Failed is { } at && affected.Contains(at))
                outputs.Failed = null; // it may succeed now; those after it that did run are current still
            pass = outputs.PassOver(affected);
            pass.IsSuperseded = given != values.Wanted;
            outputs.Pass = pass;
        }
        try
        {
            return await RunAsync(pass);
        }
        finally
        {
            lock (outputs.Gate)
                outputs.Pass = null;
        }
    }

    private async Task<bool> RunAsync(LivePass now)
    {
        var phase = AtWork;
        var cells = outputs.HaveRun && !mayTakeLong ? now.Within(options.LongestUnasked) : now.Cells;
        foreach (var cell in now.Cells)
            Changed?.Invoke(cell);
        foreach (var cell in cells)
        {
            if (now.IsGivenUp)
                break;
            var ofCell = new CellOutputs(() => outputs.Before(cell)) { Changed = () => TellSoFar(now, cell) };
            lock (outputs.Gate)
                now.Begin(cell, ofCell);
            Changed?.Invoke(cell);
            Tell(phase, null, now);
            var (problem, isFatal) = await WatchAsync(engine.RunAsync(cell, ofCell, now.Stop, ended.Token), now, phase);
            lock (outputs.Gate)
            {
                var took = now.End();
                engine.WasInterrupted |= now.IsGivenUp;
                if (!now.IsGivenUp) // else torn, or it has caught that: it is dirty still, and so is whatever it may have changed
                {
                    if (problem is not null && engine.WasInterrupted)
                        return false;
                    outputs.Take(cell, ofCell, took,
                        isCurrent: problem is null || !isFatal && Notebook.Cells[cell].Tags.Contains(NotebookRunner.MayFail));
                    now.Done++;
                }
            }
            Changed?.Invoke(cell);
            if (isFatal)
                engine.Abandon();
            if (outputs.Failed is not null)
            {
                foreach (var later in outputs.CodeCells.Where(later => later > cell))
                    Changed?.Invoke(later);
                Tell(LivePhase.Failed, $"cell {cell + 1}: {problem}", now);
                return true;
            }
        }
        lock (outputs.Gate)
            wasSuperseded = now is { IsSuperseded: true, IsGivenUp: true };
        outputs.ForgetRequests();
        if (outputs.Dirty.Count > 0)
            Tell(LivePhase.Stale, null, now);
        else
            Tell(outputs.Failed is null ? LivePhase.Idle : LivePhase.Failed,
                outputs.Failed is { } at ? $"cell {at + 1} has failed" : null, now);
        return true;
    }

    /// <summary>Waits for a cell, and tells how long it may take; gives it up if that is long and a newer value waits.</summary>
    private async Task<(string? Problem, bool IsFatal)> WatchAsync(Task<(string? Problem, bool IsFatal)> run, LivePass now,
        LivePhase phase)
    {
        while (await Task.WhenAny(run, Task.Delay(tick, ended.Token)) != run)
        {
            lock (outputs.Gate)
                if (now.IsSuperseded)
                    now.GiveUpIfLong(wasSuperseded);
            Tell(phase, null, now);
        }
        return await run;
    }

    /// <summary>Tells what a cell has put out so far, if it has run for a while and was not told just now.</summary>
    private void TellSoFar(LivePass now, int cell)
    {
        bool isTold;
        lock (outputs.Gate)
            isTold = outputs.Pass != now || now.Running != cell || now.TakeSoFar();
        if (isTold)
            Changed?.Invoke(cell);
    }

    private LivePhase AtWork => outputs.HaveRun ? LivePhase.Running : LivePhase.Starting;

    /// <summary>Tells how far it is; that it rests, only where nothing has been asked for meanwhile.</summary>
    private void Tell(LivePhase phase, string? message, LivePass? of = null)
    {
        lock (outputs.Gate)
            Progress = new(demand.IsTaken ? phase : AtWork, of?.Done ?? 0, of?.Cells.Count ?? 0, outputs.CodeCells.Count,
                of?.Clock.Elapsed ?? TimeSpan.Zero, of?.Remaining, message);
        Progressed?.Invoke();
    }
}
