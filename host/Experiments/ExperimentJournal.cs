using ReluDc.Engine;
using ReluDc.Networks;

namespace ReluDc.Notebooks;

/// <summary>
/// The finished parts of an experiment, each on disk as soon as it is done, so that an interrupted run goes on where it stopped.
/// </summary>
/// <remarks>
/// The journal lies beside the result. Its first line names the experiment. Each part follows as its rows and a
/// <see cref="JournalMark"/>, which has their number and checksum. What stands behind the last mark was cut off, and does not count; all
/// else that is not as it was written is refused. One run at a time has the journal.
/// </remarks>
internal sealed class ExperimentJournal : IDisposable
{
    private readonly Dictionary<string, string[]> parts = new(StringComparer.Ordinal);
    private readonly Stream stream;
    private long end; // of what is whole

    /// <summary>Takes a journal over, with what an earlier run left in it.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="experiment">Whose it is.</param>
    /// <param name="stream">Its content, to read and to write; is closed with it.</param>
    /// <exception cref="FormatException">It is another experiment's, or not as it was written.</exception>
    public ExperimentJournal(string path, FrozenExperiment experiment, Stream stream)
    {
        (Path, this.stream) = (path, stream);
        try
        {
            var firstLine = FirstLine(experiment);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var content = JournalContent.Read(path, bytes, firstLine);
            (parts, end) = (content.Parts, content.End);
            stream.SetLength(end); // what was cut off would stand before the next part
            if (end == 0)
                Append(firstLine + "\n");
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Where the journal lies.</summary>
    public string Path { get; }

    /// <summary>The names of the parts that are done.</summary>
    public IReadOnlyCollection<string> Done
    {
        get
        {
            lock (parts)
                return [.. parts.Keys];
        }
    }

    /// <summary>Opens the journal of a result.</summary>
    /// <param name="result">The file that the experiment makes in the end.</param>
    /// <param name="experiment">Whose it is.</param>
    /// <exception cref="FormatException">It is another experiment's, or not as it was written.</exception>
    /// <exception cref="UsageException">Another run has it.</exception>
    public static ExperimentJournal Open(string result, FrozenExperiment experiment)
    {
        var path = PathOf(result);
        try
        {
            // Without a buffer: a part is on disk, or an error says that it is not.
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            var journal = new ExperimentJournal(path, experiment, file);
            AppDomain.CurrentDomain.ProcessExit += journal.AtExit; // an experiment that is ended in its first part
            return journal;
        }
        catch (IOException e) when (IsTaken(e))
        {
            throw new UsageException($"{path}: another run writes it; allowed: to wait for that one, or another --out");
        }
    }

    /// <summary>Where the journal of a result lies.</summary>
    public static string PathOf(string result) => result + ".part";

    /// <summary>Keeps a part.</summary>
    /// <exception cref="IOException">It cannot be written. The journal is as it was before.</exception>
    public void Add(string part, IReadOnlyList<string> rows)
    {
        lock (parts)
        {
            try
            {
                Append(JournalMark.Text(rows) + JournalMark.Of(part, rows) + "\n");
            }
            catch (IOException e)
            {
                throw new IOException($"{e.Message}; what is done is in {Path}, and the same command goes on with it", e);
            }
            parts[part] = [.. rows];
        }
    }

    /// <summary>Writes the result, whole or not at all, and takes the journal away.</summary>
    public void Finish(string result, FrozenExperiment experiment)
    {
        var lines = experiment.Parts.SelectMany(part => parts[part.Name]).Prepend(experiment.Header).ToArray();
        AtomicFile.Write(result, System.Text.Encoding.UTF8.GetBytes(JournalMark.Text(lines)));
        stream.Dispose();
        File.Delete(Path);
    }

    /// <summary>Closes the journal; one with nothing in it goes.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= AtExit;
        lock (parts)
        {
            var isEmpty = stream is FileStream { CanWrite: true } && parts.Count == 0;
            stream.Dispose();
            if (isEmpty)
                File.Delete(Path);
        }
    }

    private void AtExit(object? sender, EventArgs e) => Dispose();

    private static string FirstLine(FrozenExperiment experiment) => $"#journal 2 of {experiment.Name}: {experiment.Header}";

    private static bool IsTaken(IOException e) => e.GetType() == typeof(IOException)
        && e.HResult is 11 or 35 or unchecked((int)0x80070020); // EAGAIN on Linux, on macOS, and a sharing violation on Windows

    private void Append(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        try
        {
            stream.Position = end;
            stream.Write(bytes);
            if (stream is FileStream file)
                file.Flush(flushToDisk: true);
            end += bytes.Length;
        }
        catch (IOException)
        {
            stream.SetLength(end); // half a part would stand before the next one
            throw;
        }
    }
}
