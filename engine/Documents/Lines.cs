using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>Text as nbformat stores it: a list of lines, each but the last with its newline.</summary>
internal static class Lines
{
    /// <summary>The list for a text; an empty list for an empty text.</summary>
    public static JsonArray ToJson(string text)
    {
        var lines = new JsonArray();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is >= 0 and var newline ? newline + 1 : text.Length;
            lines.Add((JsonNode)text[start..end]);
            start = end;
        }
        return lines;
    }

    /// <summary>The text of a string or of a list of strings; anything else as JSON; empty for nothing.</summary>
    public static string Words(JsonNode? node) => node is null ? "" : FromJson(node) ?? node.ToJsonString(JsonStyle.Compact);

    /// <summary>The text of a string or of a list of strings; null for anything else.</summary>
    public static string? FromJson(JsonNode? node) => node switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonArray array when array.All(line => line is JsonValue value && value.TryGetValue<string>(out _)) =>
            string.Concat(array.Select(line => line!.GetValue<string>())),
        _ => null,
    };
}
