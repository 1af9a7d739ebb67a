using System.Security.Cryptography;
using System.Text;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>
/// A hash of all that the outputs of a notebook depend on: its code with parameters, the files that its code names, the library, this
/// program, the engine, the data. Prose is not among it.
/// </summary>
/// <param name="engine">The program of the engine.</param>
internal sealed class InputHash(string engine)
{
    private const long LargestRead = 50_000_000; // bytes; of a larger file, length and time tell

    private readonly Lazy<byte[]> surroundings = new(() => Surroundings(engine));

    /// <summary>The program of the engine.</summary>
    public string Engine => engine;

    /// <summary>The hash of a notebook with its parameters injected, in hexadecimal.</summary>
    public string Of(Notebook notebook)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(surroundings.Value);
        var code = notebook.Cells.Where(cell => cell.Kind == CellKind.Code).ToList();
        foreach (var cell in code)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{cell.Source}\0{string.Join(',', cell.Tags)}\0{cell.Language}"));
            hash.AppendData([0]);
        }
        if (notebook.Path is { } path && Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            foreach (var file in InputFiles.Of(folder, code.Where(cell => cell.Language is null).Select(cell => cell.Source)))
                hash.AppendData(StateOf(file, folder));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static byte[] StateOf(string file, string folder)
    {
        try
        {
            var info = new FileInfo(file);
            using var content = info.Length <= LargestRead ? info.OpenRead() : Stream.Null;
            return [.. Encoding.UTF8.GetBytes(FormattableString.Invariant($"{Path.GetRelativePath(folder, file)} {info.Length} ")),
                .. content == Stream.Null ? BitConverter.GetBytes(info.LastWriteTimeUtc.Ticks) : SHA256.HashData(content)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Encoding.UTF8.GetBytes(file); // it is there, and that is all that can be said
        }
    }

    private static byte[] Surroundings(string engine)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var own = Directory.EnumerateFiles(Checkout.Library, "ReluDc*.dll")
            .Concat([engine, EngineProgram.Assembly, typeof(InputHash).Assembly.Location]);
        var others = Directory.EnumerateFiles(Checkout.Library, "*.dll").Except(own);
        var data = Directory.Exists(Checkout.Data) ? Directory.EnumerateFiles(Checkout.Data, "*", SearchOption.AllDirectories) : [];
        foreach (var file in own.Distinct().Concat(data).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(Checkout.Root, file)));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }
        foreach (var file in others.Order(StringComparer.Ordinal)) // packages: pinned by version, so name and size tell
            hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetFileName(file)} {new FileInfo(file).Length}"));
        return hash.GetHashAndReset();
    }
}
