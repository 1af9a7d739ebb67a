using System.Text.Json.Nodes;
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>What a cell put out, as lines of text of which two can be compared: each output as a notebook stores it.</summary>
internal static class ComparedOutputs
{
    /// <summary>The outputs of a cell. What identifies a display is drawn at random, and stored nowhere.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<CellOutput> outputs) => [.. outputs.Select(output => Text(output.ToJson()))];

    /// <summary>The cells of a notebook with what they put out.</summary>
    public static IEnumerable<(string Cell, IReadOnlyList<string> Outputs)> Of(Notebook executed) => executed.Cells
        .Where(cell => cell.Kind == CellKind.Code).Select(cell => (cell.Id, Of(cell.Outputs)));

    /// <summary>JSON with its members in order.</summary>
    public static string Text(JsonNode? json) => Sorted(json)?.ToJsonString(JsonStyle.Compact) ?? "null";

    private static JsonNode? Sorted(JsonNode? json) => json switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => json?.DeepClone(),
    };
}
