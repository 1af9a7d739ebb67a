using System.Buffers.Binary;

namespace ReluDc.Engine;

/// <summary>
/// Reads what a peer sends, piece by piece as it comes: the greeting, then commands and messages. Holds at most one message, and of that no
/// more than has come.
/// </summary>
/// <param name="largest">The largest message that is taken, in bytes, all frames together.</param>
internal sealed class ZmtpDecoder(long largest)
{
    /// <summary>The most frames of a message: a request has seven, and one for each buffer that comes with it.</summary>
    public const int MostFrames = 1000;

    private const int LargestCommand = 4096;
    private const int PieceLength = 1 << 16; // small enough for the collector's young generations

    private readonly byte[] head = new byte[ZmtpFormat.GreetingLength]; // of the greeting, or of a frame
    private readonly List<byte[]> frames = [];
    private readonly List<byte[]> pieces = []; // of the frame that comes, all full but the last
    private int filled; // of the head, or of the last piece
    private bool greeted;
    private bool inBody;
    private byte flags;
    private long missing; // of the frame's body
    private long taken; // of the message, as its frames name their lengths

    /// <summary>What is kept of a message that has not ended, in bytes.</summary>
    public long Held { get; private set; }

    /// <summary>Takes bytes.</summary>
    /// <param name="bytes">The next that came.</param>
    /// <param name="command">Told the body of each command that is whole.</param>
    /// <param name="message">Told the frames of each message that is whole.</param>
    /// <exception cref="InvalidDataException">This is not the protocol, or more than is taken; the rest is of no use.</exception>
    public void Take(ReadOnlySpan<byte> bytes, Action<byte[]> command, Action<List<byte[]>> message)
    {
        while (!bytes.IsEmpty || inBody && missing == 0)
        {
            if (inBody)
            {
                bytes = TakeBody(bytes);
                if (missing == 0)
                    EndFrame(command, message);
                continue;
            }
            // Of a frame the first byte says how many belong to its head.
            var wanted = !greeted ? head.Length : filled == 0 ? 1 : (head[0] & ZmtpFormat.Long) != 0 ? 9 : 2;
            var next = Math.Min(wanted - filled, bytes.Length);
            bytes[..next].CopyTo(head.AsSpan(filled));
            filled += next;
            bytes = bytes[next..];
            if (filled < wanted || filled == 1)
                continue;
            filled = 0;
            if (greeted)
                BeginFrame();
            else
                greeted = ZmtpFormat.IsGreeting(head) ? true : throw new InvalidDataException("a peer does not speak ZMTP 3");
        }
    }

    private void BeginFrame()
    {
        flags = head[0];
        var length = (flags & ZmtpFormat.Long) == 0 ? head[1] : BinaryPrimitives.ReadUInt64BigEndian(head.AsSpan(1));
        var isCommand = (flags & ZmtpFormat.Command) != 0;
        if (flags > (ZmtpFormat.Long | ZmtpFormat.Command | ZmtpFormat.More) || isCommand && (flags & ZmtpFormat.More) != 0)
            throw new InvalidDataException("a frame has flags that nobody knows");
        if (isCommand ? length > LargestCommand : length > (ulong)(largest - taken))
            throw new InvalidDataException($"it has more than {(isCommand ? LargestCommand : largest)} bytes");
        if (!isCommand && frames.Count == MostFrames)
            throw new InvalidDataException($"it has more than {MostFrames} frames");
        if (!isCommand)
            taken += (long)length;
        (missing, inBody, filled) = ((long)length, true, 0);
    }

    private ReadOnlySpan<byte> TakeBody(ReadOnlySpan<byte> bytes)
    {
        while (missing > 0 && !bytes.IsEmpty)
        {
            if (pieces.Count == 0 || filled == pieces[^1].Length)
            {
                pieces.Add(new byte[(int)Math.Min(missing, PieceLength)]);
                (filled, Held) = (0, Held + pieces[^1].Length);
            }
            var next = Math.Min(bytes.Length, pieces[^1].Length - filled);
            bytes[..next].CopyTo(pieces[^1].AsSpan(filled));
            (filled, missing) = (filled + next, missing - next);
            bytes = bytes[next..];
        }
        return bytes;
    }

    private void EndFrame(Action<byte[]> command, Action<List<byte[]>> message)
    {
        var body = pieces.Count == 1 ? pieces[0] : Joined();
        pieces.Clear();
        (inBody, filled) = (false, 0);
        if ((flags & ZmtpFormat.Command) != 0)
        {
            Held -= body.Length;
            command(body);
            return;
        }
        frames.Add(body);
        if ((flags & ZmtpFormat.More) != 0)
            return;
        List<byte[]> whole = [.. frames];
        frames.Clear();
        (taken, Held) = (0, 0);
        message(whole);
    }

    private byte[] Joined()
    {
        var body = new byte[pieces.Sum(piece => piece.Length)];
        var at = 0;
        foreach (var piece in pieces)
        {
            piece.CopyTo(body, at);
            at += piece.Length;
        }
        return body;
    }
}
