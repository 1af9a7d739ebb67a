using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>What a cell is.</summary>
public enum CellKind
{
    /// <summary>C#.</summary>
    Code,

    /// <summary>Prose.</summary>
    Markdown,

    /// <summary>Neither: passed through.</summary>
    Raw,
}

/// <summary>A cell of a notebook. Immutable; what this project does not know of it is kept.</summary>
public sealed class Cell
{
    private readonly JsonObject json;

    private Cell(JsonObject json, string id, CellKind kind, string? language, string source, Range? origin, bool changed) =>
        (this.json, Id, Kind, Language, Source, Origin, Changed) = (json, id, kind, language, source, origin, changed);

    /// <summary>Its id; for files before nbformat 4.5, which have none, "cell-" and its number.</summary>
    public string Id { get; }

    /// <summary>What it is.</summary>
    public CellKind Kind { get; }

    /// <summary>
    /// The language of a code cell, as .NET Interactive names it: "html", "fsharp", "pwsh", …; null for C#, and for cells without code.
    /// </summary>
    public string? Language { get; }

    /// <summary>Its text, lines ended by LF.</summary>
    public string Source { get; }

    /// <summary>Its metadata; not to be changed.</summary>
    public JsonObject Metadata => json["metadata"] as JsonObject ?? [];

    /// <summary>Its tags.</summary>
    public IEnumerable<string> Tags =>
        (Metadata["tags"] as JsonArray ?? []).Select(tag => tag is JsonValue value && value.TryGetValue<string>(out var text) ? text : "");

    /// <summary>What is attached to it: name → forms by MIME type; null if nothing. Not to be changed.</summary>
    public JsonObject? Attachments => json["attachments"] as JsonObject;

    /// <summary>What it put out, in order.</summary>
    public IReadOnlyList<CellOutput> Outputs => [.. (json["outputs"] as JsonArray ?? []).Select(CellOutput.FromJson).OfType<CellOutput>()];

    /// <summary>Its number in the order of execution; null if it has not run.</summary>
    public int? ExecutionCount => json["execution_count"] is JsonValue value && value.TryGetValue<int>(out var count) ? count : null;

    /// <summary>Where the file holds it; null if it is new.</summary>
    internal Range? Origin { get; }

    /// <summary>Whether it differs from what the file holds.</summary>
    internal bool Changed { get; }

    /// <summary>A new code cell.</summary>
    public static Cell Code(string id, string source, params IEnumerable<string> tags) => new(new()
    {
        ["cell_type"] = "code",
        ["execution_count"] = null,
        ["id"] = id,
        ["metadata"] = new JsonObject { ["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]) },
        ["outputs"] = new JsonArray(),
        ["source"] = Lines.ToJson(source),
    }, id, CellKind.Code, language: null, source, origin: null, changed: true);

    /// <summary>The cell after it ran.</summary>
    /// <param name="outputs">What it put out, in order.</param>
    /// <param name="executionCount">Its number in the order of execution; null if it has not run.</param>
    public Cell WithOutputs(IEnumerable<CellOutput> outputs, int? executionCount)
    {
        var changed = json.DeepClone().AsObject();
        changed["execution_count"] = executionCount;
        changed["outputs"] = new JsonArray([.. outputs.Select(output => output.ToJson())]);
        return new(changed, Id, Kind, Language, Source, Origin, changed: true);
    }

    /// <summary>Reads a cell.</summary>
    /// <param name="json">The cell's JSON.</param>
    /// <param name="number">Its place in the notebook, from 1.</param>
    /// <param name="origin">The bytes of the file that hold it.</param>
    /// <param name="usual">The language of the notebook's cells that name none; null for C#.</param>
    internal static Cell FromJson(JsonNode? json, int number, Range origin, string? usual)
    {
        if (json is not JsonObject cell)
            throw new FormatException($"cell {number} is not an object");
        CellKind kind = Text(cell["cell_type"]) switch
        {
            "code" => CellKind.Code,
            "markdown" => CellKind.Markdown,
            "raw" => CellKind.Raw,
            var other => throw new FormatException(
                $"cell {number} has the type '{UnreadableNotebookException.Short(other ?? "(none)")}'; allowed: code, markdown, raw"),
        };
        var source = Lines.FromJson(cell["source"]) ?? throw new FormatException($"cell {number} has no source text");
        var language = kind == CellKind.Code ? KernelName.OfCell(cell["metadata"] as JsonObject, usual) : null;
        return new(cell, Text(cell["id"]) ?? $"cell-{number}", kind, language, source.Replace("\r\n", "\n"), origin, changed: false);
    }

    /// <summary>The cell as nbformat stores it.</summary>
    internal JsonObject ToJson() => json;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
