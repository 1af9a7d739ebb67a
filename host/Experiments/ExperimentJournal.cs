using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>
/// The finished parts of an experiment, each on disk as soon as it is done, so that an interrupted run goes on where it stopped.
/// </summary>
/// <remarks>
/// The journal lies beside the result: the rows of a part, then a line that names it. Rows without such a line were cut off, and do not
/// count.
/// </remarks>
internal sealed class ExperimentJournal
{
    private const string Mark = "#";

    private readonly Dictionary<string, string[]> parts = new(StringComparer.Ordinal);

    /// <summary>Reads what an earlier run left.</summary>
    /// <param name="result">The file that the experiment makes in the end.</param>
    public ExperimentJournal(string result)
    {
        Path = result + ".part";
        if (!File.Exists(Path))
            return;
        var rows = new List<string>();
        foreach (var line in File.ReadLines(Path))
        {
            if (!line.StartsWith(Mark, StringComparison.Ordinal))
            {
                rows.Add(line);
                continue;
            }
            parts[line[Mark.Length..]] = [.. rows];
            rows.Clear();
        }
        if (rows.Count > 0) // what was cut off would stand before the next part
            AtomicFile.Write(Path, Text(parts.SelectMany(part => part.Value.Append(Mark + part.Key))));
    }

    /// <summary>Where the journal lies.</summary>
    public string Path { get; }

    /// <summary>Whether a part is done.</summary>
    public bool Has(string part) => parts.ContainsKey(part);

    /// <summary>Keeps a part.</summary>
    public void Add(string part, IEnumerable<string> rows)
    {
        lock (parts)
        {
            parts[part] = [.. rows];
            File.AppendAllText(Path, string.Concat(parts[part].Append(Mark + part).Select(line => line + "\n")));
        }
    }

    /// <summary>Writes the result, whole or not at all, and takes the journal away.</summary>
    public void Finish(string result, string header, IEnumerable<string> order)
    {
        AtomicFile.Write(result, Text(order.SelectMany(part => parts[part]).Prepend(header)));
        File.Delete(Path);
    }

    private static byte[] Text(IEnumerable<string> lines) =>
        System.Text.Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
}
