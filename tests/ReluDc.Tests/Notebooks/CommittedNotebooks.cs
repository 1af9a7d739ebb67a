using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReluDc.Tests.Notebooks;

/// <summary>The notebooks of the course as they are committed, read as plain JSON: not by the host that they are made for.</summary>
internal static class CommittedNotebooks
{
    public static string Directory { get; } = Path.Combine(Checkout.Root, "notebooks");

    public static TheoryData<string> Names => [.. Checkout.Notebooks.Select(path => Path.GetFileName(path))];

    public static string Text(string name) =>
        File.ReadAllText(Path.Combine(Directory, name), new UTF8Encoding(false, throwOnInvalidBytes: true));

    public static JsonObject Json(string name) => JsonNode.Parse(Text(name))!.AsObject();

    public static IEnumerable<JsonObject> Cells(string name) => Json(name)["cells"]!.AsArray().Select(cell => cell!.AsObject());

    public static List<string> Sources(string name, string cellType) => [.. Cells(name)
        .Where(cell => (string?)cell["cell_type"] == cellType)
        .Select(cell => string.Concat(cell["source"]!.AsArray().Select(line => (string?)line)))];

    /// <summary>As Jupyter's nbformat writes it: sorted keys, one space of indentation, line feeds, a last line feed.</summary>
    public static string AsWrittenByJupyter(JsonNode notebook) => Sorted(notebook)!.ToJsonString(new()
    {
        WriteIndented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    }) + "\n";

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
