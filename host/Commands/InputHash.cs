using System.Security.Cryptography;
using System.Text;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>
/// A hash of all that the outputs of a notebook depend on: its code with parameters, the library, this program, the engine, the data. Prose
/// is not among it.
/// </summary>
/// <param name="engine">The program of the engine.</param>
internal sealed class InputHash(string engine)
{
    private readonly Lazy<byte[]> surroundings = new(() => Surroundings(engine));

    /// <summary>The program of the engine.</summary>
    public string Engine => engine;

    /// <summary>The hash of a notebook with its parameters injected, in hexadecimal.</summary>
    public string Of(Notebook notebook)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(surroundings.Value);
        foreach (var cell in notebook.Cells.Where(cell => cell.Kind == CellKind.Code))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(cell.Source + "\0" + string.Join(',', cell.Tags)));
            hash.AppendData([0]);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
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
