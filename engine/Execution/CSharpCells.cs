using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive.Formatting;

namespace ReluDc.Engine;

/// <summary>Cells of C# scripts, run by Roslyn in the current directory.</summary>
internal sealed class CSharpCells : ICells
{
    private readonly Interruption interruption;
    private readonly ConsoleOutput console;
    private readonly CSharpSession session = new(Directory.GetCurrentDirectory());
    private readonly Task displays;
    private readonly CellRecord record = new();
    private LanguageService? language;

    /// <param name="interruption">Stops a cell.</param>
    /// <param name="console">What cells print.</param>
    public CSharpCells(Interruption interruption, ConsoleOutput console)
    {
        (this.interruption, this.console) = (interruption, console);
        displays = Task.Run(ValueDisplay.Begin); // while the first cell is compiled
    }

    private LanguageService Language => language ??= new(session);

    public JsonObject Complete(JsonObject content) => Language.Complete(content);

    public JsonObject Inspect(JsonObject content) => Language.Inspect(content);

    public JsonObject Signatures(JsonObject content) => Language.Signatures(content);

    public JsonObject Diagnose(JsonObject content) => Language.Diagnose(content);

    public JsonObject IsComplete(JsonObject content) => Language.IsComplete(content);

    public JsonObject Keep(JsonObject content) => record.Keep(content);

    public (JsonObject? Bundle, CellFailure? Failure) Run(string code, string? language, string name, bool keep,
        Action<string, JsonObject> publish, CancellationToken stop)
    {
        JsonObject? bundle = null;
        void Show(JsonObject data)
        {
            console.Flush();
            publish("display_data", ValueDisplay.Content(data, null));
        }
        if (keep)
            record.Begin(name, code);
        foreach (var part in CellPart.Of(code, language))
        {
            if (bundle is not null)
                Show(bundle);
            (bundle, var failure) = part.Language switch
            {
                null => Run(part.Code, name, keep, publish, Show, stop),
                "html" => (Written("text/html", part.Code), null),
                "markdown" => (Written("text/markdown", part.Code), null),
                _ => (null, CellFailure.OfLanguage(part, "C#, HTML and Markdown")),
            };
            if (part.Language is not null && keep)
                record.Add(bundle);
            if (failure is not null)
                return (bundle, failure);
        }
        return (bundle, null);
    }

    private (JsonObject? Bundle, CellFailure? Failure) Run(
        string code, string name, bool keep, Action<string, JsonObject> publish, Action<JsonObject> show, CancellationToken stop)
    {
        try
        {
            var commands = CellCommands.Of(code);
            var (cell, warnings, failure) = session.Compile(commands, name, stop);
            if (keep)
                record.Add(cell, warnings, commands);
            if (cell is null)
                return (null, failure);
            if (warnings.Length > 0)
                publish("stream", new() { ["name"] = "stderr", ["text"] = warnings });
            displays.GetAwaiter().GetResult();
            var clock = Stopwatch.StartNew();
            JsonObject? bundle = null;
            interruption.Run(() => (bundle, failure) = Run(cell, keep, stop));
            if (commands.Time)
                show(Written("text/plain", FormattableString.Invariant($"Wall time: {clock.Elapsed.TotalMilliseconds:F1} ms")));
            if (commands.Variables is { } withValues && failure is null)
                show(Unbroken.Do(() => VariableTable.Of(session.Variables, withValues).ToBundle()));
            return (bundle, failure);
        }
        catch (CommandException e)
        {
            record.Spoil();
            return (null, new("UnknownCommand", e.Message, [e.Message]));
        }
        catch (PackageException e)
        {
            record.Spoil();
            return (null, new("PackageError", e.Message, [$"line {e.Line}: {e.Message}"]));
        }
    }

    private (JsonObject? Bundle, CellFailure? Failure) Run(Script<object> cell, bool keep, CancellationToken stop)
    {
        var (hasValue, value, failure) = session.Run(cell, keep, stop);
        return (hasValue && failure is null && value is not DisplayedValue ? Unbroken.Do(() => ValueBundle.Of(value)) : null, failure);
    }

    private static JsonObject Written(string mimeType, string text) => ValueBundle.As(text.Trim('\n'), [mimeType]);
}
