using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>The cells of a notebook that an earlier run has compiled, run once more in their order.</summary>
internal sealed class CompiledCells : ICells
{
    /// <summary>What an engine is told that is to have these, before a file and a key.</summary>
    public const string Option = "--compiled";

    private readonly CompiledNotebook notebook;
    private readonly CellUnitLoader loader;
    private readonly Dictionary<string, string> oneLiners = [];
    private readonly List<CellUnit> ran = [];
    private readonly CellPlaces places;
    private int next;

    private CompiledCells(CompiledNotebook notebook, Interruption interruption, ConsoleOutput console)
    {
        this.notebook = notebook;
        var assemblies = new CellAssemblies(new(Directory.GetCurrentDirectory()));
        loader = new(assemblies, "cells compiled before", isCollectible: false);
        places = new(interruption, console, oneLiners);
        places.MakeRoom(notebook.Units);
        assemblies.Add(notebook.References.Select(file => file.Path)
            .Where(path => path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>The cells in a file; those of a session that compiles, where the file does not hold what the key says.</summary>
    public static ICells Of(string file, string key, Interruption interruption, ConsoleOutput console) =>
        CompiledNotebook.Read(file, key) is { } notebook
            ? new CompiledCells(notebook, interruption, console)
            : new CSharpCells(interruption, console, new());

    /// <inheritdoc/>
    public (JsonObject? Bundle, CellFailure? Failure) Run(string code, string? language, string name, bool keep,
        Action<string, JsonObject> publish, CancellationToken stop)
    {
        if (next == notebook.Cells.Count || notebook.Cells[next].Code != code)
        {
            Assign(code); // the one cell that was left out
            return (null, null);
        }
        var cell = notebook.Cells[next++];
        places.Renamed[cell.Name] = name;
        var parts = cell.Parts.Select(part => new PreparedPart
        {
            Unit = part.Image is { } image ? Load(image, code, name) : null,
            Shown = part.Shown is { } shown ? JsonNode.Parse(shown)!.AsObject() : null,
            Warnings = part.Warnings,
            IsTimed = part.IsTimed,
        });
        return places.Run(parts, publish, stop);
    }

    private CellUnit Load(UnitImage image, string code, string name)
    {
        if (image.Symbols is null)
            oneLiners[image.ClassName] = name;
        var unit = loader.Load(image);
        ran.Add(unit);
        return unit;
    }

    /// <summary>Gives variables values, each in the last unit that declares it, as the compiler would.</summary>
    private void Assign(string code)
    {
        foreach (var (name, literal) in Parameter.ValuesIn(code))
            if (!ran.AsEnumerable().Reverse().Any(unit => places.TryGive(unit, name, literal)))
                throw new MalformedRequestException("code", $"{name} is no variable of the cells so far");
    }
}
