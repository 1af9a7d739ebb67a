using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>Cells of C# scripts, compiled by Roslyn as they come and run in the current directory.</summary>
internal sealed class CSharpCells : ICells
{
    private readonly CSharpSession session = new(Directory.GetCurrentDirectory());
    private readonly CellPlaces places;
    private readonly CellRecord? record;
    private LanguageService? language;

    /// <param name="interruption">Stops a cell.</param>
    /// <param name="console">What cells print.</param>
    /// <param name="record">Receives what is compiled, to be kept for later runs; null for nowhere.</param>
    public CSharpCells(Interruption interruption, ConsoleOutput console, CellRecord? record = null) =>
        (places, this.record) = (new(interruption, console, session.OneLiners), record);

    private LanguageService Language => language ??= new(session);

    public JsonObject Complete(JsonObject content) => Language.Complete(content);

    public JsonObject Inspect(JsonObject content) => Language.Inspect(content);

    public JsonObject Signatures(JsonObject content) => Language.Signatures(content);

    public JsonObject Diagnose(JsonObject content) => Language.Diagnose(content);

    public JsonObject IsComplete(JsonObject content) => Language.IsComplete(content);

    public JsonObject Keep(JsonObject content) => record?.Keep(content) ?? new() { ["kept"] = false };

    public (JsonObject? Bundle, CellFailure? Failure) Run(string code, string? language, string name, bool keep,
        Action<string, JsonObject> publish, CancellationToken stop)
    {
        var kept = keep ? record : null;
        kept?.Begin(name, code);
        return places.Run(CellPart.Of(code, language).Select(part => Prepare(part, name, keep, kept, stop)), publish, stop);
    }

    private PreparedPart Prepare(CellPart part, string name, bool keep, CellRecord? record, CancellationToken stop)
    {
        if (part.Language is not null)
        {
            var written = PreparedPart.Written(part);
            record?.Add(written.Shown);
            return written;
        }
        try
        {
            var commands = CellCommands.Of(part.Code);
            var (script, image, warnings, failure) = session.Compile(commands, name, stop);
            record?.Add(script, image, warnings, commands);
            if (script is null || image is null)
                return new() { Failure = failure };
            places.MakeRoom(session.Count + 1);
            return new()
            {
                Unit = session.Load(image),
                Warnings = warnings,
                IsTimed = commands.Time,
                Variables = commands.Variables,
                Ran = () =>
                {
                    if (keep)
                        session.Keep(script);
                    else
                        places.Empty(session.Count); // what it declared is not to be seen
                },
            };
        }
        catch (Exception e) when (PreparedPart.Of(e) is { } failed)
        {
            record?.Add(null);
            return failed;
        }
    }
}
