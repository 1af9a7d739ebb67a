using System.Net;
using System.Net.Sockets;

namespace ReluDc.Tests.Engine;

/// <summary>
/// Whoever can reach the kernel's ports without knowing its key cannot fill its memory, nor keep it from its client. The intruders speak
/// the protocol by hand.
/// </summary>
public sealed class FloodTests : IDisposable
{
    private const long MostGrowth = 400L << 20;

    private readonly JupyterClient kernel = KernelUnderTest.Start();
    private readonly List<Socket> intruders = [];
    private readonly long before;

    public FloodTests()
    {
        Assert.Equal("2", kernel.Value("1 + 1"));
        before = Resident();
    }

    public void Dispose()
    {
        intruders.ForEach(intruder => intruder.Dispose());
        kernel.Dispose();
    }

    [Fact]
    public void Twenty_frames_of_50_MB_in_one_message_are_not_kept()
    {
        for (var round = 0; round < 3; round++)
        {
            var intruder = Intruder("shell");
            var frame = Frame(1, new byte[50 << 20]);
            for (var i = 0; i < 20; i++)
                if (!TrySend(intruder, frame))
                    break;
            CheckAnswersAndMemory();
        }
        Assert.Contains("a message on shell was dropped: it has more than 67108864 bytes", kernel.Errors);
    }

    [Fact]
    public void A_million_tiny_frames_in_one_message_are_not_kept()
    {
        var intruder = Intruder("control");
        var thousand = Enumerable.Repeat(Frame(1, [7]), 1000).SelectMany(frame => frame).ToArray();
        for (var i = 0; i < 1000; i++)
            if (!TrySend(intruder, thousand))
                break;
        CheckAnswersAndMemory();
        Assert.Contains("a message on control was dropped: it has more than 1000 frames", kernel.Errors);
    }

    [Fact]
    public void Messages_that_never_end_on_many_connections_are_not_kept()
    {
        var most = new byte[20 << 20];
        for (var i = 0; i < 300; i++)
        {
            var intruder = Intruder(i % 2 == 0 ? "shell" : "stdin");
            TrySend(intruder, Frame(1, [1, 2, 3]));
            TrySend(intruder, [2, .. BitConverter.GetBytes(IPAddress.HostToNetworkOrder(60L << 20))]); // says how long it will be
            if (i % 10 == 0)
                TrySend(intruder, most);
        }
        CheckAnswersAndMemory();
        Assert.Equal("1:2", kernel.Value("$\"{1}:{2}\""));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HTTP/1.1\r\nHost: localhost:1234567890\r\n\r\n")]
    [InlineData("")]
    public void Whoever_speaks_another_protocol_is_sent_away(string said)
    {
        foreach (var port in kernel.Ports.Values)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(IPAddress.Loopback, port);
            socket.Send(System.Text.Encoding.ASCII.GetBytes(said));
        }
        CheckAnswersAndMemory();
        Assert.Equal([1, 2], kernel.Beat([1, 2]));
    }

    private void CheckAnswersAndMemory()
    {
        Assert.Equal("4", kernel.Value("2 + 2"));
        Assert.Equal([7], kernel.Beat([7]));
        var growth = Resident() - before;
        Assert.True(growth < MostGrowth, $"the kernel has grown by {growth >> 20} MB");
        TestContext.Current.TestOutputHelper?.WriteLine($"grown by {growth >> 20} MB");
    }

    private long Resident()
    {
        kernel.Process.Refresh();
        return kernel.Process.WorkingSet64;
    }

    /// <summary>A connection that has said what it is, and reads nothing.</summary>
    private Socket Intruder(string channel, string type = "DEALER")
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { SendTimeout = 5000, NoDelay = true };
        intruders.Add(socket);
        socket.Connect(IPAddress.Loopback, kernel.Ports[channel]);
        byte[] ready = [5, .. "READY"u8, 11, .. "Socket-Type"u8, 0, 0, 0, (byte)type.Length, .. System.Text.Encoding.ASCII.GetBytes(type)];
        TrySend(socket, [0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 0, .. "NULL"u8, .. new byte[48], 4, (byte)ready.Length, .. ready]);
        return socket;
    }

    private static byte[] Frame(byte flags, byte[] body) => body.Length < 256
        ? [flags, (byte)body.Length, .. body]
        : [(byte)(flags | 2), .. BitConverter.GetBytes(IPAddress.HostToNetworkOrder((long)body.Length)), .. body];

    private static bool TrySend(Socket socket, byte[] bytes)
    {
        try
        {
            for (var sent = 0; sent < bytes.Length;)
                sent += socket.Send(bytes.AsSpan(sent));
            return true;
        }
        catch (SocketException)
        {
            return false; // it was cut off, as it should be
        }
    }
}
