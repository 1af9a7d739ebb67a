using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ReluDc.Engine;

/// <summary>A message of Jupyter's protocol, version 5.3: what every client and the engine say to one another.</summary>
/// <param name="Type">msg_type, such as "execute_request".</param>
/// <param name="Id">msg_id.</param>
/// <param name="ParentId">msg_id of the request that this answers; null for a request.</param>
/// <param name="Content">The content, by type.</param>
public sealed partial record Message(string Type, string Id, string? ParentId, JsonObject Content)
{
    /// <summary>The version of the protocol that the engine speaks.</summary>
    public const string ProtocolVersion = "5.3";

    /// <summary>Metadata of the message; empty unless given.</summary>
    public JsonObject Metadata { get; init; } = [];

    /// <summary>
    /// Where a request came from, and where its answers go; null over standard streams for a client that names no channel.
    /// </summary>
    internal ReturnPath? ReturnPath { get; init; }

    /// <summary>A new request.</summary>
    public static Message Request(string type, JsonObject content) => new(type, Guid.NewGuid().ToString("N"), null, content);

    /// <summary>A message that answers this one.</summary>
    public Message Answer(string type, JsonObject content) => new(type, Guid.NewGuid().ToString("N"), Id, content)
        { ReturnPath = ReturnPath };

    /// <summary>The message in one line of JSON.</summary>
    public string ToLine() => new JsonObject
    {
        ["header"] = new JsonObject
        {
            ["msg_id"] = Id,
            ["msg_type"] = Type,
            ["username"] = "",
            ["session"] = "",
            ["date"] = DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture),
            ["version"] = ProtocolVersion,
        },
        ["parent_header"] = ParentId is null ? [] : new JsonObject { ["msg_id"] = ParentId },
        ["metadata"] = Metadata.DeepClone(),
        ["content"] = Content.DeepClone(),
    }.ToJsonString(JsonStyle.Compact);

    /// <summary>Reads a line; null if it is not a message.</summary>
    public static Message? FromLine(string line)
    {
        try
        {
            return JsonStyle.Read(line) is JsonObject json && json["header"] is JsonObject header
                && header.TextOrNull("msg_type") is { } type && header.TextOrNull("msg_id") is { } id
                ? new(type, id, (json["parent_header"] as JsonObject)?.TextOrNull("msg_id"), json.ObjectOrEmpty("content"))
                {
                    Metadata = json.ObjectOrEmpty("metadata"),
                    ReturnPath = json.TextOrNull("channel") is { } channel ? new(channel, [], []) : null,
                }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads the beginning of a line that is too long: what kind of message it is, and whose; null if it says not.</summary>
    /// <returns>The message without its content.</returns>
    public static Message? FromBeginning(string line) => Beginning().Match(line) is { Success: true } found
        ? FromLine($"{{{found.Value},\"content\":{{}}}}")
        : null;

    // as ToLine writes it
    [GeneratedRegex("""(?<=^\{)"header":\{[^{}]*\},"parent_header":\{[^{}]*\}""")]
    private static partial Regex Beginning();
}
