using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>Where a client wants its kernel to listen, and the key by which they know each other.</summary>
/// <param name="Address">The interface; nothing else is listened on.</param>
/// <param name="Shell">Port of the requests.</param>
/// <param name="Control">Port of the requests that do not wait for cells.</param>
/// <param name="Publish">Port of the outputs.</param>
/// <param name="Input">Port of the questions of cells.</param>
/// <param name="Heartbeat">Port that echoes.</param>
/// <param name="Key">The key that signs every message.</param>
internal sealed record ConnectionFile(IPAddress Address, int Shell, int Control, int Publish, int Input, int Heartbeat, byte[] Key)
{
    /// <summary>Reads a connection file.</summary>
    /// <exception cref="FormatException">It is not one, or asks for what this kernel does not do; the message is one line.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ConnectionFile Read(string path)
    {
        try
        {
            var json = JsonNode.Parse(File.ReadAllText(path, Encoding.UTF8), documentOptions: new()
                { AllowDuplicateProperties = false }) as JsonObject
                ?? throw new FormatException("allowed: a JSON object");
            if (Text(json, "transport") is var transport && transport != "tcp")
                throw new FormatException($"transport is {transport}; allowed: tcp");
            if (Text(json, "signature_scheme") is var scheme && scheme != "hmac-sha256")
                throw new FormatException($"signature_scheme is {scheme}; allowed: hmac-sha256");
            if (Text(json, "key") is not { Length: > 0 } key)
                throw new FormatException("key is empty; allowed: a key, since without one every user of the machine could run code here");
            return new(AddressOf(Text(json, "ip")), Port(json, "shell_port"), Port(json, "control_port"), Port(json, "iopub_port"),
                Port(json, "stdin_port"),
                Port(json, "hb_port"), Encoding.UTF8.GetBytes(key));
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            throw new FormatException($"{path}: no connection file: {e.Message.Split('\n')[0]}", e);
        }
    }

    private static string Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue(out string? text)
        ? text : throw new FormatException($"{name}: allowed: a string");

    private static int Port(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue(out int port)
        && port is > 0 and <= IPEndPoint.MaxPort
        ? port : throw new FormatException($"{name}: allowed: a port from 1 to {IPEndPoint.MaxPort}");

    private static IPAddress AddressOf(string ip) => ip switch
    {
        "*" => IPAddress.Any,
        "localhost" => IPAddress.Loopback,
        _ => IPAddress.TryParse(ip, out var address)
            ? address
            : throw new FormatException($"ip is {ip}; allowed: an IP address, localhost or *"),
    };
}
