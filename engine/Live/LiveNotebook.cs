using System.Collections.Immutable;
using System.Diagnostics;

namespace ReluDc.Engine;

/// <summary>
/// A notebook whose parameters can be turned: its cells are compiled once, and after a change those run again that depend on it. After any
/// sequence of changes, when it comes to rest, its outputs are those of a fresh run with the values of now.
/// </summary>
public sealed class LiveNotebook : IAsyncDisposable
{
    private static readonly TimeSpan worthFinishing = TimeSpan.FromMilliseconds(250); // what a pass may still take when a change comes

    private readonly string directory;
    private readonly LiveOptions options;
    private readonly IReadOnlyList<int> codeCells; // places in the notebook
    private readonly Dictionary<int, LiveCellRun> runs = []; // by place
    private readonly Lock gate = new();
    private readonly SemaphoreSlim awake = new(0);
    private readonly CancellationTokenSource ended = new();
    private readonly HashSet<int> dirty;
    private readonly Dictionary<string, CellOutputs> requests = []; // by the request of a cell's last run
    private readonly Task work;
    private LivePass? pass;
    private LiveEngine? engine;
    private ImmutableDictionary<string, string> wanted; // name → literal, of all inputs
    private ImmutableDictionary<string, string> applied;
    private readonly HashSet<string> altered = []; // inputs that had another value than the notebook's own at any time
    private bool mayTakeLong;
    private long asked = 1; // how often something was asked of it
    private long answered; // how much of that it has come to rest after
    private bool hasRun; // whether the engine has run a cell: what lies outside of variables may have changed
    private bool wasInterrupted; // whether a cell of the engine was: what it was at, in a library, may be broken
    private int? failed; // the place of the cell at which the notebook ends for now

    /// <summary>Begins; <see cref="Changed"/> and <see cref="Progressed"/> tell how it goes on.</summary>
    /// <param name="notebook">The notebook; its outputs are shown until its cells have run.</param>
    /// <param name="directory">The folder against which cells resolve paths.</param>
    /// <param name="options">What can be chosen.</param>
    public LiveNotebook(Notebook notebook, string directory, LiveOptions? options = null)
    {
        (this.directory, this.options, Notebook) = (directory, options ?? new(), notebook);
        Inputs = LiveInput.Of(notebook);
        codeCells = [.. notebook.Cells.Index().Where(one => one.Item.Kind == CellKind.Code && !string.IsNullOrWhiteSpace(one.Item.Source))
            .Select(one => one.Index)];
        foreach (var place in codeCells)
            runs[place] = new(notebook.Cells[place].Outputs);
        dirty = [.. codeCells];
        wanted = applied = Inputs.ToImmutableDictionary(input => input.Name, input => input.Default);
        work = Task.Run(WorkAsync);
        awake.Release();
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
            lock (gate)
                return wanted;
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
    public LiveCellState StateOf(int cell)
    {
        lock (gate)
            return !runs.ContainsKey(cell) ? LiveCellState.Current
                : pass?.Running == cell ? LiveCellState.Running
                : failed == cell ? LiveCellState.Current // its failure is what it shows
                : failed < cell ? LiveCellState.NotRun
                : dirty.Contains(cell) ? LiveCellState.Stale : LiveCellState.Current;
    }

    /// <summary>What a cell has put out; nothing behind a cell that has failed.</summary>
    public IReadOnlyList<CellOutput> OutputsOf(int cell)
    {
        lock (gate)
            return runs.TryGetValue(cell, out var run) && !(failed < cell) ? run.Shown : [];
    }

    /// <summary>The notebook with the outputs of now.</summary>
    public Notebook Executed()
    {
        var count = 0;
        return Notebook.WithCells([.. Notebook.Cells.Select((cell, i) => cell.Kind != CellKind.Code ? cell
            : OutputsOf(i) is var outputs && runs.ContainsKey(i) && !(failed < i) ? cell.WithOutputs(outputs, ++count)
            : cell.WithOutputs([], null))]);
    }

    /// <summary>Gives inputs other values. The last that were given count; a pass under way that has long to go is given up.</summary>
    /// <param name="values">Names and values as text; null for the notebook's own value.</param>
    /// <exception cref="FormatException">A name is unknown or a value of the wrong type: then nothing changes.</exception>
    public void Set(IEnumerable<(string Name, string? Value)> values)
    {
        var literals = new List<(string Name, string Literal)>();
        foreach (var (name, value) in values)
        {
            var input = Inputs.FirstOrDefault(input => input.Name == name) ?? throw new FormatException(
                $"there is no parameter '{name}'; allowed: {string.Join(", ", Inputs.Select(one => one.Name))}");
            if (!input.IsVariable)
                throw new FormatException($"{name} is a constant, and part of the compiled cells; allowed: dotnet run -- render with -p");
            literals.Add((name, value is null ? input.Default : input.LiteralOf(value)));
        }
        lock (gate)
        {
            var before = wanted;
            wanted = wanted.SetItems(literals.Select(one => KeyValuePair.Create(one.Name, one.Literal)));
            if (wanted == before || literals.TrueForAll(one => before[one.Name] == one.Literal))
                return;
            mayTakeLong = false;
            if (pass is { } under && under.Remaining(runs) > worthFinishing)
                under.GiveUp();
            asked++;
        }
        awake.Release();
    }

    /// <summary>Lets cells run that take long.</summary>
    public void Run()
    {
        lock (gate)
            (mayTakeLong, asked) = (true, asked + 1);
        awake.Release();
    }

    /// <summary>Ends the pass under way; what has not run stays stale until <see cref="Run"/> or a change.</summary>
    public void Stop()
    {
        lock (gate)
            pass?.GiveUp();
    }

    /// <summary>Waits until nothing runs and nothing is left to run without leave.</summary>
    public async Task RestAsync(CancellationToken cancellation)
    {
        while (true)
        {
            lock (gate)
                if (answered == asked)
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
        engine?.Dispose();
    }

    private async Task WorkAsync()
    {
        while (!ended.IsCancellationRequested)
        {
            await awake.WaitAsync(ended.Token);
            while (awake.Wait(0))
            {
                // of several changes the last counts
            }
            long upTo;
            lock (gate)
                upTo = asked;
            try
            {
                while (!await PassAsync())
                {
                    Restart();
                    lock (gate)
                        mayTakeLong = true; // it is this program that wants to know
                }
            }
            catch (EngineDiedException e)
            {
                Restart();
                Tell(LivePhase.Failed, $"the engine has ended ({e.Message}); the next change starts another");
            }
            lock (gate)
                answered = upTo;
        }
    }

    /// <returns>Whether it counts: not if a cell failed in an engine in which one was interrupted before.</returns>
    private async Task<bool> PassAsync()
    {
        if (engine is null)
        {
            Tell(LivePhase.Starting, null);
            engine = await LiveEngine.StartAsync(Notebook, codeCells, directory, options.Program, ended.Token);
        }
        ImmutableDictionary<string, string> values;
        IReadOnlyList<int>? affected;
        lock (gate)
        {
            values = wanted;
            var changed = Inputs.Where(input => applied[input.Name] != values[input.Name]).ToList();
            foreach (var cell in engine.ReadersOf(changed))
                dirty.Add(cell);
            affected = engine.Affected(dirty);
            if (affected is not null)
                dirty.UnionWith(affected);
        }
        if (affected is null && hasRun)
        {
            Restart();
            engine = await LiveEngine.StartAsync(Notebook, codeCells, directory, options.Program, ended.Token);
        }
        affected ??= codeCells;
        altered.UnionWith(Inputs.Where(input => values[input.Name] != input.Default).Select(input => input.Name));
        await engine.GiveAsync(Inputs.Where(input => altered.Contains(input.Name)), values, ended.Token);
        applied = values;
        lock (gate)
        {
            if (failed is { } at && affected.Contains(at))
                failed = null; // it may succeed now; those behind it that did run are current still
            pass = new(affected);
        }
        try
        {
            return await RunAsync(engine, pass);
        }
        finally
        {
            lock (gate)
                pass = null;
        }
    }

    private async Task<bool> RunAsync(LiveEngine with, LivePass now)
    {
        var haveRun = runs.Values.All(run => run.Took is not null);
        if (haveRun && !mayTakeLong && now.Remaining(runs) > options.LongestUnasked)
        {
            foreach (var cell in now.Cells)
                Changed?.Invoke(cell);
            Tell(LivePhase.Stale, null, now);
            return true;
        }
        foreach (var cell in now.Cells)
            Changed?.Invoke(cell);
        foreach (var cell in now.Cells)
        {
            if (now.IsGivenUp)
                break;
            lock (gate)
                now.Running = cell;
            Changed?.Invoke(cell);
            Tell(haveRun ? LivePhase.Running : LivePhase.Starting, null, now);
            var outputs = new CellOutputs(() => OutputsBefore(cell)) { Updated = () => Changed?.Invoke(cell) };
            var clock = Stopwatch.StartNew();
            hasRun = true;
            var (problem, isFatal) = await with.RunAsync(Notebook.Cells[cell], cell, outputs, requests, now.Stop, options.Timeout,
                ended.Token);
            lock (gate)
            {
                now.Running = null;
                wasInterrupted |= now.IsGivenUp;
                if (now.IsGivenUp)
                    break; // torn, or it has caught that: it is dirty still, and so is whatever it may have changed
                if (problem is not null && wasInterrupted)
                    return false;
                runs[cell] = new(outputs) { Took = clock.Elapsed, IsFirst = runs[cell].Took is null };
                now.Done++;
                if (problem is null || !isFatal && Notebook.Cells[cell].Tags.Contains(NotebookRunner.MayFail))
                    dirty.Remove(cell);
                else
                    failed = cell;
            }
            Changed?.Invoke(cell);
            if (isFatal)
                Restart();
            if (failed is not null)
            {
                foreach (var later in codeCells.Where(later => later > cell))
                    Changed?.Invoke(later);
                Tell(LivePhase.Failed, $"cell {cell + 1}: {problem}", now);
                return true;
            }
        }
        foreach (var stale in requests.Where(request => !runs.Values.Any(run => run.Is(request.Value))).Select(one => one.Key).ToList())
            requests.Remove(stale);
        if (dirty.Count > 0)
            Tell(LivePhase.Stale, null, now);
        else
            Tell(failed is null ? LivePhase.Idle : LivePhase.Failed, failed is { } at ? $"cell {at + 1} has failed" : null, now);
        return true;
    }

    private CellOutputs? OutputsBefore(int cell)
    {
        lock (gate)
            return codeCells.TakeWhile(place => place < cell).Reverse().Select(place => runs[place].Outputs).OfType<CellOutputs>()
                .FirstOrDefault();
    }

    /// <summary>Takes the engine away: all cells have to run again.</summary>
    private void Restart()
    {
        engine?.Dispose();
        engine = null;
        (hasRun, wasInterrupted) = (false, false);
        lock (gate)
        {
            dirty.UnionWith(codeCells);
            requests.Clear();
        }
    }

    private void Tell(LivePhase phase, string? message, LivePass? of = null)
    {
        lock (gate)
            Progress = new(phase, of?.Done ?? 0, of?.Cells.Count ?? 0, codeCells.Count, of?.Clock.Elapsed ?? TimeSpan.Zero,
                of?.Remaining(runs), message);
        Progressed?.Invoke();
    }
}
