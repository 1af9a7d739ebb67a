using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>
/// Messages as frames: addresses, a delimiter, the signature, then header, parent header, metadata and content in JSON. Of one thread.
/// </summary>
internal sealed class WireFormat(MessageSigner signer)
{
    private const int Parts = 4;
    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly byte[] Nothing = "{}"u8.ToArray();

    private readonly string session = Guid.NewGuid().ToString("N");

    /// <summary>The frames of a message.</summary>
    /// <param name="addresses">What comes before the delimiter.</param>
    /// <param name="message">The message.</param>
    public IReadOnlyList<byte[]> Write(IEnumerable<byte[]> addresses, Message message)
    {
        var header = new JsonObject
        {
            ["msg_id"] = message.Id,
            ["msg_type"] = message.Type,
            ["username"] = "kernel",
            ["session"] = session,
            ["date"] = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
            ["version"] = Message.ProtocolVersion,
        };
        byte[][] parts = [Bytes(header), message.ReturnPath?.Header ?? Nothing, Bytes(message.Metadata), Bytes(message.Content)];
        return [.. addresses, Delimiter, signer.Sign(parts), .. parts];
    }

    /// <summary>Reads frames.</summary>
    /// <param name="channel">Jupyter's name of the channel that they came by.</param>
    /// <param name="frames">The frames.</param>
    /// <returns>The message, or why it is dropped, in a few words.</returns>
    public (Message? Message, string? Fault) Read(string channel, IReadOnlyList<byte[]> frames)
    {
        var delimiter = frames.ToList().FindIndex(frame => frame.AsSpan().SequenceEqual(Delimiter));
        if (delimiter < 0 || frames.Count < delimiter + 2 + Parts)
            return (null, "it has too few frames");
        var parts = frames.Skip(delimiter + 2).Take(Parts).ToArray(); // what follows are buffers, which this kernel's messages do not use
        if (signer.Distrust(frames[delimiter + 1], parts) is { } fault)
            return (null, fault);
        try
        {
            var (header, metadata, content) = (Json(parts[0]), Json(parts[2]), Json(parts[3]));
            var message = new Message(Text(header, "msg_type"), Text(header, "msg_id"), null, content)
            {
                Metadata = metadata,
                ReturnPath = new(channel, [.. frames.Take(delimiter)], parts[0]),
            };
            return (message, null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return (null, "it is malformed: " + string.Concat(e.Message.Split('\n', '\r')[0].Where(letter => !char.IsControl(letter))));
        }
    }

    private static JsonObject Json(byte[] part) => JsonStyle.Read(Encoding.UTF8.GetString(part)) as JsonObject
        ?? throw new FormatException("header, metadata and content: allowed: JSON objects");

    private static string Text(JsonObject header, string name) => header[name] is JsonValue value && value.TryGetValue(out string? text)
        ? text : throw new FormatException($"{name} is missing");

    private static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString(JsonStyle.Compact));
}
