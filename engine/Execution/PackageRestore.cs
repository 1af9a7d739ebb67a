using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ReluDc.Engine;

/// <summary>
/// Packages that cells ask for, fetched by the SDK: a project that names them all is restored, and what it found is read back.
/// </summary>
/// <param name="directory">The notebook's folder, from which NuGet's configuration is looked up.</param>
internal sealed partial class PackageRestore(string directory)
{
    private const string Framework = "net10.0";

    private readonly SortedDictionary<string, string> asked = new(StringComparer.OrdinalIgnoreCase); // name → version
    private readonly Dictionary<string, string> inUse = new(StringComparer.OrdinalIgnoreCase); // name → the version that was restored
    // of each of those asked for
    private readonly Dictionary<string, IReadOnlyList<string>> assemblies = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> sources = [];
    private readonly HashSet<string> nativeFiles = [];
    private readonly Dictionary<string, string> managedFiles = new(StringComparer.OrdinalIgnoreCase); // by simple name

    /// <summary>Adds a place to get packages from, besides those that NuGet's configuration names.</summary>
    public void AddSource(string address)
    {
        // This one is among them, unless a configuration has put another in its place, which knows better.
        if (!address.Contains("//api.nuget.org/", StringComparison.OrdinalIgnoreCase) && !sources.Contains(address))
            sources.Add(address);
    }

    /// <summary>The assemblies of the packages that a cell asks for, and of all that they need.</summary>
    /// <param name="requests">The packages. They are restored together: each may ask for a version of what another needs.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="PackageException">A package cannot be had.</exception>
    public IReadOnlyList<string> Restore(IReadOnlyList<PackageRequest> requests, CancellationToken cancellation)
    {
        var wanted = new SortedDictionary<string, string>(asked, asked.Comparer);
        foreach (var request in requests)
        {
            var present = inUse.GetValueOrDefault(request.Name);
            if (present is not null && !request.Takes(present))
                throw new PackageException(request, $"{request.Name} {present} is in use; "
                    + "another version needs a restart of the kernel");
            wanted[request.Name] = present ?? request.Versions?.OriginalString?.Trim() ?? "*";
        }
        if (!requests.All(request => assemblies.ContainsKey(request.Name)))
            Use(requests, wanted, cancellation);
        return [.. requests.SelectMany(request => assemblies[request.Name]).Distinct()];
    }

    private void Use(IReadOnlyList<PackageRequest> requests, SortedDictionary<string, string> wanted, CancellationToken cancellation)
    {
        var found = Fetch(wanted, requests[0], cancellation);
        if (found.Versions.FirstOrDefault(entry => inUse.TryGetValue(entry.Key, out var used)
            && used != entry.Value) is { Key: not null } other)
            throw new PackageException(requests[0], $"it needs {other.Key} {other.Value}, and {inUse[other.Key]} is in use; ask for it "
                + "first, after a restart of the kernel");
        foreach (var entry in found.Versions)
            inUse[entry.Key] = entry.Value;
        foreach (var (package, _) in wanted)
            asked[package] = inUse.GetValueOrDefault(package, wanted[package]); // from now on the same, whatever newer one appears
        foreach (var request in requests)
            assemblies[request.Name] = found.Assemblies;
        lock (nativeFiles)
        {
            nativeFiles.UnionWith(found.Native);
            foreach (var file in found.Assemblies)
                managedFiles[Path.GetFileNameWithoutExtension(file)] = file;
        }
    }

    /// <summary>An assembly that a package brought, in whatever version; null if none did.</summary>
    public string? Managed(string simpleName)
    {
        lock (nativeFiles)
            return managedFiles.GetValueOrDefault(simpleName);
    }

    /// <summary>A native library that a package brought; null if none did.</summary>
    public string? Native(string name)
    {
        lock (nativeFiles)
            return nativeFiles.FirstOrDefault(file => Path.GetFileName(file) == name || Path.GetFileNameWithoutExtension(file) is var bare
                && (bare == name || bare == "lib" + name));
    }

    private (IReadOnlyList<string> Assemblies, IEnumerable<string> Native, Dictionary<string, string> Versions) Fetch(
        IReadOnlyDictionary<string, string> packages, PackageRequest request, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("reludc-packages");
        try
        {
            var project = Path.Combine(folder.FullName, "packages.csproj");
            new XDocument(new XElement("Project", new XAttribute("Sdk", "Microsoft.NET.Sdk"),
                new XElement("PropertyGroup",
                    new XElement("TargetFramework", Framework),
                    new XElement("RuntimeIdentifier", RuntimeInformation.RuntimeIdentifier),
                    new XElement("SelfContained", false),
                    new XElement("RestoreAdditionalProjectSources", string.Join(';', sources))),
                new XElement("ItemGroup", packages.Select(package =>
                    new XElement("PackageReference", new XAttribute("Include", package.Key), new XAttribute("Version", package.Value))))))
                        .Save(project);
            RunRestore(project, request, cancellation);
            return Read(JsonNode.Parse(File.ReadAllText(Path.Combine(folder.FullName, "obj", "project.assets.json")))!);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void RunRestore(string project, PackageRequest request, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Path.GetDirectoryName(project)!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The settings of the folder above belong to other projects; NuGet's sources are the notebook's.
        foreach (var argument in new[]
        {
            "restore", project, "-nologo", "-v:quiet", "-nodeReuse:false", "-p:ImportDirectoryBuildProps=false",
            "-p:ImportDirectoryBuildTargets=false",
            "-p:ImportDirectoryPackagesProps=false", "-p:NuGetAudit=false", $"-p:RestoreRootConfigDirectory={directory}",
        })
            start.ArgumentList.Add(argument);
        using var restore = Process.Start(start)!;
        using var stop = cancellation.Register(() => restore.Kill(entireProcessTree: true));
        restore.StandardInput.Close();
        var errors = restore.StandardError.ReadToEndAsync(CancellationToken.None);
        var said = restore.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        restore.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        if (restore.ExitCode == 0)
            return;
        var reason = said.Split('\n').Select(line => Error().Match(line)).FirstOrDefault(match => match.Success) is { } error
            ? $"{error.Groups["code"].Value}: {error.Groups["text"].Value.Trim()}" : said.Trim().Split('\n')[0];
        throw new PackageException(request, $"the packages cannot be restored: {reason}");
    }

    private static (IReadOnlyList<string>, IEnumerable<string>, Dictionary<string, string>) Read(JsonNode assets)
    {
        var folders = assets["packageFolders"]!.AsObject().Select(folder => folder.Key).ToArray();
        var managed = new List<string>();
        var native = new List<string>();
        var versions = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var target = assets["targets"]!.AsObject().First(target => target.Key.Contains('/')).Value!.AsObject(); // the one for this machine
        foreach (var (library, content) in target)
        {
            if (library.Split('/') is not [var name, var version] || (string?)assets["libraries"]![library]!["path"] is not { } path)
                continue;
            versions[name] = version;
            var folder = folders.Select(folder => Path.Combine(folder, path)).FirstOrDefault(Directory.Exists) ?? path;
            IEnumerable<string> Files(string kind) => (content![kind] as JsonObject ?? [])
                .Where(file => !file.Key.EndsWith("/_._", StringComparison.Ordinal))
                .Select(file => Path.GetFullPath(Path.Combine(folder, file.Key)));
            // the runtime's own are newer
            managed.AddRange(Files("runtime")
                .Where(file => !File.Exists(Path.Combine(CellLanguage.RuntimeFolder, Path.GetFileName(file)))));
            native.AddRange(Files("native"));
        }
        return (managed, native, versions);
    }

    [GeneratedRegex(@"error (?<code>[A-Z]+\d+): (?<text>.*?)(\[[^\[]*\])?\s*$")]
    private static partial Regex Error();
}
