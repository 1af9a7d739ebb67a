using System.Security.Cryptography;
using System.Text;
using ReluDc.Engine;

namespace ReluDc.Tests.Fuzz;

/// <summary>Spoilt messages, in frames, in lines and in bytes of a connection: refused or read, and never an exception.</summary>
public sealed class WireFuzzTests
{
    private static readonly byte[] key = "the key"u8.ToArray();

    private static readonly string[] tokens =
    [
        "\"header\":", "\"content\":", "\"msg_id\":\"a1\"", "\"msg_type\":\"stream\"", "\"data\":{}", "\"text\":5", "\"text\":[\"a\",1]",
        "null", "true", "[]", "{}", "{\"a\":1,\"a\":2}", "\"display_id\":null", "\"transient\":[]", "\"execution_count\":\"3\"",
        "\"\\ud800\"", ",", ":", "\"metadata\":7", "\"parent_header\":[]", "<IDS|MSG>", "\n",
    ];

    private static readonly string[] partsOfRequest =
        ["{\"msg_id\":\"a1\",\"msg_type\":\"execute_request\",\"session\":\"s\"}", "{}", "{}", "{\"code\":\"1 + 1\"}"];

    [Fact]
    public void Frames_are_taken_only_if_they_are_rightly_signed_and_new()
    {
        var wire = new WireFormat(new(key));
        var taken = new HashSet<string>();
        new FuzzCampaign("frames", usual: 1000).Run(Frames, input =>
        {
            var frames = Unpacked(input);
            var (message, fault) = wire.Read("shell", frames);
            Assert.True(message is null != (fault is null), "neither taken nor refused");
            Assert.All(fault ?? "", letter => Assert.False(char.IsControl(letter)));
            if (message is null)
                return;
            var at = frames.FindIndex(frame => frame.AsSpan().SequenceEqual("<IDS|MSG>"u8));
            var signature = Encoding.ASCII.GetString(frames[at + 1]);
            Assert.Equal(Signature(frames.Skip(at + 2).Take(4)), signature);
            Assert.True(taken.Add(signature), "the same message was taken twice");
            Assert.NotNull(wire.Read("shell", frames).Fault);
        });
    }

    [Fact]
    public void Lines_are_messages_or_none_and_their_outputs_can_be_written()
    {
        var seeds = Corpus.Of("wire");
        new FuzzCampaign("lines", usual: 1000).Run(
            random => Mutations.Bytes(random, Mutations.Pick(random, seeds), tokens, Mutations.Pick(random, seeds)),
            input =>
            {
                var text = Encoding.UTF8.GetString(input);
                _ = Message.FromBeginning(text);
                var earlier = new CellOutputs();
                var outputs = new CellOutputs(() => earlier);
                foreach (var line in text.Split('\n').Append(text.Replace("\n", "", StringComparison.Ordinal)))
                    if (Message.FromLine(line) is { } message)
                    {
                        earlier.Take(message, line.Length);
                        outputs.Take(message, line.Length);
                        Assert.Equal(message.Id, Message.FromLine(message.ToLine())!.Id);
                    }
                Assert.All(outputs.All, output => Assert.NotEmpty(output.ToJson().ToJsonString(JsonStyle.Compact)));
            });
    }

    [Fact]
    public void Bytes_of_a_connection_are_messages_within_their_limits_or_end_it()
    {
        const int Largest = 5000;
        byte[] good = [.. ZmtpFormat.Greeting(), .. ZmtpFormat.Ready("DEALER"),
            .. ZmtpFormat.Message([[], "<IDS|MSG>"u8.ToArray(), new byte[300]]), .. ZmtpFormat.Message([[7]])];
        new FuzzCampaign("connections", usual: 1000).Run(
            random => Mutations.Bytes(random, good, ["\u0001\u0001a", "\u0002\0\0\0\0\0\0\u0001", "\u0004\u0005"], good[64..]),
            input =>
            {
                var whole = Read(input, input.Length);
                Assert.All(whole, frames => Assert.True(frames.Sum(frame => frame.Length) <= Largest));
                Assert.Equal(whole.Select(frames => frames.Count), Read(input, 1).Select(frames => frames.Count)); // however it is cut
            });

        static List<List<byte[]>> Read(byte[] input, int step)
        {
            var decoder = new ZmtpDecoder(Largest);
            var messages = new List<List<byte[]>>();
            try
            {
                for (var at = 0; at < input.Length; at += step)
                {
                    decoder.Take(input.AsSpan(at, Math.Min(step, input.Length - at)), Obey, messages.Add);
                    Assert.InRange(decoder.Held, 0, Largest + 4096);
                }
            }
            catch (InvalidDataException e)
            {
                Assert.NotEqual("", e.Message);
            }
            return messages;
        }

        static void Obey(byte[] command)
        {
            var (name, body) = ZmtpFormat.Open(command);
            if (name == "READY")
                _ = ZmtpFormat.Properties(body);
            if (name == "PING")
                _ = ZmtpFormat.Pong(command);
        }
    }

    /// <summary>Frames behind one another, each with its length in front: rightly signed or not, and then perhaps spoilt again.</summary>
    private static byte[] Frames(Pcg32 random)
    {
        var parts = partsOfRequest.Select(part => random.NextInt(2) == 0
            ? Encoding.UTF8.GetBytes(part)
            : Mutations.Bytes(random, Encoding.UTF8.GetBytes(part), tokens)).ToArray();
        List<byte[]> frames = [[1, 2, 3], "<IDS|MSG>"u8.ToArray(), Encoding.ASCII.GetBytes(Signature(parts)), .. parts];
        if (random.NextInt(3) == 0)
            frames[random.NextInt(frames.Count)] = Mutations.Bytes(random, frames[random.NextInt(frames.Count)], tokens);
        if (random.NextInt(4) == 0)
            frames.RemoveAt(random.NextInt(frames.Count));
        if (random.NextInt(4) == 0)
            frames.Insert(random.NextInt(frames.Count), frames[random.NextInt(frames.Count)]);
        return [.. frames.SelectMany(frame => BitConverter.GetBytes(frame.Length).Concat(frame))];
    }

    private static List<byte[]> Unpacked(byte[] input)
    {
        var frames = new List<byte[]>();
        for (var at = 0; at < input.Length; at += 4 + frames[^1].Length)
            frames.Add(input[(at + 4)..(at + 4 + BitConverter.ToInt32(input, at))]);
        return frames;
    }

    private static string Signature(IEnumerable<byte[]> parts) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, parts.SelectMany(part => part).ToArray()));
}
