using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>Clients that read slower than cells print: who reads loses nothing, who does not is not waited for without end.</summary>
public sealed class SlowReaderTests : IDisposable
{
    private const int Length = 1_000_000; // of an output

    private readonly int[] ports = FreePorts.Several(5);
    private readonly List<string> log = [];
    private readonly JupyterSockets sockets;
    private readonly Socket reader = new(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 1 << 16, ReceiveTimeout = 30_000 };
    private readonly ZmtpDecoder decoder = new(2 * Length);
    private readonly byte[] buffer = new byte[1 << 16];
    private readonly Queue<string> heard = new();

    public SlowReaderTests()
    {
        sockets = new(new(IPAddress.Loopback, ports[0], ports[1], ports[2], ports[3], ports[4], "key"u8.ToArray()), log.Add);
        reader.Connect(IPAddress.Loopback, ports[2]);
        reader.Send([.. ZmtpFormat.Greeting(), .. ZmtpFormat.Ready("SUB"), .. ZmtpFormat.Message([[1]])]);
        for (var clock = Stopwatch.StartNew(); heard.Count == 0 && clock.Elapsed < TimeSpan.FromSeconds(30);)
        {
            Output(0);
            Thread.Sleep(20);
            while (reader.Available > 0)
                Read();
        }
        heard.Clear();
    }

    public void Dispose()
    {
        reader.Dispose();
        sockets.Dispose();
    }

    [Fact]
    public void Who_reads_slowly_hears_all_in_order_and_the_cell_waits()
    {
        const int Count = 100;
        var sent = 0;
        var cell = new Thread(() =>
        {
            while (sent < Count)
                Output(++sent);
        }) { IsBackground = true };
        cell.Start();
        Thread.Sleep(1500);
        Assert.InRange(Volatile.Read(ref sent), 1, 60); // what is on its way, and in buffers
        for (var i = 1; i <= Count; i++)
        {
            while (heard.Count == 0)
                Read();
            Assert.StartsWith($"{{\"name\":\"stdout\",\"text\":\"{i}:x", heard.Dequeue(), StringComparison.Ordinal);
        }
        Assert.Empty(log);
    }

    [Fact]
    public void Who_does_not_read_is_waited_for_once_and_then_sent_away()
    {
        var clock = Stopwatch.StartNew();
        for (var i = 1; i <= 200; i++)
            Output(i);
        sockets.Flush();
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(60));
        Assert.Equal(["a client on iopub has left 128 MB unread"], log);
    }

    private void Output(int number) => sockets.Send(Message.Request("stream",
        new() { ["name"] = "stdout", ["text"] = $"{number}:" + new string('x', number == 0 ? 1 : Length) }));

    private void Read()
    {
        var count = reader.Receive(buffer);
        Assert.NotEqual(0, count);
        decoder.Take(buffer.AsSpan(0, count), _ => { },
            frames => heard.Enqueue(Encoding.UTF8.GetString(frames[^1].AsSpan(0, Math.Min(40, frames[^1].Length)))));
    }
}
