namespace ReluDc.Engine;

/// <summary>
/// What a process says on standard error as it ends. Programs that a cell starts write there too, so that the runtime's own words are
/// looked for.
/// </summary>
internal sealed class LastWords
{
    private const string Terminated = "Process terminated.";
    private const int MostLines = 200; // a stack overflow lists its stack

    // how the runtime begins to say why it ends
    private static readonly string[] beginnings =
        ["Stack overflow", "Unhandled exception", "Process terminated", "Fatal error", "Out of memory", "terminate called", "Failed to",
        "You must install", "A fatal error", "The application to execute does not exist"];

    private readonly Lock gate = new();
    private readonly List<string> lines = [];

    /// <summary>Takes a line; null, at the end, is none.</summary>
    public void Take(string? line)
    {
        lock (gate)
        {
            if (string.IsNullOrWhiteSpace(line))
                return;
            if (lines.Count == MostLines && !lines.Any(IsReason))
                lines.RemoveAt(0); // the last are those that count, until the runtime speaks
            if (lines.Count < MostLines)
                lines.Add(line.Trim());
        }
    }

    /// <summary>Why the process ended, in the runtime's words; null if it said nothing.</summary>
    public string? Reason
    {
        get
        {
            lock (gate)
                return lines.FindIndex(IsReason) is >= 0 and var place
                    // how a program ends itself, and why, are two lines
                    ? lines[place] == Terminated && place + 1 < lines.Count ? $"{Terminated} {lines[place + 1]}" : lines[place]
                    : null;
        }
    }

    private static bool IsReason(string line) => beginnings.Any(beginning => line.StartsWith(beginning, StringComparison.Ordinal));
}
