using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ReluDc.Engine;

/// <summary>Runs a notebook's code cells in order, in a process of their own. The first cell that fails ends the run.</summary>
public static partial class NotebookRunner
{
    internal const string MayFail = "raises-exception"; // Jupyter's tag for a cell that is meant to fail

    /// <summary>Runs a notebook.</summary>
    /// <param name="notebook">The notebook, parameters already in it.</param>
    /// <param name="directory">The folder against which cells resolve paths.</param>
    /// <param name="timeout">The longest that the run may take.</param>
    /// <param name="progress">Told of each cell before it runs.</param>
    /// <param name="cancellation">Ends the run, and the process with it.</param>
    /// <param name="program">The engine's program; null for the one that runs.</param>
    /// <param name="compiled">Where earlier runs have left what they compiled, and this one does; null for nowhere.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static async Task<RunResult> RunAsync(
        Notebook notebook, string directory, TimeSpan timeout, IProgress<CellProgress>? progress, CancellationToken cancellation,
        string? program = null, CompiledNotebooks? compiled = null)
    {
        var isOwn = program is null || program == EngineProgram.Assembly; // no other knows how
        if (compiled is null || !isOwn || compiled.PlaceOf(notebook, directory) is not var (file, key, injected))
        {
            using var once = new EngineProcess(directory, program);
            return await RunAsync(notebook, once, timeout, progress, cancellation);
        }
        var engine = new EngineProcess(directory, program, options: [CompiledCells.Option, file, key]);
        RunOutcome? outcome = null;
        try
        {
            var result = await RunAsync(notebook, engine, timeout, progress, cancellation);
            outcome = result.Outcome;
            return result;
        }
        finally
        {
            if (outcome == RunOutcome.Succeeded)
                compiled.Keep(engine, file, key, injected is { } place ? NameOf(place) : null);
            else
                engine.Dispose();
        }
    }

    private static async Task<RunResult> RunAsync(
        Notebook notebook, EngineProcess engine, TimeSpan timeout, IProgress<CellProgress>? progress, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var cells = notebook.Cells.Select(cell => cell.Kind == CellKind.Code ? cell.WithOutputs([], null) : cell).ToArray();
        var ran = new Dictionary<int, (CellOutputs Outputs, int? Count)>();
        RunResult Ended(RunOutcome outcome, int? cell = null, int? line = null, string? message = null) =>
            new(notebook.WithCells([.. cells.Select((c, i) => ran.TryGetValue(i, out var end)
                ? c.WithOutputs(end.Outputs.All, end.Count)
                : c)]), outcome, cell, line, message, clock.Elapsed);

        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(timeout);
        CellOutputs? outputs = null;
        var earlier = new Dictionary<string, CellOutputs>(); // by the request of the cell
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = cells[i];
            if (cell.Kind != CellKind.Code || string.IsNullOrWhiteSpace(cell.Source))
                continue;
            progress?.Report(new(Path.GetFileNameWithoutExtension(notebook.Path) ?? "notebook", i + 1, cells.Length,
                FirstWords(cell.Source)));
            var last = outputs;
            outputs = new(() => last); // a cell may update what an earlier one shows, so the cells get their outputs at the end
            try
            {
                var (count, problem, outcome) = await RunCellAsync(engine, cell, NameOf(i), outputs, earlier, time.Token);
                ran[i] = (outputs, count);
                if (problem is not null && (outcome != RunOutcome.CellFailed || !cell.Tags.Contains(MayFail)))
                    return Ended(outcome, i + 1, LineIn(outputs.All, i + 1), problem);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                var message = FormattableString.Invariant($"stopped after {timeout.TotalSeconds:G4} s (--timeout)");
                outputs.Fail("Timeout", message);
                ran[i] = (outputs, null);
                return Ended(RunOutcome.TimedOut, i + 1, null, message);
            }
        }
        return Ended(RunOutcome.Succeeded);
    }

    /// <summary>Runs one cell.</summary>
    /// <param name="engine">Where.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="name">What tracebacks call it.</param>
    /// <param name="outputs">Receives what it puts out.</param>
    /// <param name="earlier">The outputs of the cells so far, by request; this one joins them.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <param name="isRemembered">Whether the engine counts it, and keeps its text for clients that look back.</param>
    /// <returns>Its number in the order of execution; what went wrong, in one line, or null; and how.</returns>
    internal static async Task<(int? Count, string? Problem, RunOutcome Outcome)> RunCellAsync(
        EngineProcess engine, Cell cell, string name, CellOutputs outputs, Dictionary<string, CellOutputs> earlier,
        CancellationToken cancellation, bool isRemembered = true)
    {
        var request = Message.Request("execute_request",
            new() { ["code"] = cell.Source, ["silent"] = false, ["store_history"] = isRemembered })
            with { Metadata = new() { ["cellName"] = name, ["cellLanguage"] = cell.Language } };
        earlier[request.Id] = outputs;
        string? tooMuch = null;
        await engine.SendAsync(request, cancellation);
        JsonObject? reply = null;
        while (await engine.ReceiveAsync(cancellation) is var (message, length))
        {
            if (message.ParentId != request.Id)
            {
                // of something that an earlier cell left behind
                earlier.GetValueOrDefault(message.ParentId ?? "")?.Take(message, length);
                continue;
            }
            if (tooMuch is null && !outputs.Take(message, length))
            {
                tooMuch = $"put out more than {CellOutputs.Limit / 1_000_000} MB; the rest was dropped";
                outputs.Fail("OutputLimit", tooMuch);
                await engine.SendAsync(Message.Request("interrupt_request", []), cancellation); // it would go on in the cells after it
            }
            if (message.Type == "execute_reply")
                reply = message.Content;
            if (message.Type == "status" && message.Content.TextOrNull("execution_state") == "idle")
                return (reply?.NumberOrNull("execution_count"),
                    tooMuch is not null ? tooMuch : reply?.TextOrNull("status") == "ok" ? null
                        : $"{reply?.Words("ename")}: {FirstLine(reply?.Words("evalue"))}",
                    RunOutcome.CellFailed);
        }
        if (tooMuch is not null)
            return (null, tooMuch, RunOutcome.EngineDied); // it could not be interrupted
        var end = $"the cell ended the engine's process ({engine.Obituary()})";
        outputs.Fail("EngineDied", end);
        return (null, end, RunOutcome.EngineDied);
    }

    /// <summary>What tracebacks call a cell, by its place in the notebook.</summary>
    internal static string NameOf(int place) => $"cell {place + 1}";

    internal static string FirstWords(string code)
    {
        var line = code.Split('\n').Select(text => text.Trim()).FirstOrDefault(text => text.Length > 0) ?? "";
        return line.Length <= 50 ? line : line[..49] + "…";
    }

    private static string FirstLine(string? text) => text?.Split('\n')[0].TrimEnd() ?? "";

    /// <summary>The line of the cell at which its error says it failed.</summary>
    private static int? LineIn(IEnumerable<CellOutput> outputs, int cellNumber) =>
        outputs.OfType<ErrorOutput>().LastOrDefault() is { } error
        && error.Traceback.Select(line => LineNumber().Match(line)).FirstOrDefault(match => match.Success
            && (!match.Groups["cell"].Success || match.Groups["cell"].Value == $"{cellNumber}")) is { } found
            ? int.Parse(found.Groups["line"].Value, System.Globalization.CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex(@"^(\s*at cell (?<cell>\d+), )?line (?<line>\d+)")]
    private static partial Regex LineNumber();
}
