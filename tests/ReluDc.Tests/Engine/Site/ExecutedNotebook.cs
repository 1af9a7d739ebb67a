using System.Text.Json.Nodes;
using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>A small executed notebook, built cell by cell.</summary>
internal sealed class ExecutedNotebook
{
    private readonly JsonArray cells = [];
    private const string Raw = "the place of an output";
    private JsonObject record = [];
    private string raw = "";

    /// <summary>A figure that plotly.js can draw.</summary>
    public static JsonObject Figure => new()
    {
        ["data"] = new JsonArray(new JsonObject
            { ["type"] = "scatter", ["name"] = "x", ["x"] = new JsonArray(0, 1), ["y"] = new JsonArray(2, 3) }),
        ["layout"] = new JsonObject { ["meta"] = new JsonObject { ["title"] = "A line", ["alt"] = "It rises.", ["caption"] = null } },
    };

    public static JsonObject Claim(string id, string verdict, bool passes = true) => new()
    {
        ["id"] = id, ["source"] = "Eq. 8", ["statement"] = $"Statement of {id}.", ["paper"] = 0.3536, ["predicted"] = 1.2e-7,
        ["measured"] = 1.25e-7, ["unit"] = "1",
        ["tolerance"] = passes ? 1e-8 : 1e-10, ["toleranceReason"] = "rounding", ["verdict"] = verdict, ["verdictDetail"] = "",
        ["passes"] = passes,
    };

    public ExecutedNotebook Prose(string markdown, string? id = null, JsonObject? attachments = null)
    {
        var cell = new JsonObject
            { ["cell_type"] = "markdown", ["id"] = id ?? $"prose-{cells.Count}", ["metadata"] = new JsonObject(), ["source"] = markdown };
        if (attachments is not null)
            cell["attachments"] = attachments;
        cells.Add(cell);
        return this;
    }

    /// <summary>A code cell with outputs; without a count it has not run.</summary>
    public ExecutedNotebook Code(string source, JsonObject[] outputs, string? id = null, int? count = 1, params string[] tags)
    {
        cells.Add(new JsonObject
        {
            ["cell_type"] = "code", ["execution_count"] = count, ["id"] = id ?? $"code-{cells.Count}", ["source"] = source,
            ["outputs"] = new JsonArray([.. outputs]),
            ["metadata"] = new JsonObject { ["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]) },
        });
        return this;
    }

    /// <summary>Gives the last cell metadata, as JSON.</summary>
    public ExecutedNotebook Metadata(string json)
    {
        raw = json;
        cells[^1]!["metadata"] = Raw;
        return this;
    }

    /// <summary>Gives the last cell an output as JSON that may be none of Jupyter's.</summary>
    public ExecutedNotebook Outputs(string json)
    {
        raw = json;
        cells[^1]!["outputs"] = new JsonArray(Raw);
        return this;
    }

    /// <summary>The run's record in the metadata.</summary>
    public ExecutedNotebook Ran(JsonObject how)
    {
        record = how;
        return this;
    }

    public static JsonObject Stream(string text, string name = "stdout") =>
        new() { ["output_type"] = "stream", ["name"] = name, ["text"] = text };

    public static JsonObject Value(string mimeType, JsonNode content) => new()
    {
        ["output_type"] = "display_data", ["metadata"] = new JsonObject(), ["data"] = new JsonObject { [mimeType] = content },
    };

    public static JsonObject Error(string name, string value, params string[] trace) => new()
    {
        ["output_type"] = "error", ["ename"] = name, ["evalue"] = value,
        ["traceback"] = new JsonArray([.. trace.Select(line => (JsonNode)line)]),
    };

    /// <summary>The page.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="path">Where the notebook was read from.</param>
    public SitePage Page(string name = "01-small", string? path = null) =>
        new(name, Notebook.Parse(System.Text.Encoding.UTF8.GetBytes(new JsonObject
    {
        ["cells"] = cells.DeepClone(),
        ["metadata"] = new JsonObject
        {
            ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" },
            ["reludc"] = record.DeepClone(),
        },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    }.ToJsonString().Replace($"\"{Raw}\"", raw, StringComparison.Ordinal)), path));
}
