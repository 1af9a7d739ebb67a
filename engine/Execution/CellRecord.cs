using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.Scripting;

namespace ReluDc.Engine;

/// <summary>What a session has compiled, to be kept for later runs of the same cells.</summary>
internal sealed class CellRecord
{
    private readonly List<(string Name, string Code, List<CompiledPart> Parts)> cells = [];
    private readonly List<Script> scripts = [];
    private bool isWhole = true;

    /// <summary>A cell begins.</summary>
    public void Begin(string name, string code) => cells.Add((name, code, []));

    /// <summary>A part of it is shown as it stands; null if it cannot be.</summary>
    public void Add(JsonObject? shown)
    {
        isWhole &= shown is not null;
        cells[^1].Parts.Add(new() { Shown = shown?.ToJsonString() });
    }

    /// <summary>A part of it has been compiled.</summary>
    /// <param name="script">The part; null if it does not compile.</param>
    /// <param name="image">What it became.</param>
    /// <param name="warnings">What the compiler warns of.</param>
    /// <param name="commands">What it asks of the engine: packages and lists of variables take a session that compiles.</param>
    public void Add(Script? script, UnitImage? image, string warnings, CellCommands commands)
    {
        isWhole &= script is not null && commands is { Packages: [], Sources: [], Variables: null }
            && !cells[^1].Code.Contains("#!lsmagic", StringComparison.Ordinal);
        if (script is not null)
            scripts.Add(script);
        cells[^1].Parts.Add(new() { Image = image, Warnings = warnings, IsTimed = commands.Time });
    }

    /// <summary>Answers a keep_request: writes what was compiled to a file.</summary>
    /// <param name="content">The file; the key under which it is looked for; and the name of the cell to leave out, which gives
    /// parameters values, if there is one.</param>
    /// <returns>Whether it was written.</returns>
    public JsonObject Keep(JsonObject content)
    {
        var (file, key, without) = (content.Text("file"), content.Text("key"), content.Text("without", ""));
        if (!isWhole)
            return new() { ["kept"] = false };
        var compilations = scripts.Select(script => script.GetCompilation()).ToList();
        var references = compilations.SelectMany(one => CellCompilation.FilesOf(one)
                .Concat(one.SyntaxTrees.Select(tree => tree.FilePath).Where(Path.IsPathRooted)))
            .Where(path => Path.GetDirectoryName(path) != CellLanguage.RuntimeFolder && !CellLanguage.Own.Contains(path))
            .Distinct().Order(StringComparer.Ordinal);
        try
        {
            new CompiledNotebook(key, scripts.Count, [.. references.Select(FileStamp.Of)], [.. cells
                .Where(cell => cell.Name != without).Select(cell => new CompiledCell(cell.Name, cell.Code, cell.Parts))]).Write(file);
            return new() { ["kept"] = true };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new() { ["kept"] = false }; // it is compiled again next time
        }
    }
}
