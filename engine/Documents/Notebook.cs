using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>
/// A Jupyter notebook, nbformat 4. Immutable. Written back unchanged it is the same file byte for byte; where a cell changed, the rest
/// of the file stays as it was: order of keys, indentation, line ends, byte order mark, and everything that this project does not know.
/// </summary>
public sealed class Notebook
{
    private const int LargestBytes = 512 << 20;

    private readonly NotebookFile file;

    internal Notebook(NotebookFile file, string? path, JsonObject metadata, ImmutableArray<Cell> cells, bool metadataChanged) =>
        (this.file, Path, Metadata, Cells, MetadataChanged) = (file, path, metadata, cells, metadataChanged);

    /// <summary>Where it was read from; null if it was not read from a file.</summary>
    public string? Path { get; }

    /// <summary>Its metadata; not to be changed.</summary>
    public JsonObject Metadata { get; }

    /// <summary>Its cells, in order.</summary>
    public ImmutableArray<Cell> Cells { get; }

    /// <summary>The language that its metadata names, or else the kernel that implies one; null if neither.</summary>
    public string? LanguageName
    {
        get
        {
            var named = new[] { Text("kernelspec", "language"), Text("language_info", "name"), Text("kernelspec", "name") }
                .OfType<string>().ToList();
            var language = named.FirstOrDefault(name => !KernelName.IsMixed(name)) ?? named.FirstOrDefault();
            return language is ".net-csharp" ? "C#" : language;
        }
    }

    internal bool MetadataChanged { get; }

    /// <summary>Reads a file: .ipynb, or a .dib file, which becomes a Jupyter notebook.</summary>
    /// <exception cref="UnreadableNotebookException">It does not exist, or is not a notebook of nbformat 4.</exception>
    public static Notebook Load(string path)
    {
        byte[] bytes;
        try
        {
            using var file = File.OpenRead(path);
            bytes = BoundedRead(file) ?? throw new UnreadableNotebookException($"{path}: has more than {LargestBytes >> 20} MB; allowed: "
                + "a smaller notebook (one without outputs, for instance)");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UnreadableNotebookException(
                File.Exists(path) ? $"{path}: cannot be read ({e.Message})" : $"{(path.Length > 0 ? path : "''")}: no such file; "
                    + "allowed: the path of an .ipynb or .dib file", e);
        }
        return Parse(DibFile.Is(path) ? DibFile.ToNotebook(bytes) : bytes, path);
    }

    /// <summary>Reads a notebook from bytes.</summary>
    /// <param name="bytes">UTF-8, with or without byte order mark.</param>
    /// <param name="path">What to call it in messages.</param>
    public static Notebook Parse(byte[] bytes, string? path = null) => NotebookFile.Read(bytes, path);

    /// <summary>The notebook if it holds C#.</summary>
    /// <exception cref="UnreadableNotebookException">Its metadata names another language.</exception>
    public Notebook RequireCSharp() => LanguageName is not { } name || KernelName.IsCSharp(name) || KernelName.IsMixed(name)
        ? this
        : throw new UnreadableNotebookException(
            $"{Path ?? "notebook"}: its language is {UnreadableNotebookException.Short(name)}; allowed: C#");

    /// <summary>The notebook as if read from another file: its paths start from there.</summary>
    internal Notebook From(string path) => new(file, path, Metadata, Cells, MetadataChanged);

    /// <summary>The notebook with other cells.</summary>
    public Notebook WithCells(IEnumerable<Cell> cells) => new(file, Path, Metadata, [.. cells], MetadataChanged);

    /// <summary>The notebook with one entry of its metadata set.</summary>
    public Notebook WithMetadata(string name, JsonNode? value)
    {
        var changed = Metadata.DeepClone().AsObject();
        changed[name] = value;
        return new(file, Path, changed, Cells, metadataChanged: true);
    }

    /// <summary>The notebook as a file's bytes.</summary>
    public byte[] ToBytes() => file.Write(this);

    /// <summary>All of a stream; null if it does not end within reason, as a device may not.</summary>
    private static byte[]? BoundedRead(Stream file)
    {
        using var read = new MemoryStream(file.CanSeek ? (int)Math.Min(file.Length, LargestBytes) : 0);
        var block = new byte[1 << 16];
        for (int length; (length = file.Read(block)) > 0;)
        {
            if (read.Length + length > LargestBytes)
                return null;
            read.Write(block, 0, length);
        }
        return read.ToArray();
    }

    private string? Text(string section, string name) =>
        (Metadata[section] as JsonObject)?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
