using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>Messages over Jupyter's five sockets. A thread of their own serves them, whatever the cells do.</summary>
internal sealed class JupyterSockets : IMessageChannel, IDisposable
{
    // a cell that prints without end waits here: otherwise its outputs would pile up, and answers wait behind them
    private const int MostWaiting = 500;
    private const long MostLengthWaiting = 16L << 20; // of their texts, in characters
    private const long LargestRequest = 64L << 20; // no cell is larger; whatever claims to be is not read
    private const long LargestBeat = 1 << 16; // of the heart; no subscription is larger either
    private const long MostHeld = 128L << 20; // of messages that have not ended, on all connections together
    private const int MostLogged = 20; // lines in a second

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(2); // to get the last messages out
    private static readonly TimeSpan patienceWithReader = TimeSpan.FromSeconds(10); // cells do not wait longer for one that does not read
    private static readonly TimeSpan glance = TimeSpan.FromSeconds(1); // how often the thread looks up though nobody wakes it

    private readonly WireFormat wire;
    private readonly Action<string> log;
    private readonly BlockingCollection<Message> received = [];
    private readonly Dictionary<string, ZmtpPort> ports = [];
    private readonly ConcurrentQueue<object> outgoing = new(); // messages, and events to set when those before them have gone
    private readonly List<ManualResetEventSlim> flushes = [];
    private readonly Socket waker = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp); // hears itself alone
    private readonly Thread thread;
    private readonly byte[] buffer = new byte[1 << 18];
    private int waiting;
    private long lengthWaiting;
    private int woken;
    private volatile bool isCrowded; // a client reads slower than the cells print
    private volatile bool stopping;
    private (long Second, int Lines) logged;

    /// <summary>Binds the sockets.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="log">Receives a line for every message that is dropped, twenty a second at most.</param>
    /// <exception cref="IOException">A port is taken, or the interface is not there.</exception>
    public JupyterSockets(ConnectionFile connection, Action<string> log)
    {
        (wire, this.log) = (new(new(connection.Key)), log);
        try
        {
            foreach (var (channel, type, largest, port) in new[]
            {
                ("shell", "ROUTER", LargestRequest, connection.Shell), ("control", "ROUTER", LargestRequest, connection.Control),
                ("stdin", "ROUTER", LargestRequest, connection.Input), ("iopub", "PUB", LargestBeat, connection.Publish),
                ("hb", "ROUTER", LargestBeat, connection.Heartbeat),
            })
                ports[channel] = new(channel, type, largest, connection.Address, port, Log);
            waker.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            waker.Connect(waker.LocalEndPoint!);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            Close();
            throw;
        }
        thread = new(Serve) { IsBackground = true, Name = "sockets" };
        thread.Start();
    }

    /// <inheritdoc/>
    public Message? Receive() => received.Take();

    /// <inheritdoc/>
    public void Send(Message message)
    {
        while (IsOutput(message) && !stopping
            && (isCrowded || Volatile.Read(ref waiting) >= MostWaiting || Volatile.Read(ref lengthWaiting) >= MostLengthWaiting))
            Thread.Sleep(1);
        Interlocked.Increment(ref waiting);
        Interlocked.Add(ref lengthWaiting, LengthOf(message));
        outgoing.Enqueue(message);
        Wake();
    }

    /// <inheritdoc/>
    public void Flush()
    {
        using var gone = new ManualResetEventSlim();
        outgoing.Enqueue(gone);
        Wake();
        gone.Wait(patience);
    }

    /// <summary>Closes the sockets when the last messages have gone.</summary>
    public void Dispose()
    {
        Flush();
        stopping = true;
        Wake();
        thread.Join(patience);
        Close();
    }

    private void Close()
    {
        foreach (var port in ports.Values)
            port.Dispose();
        waker.Dispose();
    }

    private void Wake()
    {
        if (Interlocked.Exchange(ref woken, 1) == 0)
            waker.Send([0], SocketFlags.None, out _);
    }

    private void Serve()
    {
        while (!stopping)
        {
            var peers = ports.Values.SelectMany(port => port.Peers).ToDictionary(peer => peer.Socket);
            var reading = peers.Keys.Concat(ports.Values.Select(port => port.Listener)).Append(waker).ToList();
            var writing = peers.Values.Where(peer => peer.HasPending).Select(peer => peer.Socket).ToList();
            Socket.Select(reading, writing, null, glance);
            foreach (var socket in writing)
                Attempt(peers[socket], peer => peer.Write());
            foreach (var socket in reading)
                if (peers.TryGetValue(socket, out var peer))
                    Attempt(peer, Read);
                else if (socket != waker)
                    ports.Values.Single(port => port.Listener == socket).Accept();
            while (waker.Available > 0)
                waker.Receive(buffer);
            Volatile.Write(ref woken, 0); // from here on another message wakes again
            SendWaiting();
            NoteCrowd();
            if (flushes.Count > 0 && !ports.Values.Any(port => port.Peers.Any(peer => peer.HasPending)))
            {
                flushes.ForEach(flush => flush.Set());
                flushes.Clear();
            }
        }
    }

    /// <summary>Does something with a client, whose connection ends if that fails.</summary>
    private void Attempt(ZmtpPeer peer, Action<ZmtpPeer> work)
    {
        if (!peer.Port.Peers.Contains(peer))
            return; // it was cut meanwhile
        try
        {
            work(peer);
        }
        catch (Exception e) when (e is InvalidDataException or SocketException)
        {
            if (e is InvalidDataException)
                Log($"a message on {peer.Port.Name} was dropped: {e.Message}");
            peer.Port.Cut(peer);
        }
    }

    private void Read(ZmtpPeer from)
    {
        if (!from.Read(buffer, Receive))
            from.Port.Cut(from);
        // A client's message comes in one go: what has been on its way for longest is the likeliest never to end.
        var peers = ports.Values.SelectMany(port => port.Peers).Where(peer => peer.Held > 0).ToList();
        while (peers.Sum(peer => peer.Held) > MostHeld && peers.MinBy(peer => peer.HeldSince) is { } oldest)
        {
            Log($"a message on {oldest.Port.Name} was dropped: too many that do not end");
            oldest.Port.Cut(oldest);
            peers.Remove(oldest);
        }
    }

    private void Receive(ZmtpPeer from, List<byte[]> frames)
    {
        if (from.Port.Name == "iopub")
            from.Subscribe(frames[0]);
        else if (from.Port.Name == "hb")
            from.Send(ZmtpFormat.Message(frames));
        else if (wire.Read(from.Port.Name, [from.Identity!, .. frames]) is (var message, var fault) && message is null)
            Log($"a message on {from.Port.Name} was dropped: {fault}");
        else
        {
            from.IsProven = true;
            received.Add(message);
        }
    }

    private void Log(string line)
    {
        var second = Stopwatch.GetTimestamp() / Stopwatch.Frequency;
        logged = (second, logged.Second == second ? logged.Lines + 1 : 1);
        if (logged.Lines <= MostLogged)
            log(line);
    }

    private void SendWaiting()
    {
        while (outgoing.TryDequeue(out var next))
        {
            if (next is Message message)
            {
                Deliver(message);
                NoteCrowd(); // now, since a cell that prints keeps the queue from ever being empty
                Interlocked.Decrement(ref waiting);
                Interlocked.Add(ref lengthWaiting, -LengthOf(message));
            }
            else
                flushes.Add((ManualResetEventSlim)next);
        }
    }

    private void NoteCrowd() => isCrowded = ports["iopub"].Peers.Any(peer => peer.CrowdedSince != 0
        && Stopwatch.GetElapsedTime(peer.CrowdedSince) < patienceWithReader);

    private static bool IsOutput(Message message) =>
        message.Type is "stream" or "display_data" or "update_display_data" or "execute_result" or "clear_output";

    private static long LengthOf(Message message) =>
        message.Content.Concat(message.Content["data"] as JsonObject ?? []).Sum(entry => entry.Value.TextOrNull()?.Length ?? 0L);

    private void Deliver(Message message)
    {
        var isReply = message.Type.EndsWith("_reply", StringComparison.Ordinal);
        if ((isReply || message.Type == "input_request") && message.ReturnPath is { Identities: [var client, ..] } way)
            ports[isReply ? way.Channel : "stdin"].SendTo(client, ZmtpFormat.Message(wire.Write(way.Identities.Skip(1), message)));
        else
        {
            var topic = Encoding.UTF8.GetBytes(message.Type);
            ports["iopub"].Publish(topic, ZmtpFormat.Message(wire.Write([topic], message)));
        }
    }
}
