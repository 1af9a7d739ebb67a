using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>Where results go, looked at before anything runs: notebooks take minutes, a wrong path should not.</summary>
internal static class Destination
{
    /// <summary>A folder, which may not exist yet.</summary>
    /// <exception cref="UsageException">There can be no such folder.</exception>
    public static string Folder(string path) => File.Exists(Full(path, "the folder of the site")) || FileAbove(path) is not null
        ? throw new UsageException($"--out {path}: {FileAbove(path) ?? path} is a file; allowed: a folder, or the path of a new one")
        : path;

    /// <summary>A file, which may not exist yet.</summary>
    /// <exception cref="UsageException">There can be no such file.</exception>
    public static string NewFile(string path) => Directory.Exists(Full(path, "the path of a file"))
        ? throw new UsageException($"--out {path} is a folder; allowed: the path of a file, such as {Path.Combine(path, "name")}")
        : FileAbove(path) is { } file ? throw new UsageException($"--out {path}: {file} is a file; allowed: the path of a file in a folder")
        : path;

    /// <summary>Whether two paths mean one file; on Windows and macOS case does not tell files apart.</summary>
    public static bool IsSame(string path, string other) => string.Equals(Path.GetFullPath(path), Path.GetFullPath(other),
        OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    private static string Full(string path, string allowed) => path.Length > 0
        ? Path.GetFullPath(path)
        : throw new UsageException($"--out is empty; allowed: {allowed}");

    /// <summary>A file where the path has a folder; null if none.</summary>
    private static string? FileAbove(string path)
    {
        for (var folder = Path.GetDirectoryName(Path.GetFullPath(path)); folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(folder))
                return folder;
        return null;
    }
}
