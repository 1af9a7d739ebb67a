using System.Text;

namespace ReluDc.Notebooks;

/// <summary>What earlier runs of a sweep have found, on disk draw by draw, so that one that was ended goes on where it was.</summary>
/// <remarks>
/// A line for each draw: a hash of all that its outcome depends on, notebook, parameters, and what was wrong, apart by tabs. A last line
/// without its end was cut off, and does not count.
/// </remarks>
internal sealed class SweepJournal : IDisposable
{
    private const string Head = "# draws of dotnet run -- sweep; delete it to begin anew";
    private const char Between = '\t';

    private readonly Dictionary<(string Hash, string Draw), string[]> found = [];
    private readonly FileStream file;

    /// <summary>Opens a journal, or begins one.</summary>
    /// <param name="path">Its file.</param>
    /// <exception cref="UsageException">The file is something else, or another sweep writes it.</exception>
    public SweepJournal(string path)
    {
        try
        {
            file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new UsageException($"--out {path}: another sweep writes it; allowed: to wait for that one, or another file");
        }
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var whole = Encoding.UTF8.GetString(bytes.AsSpan(..(Array.LastIndexOf(bytes, (byte)'\n') + 1)));
        var lines = whole.Split('\n')[..^1];
        if (lines.Length > 0 ? lines[0] != Head : bytes.Length > 0)
        {
            file.Dispose();
            throw new UsageException($"--out {path} is no journal of a sweep; allowed: another file, or move that one away");
        }
        foreach (var line in lines.Skip(1).Select(line => line.Split(Between)).Where(line => line.Length >= 3))
            found[(line[0], line[2])] = line[3..];
        file.SetLength(Encoding.UTF8.GetByteCount(whole));
        file.Position = file.Length;
        if (lines.Length == 0)
            Write(Head);
    }

    /// <summary>What was wrong with a draw; null if it has not been run.</summary>
    public IReadOnlyList<string>? Of(string hash, ParameterDraw draw)
    {
        lock (found)
            return found.GetValueOrDefault((hash, draw.ToString()));
    }

    /// <summary>Keeps what was wrong with a draw.</summary>
    public void Add(string hash, string notebook, ParameterDraw draw, IReadOnlyList<string> wrong)
    {
        lock (found)
        {
            found[(hash, draw.ToString())] = [.. wrong];
            Write(string.Join(Between,
                [hash, notebook, draw.ToString(), .. wrong.Select(line => Visible.Line(line).Replace(Between, ' '))]));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private void Write(string line)
    {
        file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        file.Flush();
    }
}
