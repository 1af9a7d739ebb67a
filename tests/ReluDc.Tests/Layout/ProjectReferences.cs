using System.Xml.Linq;

namespace ReluDc.Tests.Layout;

/// <summary>The projects of this checkout and what they reference, read from their files.</summary>
internal static class ProjectReferences
{
    /// <summary>Projects from the lowest room to the highest: each may reference those before it, and no other.</summary>
    public static IReadOnlyList<string> LowestFirst { get; } =
        ["ReluDc.Engine", "ReluDc.Engine.Interactive", "ReluDc", "ReluDc.Networks", "ReluDc.HeartRate", "ReluDc.Figures",
            "ReluDc.Notebooks", "ReluDc.Tests", "ReluDc.Bench"];

    /// <summary>A benchmark's peer, which the solution leaves out: its packages have 600 MB.</summary>
    private const string Peer = "ReluDc.TorchStep";

    /// <summary>The files of all projects of the solution.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Directory.EnumerateFiles(Checkout.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Checkout.Root, file).Split(Path.DirectorySeparatorChar)
                .Any(part => part is "bin" or "obj" or "node_modules" or Peer))
            .Order(StringComparer.Ordinal)];

    /// <summary>
    /// Name of each project → names of the projects of ours that its file references, in the order of <see cref="LowestFirst"/>.
    /// </summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> All { get; } = Files.ToDictionary(
        file => Path.GetFileNameWithoutExtension(file),
        file => (IReadOnlyList<string>)[.. XDocument.Load(file).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .OrderBy(name => LowestFirst.ToList().IndexOf(name))]);

    /// <summary>The same without what a reference brings along anyway.</summary>
    public static IEnumerable<(string From, string To)> Arrows() =>
        from project in LowestFirst.Reverse()
        from reference in All[project]
        where !All[project].Any(other => other != reference && Reaches(other, reference))
        select (project, reference);

    private static bool Reaches(string from, string to) => All[from].Any(next => next == to || Reaches(next, to));
}
