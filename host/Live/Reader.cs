using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace ReluDc.Notebooks;

/// <summary>One who has a live page open: what comes from the page, and what goes to it.</summary>
/// <param name="socket">The connection.</param>
internal sealed class Reader(WebSocket socket)
{
    private const int LongestMessage = 1 << 16; // bytes: values, no programs
    private const int MostWaiting = 2_000; // messages to a page that does not read
    private const int MostPerSecond = 200;

    private readonly Channel<string> outgoing = Channel.CreateBounded<string>(MostWaiting);
    private readonly UTF8Encoding utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Sends a message, in turn; a page that does not read any more is let go.</summary>
    public void Send(JsonObject message)
    {
        if (!outgoing.Writer.TryWrite(message.ToJsonString()))
            socket.Abort();
    }

    /// <summary>Talks until one of both goes.</summary>
    /// <param name="receive">Takes what the page says.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task TalkAsync(Action<JsonObject> receive, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sending = SendAllAsync(end.Token);
        try
        {
            await ReceiveAllAsync(receive, end.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // it has gone
        }
        await end.CancelAsync();
        await sending;
        socket.Abort();
    }

    private async Task SendAllAsync(CancellationToken cancellation)
    {
        try
        {
            await foreach (var message in outgoing.Reader.ReadAllAsync(cancellation))
                await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, cancellation);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // it has gone
        }
    }

    private async Task ReceiveAllAsync(Action<JsonObject> receive, CancellationToken cancellation)
    {
        var buffer = new byte[LongestMessage + 1];
        var (second, count) = (0L, 0);
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellation);
                length += part.Count;
            }
            while (!part.EndOfMessage && length < buffer.Length && part.MessageType != WebSocketMessageType.Close);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", cancellation);
                return;
            }
            var now = Environment.TickCount64 / 1000;
            (second, count) = now == second ? (second, count + 1) : (now, 1);
            var fault = part.MessageType == WebSocketMessageType.Binary ? WebSocketCloseStatus.InvalidMessageType
                : length > LongestMessage ? WebSocketCloseStatus.MessageTooBig
                : count > MostPerSecond ? WebSocketCloseStatus.PolicyViolation : (WebSocketCloseStatus?)null;
            if (fault is { } why || Parsed(buffer.AsSpan(0, length)) is not { } message)
            {
                await socket.CloseAsync(fault ?? WebSocketCloseStatus.InvalidPayloadData, "", cancellation);
                return;
            }
            receive(message);
        }
    }

    private JsonObject? Parsed(ReadOnlySpan<byte> text)
    {
        try
        {
            var json = JsonNode.Parse(utf8.GetString(text), documentOptions: new() { MaxDepth = 4 }) as JsonObject;
            _ = json?.Count; // a name that is there twice is found out now
            return json;
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or ArgumentException)
        {
            return null;
        }
    }
}
