using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.Scripting;

namespace ReluDc.Engine;

/// <summary>
/// The cells of one notebook, compiled all at once and run again and again: each run of a cell takes its place from the last, and finds in
/// the places of the others what they have left. Which cells must run again, their graph says.
/// </summary>
internal sealed class LiveCells : ICells
{
    /// <summary>What an engine is told that is to have these.</summary>
    public const string Option = "--live";

    private readonly CellCompilation compilation = new(Directory.GetCurrentDirectory(), isCollectible: true);
    private readonly CellPlaces places;
    private readonly Dictionary<string, PreparedCell> cells = []; // by name
    private readonly Dictionary<string, int> unitOfClass = [];
    private readonly List<(CellUnit Unit, Script<object> Script)> units = [];
    private readonly Dictionary<string, Dictionary<string, string>> values = []; // cell → name → literal

    /// <param name="interruption">Stops a cell.</param>
    /// <param name="console">What cells print.</param>
    public LiveCells(Interruption interruption, ConsoleOutput console) => places = new(interruption, console, compilation.OneLiners);

    /// <inheritdoc/>
    public JsonObject Graph(JsonObject content)
    {
        var uses = new List<CellUses>();
        var ofUnit = new List<int>(); // the place of a unit's cell in the request
        foreach (var (place, json) in (content["cells"] as JsonArray ?? []).OfType<JsonObject>().Index())
        {
            foreach (var unit in Prepare(json.Text("name"), json.Text("code"), json.TextOrNull("language")).Units)
            {
                var script = units[unitOfClass[unit.ClassName]].Script;
                uses.Add(CellUses.Of(uses.Count, script.GetCompilation(), name => unitOfClass.GetValueOrDefault(name, -1), uses));
                ofUnit.Add(place);
            }
        }
        places.MakeRoom(units.Count);
        places.Empty(0);
        return new() { ["units"] = new JsonArray([.. uses.Select((use, i) => (JsonNode)UsesContent.ToJson(use, ofUnit[i]))]) };
    }

    /// <inheritdoc/>
    public JsonObject Values(JsonObject content)
    {
        foreach (var (cell, given) in content.ObjectOrEmpty("cells"))
        {
            var known = values.TryGetValue(cell, out var earlier) ? earlier : values[cell] = [];
            List<KeyValuePair<string, string>> other = [.. (given as JsonObject ?? [])
                .Select(one => KeyValuePair.Create(one.Key, (string)one.Value!))
                .Where(one => known.GetValueOrDefault(one.Key) != one.Value)];
            foreach (var (name, literal) in other)
                known[name] = literal;
            Assign(cell, other); // the rest as they are: a later cell may have replaced one since, and need not run again
        }
        return [];
    }

    /// <inheritdoc/>
    public (JsonObject? Bundle, CellFailure? Failure) Run(string code, string? language, string name, bool keep,
        Action<string, JsonObject> publish, CancellationToken stop)
    {
        var cell = Prepare(name, code, language);
        places.MakeRoom(units.Count);
        var (bundle, failure) = places.Run(cell.Parts, publish, stop);
        if (failure is null && values.TryGetValue(name, out var literals))
            Assign(name, literals);
        return (bundle, failure);
    }

    /// <summary>A cell, compiled when its name is met first.</summary>
    private PreparedCell Prepare(string name, string code, string? language)
    {
        if (cells.TryGetValue(name, out var known))
            return known.Code == code ? known
                : throw new MalformedRequestException("code", $"the text that {name} had before; another takes another engine");
        var parts = new List<PreparedPart>();
        foreach (var part in CellPart.Of(code, language))
        {
            parts.Add(part.Language is null ? Prepare(part.Code, name) : PreparedPart.Written(part));
            if (parts[^1].Failure is not null)
                break;
        }
        return cells[name] = new(code, parts);
    }

    private PreparedPart Prepare(string code, string name)
    {
        try
        {
            var commands = CellCommands.Of(code);
            if (commands.Variables is not null)
                throw new CommandException("#!who and #!whos are not known on a live page; the command line runs them");
            var (script, warnings, failure) = compilation.Compile(commands, name, units.LastOrDefault().Script, CancellationToken.None);
            if (script is null)
                return new() { Failure = failure };
            var unit = compilation.Units.Load(compilation.Units.Take(script));
            unitOfClass[unit.ClassName] = units.Count;
            units.Add((unit, script));
            return new() { Unit = unit, Warnings = warnings, IsTimed = commands.Time };
        }
        catch (Exception e) when (PreparedPart.Of(e) is { } failed)
        {
            return failed;
        }
    }

    /// <summary>Gives variables of a cell values, where it has run.</summary>
    private void Assign(string name, IEnumerable<KeyValuePair<string, string>> literals)
    {
        if (!cells.TryGetValue(name, out var cell))
            return;
        foreach (var unit in cell.Units)
            foreach (var (variable, literal) in literals)
                places.TryGive(unit, variable, literal);
    }
}
