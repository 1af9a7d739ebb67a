using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ReluDc.Engine;

/// <summary>A port with the clients that came in by it. Of one thread.</summary>
internal sealed class ZmtpPort : IDisposable
{
    private const int MostPeers = 100; // far more than there are clients of a notebook

    private readonly List<ZmtpPeer> peers = []; // in the order in which they came
    private readonly Action<string> log;
    private uint strangers; // peers that did not name themselves

    /// <summary>Begins to listen.</summary>
    /// <param name="name">Jupyter's name of the channel.</param>
    /// <param name="socketType">ROUTER, or PUB for one that only says.</param>
    /// <param name="largest">The largest message that it takes, in bytes.</param>
    /// <param name="address">The interface.</param>
    /// <param name="port">The port.</param>
    /// <param name="log">Told of clients that are cut off.</param>
    /// <exception cref="IOException">The port is taken, or the interface is not there.</exception>
    public ZmtpPort(string name, string socketType, long largest, IPAddress address, int port, Action<string> log)
    {
        (Name, SocketType, Largest, this.log) = (name, socketType, largest, log);
        Listener = new(address.AddressFamily, System.Net.Sockets.SocketType.Stream, ProtocolType.Tcp)
            { Blocking = false };
        try
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6)
                Listener.DualMode = true;
            if (OperatingSystem.IsWindows())
                Listener.ExclusiveAddressUse = true; // else another program could listen beside it
            Listener.Bind(new IPEndPoint(address, port));
            Listener.Listen();
        }
        catch (SocketException e)
        {
            Listener.Dispose();
            throw new IOException($"cannot listen on {new IPEndPoint(address, port)}: {e.Message}", e);
        }
    }

    /// <summary>Jupyter's name of the channel.</summary>
    public string Name { get; }

    /// <summary>What it is to its peers: ROUTER or PUB.</summary>
    public string SocketType { get; }

    /// <summary>The largest message that it takes, in bytes.</summary>
    public long Largest { get; }

    /// <summary>Whether clients prove themselves by a signature; else it is enough that they say what they are.</summary>
    public bool IsSigned => Name is "shell" or "control" or "stdin";

    /// <summary>Where clients come in.</summary>
    public Socket Listener { get; }

    /// <summary>The clients.</summary>
    public IReadOnlyList<ZmtpPeer> Peers => peers;

    /// <summary>Takes in the clients that wait.</summary>
    public void Accept()
    {
        try
        {
            var peer = new ZmtpPeer(Listener.Accept(), this);
            peers.Add(peer);
            // Whoever only fills places makes room for others, and comes again if it was a client after all.
            if (peers.Count > MostPeers)
                Cut(peers.Find(other => !other.IsProven) ?? peer);
        }
        catch (Exception e) when (e is SocketException or InvalidDataException)
        {
            Thread.Sleep(1); // it has gone already, or the system gives no more; the listener says so again at once
        }
    }

    /// <summary>Ends a connection.</summary>
    public void Cut(ZmtpPeer peer)
    {
        peers.Remove(peer);
        peer.Dispose();
    }

    /// <summary>Sends a message to the client that goes by a name, if it is there.</summary>
    /// <param name="identity">The name.</param>
    /// <param name="message">The message as it travels.</param>
    public void SendTo(byte[] identity, byte[] message)
    {
        if (peers.Find(peer => peer.Identity.AsSpan().SequenceEqual(identity)) is { } receiver)
            Send(receiver, message);
    }

    /// <summary>Sends a message to all that want it.</summary>
    /// <param name="topic">What it begins with.</param>
    /// <param name="message">The message as it travels.</param>
    public void Publish(byte[] topic, byte[] message)
    {
        foreach (var peer in peers.Where(peer => peer.Wants(topic)).ToArray())
            Send(peer, message);
    }

    /// <summary>Decides whether a client may talk here.</summary>
    /// <param name="type">What it is.</param>
    /// <param name="identity">The name that it gives itself; empty for none.</param>
    /// <returns>The name that it has from now on.</returns>
    /// <exception cref="InvalidDataException">It may not.</exception>
    public byte[] Admit(string type, byte[] identity)
    {
        if (!(SocketType == "PUB" ? type is "SUB" or "XSUB" : type is "DEALER" or "REQ" or "ROUTER"))
            throw new InvalidDataException($"a peer of an unsuitable type came to {Name}");
        if (identity.Length > byte.MaxValue)
            throw new InvalidDataException($"a peer with too long a name came to {Name}");
        if (identity.Length > 0 && peers.Exists(peer => peer.Identity.AsSpan().SequenceEqual(identity)))
            throw new InvalidDataException($"a peer with the name of another came to {Name}");
        if (identity.Length > 0)
            return identity;
        do // a name that begins with zero should not be another's, but may be
            BinaryPrimitives.WriteUInt32BigEndian((identity = new byte[5]).AsSpan(1), ++strangers);
        while (peers.Exists(peer => peer.Identity.AsSpan().SequenceEqual(identity)));
        return identity;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Listener.Dispose();
        foreach (var peer in peers)
            peer.Dispose();
    }

    private void Send(ZmtpPeer peer, byte[] message)
    {
        try
        {
            peer.Send(message);
        }
        catch (Exception e) when (e is SocketException or InvalidDataException)
        {
            if (e is InvalidDataException)
                log(e.Message);
            Cut(peer); // it has gone, or does not read
        }
    }
}
