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
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var beside = $"{path}.{Guid.NewGuid():N}.tmp";
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
