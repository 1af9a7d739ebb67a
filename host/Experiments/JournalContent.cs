using System.Text;

namespace ReluDc.Notebooks;

/// <summary>What a journal holds.</summary>
/// <param name="Parts">The rows of each part that is whole.</param>
/// <param name="End">Where the last of them ends, in bytes; what follows was cut off. 0 if not even the first line is whole.</param>
internal sealed record JournalContent(Dictionary<string, string[]> Parts, long End)
{
    private const byte NewLine = (byte)'\n';

    /// <summary>Reads a journal.</summary>
    /// <param name="path">What to call it in messages.</param>
    /// <param name="bytes">All of it.</param>
    /// <param name="firstLine">What its first line is to be.</param>
    /// <exception cref="FormatException">It is another experiment's, or not as it was written; the message is one line.</exception>
    public static JournalContent Read(string path, ReadOnlySpan<byte> bytes, string firstLine)
    {
        var parts = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var rows = new List<string>();
        long end = 0;
        var (at, number) = (0, 0);
        while (bytes[at..].IndexOf(NewLine) is >= 0 and var length)
        {
            var line = Encoding.UTF8.GetString(bytes.Slice(at, length));
            at += length + 1;
            if (++number == 1)
            {
                if (line != firstLine)
                    throw Foreign(path);
                end = at;
            }
            else if (!JournalMark.IsOne(line))
                rows.Add(line);
            else
            {
                if (JournalMark.Parse(line) is not { } mark || !mark.Fits(rows) || !IsKnownAs(mark.Part, rows))
                    throw new FormatException($"{path}, line {number}: the rows before it are not those that were written; delete "
                        + "the file to begin anew");
                parts[mark.Part] = [.. rows];
                rows.Clear();
                end = at;
            }
        }
        // A first line without its end is cut off, or something else's.
        if (number == 0 && !Encoding.UTF8.GetBytes(firstLine).AsSpan().StartsWith(bytes))
            throw Foreign(path);
        return new(parts, end);

        bool IsKnownAs(string part, List<string> found) => !parts.TryGetValue(part, out var before) || before.SequenceEqual(found);
    }

    private static FormatException Foreign(string path) => new($"{path}: not a journal of this experiment; delete it to begin anew");
}
