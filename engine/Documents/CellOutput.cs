using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>What a code cell put out, one piece.</summary>
public abstract record CellOutput
{
    /// <summary>The output as nbformat stores it.</summary>
    public abstract JsonObject ToJson();

    /// <summary>The forms of a value that was displayed, or that the cell ended in; null for text and errors.</summary>
    public MimeBundle? Bundle => this switch
    {
        DisplayOutput display => display.Data,
        ResultOutput result => result.Data,
        _ => null,
    };

    /// <summary>What is said of those forms, by MIME type; null for text and errors.</summary>
    public JsonObject? BundleMetadata => this switch
    {
        DisplayOutput display => display.Metadata,
        ResultOutput result => result.Metadata,
        _ => null,
    };

    /// <summary>Reads an output, whatever it is.</summary>
    internal static CellOutput FromJson(JsonNode? node)
    {
        try
        {
            return node is not JsonObject ? new UnreadableOutput(node) : Lines.Words(node["output_type"]) switch
            {
                "stream" => new StreamOutput(Lines.Words(node["name"]) is { Length: > 0 } name ? name : "stdout",
                    Lines.Words(node["text"])),
                "display_data" when node["data"] is JsonObject => new DisplayOutput(BundleOf(node), MetadataOf(node), null),
                "execute_result" when node["data"] is JsonObject => new ResultOutput(
                    node["execution_count"] is JsonValue value && value.TryGetValue<int>(out var count) ? count : null, BundleOf(node),
                    MetadataOf(node)),
                "error" => new ErrorOutput(Lines.Words(node["ename"]), Lines.Words(node["evalue"]),
                    node["traceback"] is JsonArray trace ? [.. trace.Select(Lines.Words)]
                        : Lines.Words(node["traceback"]) is { Length: > 0 } lines ? lines.Split('\n') : []),
                _ => new UnreadableOutput(node),
            };
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return new UnreadableOutput(node); // a name in it is there twice
        }
    }

    private static MimeBundle BundleOf(JsonNode node) => new(node["data"]?.DeepClone() as JsonObject ?? []);

    private static JsonObject MetadataOf(JsonNode node) => node["metadata"]?.DeepClone() as JsonObject ?? [];
}

/// <summary>Text on standard output or standard error.</summary>
/// <param name="Name">"stdout" or "stderr".</param>
/// <param name="Text">The text.</param>
public sealed record StreamOutput(string Name, string Text) : CellOutput
{
    /// <inheritdoc/>
    public override JsonObject ToJson() => new() { ["name"] = Name, ["output_type"] = "stream", ["text"] = Lines.ToJson(Text) };
}

/// <summary>A value that the cell displayed.</summary>
/// <param name="Data">Its forms.</param>
/// <param name="Metadata">Metadata by MIME type.</param>
/// <param name="DisplayId">The id by which it can be updated while the notebook runs; null without one. Not stored.</param>
public sealed record DisplayOutput(MimeBundle Data, JsonObject Metadata, string? DisplayId) : CellOutput
{
    /// <inheritdoc/>
    public override JsonObject ToJson() =>
        new() { ["data"] = Data.ToJson(), ["metadata"] = Metadata.DeepClone(), ["output_type"] = "display_data" };
}

/// <summary>The value of the cell's last expression.</summary>
/// <param name="ExecutionCount">The cell's execution count.</param>
/// <param name="Data">Its forms.</param>
/// <param name="Metadata">Metadata by MIME type.</param>
public sealed record ResultOutput(int? ExecutionCount, MimeBundle Data, JsonObject Metadata) : CellOutput
{
    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["data"] = Data.ToJson(),
        ["execution_count"] = ExecutionCount,
        ["metadata"] = Metadata.DeepClone(),
        ["output_type"] = "execute_result",
    };
}

/// <summary>Why the cell failed.</summary>
/// <param name="Name">The exception's type name, or "CompilationError".</param>
/// <param name="Value">Its message.</param>
/// <param name="Traceback">Where, line by line.</param>
public sealed record ErrorOutput(string Name, string Value, IReadOnlyList<string> Traceback) : CellOutput
{
    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["ename"] = Name,
        ["evalue"] = Value,
        ["output_type"] = "error",
        ["traceback"] = new JsonArray([.. Traceback.Select(line => (JsonNode)line)]),
    };
}

/// <summary>An output in none of nbformat's forms; kept as it is.</summary>
/// <param name="Json">It.</param>
public sealed record UnreadableOutput(JsonNode? Json) : CellOutput
{
    /// <inheritdoc/>
    public override JsonObject ToJson() => Json?.DeepClone() as JsonObject ?? new() { ["output_type"] = Json?.DeepClone() };
}
