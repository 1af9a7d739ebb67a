using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>
/// A hash of all that the outputs of a notebook depend on: its code with parameters, the files and settings that it may read, the library,
/// this program, the engine, the data. Prose is not among it. Looked up anew each time, as files change while notebooks run.
/// </summary>
/// <param name="engine">The program of the engine.</param>
/// <param name="result">A file that this program writes meanwhile, and that no notebook reads; null for none.</param>
internal sealed class InputHash(string engine, string? result = null)
{
    private const long LargestRead = 50_000_000; // bytes; of a larger file, length and time tell

    private readonly ConcurrentDictionary<string, (long Length, DateTime Time, byte[] Hash)> known = new(StringComparer.Ordinal);

    /// <summary>The program of the engine.</summary>
    public string Engine => engine;

    /// <summary>The hash of a notebook with its parameters injected, in hexadecimal.</summary>
    public string Of(Notebook notebook)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\0"));

        foreach (var (name, state) in Surroundings())
        {
            Add(name);
            hash.AppendData(state);
        }
        var code = notebook.Cells.Where(cell => cell.Kind == CellKind.Code).ToList();
        foreach (var cell in code)
            Add($"{cell.Source}\0{string.Join(',', cell.Tags)}\0{cell.Language}");
        if (notebook.Path is { } path && Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            var inputs = new InputCode(folder, code.Where(cell => cell.Language is null).Select(cell => cell.Source));
            foreach (var setting in InputSettings.Of(inputs))
                Add(setting);
            foreach (var file in InputFiles.Of(inputs).Where(file => result is null || !Destination.IsSame(file, result)))
            {
                Add(Path.GetRelativePath(folder, file));
                hash.AppendData(StateOf(file));
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private IEnumerable<(string Name, byte[] State)> Surroundings()
    {
        var own = Directory.EnumerateFiles(Checkout.Library, "ReluDc*.dll")
            .Concat([engine, EngineProgram.Assembly, typeof(InputHash).Assembly.Location]).ToList();
        var data = Directory.Exists(Checkout.Data) ? Directory.EnumerateFiles(Checkout.Data, "*", SearchOption.AllDirectories) : [];
        foreach (var file in own.Distinct().Concat(data).Order(StringComparer.Ordinal))
            yield return (Path.GetRelativePath(Checkout.Root, file), StateOf(file));
        // packages: pinned by version, so name and size tell
        foreach (var file in Directory.EnumerateFiles(Checkout.Library, "*.dll").Except(own).Order(StringComparer.Ordinal))
            yield return (Path.GetFileName(file), BitConverter.GetBytes(new FileInfo(file).Length));
    }

    private byte[] StateOf(string file)
    {
        try
        {
            var info = new FileInfo(file);
            var (length, time) = (info.Length, info.LastWriteTimeUtc);
            if (known.TryGetValue(file, out var before) && (before.Length, before.Time) == (length, time))
                return before.Hash;
            var state = length <= LargestRead ? Content(info) : [.. BitConverter.GetBytes(length), .. BitConverter.GetBytes(time.Ticks)];
            known[file] = (length, time, state);
            return state;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Encoding.UTF8.GetBytes(file); // it is there, and that is all that can be said
        }
    }

    private static byte[] Content(FileInfo file)
    {
        if (file.Length == 0)
            return []; // nothing to read; a pipe would be waited for
        using var content = file.OpenRead();
        return SHA256.HashData(content);
    }
}
