using System.Runtime.CompilerServices;

namespace ReluDc.Tests;

/// <summary>Where the tests find the project's files.</summary>
internal static class Checkout
{
    /// <summary>The top folder.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    /// <summary>A fixture's file.</summary>
    public static string Fixture(string name) => Path.Combine(Here(), "Fixtures", name);

    /// <summary>The notebooks of the course.</summary>
    public static IReadOnlyList<string> Notebooks =>
        [.. Directory.GetFiles(Path.Combine(Root, "notebooks"), "*.ipynb").Order(StringComparer.Ordinal)];

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
