using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>The notebooks that a command is about.</summary>
internal static class NotebookFiles
{
    /// <summary>The paths meant by files and folders; none given means the course.</summary>
    /// <exception cref="UsageException">A folder holds no notebook, or two notebooks have one name.</exception>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> given)
    {
        var paths = (given.Count == 0 ? [Checkout.Notebooks] : given).SelectMany(path => Directory.Exists(path) ? In(path) : [path])
            .ToList();
        var twice = paths.GroupBy(Path.GetFileNameWithoutExtension, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? paths
            : throw new UsageException($"two notebooks are named {twice.Key} ({string.Join(", ", twice)}); allowed: one of each name, "
                + "since pages are named after them");
    }

    private static string[] In(string folder) =>
        new[] { "*.ipynb", "*.dib" }.SelectMany(pattern => Directory.GetFiles(folder, pattern)).Order(StringComparer.Ordinal).ToArray()
            is { Length: > 0 } found
            ? found
            : throw new UsageException($"{folder}: holds no notebook; allowed: a folder with .ipynb or .dib files, or the path of one");
}
