using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;

namespace ReluDc.Tests.Layout;

/// <summary>What <c>dotnet pack</c> makes of the library, and the lock files that make it repeatable.</summary>
public sealed class PackageTests
{
    [Theory]
    [InlineData("ReluDc", "MathNet.Numerics")]
    [InlineData("ReluDc.Networks", "CsvHelper", "ReluDc")]
    [InlineData("ReluDc.HeartRate", "PureHDF", "ReluDc.Networks")]
    [InlineData("ReluDc.Figures", "Plotly.NET", "Plotly.NET.CSharp", "ReluDc")]
    public async Task A_room_packs_with_its_documentation_readme_and_licence(string name, params string[] dependencies)
    {
        using var folder = new TemporaryFolder();
        using var pack = Process.Start(new ProcessStartInfo("dotnet",
            ["pack", Path.Combine(Checkout.Root, "lib", name), "--no-build", "--output", folder.Path])
        {
            RedirectStandardOutput = true,
        })!;
        var said = await pack.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await pack.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(pack.ExitCode == 0, said);
        using var package = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(folder.Path, "*.nupkg")));
        string[] files = [.. package.Entries.Select(entry => entry.FullName)];
        Assert.Contains($"lib/net10.0/{name}.dll", files);
        Assert.Contains($"lib/net10.0/{name}.xml", files);
        Assert.Contains("README.md", files);
        using var manifest = package.GetEntry($"{name}.nuspec")!.Open();
        var metadata = XDocument.Load(manifest).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        string Value(string element) => metadata.Elements().Single(candidate => candidate.Name.LocalName == element).Value;
        Assert.Equal(("MIT", "the ReluDc authors", "README.md"), (Value("license"), Value("authors"), Value("readme")));
        Assert.EndsWith(".", Value("description"), StringComparison.Ordinal);
        var needed = metadata.Descendants().Where(element => element.Name.LocalName == "dependency")
            .Select(element => element.Attribute("id")!.Value).ToList();
        Assert.All(dependencies, dependency => Assert.Contains(dependency, needed)); // with them come those of others that are pinned
        Assert.DoesNotContain("FftSharp", needed); // lies in lib/bin for the notebooks only
    }

    [Theory]
    [InlineData("linux-arm64")]
    [InlineData("osx-arm64")]
    [InlineData("osx-x64")]
    [InlineData("win-arm64")]
    [InlineData("win-x64")]
    public void The_lock_file_of_another_platform_is_this_one_s_but_for_the_platform_s_name(string platform)
    {
        string Lock(string name) => File.ReadAllText(Path.Combine(Checkout.Root, "host", $"packages.{name}.lock.json"));
        Assert.Equal(Lock("linux-x64").Replace("net10.0/linux-x64", $"net10.0/{platform}"), Lock(platform));
    }

    [Fact]
    public async Task The_first_lines_of_the_library_s_readme_compute_what_they_say()
    {
        using var folder = new TemporaryFolder();
        var code = File.ReadAllText(Path.Combine(Checkout.Root, "lib", "README.md")).Split("```csharp\n")[1].Split("```")[0];
        folder.Notebook("readme.ipynb", $"#r \"{Path.Combine(Checkout.Root, "lib", "bin", "ReluDc.dll").Replace('\\', '/')}\"", code);
        var run = await HostProcess.RunAsync(folder.Path, "run", "readme.ipynb", "--out", "ran.ipynb");
        Assert.Equal(0, run.ExitCode);
        var printed = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(folder["ran.ipynb"]))!["cells"]![1]!["outputs"]!.AsArray()
            .SelectMany(output => output!["text"]!.AsArray()).Select(line => double.Parse((string)line!));
        Assert.Equal([1 / Math.PI, 2 / (3 * Math.PI)], printed, (expected, actual) => Math.Abs(expected / actual - 1) < 1e-3);
    }
}
