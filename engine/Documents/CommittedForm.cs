using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ReluDc.Engine;

/// <summary>
/// A C# notebook as it is committed: what its author wrote, in one form, and nothing that a run or an editor has added. So a notebook that
/// was run, cleared and saved differs where its author has changed it, and nowhere else.
/// </summary>
/// <remarks>
/// No outputs and no execution counts; no metadata of runs and windows; the kernel's names; each cell with an id of its own; keys in
/// order, one space a level, line feeds. All other metadata, tags for instance, stay, and so does the language of cells that are not C#.
/// </remarks>
public static partial class CommittedForm
{
    // Written by Jupyter, VS Code, papermill and this program while they run or show a notebook.
    private static readonly string[] ofRuns = ["papermill", "reludc", "signature", "vscode", "widgets"];
    private static readonly string[] ofCells = ["ExecuteTime", "collapsed", "execution", "papermill", "scrolled", "trusted"];

    private static readonly JsonWriterOptions form = new()
    {
        Indented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 2 * JsonStyle.MostLevels,
    };

    /// <summary>The bytes of the notebook in this form. What is in it already stays byte for byte.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <exception cref="UnreadableNotebookException">Its language is another than C#.</exception>
    public static byte[] Of(Notebook notebook)
    {
        notebook.RequireCSharp();
        var json = JsonStyle.Read(Encoding.UTF8.GetString(JsonOfPython.Mended(WithoutMark(notebook.ToBytes()))))!.AsObject();
        json["metadata"] = Metadata(notebook.Metadata);
        json["nbformat_minor"] = json["nbformat_minor"] is JsonValue minor && minor.TryGetValue<int>(out var number)
            ? Math.Max(5, number)
            : 5; // from there on cells have ids
        var ids = notebook.Cells.Select(cell => cell.Id).ToHashSet();
        var taken = new HashSet<string>();
        json["cells"] = new JsonArray([.. notebook.Cells.Select((cell, i) => Cell(cell, Id(cell.Id, i + 1, ids, taken)))]);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, form))
            Sorted(json)!.WriteTo(writer);
        var text = Encoding.UTF8.GetString(stream.ToArray());
        return Encoding.UTF8.GetBytes(Escape().Replace(text, Plain) + "\n");
    }

    /// <summary>A character beyond ASCII as itself, as Jupyter and VS Code write it; the escapes of all others.</summary>
    private static string Plain(Match escape) =>
        escape.Groups[1] is { Success: true, ValueSpan: var digits }
        && int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture) is >= 0x7f and var code
            ? ((char)code).ToString()
            : escape.Value;

    private static ReadOnlySpan<byte> WithoutMark(byte[] bytes) =>
        bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(Encoding.UTF8.Preamble.Length) : bytes;

    /// <summary>With the names that Jupyter finds the kernel by, and VS Code the language.</summary>
    private static JsonObject Metadata(JsonObject metadata)
    {
        var kept = Without(metadata, ofRuns);
        kept["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" };
        // VS Code adds its own name of the language to each cell of a notebook that has it otherwise.
        kept["language_info"] = new JsonObject
            { ["file_extension"] = ".cs", ["mimetype"] = "text/x-csharp", ["name"] = "csharp", ["pygments_lexer"] = "csharp" };
        return kept;
    }

    private static JsonObject Cell(Cell cell, string id)
    {
        var json = cell.ToJson().DeepClone().AsObject();
        json["id"] = id;
        json["metadata"] = CellMetadata(cell);
        json["source"] = Lines.ToJson(cell.Source);
        json.Remove("outputs");
        json.Remove("execution_count");
        if (cell.Kind == CellKind.Code)
        {
            json["outputs"] = new JsonArray();
            json["execution_count"] = null;
        }
        return json;
    }

    private static JsonObject CellMetadata(Cell cell)
    {
        var kept = Without(cell.Metadata, cell.Language is null ? [.. ofCells, "vscode"] : ofCells);
        if (kept["jupyter"] is JsonObject window)
        {
            window.Remove("outputs_hidden");
            if (window.Count == 0)
                kept.Remove("jupyter");
        }
        return kept;
    }

    private static JsonObject Without(JsonObject metadata, string[] names) => new(metadata.Where(entry => !names.Contains(entry.Key))
        .Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone())));

    /// <summary>The cell's own id if it is one and no earlier cell has it; else "cell-" and a number, its own if that is free.</summary>
    private static string Id(string id, int number, HashSet<string> ids, HashSet<string> taken)
    {
        if (IdPattern().IsMatch(id) && taken.Add(id))
            return id;
        var free = Enumerable.Range(number, int.MaxValue - number).Select(n => $"cell-{n}").First(name => !ids.Contains(name)
            && !taken.Contains(name));
        taken.Add(free);
        return free;
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => KeyValuePair.Create(entry.Key, Sorted(entry.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    [GeneratedRegex(@"\\(?:u([0-9A-Fa-f]{4})|.)")]
    private static partial Regex Escape();

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$")]
    private static partial Regex IdPattern();
}
