using System.Text;

namespace ReluDc.HeartRate;

/// <summary>
/// A recording's file as lines of text, without comments and empty lines; what is no text is named as what it is.
/// </summary>
internal sealed class RecordingText
{
    private const int HeadLength = 4096;

    private readonly string path;

    private RecordingText(string path) => this.path = path;

    /// <summary>How many comment lines there are among those read so far.</summary>
    public int Comments { get; private set; }

    /// <summary>The last comment before the first line that is none; some programs write the names of columns there.</summary>
    public string? Heading { get; private set; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="FormatException">It is missing, empty, or no text; the message is one line.</exception>
    public static RecordingText Open(string path)
    {
        if (!File.Exists(path))
            throw new FormatException($"{path}: there is no such file");
        using var file = File.OpenRead(path);
        var head = new byte[HeadLength];
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return KindOf(head.AsSpan(0, length)) is { } kind ? throw new FormatException($"{path}: {kind}") : new(path);
    }

    /// <summary>Its lines with their numbers, from 1.</summary>
    public IEnumerable<(int Number, string Line)> Lines()
    {
        var number = 0;
        var begun = false;
        (Comments, Heading) = (0, null);
        foreach (var raw in File.ReadLines(path, Encoding.UTF8)) // or what its byte order mark says
        {
            number++;
            var line = raw.Trim('\u001a', '\0', ' ', '\r');
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (line.TrimStart() is ['#' or '%', ..] or ['/', '/', ..])
            {
                Comments++;
                Heading = begun ? Heading : line.TrimStart('#', '%', '/', ' ', '\t');
                continue;
            }
            begun = true;
            yield return (number, line);
        }
    }

    /// <summary>What is wrong with a line, for the reader of the file.</summary>
    public FormatException Fault(int line, string message) => new($"{path}, line {line}: {message}");

    /// <summary>What is wrong with the file.</summary>
    public FormatException Fault(string message) => new($"{path}: {message}");

    private static string? KindOf(ReadOnlySpan<byte> head) => head switch
    {
        [] => "the file is empty; allowed: a CSV file with columns of times and of the PPG, such as time_s,ppg",
        [(byte)'P', (byte)'K', 3, 4, ..] when head.IndexOf("xl/"u8) >= 0 || head.IndexOf("[Content_Types].xml"u8) >= 0 =>
            "this is a spreadsheet (xlsx), and no text; allowed: its sheet saved as CSV",
        [(byte)'P', (byte)'K', _, _, ..] => "this is a zip archive; allowed: the file in it, unpacked",
        [0x1f, 0x8b, ..] => "this is packed by gzip; allowed: the file in it, unpacked",
        [0xd0, 0xcf, 0x11, 0xe0, ..] => "this is an old spreadsheet (xls), and no text; allowed: its sheet saved as CSV",
        [0x89, (byte)'H', (byte)'D', (byte)'F', ..] => "this is an HDF5 file, and no text; allowed: its columns written as CSV",
        [(byte)'M', (byte)'A', (byte)'T', (byte)'L', (byte)'A', (byte)'B', ..] =>
            "this is a MATLAB file, and no text; allowed: its columns written as CSV",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "this is a PDF, and no text; allowed: a CSV file",
        [0xff, 0xfe, ..] or [0xfe, 0xff, ..] => null, // UTF-16, which spreadsheets call Unicode text
        _ when head.Contains((byte)0) => "this is no text; allowed: a CSV file with columns of times and of the PPG, such as time_s,ppg",
        _ => null,
    };
}
