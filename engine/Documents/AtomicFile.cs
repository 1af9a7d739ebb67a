using System.Collections.Concurrent;

namespace ReluDc.Engine;

/// <summary>Files that are whole or not there.</summary>
public static class AtomicFile
{
    private static readonly ConcurrentDictionary<string, bool> pending = new(); // names of what is being written

    /// <summary>A process that is ended while it writes leaves nothing half-written.</summary>
    static AtomicFile() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var beside in pending.Keys)
            Delete(beside);
    };

    /// <summary>Writes beside, then renames. A file that has these bytes already is left alone.</summary>
    /// <returns>Whether the file changed.</returns>
    public static bool Write(string path, byte[] bytes)
    {
        if (File.Exists(path) && new FileInfo(path).Length == bytes.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
            return false;
        var beside = Beside(path);
        pending[beside] = true;
        try
        {
            File.WriteAllBytes(beside, bytes);
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
            pending.TryRemove(beside, out _);
        }
        return true;
    }

    /// <summary>Tries whether a file could be written, and leaves everything as it was.</summary>
    /// <exception cref="IOException">It could not: its name is too long, the disk is read-only.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not.</exception>
    public static void Try(string path)
    {
        // one that is there is replaced by a new one: it is the folder that must be open to writing
        var beside = Beside(path);
        using var probe = new FileStream(File.Exists(path) ? beside : path, FileMode.CreateNew, FileAccess.Write, FileShare.None,
            bufferSize: 1, FileOptions.DeleteOnClose);
    }

    /// <summary>A name in the same folder, which is made if need be; short, whatever the file's own name.</summary>
    private static string Beside(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
    }

    private static void Delete(string beside)
    {
        try
        {
            File.Delete(beside);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays: nothing more can be done by a process that ends.
        }
    }
}
