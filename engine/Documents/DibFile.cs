using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ReluDc.Engine;

/// <summary>
/// Reads .dib files, in which .NET Interactive keeps notebooks as text: a line "#!csharp", "#!markdown" … begins a cell. They become
/// Jupyter notebooks here, and are written as such.
/// </summary>
internal static partial class DibFile
{
    private const string Prose = "markdown";
    private const string Meta = "meta";

    /// <summary>Languages that .NET Interactive knows; a file may name more in its "#!meta".</summary>
    private static readonly string[] known =
    [
        "csharp", "c#", "fsharp", "f#", "pwsh", "powershell", "javascript", "js", "html", "mermaid", "sql", "kql", "http", "value", "raw",
        Prose, Meta,
    ];

    /// <summary>Whether a file is one, by its name.</summary>
    public static bool Is(string path) => Path.GetExtension(path).Equals(".dib", StringComparison.OrdinalIgnoreCase);

    /// <summary>The Jupyter notebook that a file means, as bytes.</summary>
    public static byte[] ToNotebook(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').Replace("\r\n", "\n");
        var meta = MetaOf(text);
        var languages = known.Concat(Named(meta)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var usual = (string?)meta?["kernelInfo"]?["defaultKernelName"] ?? "csharp";
        var cells = new JsonArray();
        var (language, lines) = (usual, new List<string>());
        foreach (var line in text.Split('\n').Append("#!" + Meta))
        {
            if (Command().Match(line) is { Success: true } command && languages.Contains(command.Groups["name"].Value))
            {
                Add(cells, language, string.Join('\n', lines).Trim('\n'));
                language = command.Groups["name"].Value.ToLowerInvariant();
                lines.Clear();
            }
            else
            {
                lines.Add(line);
            }
        }
        return Encoding.UTF8.GetBytes(new JsonObject
        {
            ["cells"] = cells,
            ["metadata"] = new JsonObject
            {
                ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" },
                ["language_info"] = new JsonObject { ["name"] = "C#" },
            },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        }.ToJsonString(new() { WriteIndented = true, IndentSize = 1, NewLine = "\n", Encoder = JsonStyle.Compact.Encoder }) + "\n");
    }

    private static void Add(JsonArray cells, string language, string source)
    {
        if (language == Meta || string.IsNullOrWhiteSpace(source))
            return;
        var cell = new JsonObject { ["cell_type"] = language == Prose ? "markdown" : language == "raw" ? "raw" : "code" };
        if (cell["cell_type"]!.GetValue<string>() == "code")
            cell["execution_count"] = null;
        cell["id"] = $"cell-{cells.Count + 1}";
        cell["metadata"] = KernelName.Plain(language) is { } other && language is not (Prose or "raw")
            ? new JsonObject
            {
                ["dotnet_interactive"] = new JsonObject { ["language"] = other },
                ["polyglot_notebook"] = new JsonObject { ["kernelName"] = other },
            }
            : new JsonObject();
        if (cell.ContainsKey("execution_count"))
            cell["outputs"] = new JsonArray();
        cell["source"] = Lines.ToJson(source);
        cells.Add((JsonNode)cell);
    }

    /// <summary>What the file says of itself, in the JSON behind "#!meta"; null if nothing.</summary>
    private static JsonObject? MetaOf(string text)
    {
        try
        {
            return MetaBlock().Match(text) is { Success: true } block ? JsonNode.Parse(block.Groups["json"].Value) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Named(JsonObject? meta) =>
        (meta?["kernelInfo"]?["items"] as JsonArray ?? []).OfType<JsonObject>().SelectMany(item =>
            new[] { item["name"] }.Concat(item["aliases"] as JsonArray ?? [])).OfType<JsonValue>().Select(name => name.ToString());

    [GeneratedRegex(@"^#!(?<name>[A-Za-z][\w#.-]*)[ \t]*$")]
    private static partial Regex Command();

    [GeneratedRegex(@"(?:^|\n)#!meta[ \t]*\n(?<json>.*?)(?=\n#!|\s*$)", RegexOptions.Singleline)]
    private static partial Regex MetaBlock();
}
