using System.Net.NetworkInformation;
using System.Text;
using System.Text.Json.Nodes;

namespace ReluDc.Tests.Engine;

/// <summary>Who may talk to the kernel, and what it does with what it does not understand.</summary>
public sealed class TrustTests : IDisposable
{
    private const int Rounds = 400;

    private readonly JupyterClient kernel = KernelUnderTest.Start();

    public void Dispose() => kernel.Dispose();

    private List<byte[]> Request(string code) => kernel.Frames("execute_request", Guid.NewGuid().ToString("N"), new() { ["code"] = code });

    [Fact]
    public void A_wrong_signature_or_none_is_dropped_and_logged_and_never_executed()
    {
        kernel.Run("var ran = 0;");
        foreach (var forge in new Func<byte[], byte[]>[]
            { _ => [], signature => [.. signature[..^1], (byte)(signature[^1] ^ 1)], signature => signature[..32], _ => new byte[64] })
        {
            var frames = Request("ran++;");
            frames[1] = forge(frames[1]);
            kernel.SendFrames("shell", frames);
            kernel.SendFrames("control", frames);
        }
        var changed = Request("ran++; ");
        changed[5] = Encoding.UTF8.GetBytes("{\"code\": \"ran = 99;\"}");
        kernel.SendFrames("shell", changed);
        Assert.Equal("0", kernel.Value("ran"));
        Assert.Contains("a message on shell was dropped: it is not signed", kernel.Errors);
        Assert.Contains("a message on control was dropped: its signature is wrong", kernel.Errors);
    }

    [Fact]
    public void A_message_that_came_before_is_dropped_on_every_channel()
    {
        kernel.Run("var ran = 0;");
        var frames = Request("ran++;");
        kernel.SendFrames("shell", frames);
        kernel.SendFrames("shell", frames);
        kernel.SendFrames("control", frames);
        Assert.Equal("1", kernel.Value("ran"));
        Assert.Contains("a message on shell was dropped: it came before", kernel.Errors);
    }

    [Fact]
    public void It_listens_on_the_interface_that_the_connection_file_names_and_on_nothing_else()
    {
        var ports = kernel.Ports.Values.ToHashSet();
        var listened = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(end => ports.Contains(end.Port)).ToArray();
        Assert.Equal(5, listened.Length);
        Assert.All(listened, end => Assert.Equal("127.0.0.1", end.Address.ToString()));
        if (!OperatingSystem.IsLinux())
            return;
        // Of all that this process listens on, these are all.
        var sockets = new DirectoryInfo($"/proc/{kernel.Process.Id}/fd").GetFiles().Select(file => file.LinkTarget)
            .Where(link => link?.StartsWith("socket:", StringComparison.Ordinal) == true)
            .Select(link => link!["socket:[".Length..^1]).ToHashSet();
        var own = new[] { "tcp", "tcp6" }.SelectMany(table => File.ReadLines($"/proc/net/{table}").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[3] == "0A" && sockets.Contains(fields[9]))
            .Select(fields => Convert.ToInt32(fields[1].Split(':')[1], 16)).Order();
        Assert.Equal(ports.Order(), own);
    }

    [Theory]
    [InlineData("frobnicate_request", "{}")]
    [InlineData("execute_request", "{}")]
    [InlineData("execute_request", "{\"code\": 5}")]
    [InlineData("execute_request", "{\"code\": \"1\", \"silent\": \"perhaps\"}")]
    [InlineData("execute_request", "{\"code\": \"1\", \"user_expressions\": [1]}")]
    [InlineData("complete_request", "{\"cursor_pos\": \"x\"}")]
    [InlineData("complete_request", "{\"code\": \"a\", \"cursor_pos\": 1.5}")]
    [InlineData("inspect_request", "{\"code\": null}")]
    [InlineData("is_complete_request", "{}")]
    [InlineData("history_request", "{\"hist_access_type\": \"sideways\"}")]
    [InlineData("comm_info_request", "{\"target_name\": 7}")]
    public void An_unknown_or_malformed_request_is_answered_with_an_error_that_says_what_is_allowed(string type, string content)
    {
        var id = kernel.Send("shell", type, JsonNode.Parse(content)!.AsObject());
        if (type != "comm_info_request")
        {
            var reply = kernel.Reply("shell", id).Content;
            Assert.Equal("error", (string?)reply["status"]);
            Assert.Contains("allowed: ", (string?)reply["evalue"]);
        }
        Assert.Equal("2", kernel.Value("1 + 1"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_and_truncated_and_oversized_frames_leave_it_answering(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
            kernel.SendFrames(new[] { "shell", "control", "stdin" }[random.Next(3)], Nonsense(random));
        Assert.Equal("2", kernel.Value("1 + 1"));
        Assert.Equal([7], kernel.Beat([7]));
        Assert.False(kernel.Process.HasExited);
    }

    [Fact]
    public void A_frame_beyond_all_measure_is_not_taken_and_others_are_served()
    {
        using (var intruder = new NetMQ.Sockets.DealerSocket())
        {
            intruder.Options.Linger = TimeSpan.FromMilliseconds(200);
            intruder.Connect($"tcp://127.0.0.1:{kernel.Ports["shell"]}");
            NetMQ.OutgoingSocketExtensions.SendFrame(intruder, new byte[80 << 20]);
        }
        Assert.Equal("2", kernel.Value("1 + 1"));
        Assert.True(kernel.Process.WorkingSet64 < 1L << 30);
    }

    /// <summary>Frames of which no message can be made, or that are rightly signed and make no sense.</summary>
    private List<byte[]> Nonsense(Random random)
    {
        var good = Request("1");
        switch (random.Next(6))
        {
            case 0:
                return [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => Bytes(random.Next(200)))];
            case 1:
                return good[..random.Next(1, good.Count)];
            case 2:
                good[random.Next(good.Count)] = Bytes(random.Next(100));
                return good;
            case 3:
                good[random.Next(2, 6)] = Bytes(1 << 20);
                return good;
            case 4:
                return kernel.Signed(Text(), Text(), Text(), Text());
            default:
                var header = $"{{\"msg_type\": {Text()}, \"msg_id\": {Text()}}}";
                return kernel.Signed(header, "{}", "{}", Text());
        }

        byte[] Bytes(int count)
        {
            var bytes = new byte[count];
            random.NextBytes(bytes);
            return bytes;
        }

        string Text() => new[] { "", "{", "[]", "null", "1e999", "\"\\ud800\"", "{\"a\": 1, \"a\": 2}", new string('[', 500),
            "{\"code\": {}}", "\"x\"", "{\"msg_type\": [], \"msg_id\": 3}" }[random.Next(11)];
    }
}
