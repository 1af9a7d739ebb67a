using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>What a cell has to do with variables, as the engine tells it to its client.</summary>
internal static class UsesContent
{
    /// <summary>As JSON.</summary>
    /// <param name="uses">The uses of a compiled cell.</param>
    /// <param name="cell">The place of the cell that it belongs to.</param>
    public static JsonObject ToJson(CellUses uses, int cell) => new()
    {
        ["cell"] = cell,
        ["declares"] = new JsonArray([.. uses.Declares.Order(StringComparer.Ordinal).Select(name => (JsonNode)name)]),
        ["reads"] = Variables(uses.Reads),
        ["latentReads"] = Variables(uses.LatentReads),
        ["touches"] = Variables(uses.Touches),
        ["aliases"] = new JsonArray([.. uses.Aliases.Select(pair => (JsonNode)new JsonArray(ToJson(pair.Item1), ToJson(pair.Item2)))]),
        ["changesWorld"] = uses.ChangesWorld,
        ["readsWorld"] = uses.ReadsWorld,
    };

    /// <summary>From JSON.</summary>
    public static (CellUses Uses, int Cell) Of(JsonObject json)
    {
        var uses = new CellUses { ChangesWorld = (bool)json["changesWorld"]!, ReadsWorld = (bool)json["readsWorld"]! };
        uses.Declares.UnionWith(((JsonArray)json["declares"]!).Select(name => (string)name!));
        uses.Reads.UnionWith(((JsonArray)json["reads"]!).Select(Variable));
        uses.LatentReads.UnionWith(((JsonArray)json["latentReads"]!).Select(Variable));
        uses.Touches.UnionWith(((JsonArray)json["touches"]!).Select(Variable));
        uses.Aliases.UnionWith(((JsonArray)json["aliases"]!).Select(pair => (Variable(pair![0]), Variable(pair[1]))));
        return (uses, (int)json["cell"]!);
    }

    private static JsonArray Variables(IEnumerable<CellVariable> variables) => new([.. variables
        .OrderBy(variable => variable.Unit).ThenBy(variable => variable.Name, StringComparer.Ordinal).Select(ToJson)]);

    private static JsonNode ToJson(CellVariable variable) => new JsonArray(variable.Unit, variable.Name);

    private static CellVariable Variable(JsonNode? json) => new((int)json![0]!, (string)json[1]!);
}
