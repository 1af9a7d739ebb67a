using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.Scripting;

namespace ReluDc.Engine;

/// <summary>Cells of C# scripts, run by Roslyn in the current directory.</summary>
/// <param name="interruption">Stops a cell.</param>
/// <param name="console">What cells print.</param>
internal sealed class CSharpCells(Interruption interruption, ConsoleOutput console) : ICells
{
    private readonly CSharpSession session = new(Directory.GetCurrentDirectory());
    private LanguageService? language;

    private LanguageService Language => language ??= new(session);

    public JsonObject Complete(JsonObject content) => Language.Complete(content);

    public JsonObject Inspect(JsonObject content) => Language.Inspect(content);

    public JsonObject IsComplete(JsonObject content) => Language.IsComplete(content);

    public (JsonObject? Bundle, CellFailure? Failure) Run(string code, string name, bool keep, Action<string, JsonObject> publish,
        CancellationToken stop)
    {
        try
        {
            var commands = CellCommands.Of(code);
            var (cell, failure) = session.Compile(commands, name, stop);
            if (cell is null)
                return (null, failure);
            var clock = Stopwatch.StartNew();
            JsonObject? bundle = null;
            interruption.Run(() => (bundle, failure) = Run(cell, keep, stop));
            if (commands.Time)
            {
                console.Flush();
                publish("display_data", Duration(clock.Elapsed));
            }
            return (bundle, failure);
        }
        catch (FormatException e)
        {
            return (null, new("UnknownCommand", e.Message, [e.Message]));
        }
    }

    private (JsonObject? Bundle, CellFailure? Failure) Run(Script<object> cell, bool keep, CancellationToken stop)
    {
        var (hasValue, value, failure) = session.Run(cell, keep, stop);
        return (hasValue && failure is null ? Unbroken.Do(() => ValueBundle.Of(value)) : null, failure);
    }

    private static JsonObject Duration(TimeSpan time) => new()
    {
        ["data"] = new JsonObject { ["text/plain"] = FormattableString.Invariant($"Wall time: {time.TotalMilliseconds:F1} ms") },
        ["metadata"] = new JsonObject(),
        ["transient"] = new JsonObject(),
    };
}
