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
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var beside = $"{path}.{Guid.NewGuid():N}.tmp";
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
}
