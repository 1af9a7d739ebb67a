namespace ReluDc.Engine;

/// <summary>Paths without links in them: two names of one file become one.</summary>
public static class RealPath
{
    /// <summary>The whole path of a file or folder, which need not exist, every link on the way followed.</summary>
    public static string Of(string path)
    {
        path = Path.GetFullPath(path);
        if (Path.GetDirectoryName(path) is not { } parent)
            return path;
        var here = Path.Combine(Of(parent), Path.GetFileName(path));
        FileSystemInfo entry = Directory.Exists(here) ? new DirectoryInfo(here) : new FileInfo(here);
        return entry.LinkTarget is null ? here : entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? here;
    }
}
