using System.Runtime.CompilerServices;

namespace ReluDc.Bench;

/// <summary>What is measured.</summary>
internal static class Built
{
    /// <summary>The checkout.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    /// <summary>The program that `dotnet run` starts.</summary>
    public static string Host { get; } = Path.Combine(Root, "bin", "host", "ReluDc.Notebooks.dll");

    /// <summary>The host as it was compiled ahead of time, which `dotnet run` and Jupyter start.</summary>
    public static string Program { get; } = Path.Combine(Root, "bin", "host", "ReluDc.Engine.dll");

    /// <summary>The folder that cells run in.</summary>
    public static string Notebooks { get; } = Path.Combine(Root, "notebooks");

    /// <summary>What earlier runs have compiled.</summary>
    public static string Compiled { get; } = Path.Combine(Root, "obj", "compiled");

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
