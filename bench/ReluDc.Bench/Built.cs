using System.Runtime.CompilerServices;

namespace ReluDc.Bench;

/// <summary>What is measured.</summary>
internal static class Built
{
    private static readonly string root = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    /// <summary>The host as it was compiled ahead of time, which `dotnet run` and Jupyter start.</summary>
    public static string Program { get; } = Path.Combine(root, "bin", "host", "ReluDc.Engine.dll");

    /// <summary>The folder that cells run in.</summary>
    public static string Notebooks { get; } = Path.Combine(root, "notebooks");

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
