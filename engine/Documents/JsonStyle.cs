using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>How a file writes its JSON, so that what is added to it looks like the rest.</summary>
/// <param name="Indent">Spaces for each level; null for everything in one line.</param>
/// <param name="NewLine">"\n" or "\r\n".</param>
public sealed record JsonStyle(int? Indent, string NewLine)
{
    /// <summary>The deepest nesting that messages and notebooks may have; who writes more is not read.</summary>
    public const int MostLevels = 1000;

    /// <summary>The deepest that one value in them may have: they nest around it.</summary>
    public const int MostLevelsOfPart = MostLevels - 50;

    /// <summary>As nbformat writes: one space, LF.</summary>
    public static JsonStyle Nbformat { get; } = new(1, "\n");

    /// <summary>Everything in one line, nothing escaped that need not be.</summary>
    public static JsonSerializerOptions Compact { get; } = new()
        { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 2 * MostLevels }; // what can be read can be written

    /// <summary>Reads what another program wrote; what comes back can be used without surprises.</summary>
    /// <param name="json">The text.</param>
    /// <param name="mostLevels">The deepest nesting that is taken.</param>
    /// <exception cref="JsonException">It is no JSON, nested too deeply, or has a key twice.</exception>
    public static JsonNode? Read(string json, int mostLevels = MostLevels) => JsonNode.Parse(HalfCharacters.Mended(json),
        documentOptions: new() { AllowDuplicateProperties = false, MaxDepth = mostLevels });

    /// <summary>The style that a text shows in front of its first key.</summary>
    public static JsonStyle Of(ReadOnlySpan<byte> json)
    {
        var brace = json.IndexOf((byte)'{') + 1;
        var newLine = json[brace..].StartsWith("\r\n"u8) ? "\r\n" : "\n";
        if (!json[brace..].StartsWith(Encoding.ASCII.GetBytes(newLine)))
            return new(null, "\n");
        var indent = json[(brace + newLine.Length)..].IndexOfAnyExcept((byte)' ');
        return new(Math.Clamp(indent, 0, 8), newLine);
    }

    /// <summary>A node written in this style, to stand at a depth of nesting.</summary>
    public byte[] Write(JsonNode node, int depth)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new()
        {
            Indented = Indent is not null,
            IndentSize = Indent ?? 0,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }))
            Write(writer, node);
        var text = Encoding.UTF8.GetString(stream.ToArray());
        return Encoding.UTF8.GetBytes(Indent is { } width ? text.Replace("\n", NewLine + new string(' ', width * depth)) : text);
    }

    /// <summary>
    /// Writes a node. A value in a form of JSON, as of a figure, stands in one line: its numbers, each on its own, would take a third of an
    /// executed notebook for blanks.
    /// </summary>
    private static void Write(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonObject json:
                writer.WriteStartObject();
                foreach (var (name, value) in json)
                {
                    writer.WritePropertyName(name);
                    if (value is not null && name.EndsWith("+json", StringComparison.Ordinal))
                        writer.WriteRawValue(value.ToJsonString(Compact), skipInputValidation: true);
                    else
                        Write(writer, value);
                }
                writer.WriteEndObject();
                break;
            case JsonArray json:
                writer.WriteStartArray();
                foreach (var element in json)
                    Write(writer, element);
                writer.WriteEndArray();
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }

    /// <summary>What stands between two elements of an array at a depth of nesting.</summary>
    public byte[] Separator(int depth) =>
        Encoding.UTF8.GetBytes(Indent is { } width ? "," + NewLine + new string(' ', width * depth) : ", ");
}
