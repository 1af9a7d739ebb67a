using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using NetMQ;
using NetMQ.Sockets;

namespace ReluDc.Engine;

/// <summary>Messages over Jupyter's five sockets. A thread of their own serves them, whatever the cells do.</summary>
internal sealed class JupyterSockets : IMessageChannel, IDisposable
{
    // a cell that prints without end waits here: otherwise its outputs would pile up, and answers wait behind them
    private const int MostWaiting = 500;
    private const long LargestFrame = 64L << 20; // no cell is larger; whatever claims to be is not read
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2); // to get the last messages out

    private readonly WireFormat wire;
    private readonly Action<string> log;
    private readonly BlockingCollection<Message> received = [];
    private readonly Dictionary<string, RouterSocket> routers = [];
    private readonly PublisherSocket publisher = new();
    private readonly RouterSocket heartbeat = new();
    private readonly NetMQQueue<object> outgoing = new(); // messages, and events to set when those before them have gone
    private readonly NetMQPoller poller;
    private int waiting;

    /// <summary>Binds the sockets.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="log">Receives a line for every message that is dropped.</param>
    /// <exception cref="IOException">A port is taken, or the interface is not there.</exception>
    public JupyterSockets(ConnectionFile connection, Action<string> log)
    {
        (wire, this.log) = (new(new(connection.Key)), log);
        Bind(publisher, connection.Address, connection.Publish);
        Bind(heartbeat, connection.Address, connection.Heartbeat);
        publisher.Options.SendHighWatermark = 0; // a mark would make the socket drop outputs when a cell is faster than its reader
        foreach (var (channel, port) in new[] { ("shell", connection.Shell), ("control", connection.Control), ("stdin", connection.Input) })
        {
            var router = routers[channel] = new RouterSocket();
            Bind(router, connection.Address, port);
            router.ReceiveReady += (_, _) => Receive(channel, router);
        }
        heartbeat.ReceiveReady += (_, _) => Echo();
        outgoing.ReceiveReady += (_, _) => SendWaiting();
        poller = [.. routers.Values, heartbeat, outgoing];
        poller.RunAsync("sockets", isBackgroundThread: true);
    }

    /// <inheritdoc/>
    public Message? Receive() => received.Take();

    /// <inheritdoc/>
    public void Send(Message message)
    {
        while (Volatile.Read(ref waiting) >= MostWaiting && IsOutput(message) && poller.IsRunning)
            Thread.Sleep(1);
        Interlocked.Increment(ref waiting);
        outgoing.Enqueue(message);
    }

    /// <inheritdoc/>
    public void Flush()
    {
        using var gone = new ManualResetEventSlim();
        outgoing.Enqueue(gone);
        gone.Wait(Patience);
    }

    /// <summary>Closes the sockets when the last messages have gone.</summary>
    public void Dispose()
    {
        Flush();
        poller.Stop();
        poller.Dispose();
        foreach (var socket in routers.Values.Append<NetMQSocket>(publisher).Append(heartbeat))
        {
            socket.Options.Linger = Patience;
            socket.Dispose();
        }
        outgoing.Dispose();
        Task.WaitAny([Task.Run(() => NetMQConfig.Cleanup(block: true))], Patience);
    }

    private static void Bind(NetMQSocket socket, IPAddress address, int port)
    {
        socket.Options.MaxMsgSize = LargestFrame;
        var host = address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            socket.Options.IPv4Only = false;
        try
        {
            socket.Bind(string.Create(CultureInfo.InvariantCulture, $"tcp://{host}:{port}"));
        }
        catch (Exception e) when (e is NetMQException or SocketException)
        {
            throw new IOException($"cannot listen on {host}:{port}: {e.Message}", e);
        }
    }

    private void Receive(string channel, RouterSocket router)
    {
        var frames = new List<byte[]>();
        while (router.TryReceiveMultipartBytes(TimeSpan.Zero, ref frames!))
        {
            var (message, fault) = wire.Read(channel, frames);
            if (message is not null)
                received.Add(message);
            else
                log($"a message on {channel} was dropped: {fault}");
        }
    }

    private void Echo()
    {
        var frames = new List<byte[]>();
        while (heartbeat.TryReceiveMultipartBytes(TimeSpan.Zero, ref frames!))
            heartbeat.TrySendMultipartBytes(frames);
    }

    private void SendWaiting()
    {
        while (outgoing.TryDequeue(out var next, TimeSpan.Zero))
        {
            if (next is ManualResetEventSlim gone)
                gone.Set();
            else
            {
                Deliver((Message)next);
                Interlocked.Decrement(ref waiting);
            }
        }
    }

    private static bool IsOutput(Message message) =>
        message.Type is "stream" or "display_data" or "update_display_data" or "execute_result" or "clear_output";

    private void Deliver(Message message)
    {
        if (message.Type.EndsWith("_reply", StringComparison.Ordinal) && message.ReturnPath is { } way)
            routers[way.Channel].TrySendMultipartBytes(wire.Write(way.Identities, message)); // a client that has gone gets nothing
        else if (message.Type == "input_request" && message.ReturnPath is { } asker)
            routers["stdin"].TrySendMultipartBytes(wire.Write(asker.Identities, message));
        else
            publisher.SendMultipartBytes(wire.Write([Encoding.UTF8.GetBytes(message.Type)], message));
    }
}
