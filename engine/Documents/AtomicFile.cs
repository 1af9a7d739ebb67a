namespace ReluDc.Engine;

/// <summary>Files that are whole or not there.</summary>
public static class AtomicFile
{
    /// <summary>Writes beside, then renames. A file that has these bytes already is left alone.</summary>
    /// <returns>Whether the file changed.</returns>
    public static bool Write(string path, byte[] bytes)
    {
        if (File.Exists(path) && new FileInfo(path).Length == bytes.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
            return false;
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var beside = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp"); // short, whatever the file's name
        try
        {
            File.WriteAllBytes(beside, bytes);
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
        return true;
    }

    /// <summary>Tries whether a file could be written, and leaves everything as it was.</summary>
    /// <exception cref="IOException">It could not: its name is too long, the disk is read-only.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not.</exception>
    public static void Try(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        // one that is there is replaced by a new one: it is the folder that must be open to writing
        var file = File.Exists(path) ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Guid.NewGuid():N}.tmp") : path;
        using var probe = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
    }
}
