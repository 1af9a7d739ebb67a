using System.Text.Json.Nodes;

namespace ReluDc.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>Its path; it has a space and a letter beyond ASCII, as folders of users do.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("reludc tést ").FullName;

    /// <summary>A file in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>
    /// Writes a notebook of code cells; a cell that starts with "// tags: a, b" has these tags, one that starts with "# " is prose.
    /// </summary>
    public string Notebook(string name, params string[] cells)
    {
        var json = new JsonObject
        {
            ["cells"] = new JsonArray([.. cells.Select((cell, i) => (JsonNode)Cell(cell, i))]),
            ["metadata"] = new JsonObject
                { ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" } },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        File.WriteAllText(this[name], json.ToJsonString());
        return this[name];
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static JsonObject Cell(string source, int index)
    {
        const string Tags = "// tags: ";
        var json = new JsonObject { ["id"] = $"c{index + 1}", ["metadata"] = new JsonObject(), ["source"] = source };
        if (source.StartsWith("# ", StringComparison.Ordinal))
        {
            json["cell_type"] = "markdown";
            return json;
        }
        (json["cell_type"], json["execution_count"], json["outputs"]) = ("code", null, new JsonArray());
        if (source.StartsWith(Tags, StringComparison.Ordinal))
            json["metadata"]!["tags"] = new JsonArray([.. source.Split('\n')[0][Tags.Length..].Split(", ").Select(tag => (JsonNode)tag)]);
        return json;
    }
}
