using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.DotNet.Interactive.Formatting.Csv;
using Microsoft.DotNet.Interactive.Formatting.TabularData;

namespace ReluDc.Engine;

/// <summary>A value in every form that its type offers, formatted as .NET Interactive does it, and readable as plain text.</summary>
internal static class ValueBundle
{
    private const string Plain = PlainTextFormatter.MimeType;
    private const string Page = HtmlFormatter.MimeType;

    /// <summary>The forms of a value; text/plain is always among them.</summary>
    public static JsonObject Of(object? value) => value switch
    {
        null => new() { [Plain] = "<null>" },
        string text => new() { [Plain] = text },
        LatexValue latex => new() { ["text/latex"] = $"$${latex.Formula}$$", [Plain] = latex.Formula },
        TabularDataResource table => new()
        {
            [Page] = table.ToDisplayString(Page), [CsvFormatter.MimeType] = table.ToDisplayString(CsvFormatter.MimeType),
            [Plain] = table.ToDisplayString(CsvFormatter.MimeType).TrimEnd(),
        },
        _ when TypeTraits.HasFormatter(value.GetType(), Plain) || TypeTraits.HasFormatter(value.GetType(), Page) => Formatted(value),
        _ => ChartValue.Of(value) ?? RecordTable.Of(value)?.ToBundle() ?? GridTable.Of(value) ?? Readable(value),
    };

    /// <summary>A value in forms that the caller chose. A string counts as already written in them, and so do bytes.</summary>
    /// <exception cref="ArgumentException">A value of this type has no such form.</exception>
    public static JsonObject As(object value, IReadOnlyList<string> mimeTypes)
    {
        var bundle = new JsonObject();
        foreach (var mimeType in mimeTypes)
            bundle[mimeType] = value switch
            {
                string text => Content(mimeType, text),
                byte[] bytes when mimeType.EndsWith("+xml", StringComparison.Ordinal)
                    || mimeType.StartsWith("text/", StringComparison.Ordinal)
                    => System.Text.Encoding.UTF8.GetString(bytes),
                byte[] bytes when !mimeType.EndsWith("json", StringComparison.Ordinal) => Convert.ToBase64String(bytes),
                _ => Content(mimeType, Text(value, mimeType)),
            };
        if (!bundle.ContainsKey(Plain))
            bundle[Plain] = value switch
            {
                string text => text,
                byte[] bytes => $"{mimeTypes[0]}, {bytes.Length} bytes",
                _ => Of(value)[Plain]?.DeepClone(),
            };
        return bundle;
    }

    /// <summary>
    /// The forms that somebody gave the type. What only .NET Interactive's tree of members could say besides, is left out.
    /// </summary>
    private static JsonObject Formatted(object value)
    {
        var type = value.GetType();
        var bundle = new JsonObject();
        foreach (var mimeType in Formatter.GetPreferredMimeTypesFor(type).Append(Plain).Distinct())
            if (mimeType != Page || TypeTraits.HasFormatter(type, Page))
                bundle[mimeType] = Content(mimeType, mimeType == Plain && !TypeTraits.HasFormatter(type, Plain) && TypeTraits.HasText(type)
                    ? value.ToString() ?? "" : value.ToDisplayString(mimeType));
        return bundle;
    }

    /// <summary>What nobody said anything of: its own text where it has one, else its elements or members.</summary>
    private static JsonObject Readable(object value)
    {
        var type = value.GetType();
        if (TypeTraits.IsSequenceOfItself(type))
            return new() { [Plain] = ValueGuard.Summary((IEnumerable)value) };
        if (TypeTraits.HasText(type) && value.ToString() is { } text && text.Contains('\n'))
            return new() { [Page] = Html.Of($"<div class=\"dni-plaintext\"><pre>{text}</pre></div>").ToString(), [Plain] = text };
        using var sequence = value is IEnumerable and not (string or IList or IDictionary) && !TypeTraits.HasText(type)
            ? Sequence(value) : null;
        value = sequence?.ForFormatting ?? value;
        var plain = TypeTraits.HasText(type) || TypeTraits.IsAnonymous(type) ? value.ToString() ?? "" : MemberTree.Guarded(value);
        try
        {
            return new() { [Page] = value.ToDisplayString(Page), [Plain] = plain };
        }
        catch (InsufficientExecutionStackException)
        {
            return new() { [Plain] = plain }; // a record that contains itself writes itself without end
        }
    }

    private static IReadableSequence? Sequence(object value) =>
        value.GetType().GetInterfaces().FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            is { } sequence
            ? (IReadableSequence?)Activator.CreateInstance(typeof(ReadableSequence<>)
                .MakeGenericType(sequence.GetGenericArguments()), value)
            : null;

    private static string Text(object value, string mimeType)
    {
        try
        {
            return value.ToDisplayString(mimeType);
        }
        catch (ArgumentException) when (mimeType is not (Plain or Page))
        {
            throw new ArgumentException($"A value of type {value.GetType().Name} has no form {mimeType}; allowed: text/html, text/plain, "
                + "application/json, and what a formatter is registered for. Text and bytes are taken as they are.");
        }
    }

    /// <summary>JSON types travel as JSON, so that clients need not parse a string in a string.</summary>
    public static JsonNode? Content(string mimeType, string text)
    {
        if (!mimeType.EndsWith("json", StringComparison.Ordinal))
            return text;
        try
        {
            return JsonStyle.Read(text, JsonStyle.MostLevelsOfPart);
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
