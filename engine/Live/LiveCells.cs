using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;

namespace ReluDc.Engine;

/// <summary>
/// The cells of one notebook, compiled all at once and run again and again: each run of a cell takes its place from the last, and finds in
/// the places of the others what they have left. Which cells must run again, their graph says.
/// </summary>
internal sealed class LiveCells : ICells
{
    /// <summary>What an engine is told that is to have these.</summary>
    public const string Option = "--live";

    private readonly Interruption interruption;
    private readonly ConsoleOutput console;
    private readonly CellCompilation compilation = new(Directory.GetCurrentDirectory(), isLive: true);
    private readonly CellThread thread = new();
    private readonly Task displays = Task.Run(ValueDisplay.Begin);
    private readonly Dictionary<string, LiveCell> cells = []; // by name
    private readonly Dictionary<string, int> unitOfClass = [];
    private readonly List<CellUnit> units = [];
    private object?[] places = [];
    private readonly Dictionary<string, Dictionary<string, string>> values = []; // cell → name → literal

    /// <param name="interruption">Stops a cell.</param>
    /// <param name="console">What cells print.</param>
    public LiveCells(Interruption interruption, ConsoleOutput console) => (this.interruption, this.console) = (interruption, console);

    /// <inheritdoc/>
    public JsonObject Graph(JsonObject content)
    {
        var uses = new List<CellUses>();
        var ofUnit = new List<int>(); // the place of a unit's cell in the request
        foreach (var (place, json) in (content["cells"] as JsonArray ?? []).OfType<JsonObject>().Index())
        {
            var cell = Prepare(json.Text("name"), json.Text("code"), json.TextOrNull("language"));
            foreach (var unit in cell.Parts.Select(part => part.Unit).OfType<CellUnit>())
            {
                uses.Add(CellUses.Of(uses.Count, unit.Script.GetCompilation(), name => unitOfClass.GetValueOrDefault(name, -1), uses));
                ofUnit.Add(place);
            }
        }
        places = new object?[units.Count + 2]; // before them lies what a host would give them
        return new() { ["units"] = new JsonArray([.. uses.Select((use, i) => (JsonNode)UsesContent.ToJson(use, ofUnit[i]))]) };
    }

    /// <inheritdoc/>
    public JsonObject Values(JsonObject content)
    {
        foreach (var (cell, given) in content.ObjectOrEmpty("cells"))
        {
            foreach (var (name, literal) in given as JsonObject ?? [])
                (values.TryGetValue(cell, out var known) ? known : values[cell] = [])[name] = (string)literal!;
            Assign(cell);
        }
        return [];
    }

    /// <inheritdoc/>
    public (JsonObject? Bundle, CellFailure? Failure) Run(string code, string? language, string name, bool keep,
        Action<string, JsonObject> publish, CancellationToken stop)
    {
        var cell = Prepare(name, code, language);
        if (places.Length < units.Count + 2)
            Array.Resize(ref places, units.Count + 2);
        displays.GetAwaiter().GetResult();
        void Show(JsonObject data)
        {
            console.Flush();
            publish("display_data", ValueDisplay.Content(data, null));
        }
        JsonObject? bundle = null;
        foreach (var part in cell.Parts)
        {
            if (bundle is not null)
                Show(bundle);
            bundle = part.Shown?.DeepClone().AsObject();
            if (part.Warnings.Length > 0)
                publish("stream", new() { ["name"] = "stderr", ["text"] = part.Warnings });
            if (part.Failure is { } failed)
                return (null, failed);
            if (part.Unit is not { } unit)
                continue;
            CellFailure? failure = null;
            var clock = Stopwatch.StartNew();
            interruption.Run(() => (bundle, failure) = Run(unit, stop));
            if (part.IsTimed)
                Show(ValueBundle.As(FormattableString.Invariant($"Wall time: {clock.Elapsed.TotalMilliseconds:F1} ms"), ["text/plain"]));
            if (failure is not null)
                return (bundle, failure);
        }
        Assign(name);
        return (bundle, null);
    }

    /// <inheritdoc/>
    public JsonObject Complete(JsonObject content) => throw Unanswered("complete_request");

    /// <inheritdoc/>
    public JsonObject Inspect(JsonObject content) => throw Unanswered("inspect_request");

    /// <inheritdoc/>
    public JsonObject IsComplete(JsonObject content) => throw Unanswered("is_complete_request");

    private static MalformedRequestException Unanswered(string type) => new("msg_type", $"{type} goes to an engine that is not live");

    private (JsonObject? Bundle, CellFailure? Failure) Run(CellUnit unit, CancellationToken stop)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(thread);
        try
        {
            var run = unit.RunAsync(places);
            thread.Wait(run.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default), stop);
            if (run.Exception is { } exception)
                return (null, CellFailure.Of(exception.InnerExceptions is [var only] ? only : exception, compilation.OneLiners));
            if (run.IsCanceled)
                return (null, CellFailure.Of(new TaskCanceledException(run), compilation.OneLiners));
            var hasValue = run.Result is not null || CellCompilation.EndsInValue(unit.Script);
            return (hasValue && run.Result is not DisplayedValue ? Unbroken.Do(() => ValueBundle.Of(run.Result)) : null, null);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>A cell, compiled when its name is met first.</summary>
    private LiveCell Prepare(string name, string code, string? language)
    {
        if (cells.TryGetValue(name, out var known))
            return known.Code == code ? known
                : throw new MalformedRequestException("code", $"the text that {name} had before; another takes another engine");
        var parts = new List<LivePart>();
        foreach (var part in CellPart.Of(code, language))
        {
            parts.Add(part.Language switch
            {
                null => Prepare(part.Code, name),
                "html" => new() { Shown = ValueBundle.As(part.Code.Trim('\n'), ["text/html"]) },
                "markdown" => new() { Shown = ValueBundle.As(part.Code.Trim('\n'), ["text/markdown"]) },
                _ => new() { Failure = CellFailure.OfLanguage(part, "C#, HTML and Markdown") },
            });
            if (parts[^1].Failure is not null)
                break;
        }
        return cells[name] = new(code, parts);
    }

    private LivePart Prepare(string code, string name)
    {
        try
        {
            var commands = CellCommands.Of(code);
            if (commands.Variables is not null)
                throw new CommandException("#!who and #!whos are not known on a live page; the command line runs them");
            var (script, warnings, failure) = compilation.Compile(commands, name, units.LastOrDefault()?.Script, CancellationToken.None);
            if (script is null)
                return new() { Failure = failure };
            var unit = compilation.Units!.Load(script);
            unitOfClass[unit.ClassName] = units.Count;
            units.Add(unit);
            return new() { Unit = unit, Warnings = warnings, IsTimed = commands.Time };
        }
        catch (CommandException e)
        {
            return new() { Failure = new("UnknownCommand", e.Message, [e.Message]) };
        }
        catch (PackageException e)
        {
            return new() { Failure = new("PackageError", e.Message, [$"line {e.Line}: {e.Message}"]) };
        }
    }

    /// <summary>Gives variables of a cell the values that were asked for, where it has run.</summary>
    private void Assign(string name)
    {
        if (!values.TryGetValue(name, out var literals) || !cells.TryGetValue(name, out var cell))
            return;
        foreach (var place in cell.Parts.Select(part => part.Unit?.In(places)).OfType<object>())
            foreach (var (variable, literal) in literals)
                if (place.GetType().GetField(variable) is { IsInitOnly: false, IsLiteral: false } field)
                    field.SetValue(place, LiteralValue.Of(literal, field.FieldType));
    }

    private sealed record LiveCell(string Code, IReadOnlyList<LivePart> Parts);

    private sealed record LivePart
    {
        public CellUnit? Unit { get; init; }
        public JsonObject? Shown { get; init; }
        public string Warnings { get; init; } = "";
        public bool IsTimed { get; init; }
        public CellFailure? Failure { get; init; }
    }
}
