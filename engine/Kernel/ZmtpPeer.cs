using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace ReluDc.Engine;

/// <summary>A connection to a client. Never waits for it. Of one thread.</summary>
internal sealed class ZmtpPeer : IDisposable
{
    /// <summary>The most that a client which does not read may leave waiting, in bytes: what is sent to several is held once.</summary>
    public const long MostPending = 128L << 20;

    private const long Crowded = 16L << 20; // of what waits, in bytes
    private const int MostSubscriptions = 100;

    private readonly ZmtpPort port;
    private readonly ZmtpDecoder decoder;
    private readonly Queue<byte[]> pending = new();
    private readonly List<byte[]> subscriptions = []; // beginnings of what it wants to hear
    private long pendingLength;
    private int sent; // of the first that is pending

    /// <param name="socket">Accepted; it becomes the peer's own.</param>
    /// <param name="port">Where it came in.</param>
    public ZmtpPeer(Socket socket, ZmtpPort port)
    {
        (Socket, this.port, decoder) = (socket, port, new(port.Largest));
        (socket.Blocking, socket.NoDelay) = (false, true);
        Send(ZmtpFormat.Greeting());
        Send(ZmtpFormat.Ready(port.SocketType));
    }

    /// <summary>The connection.</summary>
    public Socket Socket { get; }

    /// <summary>Where it came in.</summary>
    public ZmtpPort Port => port;

    /// <summary>By what answers find it: the name that it gave itself, or was given; null before it has said what it is.</summary>
    public byte[]? Identity { get; private set; }

    /// <summary>Whether there is reason to keep it where others want its place.</summary>
    public bool IsProven { get; set; }

    /// <summary>What is kept of a message that has not ended, in bytes.</summary>
    public long Held => decoder.Held;

    /// <summary>When the message that has not ended began, as a time stamp of the clock.</summary>
    public long HeldSince { get; private set; }

    /// <summary>Whether something waits until the client reads.</summary>
    public bool HasPending => pending.Count > 0;

    /// <summary>
    /// Since when so much waits that outputs had better wait too, as a time stamp of the clock; 0 if they need not. A client that reads at
    /// all comes below the mark again and again.
    /// </summary>
    public long CrowdedSince { get; private set; }

    /// <summary>Takes what has come.</summary>
    /// <param name="buffer">To read into.</param>
    /// <param name="receive">Told of each message that is whole.</param>
    /// <returns>False if the client has gone.</returns>
    /// <exception cref="InvalidDataException">What came is not to be taken; the message says why.</exception>
    /// <exception cref="SocketException">The connection is broken.</exception>
    public bool Read(byte[] buffer, Action<ZmtpPeer, List<byte[]>> receive)
    {
        var count = Socket.Receive(buffer, SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
            return true;
        if (error != SocketError.Success || count == 0)
            return false;
        if (Held == 0)
            HeldSince = Stopwatch.GetTimestamp();
        decoder.Take(buffer.AsSpan(0, count), Obey, frames =>
        {
            HeldSince = Stopwatch.GetTimestamp(); // what follows it in the buffer begins now
            if (Identity is null)
                throw new InvalidDataException("a peer speaks before it has said what it is");
            receive(this, frames);
        });
        return true;
    }

    /// <summary>Sends bytes after those that wait.</summary>
    /// <exception cref="InvalidDataException">Too much waits.</exception>
    public void Send(byte[] bytes)
    {
        pending.Enqueue(bytes);
        pendingLength += bytes.Length;
        if (pending.Count == 1)
            Write();
        if (pendingLength > Crowded && CrowdedSince == 0)
            CrowdedSince = Stopwatch.GetTimestamp();
        if (pendingLength > MostPending)
            throw new InvalidDataException($"a client on {port.Name} has left {MostPending >> 20} MB unread");
    }

    /// <summary>Sends what waits, as much as the connection takes.</summary>
    public void Write()
    {
        while (pending.TryPeek(out var first))
        {
            var count = Socket.Send(first.AsSpan(sent), SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock)
                return;
            if (error != SocketError.Success)
                throw new SocketException((int)error);
            sent += count;
            if (sent < first.Length)
                continue;
            pending.Dequeue();
            (pendingLength, sent) = (pendingLength - first.Length, 0);
            if (pendingLength <= Crowded)
                CrowdedSince = 0;
        }
    }

    /// <summary>Whether it wants to hear what begins so.</summary>
    public bool Wants(byte[] topic) => subscriptions.Exists(beginning => topic.AsSpan().StartsWith(beginning));

    /// <summary>Takes a subscription, or the end of one.</summary>
    /// <param name="message">Its first byte says which of the two.</param>
    public void Subscribe(byte[] message)
    {
        if (message is not [0 or 1, .. var beginning])
            return;
        if (message[0] == 0 && subscriptions.FindIndex(known => known.AsSpan().SequenceEqual(beginning)) is >= 0 and var place)
            subscriptions.RemoveAt(place);
        if (message[0] == 1 && subscriptions.Count < MostSubscriptions)
            subscriptions.Add(beginning);
    }

    /// <summary>Ends the connection.</summary>
    public void Dispose() => Socket.Dispose();

    private void Obey(byte[] command)
    {
        var (name, rest) = ZmtpFormat.Open(command);
        switch (name)
        {
            case "READY" when Identity is null:
                var properties = ZmtpFormat.Properties(rest);
                Identity = port.Admit(Encoding.ASCII.GetString(properties.GetValueOrDefault("socket-type", [])),
                    properties.GetValueOrDefault("identity", []));
                IsProven = !port.IsSigned;
                break;
            case "PING":
                Send(ZmtpFormat.Pong(command));
                break;
            case "ERROR":
                throw new InvalidDataException("a peer wants no more");
        }
    }
}
