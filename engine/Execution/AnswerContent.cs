using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>
/// Reads what another program says, whatever it says: what is not of the kind that it should be is missing, and nothing throws.
/// </summary>
internal static class AnswerContent
{
    /// <summary>A text; null if it is missing, or none.</summary>
    public static string? TextOrNull(this JsonObject json, string name) => TextOrNull(json[name]);

    /// <summary>A text; null if it is none.</summary>
    public static string? TextOrNull(this JsonNode? node)
    {
        try
        {
            return node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        }
        catch (InvalidOperationException) // half a character
        {
            return null;
        }
    }

    /// <summary>What is to be shown: a text, lines of text, or whatever else stands there, as JSON; empty if it is missing.</summary>
    public static string Words(this JsonObject json, string name) => Lines.Words(json[name]);

    /// <summary>A whole number; null if it is missing, or none.</summary>
    public static int? NumberOrNull(this JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue(out int number) ? number : null;

    /// <summary>An object, for the caller to keep; empty if it is missing, or none.</summary>
    public static JsonObject ObjectOrEmpty(this JsonObject json, string name) => json[name]?.DeepClone() as JsonObject ?? [];
}
