using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;

namespace ReluDc.Engine;

/// <summary>A value in every form that its type offers, formatted as .NET Interactive does it.</summary>
internal static class ValueBundle
{
    private const string Plain = "text/plain";

    /// <summary>The forms of a value; text/plain is always among them.</summary>
    public static JsonObject Of(object? value)
    {
        if (value is LatexValue latex)
            return new() { ["text/latex"] = $"$${latex.Formula}$$", [Plain] = latex.Formula };
        if (value is not null && RecordTable.Of(value) is { } table)
            return new() { ["text/html"] = table.ToHtml(), [Plain] = table.ToPlainText() };
        var bundle = new JsonObject();
        if (value is not null)
            foreach (var mimeType in Formatter.GetPreferredMimeTypesFor(value.GetType()).Append(Plain).Distinct())
                bundle[mimeType] = Content(mimeType, Text(value, mimeType));
        else
            bundle[Plain] = "<null>";
        return bundle;
    }

    /// <summary>A value in one form that the caller chose. A string counts as already written in it.</summary>
    public static JsonObject As(object value, string mimeType)
    {
        var bundle = new JsonObject { [mimeType] = Content(mimeType, value as string ?? Text(value, mimeType)) };
        if (mimeType != Plain)
            bundle[Plain] = value as string ?? Text(value, Plain);
        return bundle;
    }

    private static string Text(object value, string mimeType) => value.ToDisplayString(mimeType);

    /// <summary>JSON types travel as JSON, so that clients need not parse a string in a string.</summary>
    private static JsonNode? Content(string mimeType, string text)
    {
        if (!mimeType.EndsWith("json", StringComparison.Ordinal))
            return text;
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
