using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>A kernelspec: the file by which Jupyter finds a kernel. It may exist or not.</summary>
/// <param name="kernels">A folder of kernels.</param>
/// <param name="name">The name by which notebooks ask for it.</param>
public sealed class KernelSpec(string kernels, string name)
{
    /// <summary>The name that the notebooks of the course ask for.</summary>
    public const string CourseName = ".net-csharp";

    /// <summary>The name that this program takes where another program's kernel has the course's.</summary>
    public const string OtherName = "reludc-csharp";

    /// <summary>The name of the engine on .NET Interactive's kernels.</summary>
    public const string InteractiveName = "reludc-interactive";

    private const string Mark = "reludc"; // in the metadata of what this program writes

    private readonly string folder = Path.Combine(kernels, name);

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>The file.</summary>
    public string FilePath => Path.Combine(folder, "kernel.json");

    /// <summary>Whether another program has the name: also if its file cannot be made sense of.</summary>
    public bool IsForeign => File.Exists(FilePath) && Program is null;

    /// <summary>The host that it starts, if this program wrote it, in this checkout or another; null if not, or if there is none.</summary>
    public string? Program
    {
        get
        {
            try
            {
                return File.Exists(FilePath) ? (string?)JsonNode.Parse(File.ReadAllText(FilePath))?["metadata"]?[Mark]?["program"] : null;
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
            {
                return null;
            }
        }
    }

    /// <summary>Writes it, so that it starts an engine as it is built.</summary>
    /// <param name="program">The engine's program.</param>
    /// <param name="displayName">What front-ends call it.</param>
    public void Write(string program, string displayName) => AtomicFile.Write(FilePath, JsonStyle.Nbformat.Write(new JsonObject
    {
        ["argv"] = new JsonArray(
            [EngineProgram.Dotnet, .. EngineProgram.Arguments(program, "--connection-file", "{connection_file}")]),
        ["display_name"] = displayName,
        ["env"] = new JsonObject(EngineProgram.TypingEnvironment.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
        ["interrupt_mode"] = "message", // the same on every system; the signal works too
        ["language"] = "C#",
        ["metadata"] = new JsonObject { [Mark] = new JsonObject { ["program"] = program } },
    }, depth: 0));

    /// <summary>Removes it, and its folder unless somebody put more into that.</summary>
    public void Remove()
    {
        File.Delete(FilePath);
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }
}
