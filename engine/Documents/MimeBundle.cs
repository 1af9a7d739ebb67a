using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>
/// One value in several forms: MIME type → content, a string (or list of lines) for text, JSON for JSON types. In the order given.
/// </summary>
public sealed class MimeBundle(JsonObject data)
{
    /// <summary>Whether a form exists.</summary>
    public bool Has(string mimeType) => data.ContainsKey(mimeType);

    /// <summary>A form that is text or JSON, the first; null if there is none.</summary>
    public string? Any => data.FirstOrDefault(form => form.Value is not null
        && (form.Key.StartsWith("text/", StringComparison.Ordinal) || form.Key.EndsWith("json", StringComparison.Ordinal))).Key;

    /// <summary>A form as text, lists of lines joined, JSON written out; null if it does not exist.</summary>
    public string? Text(string mimeType) => data[mimeType] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonArray lines when lines.All(IsString) => string.Concat(lines.Select(line => line!.GetValue<string>())),
        var node => node.ToJsonString(JsonStyle.Compact),
    };

    /// <summary>A form as JSON; null if it does not exist or is not JSON.</summary>
    public JsonNode? Json(string mimeType)
    {
        if (data[mimeType] is { } node && !IsString(node) && node is not JsonArray)
            return node;
        try
        {
            return Text(mimeType) is { } text ? JsonStyle.Read(text, JsonStyle.MostLevelsOfPart) : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    /// <summary>The bundle as nbformat stores it: text as a list of lines.</summary>
    public JsonObject ToJson() => new(data.Select(form => KeyValuePair.Create(form.Key,
        IsString(form.Value) ? Lines.ToJson(form.Value!.GetValue<string>()) : form.Value?.DeepClone())));

    private static bool IsString(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.String;
}
