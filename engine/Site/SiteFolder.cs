using System.Text;

namespace ReluDc.Engine;

/// <summary>The folder of a site, as earlier runs left it: tells what this program made there from what it did not.</summary>
/// <param name="path">The folder, which may not exist yet.</param>
public sealed class SiteFolder(string path)
{
    internal const string Index = "index.html";
    internal const string AssetFolder = "assets";
    private const string InputsMark = "name=\"reludc-inputs\""; // in the head of every page

    /// <summary>The folder.</summary>
    public string Path => path;

    /// <summary>Whether a folder is one of this program's sites, or was begun as one.</summary>
    public static bool IsSite(string folder) => IsOwnPage(System.IO.Path.Combine(folder, Index))
        || File.Exists(System.IO.Path.Combine(folder, AssetFolder, Assets.FigureTheme));

    /// <summary>Whether a site has a page of this name that is no notebook's.</summary>
    public static bool Reserves(string name) => name.Equals("index", StringComparison.OrdinalIgnoreCase)
        || name.Equals(Glossary.Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The file of a page.</summary>
    public string PageFile(string name) => System.IO.Path.Combine(path, name + ".html");

    /// <summary>The file of an executed notebook.</summary>
    public string NotebookFile(string name) => System.IO.Path.Combine(path, name + ".ipynb");

    /// <summary>The first file that is there and was not made by this program, of those that a site would replace; null if none.</summary>
    /// <param name="names">The names of its pages.</param>
    /// <param name="singleFile">Whether pages alone are written.</param>
    public string? NotOurs(IEnumerable<string> names, bool singleFile)
    {
        foreach (var name in names)
        {
            if (File.Exists(PageFile(name)) && !IsOwnPage(PageFile(name)))
                return PageFile(name);
            // one that lies beside its page is ours, even if it was damaged
            if (!singleFile && File.Exists(NotebookFile(name)) && !IsOwnNotebook(NotebookFile(name))
                && !IsOwnPage(PageFile(name), linked: true))
                return NotebookFile(name);
        }
        return singleFile ? null : new[] { System.IO.Path.Combine(path, Index), PageFile(Glossary.Name) }
            .FirstOrDefault(file => File.Exists(file) && !IsOwnPage(file));
    }

    /// <summary>Makes the folder, and tries whether files of these names can be made in it.</summary>
    /// <exception cref="IOException">They cannot.</exception>
    /// <exception cref="UnauthorizedAccessException">They may not.</exception>
    public void Prepare(IEnumerable<string> names, bool singleFile)
    {
        Directory.CreateDirectory(path);
        foreach (var file in names.SelectMany(name => singleFile ? [PageFile(name)] : new[] { PageFile(name), NotebookFile(name) }))
            AtomicFile.Try(file);
    }

    /// <summary>The other pages of the site whose notebooks still exist, as they were executed, by name.</summary>
    /// <param name="names">The names of the pages that are made anew.</param>
    /// <param name="altered">Told of the executed notebooks that somebody altered: of those nobody knows what they show.</param>
    internal IReadOnlyList<SitePage> Others(IReadOnlySet<string> names, Action<string> altered)
    {
        var others = new List<SitePage>();
        foreach (var (name, source) in Sources(names).Where(other => File.Exists(other.Source)))
            if (RunRecord.Intact(NotebookFile(name)) is { } executed)
                others.Add(new(name, executed));
            else
                altered(NotebookFile(name));
        return others;
    }

    /// <summary>Takes away pages whose notebooks are gone, if nobody has altered them since this program made them.</summary>
    /// <param name="names">The names of the pages that are made anew.</param>
    /// <returns>The names of those that were taken away.</returns>
    internal IReadOnlyList<string> RemoveOrphans(IReadOnlySet<string> names)
    {
        var gone = Sources(names).Where(other => !File.Exists(other.Source) && RunRecord.Intact(NotebookFile(other.Name)) is not null
            && (!File.Exists(PageFile(other.Name)) || Seal.IsIntact(File.ReadAllBytes(PageFile(other.Name)))))
            .Select(other => other.Name).ToList();
        foreach (var name in gone)
        {
            File.Delete(PageFile(name));
            File.Delete(NotebookFile(name));
        }
        return gone;
    }

    /// <summary>Whether a page was made of a notebook that its author trusts: browsers may run what it brings along.</summary>
    internal bool IsTrusted(string name) => IsOwnPage(PageFile(name)) && !HeadOf(PageFile(name)).Contains(
        ContentPolicy.Name, StringComparison.Ordinal);

    /// <summary>Whether a page is whole, and was rendered from these inputs.</summary>
    internal static bool IsFrom(string page, string fingerprint) => File.Exists(page) && File.ReadAllBytes(page) is var bytes
        && Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 4096)))
            .Contains($"{InputsMark} content=\"{fingerprint}\"", StringComparison.Ordinal)
        && Seal.IsIntact(bytes);

    /// <summary>The executed notebooks that this program left here, by name, with the notebooks that they were made from.</summary>
    private IEnumerable<(string Name, string Source)> Sources(IReadOnlySet<string> except)
    {
        if (!Directory.Exists(path))
            yield break;
        foreach (var file in Directory.EnumerateFiles(path, "*.ipynb").Where(IsOwnNotebook).Order(StringComparer.Ordinal))
        {
            var name = System.IO.Path.GetFileNameWithoutExtension(file);
            if (!except.Contains(name) && SourceOf(file) is { } source)
                yield return (name, System.IO.Path.GetFullPath(System.IO.Path.Combine(path, source)));
        }
    }

    private static string? SourceOf(string file)
    {
        try
        {
            return RunRecord.Of(Notebook.Load(file))?.Source;
        }
        catch (UnreadableNotebookException)
        {
            return null;
        }
    }

    /// <summary>Whether a notebook holds a record of a run: quotation marks inside its texts would be escaped.</summary>
    public static bool IsOwnNotebook(string file) => File.ReadAllBytes(file) is var bytes
        && bytes.AsSpan().IndexOf("\"reludc\""u8) >= 0 && bytes.AsSpan().IndexOf("\"inputHash\""u8) >= 0;

    /// <summary>Whether a file is a page that this program made.</summary>
    /// <param name="file">The file.</param>
    /// <param name="linked">Whether it must be one of a site, and not a single file.</param>
    public static bool IsOwnPage(string file, bool linked = false)
    {
        if (!File.Exists(file))
            return false;
        var head = HeadOf(file);
        return head.Contains(InputsMark, StringComparison.Ordinal)
            && (!linked || head.Contains($"href=\"{AssetFolder}/", StringComparison.Ordinal));
    }

    private static string HeadOf(string file)
    {
        using var reader = new StreamReader(file);
        var head = new char[8192];
        return new(head, 0, reader.ReadBlock(head));
    }
}
