using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>
/// Names of languages in metadata: each front-end writes them at a place of its own, and in a spelling of its own.
/// </summary>
internal static class KernelName
{
    private const string Family = "dotnet-interactive."; // early versions of VS Code's extension: "dotnet-interactive.csharp"

    /// <summary>Names of a kernel for several languages, which say nothing of a cell's own.</summary>
    private static readonly string[] mixed = ["polyglot-notebook", "dotnet-interactive", ".net"];

    /// <summary>Whether a name means C#.</summary>
    public static bool IsCSharp(string name) => name.ToUpperInvariant() is "C#" or "CSHARP" or ".NET-CSHARP";

    /// <summary>Whether a name means a kernel for several languages, C# among them.</summary>
    public static bool IsMixed(string name) => mixed.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The language of a code cell; null for C#.</summary>
    /// <param name="metadata">The cell's.</param>
    /// <param name="usual">The language of cells that name none.</param>
    public static string? OfCell(JsonObject? metadata, string? usual) =>
        new[] { Text(metadata, "polyglot_notebook", "kernelName"), Text(metadata, "dotnet_interactive", "language"),
            Text(metadata, "vscode", "languageId") }.FirstOrDefault(name => name is not null && !IsMixed(name)) is { } name
            ? Plain(name)
            : usual;

    /// <summary>The language of a notebook's code cells that name none; null for C#.</summary>
    /// <param name="metadata">The notebook's.</param>
    public static string? OfCells(JsonObject metadata) =>
        new[] { "polyglot_notebook", "dotnet_interactive" }.Select(section => metadata[section] as JsonObject)
            .Select(section => Text(section, "kernelInfo", "defaultKernelName") ?? Text(section?["defaultKernelName"]))
            .FirstOrDefault(name => name is not null && !IsMixed(name)) is { } name
            ? Plain(name)
            : null;

    /// <summary>A name as .NET Interactive's kernels have it; null for C#.</summary>
    public static string? Plain(string name)
    {
        var plain = name.Trim().ToLowerInvariant();
        if (plain.StartsWith(Family, StringComparison.Ordinal))
            plain = plain[Family.Length..];
        return IsCSharp(plain) ? null : plain switch
        {
            "f#" => "fsharp",
            "powershell" => "pwsh",
            "js" => "javascript",
            _ => plain,
        };
    }

    private static string? Text(JsonObject? metadata, string section, string name) => Text((metadata?[section] as JsonObject)?[name]);

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && !string.IsNullOrWhiteSpace(text) ? text : null;
}
