using System.Text;

namespace ReluDc.Engine;

/// <summary>Lines of a conversation in UTF-8, none of which is kept beyond a length, however long the other side goes on.</summary>
/// <param name="stream">Where they come from.</param>
/// <param name="longest">The longest line that is kept whole, in bytes.</param>
internal sealed class LineReader(Stream stream, int longest)
{
    /// <summary>So much of a longer line is kept, in bytes: enough to see whose it is.</summary>
    public const int Beginning = 1 << 12;

    private readonly byte[] buffer = new byte[1 << 16];
    private MemoryStream line = new();
    private long length; // of the line so far
    private int from; // what is left of the buffer
    private int to;

    /// <summary>The next line; null at the end.</summary>
    public LongLine? Read()
    {
        while (true)
        {
            if (Take() is { } whole)
                return whole;
            (from, to) = (0, stream.Read(buffer));
            if (to == 0)
                return End();
        }
    }

    /// <summary>The next line; null at the end.</summary>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async Task<LongLine?> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (Take() is { } whole)
                return whole;
            (from, to) = (0, await stream.ReadAsync(buffer, cancellation));
            if (to == 0)
                return End();
        }
    }

    /// <summary>Takes the rest of the buffer, up to the end of the line; the line if that was there.</summary>
    private LongLine? Take()
    {
        var rest = buffer.AsSpan(from, to - from);
        var end = rest.IndexOf((byte)'\n');
        var part = end < 0 ? rest : rest[..end];
        from = end < 0 ? to : from + end + 1;
        if (length + part.Length <= longest)
            line.Write(part);
        else
            KeepBeginning(part);
        length += part.Length;
        return end < 0 ? null : Whole();
    }

    private void KeepBeginning(ReadOnlySpan<byte> part)
    {
        if (line.Length < Beginning)
            line.Write(part[..Math.Min(part.Length, Beginning - (int)line.Length)]);
        if (line.Length == Beginning)
            return;
        var kept = line.GetBuffer().AsSpan(0, Beginning).ToArray();
        line = new(); // a shorter length alone would keep its memory
        line.Write(kept);
    }

    private LongLine? End() => length > 0 ? Whole() : null;

    private LongLine Whole()
    {
        var text = Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length).TrimEnd('\r');
        var isCut = length > longest;
        var whole = new LongLine(text, isCut ? length : text.Length, isCut);
        if (line.Capacity > buffer.Length)
            line = new();
        line.SetLength(0);
        length = 0;
        return whole;
    }
}

/// <summary>A line, or the beginning of one that is too long.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Length">Its length in characters; in bytes if it is too long.</param>
/// <param name="IsCut">Whether the text is its beginning only.</param>
internal readonly record struct LongLine(string Text, long Length, bool IsCut);
