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
    /// <param name="path">The file.</param>
    /// <param name="option">The option that named it.</param>
    /// <exception cref="UsageException">There can be no such file.</exception>
    public static string NewFile(string path, string option = "--out") => Directory.Exists(Full(path, "the path of a file", option))
        ? throw new UsageException($"{option} {path} is a folder; allowed: the path of a file, such as {Path.Combine(path, "name")}")
        : FileAbove(path) is { } file
        ? throw new UsageException($"{option} {path}: {file} is a file; allowed: the path of a file in a folder")
        : path;

    /// <summary>The folder of a site, made if need be, in which every page can be written without harm to what is there.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="jobs">The notebooks.</param>
    /// <param name="singleFile">Whether pages alone are written.</param>
    /// <exception cref="UsageException">A page would replace a source, or another file that this program did not make.</exception>
    /// <exception cref="IOException">The folder, or a file in it, cannot be written.</exception>
    public static void Site(string path, IReadOnlyList<NotebookJob> jobs, bool singleFile)
    {
        Folder(path);
        var site = new SiteFolder(path);
        var names = jobs.Select(job => job.Name).ToList();
        if (!singleFile && jobs.FirstOrDefault(job => SiteFolder.Reserves(job.Name)) is { } taken)
            throw new UsageException($"{taken.Path}: its page would be the site's {taken.Name.ToLowerInvariant()}; allowed: another name");
        if (!singleFile && jobs.FirstOrDefault(job => IsSame(site.NotebookFile(job.Name), job.Path)) is { } itself)
            throw new UsageException($"--out {path}: the executed notebook would replace {itself.Path}; allowed: another folder, "
                + "since notebooks are kept without outputs");
        if (site.NotOurs(names, singleFile) is { } file)
            throw new UsageException($"--out {path}: {file} was not made by this program, and would be replaced; allowed: another folder, "
                + "or move that file away");
        if (names.Count > 0)
            site.Prepare(names, singleFile);
    }

    /// <summary>A file for an executed notebook, checked.</summary>
    /// <exception cref="UsageException">It is a notebook that this program did not execute: a source, or somebody's work.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Executed(string path, NotebookJob job)
    {
        if (IsSame(path, job.Path))
            throw new UsageException(
                $"--out {path} is the notebook itself; allowed: another file, since notebooks are kept without outputs");
        if (File.Exists(path) && !SiteFolder.IsOwnNotebook(path))
            throw new UsageException($"--out {path} was not made by this program, and would be replaced; allowed: another file, or move "
                + "that one away");
        AtomicFile.Try(path);
    }

    /// <summary>Whether two paths mean one file; on Windows and macOS case does not tell files apart.</summary>
    public static bool IsSame(string path, string other) => string.Equals(RealPath.Of(path), RealPath.Of(other),
        OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    private static string Full(string path, string allowed, string option = "--out") => path.Length > 0
        ? Path.GetFullPath(path)
        : throw new UsageException($"{option} is empty; allowed: {allowed}");

    /// <summary>A file where the path has a folder; null if none.</summary>
    private static string? FileAbove(string path)
    {
        for (var folder = Path.GetDirectoryName(Path.GetFullPath(path)); folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(folder))
                return folder;
        return null;
    }
}
