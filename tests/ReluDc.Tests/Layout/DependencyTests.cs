using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace ReluDc.Tests.Layout;

/// <summary>
/// Arrows between rooms point down. Between assemblies the compiler sees to it; these tests see to the project files, and to folders.
/// </summary>
public sealed class DependencyTests
{
    public static TheoryData<string> Projects => [.. ProjectReferences.LowestFirst];

    [Fact]
    public void Every_project_has_its_place_and_stands_in_the_solution()
    {
        Assert.Equal(ProjectReferences.LowestFirst.Order(), ProjectReferences.All.Keys.Order());
        var solution = System.Xml.Linq.XDocument.Load(Path.Combine(Checkout.Root, "ReluDc.slnx")).Descendants("Project")
            .Select(project => project.Attribute("Path")!.Value);
        Assert.Equal(ProjectReferences.Files.Select(file => Path.GetRelativePath(Checkout.Root, file).Replace('\\', '/'))
            .Order(), solution.Order());
    }

    [Fact]
    public void The_solution_builds_the_library_optimised()
    {
        var solution = System.Xml.Linq.XDocument.Load(Path.Combine(Checkout.Root, "ReluDc.slnx"));
        Assert.Equal(["Release"], solution.Descendants("BuildType").Select(type => type.Attribute("Name")!.Value));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_lower_rooms_only(string project)
    {
        var order = ProjectReferences.LowestFirst.ToList();
        Assert.All(ProjectReferences.All[project],
            reference => Assert.True(order.IndexOf(reference) < order.IndexOf(project), $"{project} → {reference}"));
    }

    [Fact]
    public void The_engine_knows_no_course()
    {
        Assert.Empty(ProjectReferences.All["ReluDc.Engine"]);
        Assert.DoesNotContain(ReferencesOf(Path.Combine(Checkout.Root, "bin", "host", "ReluDc.Engine.dll")),
            name => name.StartsWith("ReluDc", StringComparison.Ordinal));
        // Nor by name: what it calls by reflection or writes into a page would be an arrow as well.
        var sources = Directory.EnumerateFiles(Path.Combine(Checkout.Root, "engine"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}")).ToList();
        Assert.All(sources, file => Assert.DoesNotMatch(@"ReluDc\.(?!Engine|Tests|Bench)\w|reludc\.claim", File.ReadAllText(file)));
        // The engine on .NET Interactive's kernels shows the charts of that library whatever notebook they are in.
        Assert.All(sources.Where(file => Path.GetFileName(file) is not ("RawCharts.cs" or "ChartValue.cs")),
            file => Assert.DoesNotContain("Plotly.NET", File.ReadAllText(file)));
    }

    [Fact]
    public void The_program_does_not_carry_the_other_engine() => Assert.DoesNotContain(
        Directory.EnumerateFiles(Path.Combine(Checkout.Root, "bin", "host"), "*.dll").Select(Path.GetFileName),
        name => name is "Microsoft.DotNet.Interactive.dll" or "ReluDc.Engine.Interactive.dll");

    [Theory]
    [InlineData("ReluDc", "MathNet.Numerics")]
    [InlineData("ReluDc.Networks", "ReluDc", "MathNet.Numerics", "CsvHelper")]
    [InlineData("ReluDc.HeartRate", "ReluDc", "ReluDc.Networks", "MathNet.Numerics", "PureHDF")]
    [InlineData("ReluDc.Figures", "ReluDc", "Plotly.NET", "Plotly.NET.CSharp")]
    public void A_room_of_the_library_needs_what_design_gives_it_and_nothing_else(string assembly, params string[] allowed) =>
        Assert.All(ReferencesOf(Path.Combine(Checkout.Root, "lib", "bin", assembly + ".dll"))
            .Where(name => !name.StartsWith("System", StringComparison.Ordinal)),
            name => Assert.Contains(name, allowed));

    /// <summary>A second opinion for notebooks and tests: it lies where notebooks find it, and the library does without it.</summary>
    [Fact]
    public void FftSharp_lies_beside_the_library_and_no_room_references_it()
    {
        var folder = Path.Combine(Checkout.Root, "lib", "bin");
        Assert.True(File.Exists(Path.Combine(folder, "FftSharp.dll")));
        Assert.All(Directory.GetFiles(folder, "ReluDc*.dll"), room => Assert.DoesNotContain("FftSharp", ReferencesOf(room)));
    }

    [Theory]
    [InlineData("Transforms", "Signals", "Spectra", "Rectifier")]
    [InlineData("Signals", "Spectra", "Rectifier")]
    [InlineData("Spectra", "Rectifier")]
    public void Inside_ReluDc_signals_know_no_spectra_and_neither_knows_the_rectifier(string folder, params string[] above)
    {
        var library = Path.Combine(Checkout.Root, "lib", "ReluDc");
        IEnumerable<string> Sources(string name) => Directory.EnumerateFiles(Path.Combine(library, name), "*.cs").Select(File.ReadAllText);
        var names = above.SelectMany(Sources)
            .SelectMany(text => Regex.Matches(text, @"^\s*(?:public|internal) (?:\w+ )*(?:class|struct|record|enum) (\w+)",
            RegexOptions.Multiline))
            .Select(match => match.Groups[1].Value).Where(name => name is not ("struct" or "class")).ToHashSet();
        Assert.True(names.Count >= 3, string.Join(", ", names));
        foreach (var text in Sources(folder))
            Assert.DoesNotContain(Regex.Matches(Regex.Replace(text, "//.*", ""), @"\b\w+\b").Select(match => match.Value), names.Contains);
    }

    [Fact]
    public void The_picture_in_docs_is_that_of_the_project_files()
    {
        var picture = string.Concat(ProjectReferences.Arrows().Select(arrow => $"    {arrow.From} --> {arrow.To}\n"));
        var page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "dependencies.md"));
        Assert.True(page.Contains($"```mermaid\ngraph TD\n{picture}```", StringComparison.Ordinal),
            $"docs/dependencies.md is to have\n{picture}");
    }

    private static IReadOnlyList<string> ReferencesOf(string assembly)
    {
        using var image = new PEReader(File.OpenRead(assembly));
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
