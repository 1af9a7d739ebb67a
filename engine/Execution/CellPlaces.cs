using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;

namespace ReluDc.Engine;

/// <summary>Where prepared cells run, and keep what they declare: each has a place, and finds there what the others have left.</summary>
/// <param name="interruption">Stops a cell.</param>
/// <param name="console">What cells print.</param>
/// <param name="oneLiners">Cells of one line, which have no line numbers: the class that each became → the cell's name.</param>
internal sealed class CellPlaces(Interruption interruption, ConsoleOutput console, IReadOnlyDictionary<string, string> oneLiners)
{
    private readonly CellThread thread = new();
    private readonly Task displays = Task.Run(ValueDisplay.Begin);
    private object?[] places = [];

    /// <summary>Names of cells that they have in their programs, where these are others than theirs: → theirs.</summary>
    public Dictionary<string, string> Renamed { get; } = [];

    /// <summary>Sees to it that there are places for so many units; before them lies what a host would give them.</summary>
    public void MakeRoom(int units)
    {
        if (places.Length < units + 2)
            Array.Resize(ref places, units + 2);
    }

    /// <summary>Forgets what units have left, but for the first.</summary>
    /// <param name="kept">How many of them keep what they have.</param>
    public void Empty(int kept) => Array.Clear(places, kept + 1, places.Length - kept - 1);

    /// <summary>The variables that cells have declared; of those with one name the last.</summary>
    public IEnumerable<(string Name, Type Type, object? Value)> Variables => places.OfType<object>().SelectMany(place =>
            place.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(variable => variable.Name is [var first, ..] && (char.IsLetter(first) || first == '_'))
                .Select(variable => (variable.Name, variable.FieldType, Value: variable.GetValue(place))))
        .Reverse().DistinctBy(variable => variable.Name).Reverse();

    /// <summary>Runs a cell.</summary>
    /// <param name="parts">Its parts; each is asked for when the one before it has run.</param>
    /// <param name="publish">Sends an output of it.</param>
    /// <param name="stop">Cancelled when it is to stop.</param>
    /// <returns>Its value in every form, if it has one, or why it failed.</returns>
    public (JsonObject? Bundle, CellFailure? Failure) Run(IEnumerable<PreparedPart> parts, Action<string, JsonObject> publish,
        CancellationToken stop)
    {
        void Show(JsonObject data)
        {
            console.Flush();
            publish("display_data", ValueDisplay.Content(data, null));
        }
        JsonObject? bundle = null;
        CellFailure? failure = null;
        foreach (var part in parts)
        {
            if (bundle is not null)
                Show(bundle);
            if (part.Warnings.Length > 0)
                publish("stream", new() { ["name"] = "stderr", ["text"] = part.Warnings });
            (bundle, failure) = (part.Shown?.DeepClone().AsObject(), part.Failure);
            if (part.Unit is { } unit)
            {
                displays.GetAwaiter().GetResult();
                var clock = Stopwatch.StartNew();
                interruption.Run(() => (bundle, failure) = Run(unit, part.Ran, stop));
                if (part.IsTimed)
                    Show(ValueBundle.As(FormattableString.Invariant($"Wall time: {clock.Elapsed.TotalMilliseconds:F1} ms"),
                        ["text/plain"]));
                if (part.Variables is { } withValues && failure is null)
                    Show(Unbroken.Do(() => VariableTable.Of(Variables, withValues).ToBundle()));
            }
            if (failure is not null)
                break;
        }
        return (bundle, failure);
    }

    /// <summary>Gives a variable of a unit that has run a value.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="variable">The variable's name.</param>
    /// <param name="literal">The value.</param>
    /// <returns>Whether the unit has run and has such a variable, which can be assigned to.</returns>
    public bool TryGive(CellUnit unit, string variable, string literal)
    {
        if (unit.In(places) is not { } place || place.GetType().GetField(variable) is not { IsInitOnly: false, IsLiteral: false } field)
            return false;
        field.SetValue(place, LiteralValue.Of(literal, field.FieldType));
        return true;
    }

    private (JsonObject? Bundle, CellFailure? Failure) Run(CellUnit unit, Action? ran, CancellationToken stop)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(thread);
        try
        {
            var run = unit.RunAsync(places);
            thread.Wait(run.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default), stop);
            ran?.Invoke();
            if (run.Exception is { } exception)
                return (null, FailureOf(exception.InnerExceptions is [var only] ? only : exception));
            if (run.IsCanceled)
                return (null, FailureOf(new TaskCanceledException(run)));
            var hasValue = run.Result is not null || unit.EndsInValue;
            return (hasValue && run.Result is not DisplayedValue ? Unbroken.Do(() => ValueBundle.Of(run.Result)) : null, null);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private CellFailure FailureOf(Exception exception) => CellFailure.Of(exception, oneLiners, Renamed);
}
