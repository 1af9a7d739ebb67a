using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ReluDc.Notebooks;

/// <summary>The line of a journal behind the rows of a part: "#20 5feceb66ffc86f38 linear, repetition 1".</summary>
/// <param name="RowCount">How many rows the part has.</param>
/// <param name="Checksum">Of its name and rows: the first 16 hexadecimal digits of their SHA-256.</param>
/// <param name="Part">Its name.</param>
internal sealed record JournalMark(int RowCount, string Checksum, string Part)
{
    private const char Sign = '#';
    private const int ChecksumLength = 16;

    /// <summary>The mark of a part.</summary>
    /// <exception cref="ArgumentException">
    /// The part's name or a row could not be read back: it has an end of line, or is like a mark.
    /// </exception>
    public static JournalMark Of(string part, IReadOnlyList<string> rows)
    {
        if (rows.Append(part).FirstOrDefault(line => line.Contains('\n') || IsOne(line)) is { } line)
            throw new ArgumentException($"'{line}' cannot stand in a journal: it has an end of line, or begins with {Sign}.", nameof(rows));
        return new(rows.Count, ChecksumOf(part, rows), part);
    }

    /// <summary>Whether these are the rows that it was written behind.</summary>
    public bool Fits(IReadOnlyList<string> rows) => rows.Count == RowCount && Checksum == ChecksumOf(Part, rows);

    /// <summary>Whether a line is to be a mark.</summary>
    public static bool IsOne(string line) => line.StartsWith(Sign);

    /// <summary>The mark that a line is; null if it is none.</summary>
    public static JournalMark? Parse(string line) => IsOne(line) && line[1..].Split(' ', 3) is [var count, var checksum, var part]
        && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
        ? new(rows, checksum, part)
        : null;

    /// <summary>Lines as they stand in a file.</summary>
    public static string Text(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private static string ChecksumOf(string part, IEnumerable<string> rows) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text(rows.Prepend(part)))))[..ChecksumLength];

    /// <summary>The line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sign}{RowCount} {Checksum} {Part}");
}
