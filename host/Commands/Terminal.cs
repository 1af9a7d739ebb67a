namespace ReluDc.Notebooks;

/// <summary>
/// The one door through which the program speaks. What goes through it is shown, never obeyed: a name, a cell or an error that comes from
/// elsewhere can neither clear the screen nor forge a line.
/// </summary>
internal static class Terminal
{
    private const string ClearLine = "\r\e[K"; // to the front of the line, and nothing on it
    private const int LeastWidth = 20;

    private static readonly Lock telling = new();
    private static string live = "";
    private static volatile bool hushed;

    /// <summary>Whether standard error is a terminal, where a line may change; else it is a log.</summary>
    public static bool IsLive => !Console.IsErrorRedirected;

    /// <summary>A line on standard error: what goes on, what is wrong.</summary>
    public static void Tell(string line)
    {
        if (!hushed)
            TellLast(line);
    }

    /// <summary>The same when all else has been told to be quiet.</summary>
    public static void TellLast(string line)
    {
        lock (telling)
        {
            if (live.Length > 0)
                Console.Error.Write(ClearLine);
            live = "";
            Console.Error.WriteLine(Visible.Line(line));
        }
    }

    /// <summary>The line at the bottom that changes, where standard error is a terminal; empty for none.</summary>
    public static void Live(string line)
    {
        if (!IsLive || hushed)
            return;
        lock (telling)
        {
            if (live.Length > 0 || line.Length > 0)
                Console.Error.Write(ClearLine + Cut(Visible.Line(line)));
            live = line;
        }
    }

    /// <summary>From here on nothing is told but <see cref="TellLast"/>: the program is being stopped.</summary>
    public static void Hush() => hushed = true;

    /// <summary>A line of the result, on standard output.</summary>
    public static void Result(string line) => Console.Out.WriteLine(Visible.Line(line));

    /// <summary>A result of several lines, on standard output.</summary>
    public static void Data(string text) => Console.Out.WriteLine(Visible.Text(text));

    /// <summary>All of standard input.</summary>
    public static async Task<byte[]> InputAsync(CancellationToken cancellation)
    {
        using var input = Console.OpenStandardInput();
        using var read = new MemoryStream();
        await input.CopyToAsync(read, cancellation);
        return read.ToArray();
    }

    /// <summary>A file as the result, byte for byte: for a program that reads it, not for a screen.</summary>
    public static void Output(byte[] file)
    {
        using var output = Console.OpenStandardOutput();
        output.Write(file);
    }

    private static string Cut(string line) => Math.Max(LeastWidth, Console.WindowWidth - 1) is var width && line.Length > width
        ? line[..(width - 1)] + "…"
        : line;
}
