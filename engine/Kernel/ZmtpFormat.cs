using System.Buffers.Binary;
using System.Text;

namespace ReluDc.Engine;

/// <summary>
/// What stands on a wire of ZeroMQ's transport protocol, ZMTP 3.0 without encryption, as https://rfc.zeromq.org/spec/23/ has it.
/// </summary>
/// <remarks>
/// The engine speaks it itself. NetMQ keeps the frames of a message that has not ended without any bound, and allocates whatever length a
/// peer names: whoever can reach the port could fill the memory, unsigned. None of its options bounds that.
/// </remarks>
internal static class ZmtpFormat
{
    /// <summary>Length of the greeting with which each side begins, in bytes.</summary>
    public const int GreetingLength = 64;

    /// <summary>In the flags of a frame: others of the same message follow.</summary>
    public const byte More = 1;

    /// <summary>In the flags of a frame: its length has eight bytes.</summary>
    public const byte Long = 2;

    /// <summary>In the flags of a frame: it is a command to the peer itself.</summary>
    public const byte Command = 4;

    private const int LastOfSignature = 9;
    private const int Version = 10; // of major and minor
    private const int Mechanism = 12;
    private const int MechanismLength = 20;

    private static readonly byte[] none = [.. "NULL"u8, .. new byte[MechanismLength - 4]]; // of security: the messages are signed

    /// <summary>The greeting of this side.</summary>
    public static byte[] Greeting()
    {
        var greeting = new byte[GreetingLength];
        (greeting[0], greeting[LastOfSignature], greeting[Version]) = (0xff, 0x7f, 3);
        none.CopyTo(greeting, Mechanism);
        return greeting;
    }

    /// <summary>Whether a peer greets as one that can be talked to.</summary>
    /// <param name="greeting">The first 64 bytes.</param>
    public static bool IsGreeting(ReadOnlySpan<byte> greeting) => greeting[0] == 0xff && greeting[LastOfSignature] == 0x7f
        && greeting[Version] >= 3 && greeting.Slice(Mechanism, MechanismLength).SequenceEqual(none);

    /// <summary>The command by which this side says what it is.</summary>
    /// <param name="socketType">Such as ROUTER.</param>
    public static byte[] Ready(string socketType) => Frame(Command,
        [.. Named("READY"), .. Property("Socket-Type", Encoding.ASCII.GetBytes(socketType)), .. Property("Identity", [])]);

    /// <summary>The answer to a PING: its context, which follows its name and a time to live.</summary>
    /// <param name="ping">The command's body.</param>
    public static byte[] Pong(ReadOnlySpan<byte> ping) => Frame(Command, [.. Named("PONG"), .. ping[Math.Min(7, ping.Length)..]]);

    /// <summary>A message as it travels.</summary>
    /// <param name="frames">Its frames, one at least.</param>
    public static byte[] Message(IReadOnlyList<byte[]> frames)
    {
        using var bytes = new MemoryStream(frames.Sum(frame => frame.Length + 9));
        for (var i = 0; i < frames.Count; i++)
            bytes.Write(Frame(i < frames.Count - 1 ? More : (byte)0, frames[i]));
        return bytes.Length == bytes.Capacity ? bytes.GetBuffer() : bytes.ToArray();
    }

    /// <summary>The name of a command and what follows it.</summary>
    /// <exception cref="InvalidDataException">It is no command.</exception>
    public static (string Name, byte[] Body) Open(ReadOnlySpan<byte> command) => !command.IsEmpty && command.Length > command[0]
        ? (Encoding.ASCII.GetString(command.Slice(1, command[0])), command[(1 + command[0])..].ToArray())
        : throw new InvalidDataException("a command is cut off");

    /// <summary>What a READY says, by names in small letters.</summary>
    /// <param name="properties">What follows its name.</param>
    /// <exception cref="InvalidDataException">They are cut off.</exception>
    public static Dictionary<string, byte[]> Properties(ReadOnlySpan<byte> properties)
    {
        var found = new Dictionary<string, byte[]>();
        while (!properties.IsEmpty)
        {
            var name = 1 + properties[0];
            if (properties.Length < name + 4 || BinaryPrimitives.ReadUInt32BigEndian(properties[name..]) is var length
                && length > properties.Length - name - 4)
                throw new InvalidDataException("a property is cut off");
            found[Encoding.ASCII.GetString(properties[1..name]).ToLowerInvariant()] = properties.Slice(name + 4, (int)length).ToArray();
            properties = properties[(name + 4 + (int)length)..];
        }
        return found;
    }

    private static byte[] Frame(byte flags, ReadOnlySpan<byte> body)
    {
        if (body.Length <= byte.MaxValue)
            return [flags, (byte)body.Length, .. body];
        var frame = new byte[9 + body.Length];
        frame[0] = (byte)(flags | Long);
        BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(1), body.Length);
        body.CopyTo(frame.AsSpan(9));
        return frame;
    }

    private static byte[] Named(string command) => [(byte)command.Length, .. Encoding.ASCII.GetBytes(command)];

    private static byte[] Property(string name, byte[] value)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
        return [.. Named(name), .. length, .. value];
    }
}
