using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace ReluDc.Engine;

/// <summary>
/// The extension for VS Code as a .vsix file: an Open Packaging Conventions archive with a manifest of its own. The same input gives the
/// same bytes.
/// </summary>
public static class ExtensionPackage
{
    private const string Resources = "VSCode/"; // the extension's files, as this program carries them
    private static readonly DateTimeOffset epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero); // the earliest that an archive can say
    private static readonly XNamespace vsix = "http://schemas.microsoft.com/developer/vsx-schema/2011";
    private static readonly XNamespace contentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";

    /// <summary>Makes the package. It starts this program as it is built.</summary>
    /// <param name="course">Gives plotly.js and the theme, by which figures are drawn.</param>
    /// <param name="builder">The program that builds and starts the engine on .NET Interactive's kernels.</param>
    public static byte[] Create(ICourse course, string builder)
    {
        var files = Extension(course, builder).ToDictionary(file => "extension/" + file.Name, file => file.Content);
        var manifest = JsonNode.Parse(files["extension/package.json"])!;
        files["extension.vsixmanifest"] = Bytes(Manifest(manifest));
        files["[Content_Types].xml"] = Bytes(ContentTypes());
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
            {
                var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
                entry.LastWriteTime = epoch;
                using var writer = entry.Open();
                writer.Write(content);
            }
        return stream.ToArray();
    }

    private static IEnumerable<(string Name, byte[] Content)> Extension(ICourse course, string builder)
    {
        var assembly = typeof(ExtensionPackage).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Resources, StringComparison.Ordinal)))
        {
            using var content = new MemoryStream();
            assembly.GetManifestResourceStream(resource)!.CopyTo(content);
            yield return (resource[Resources.Length..], content.ToArray());
        }
        yield return (Assets.Plotly, course.FullPlotlyScript());
        yield return (Assets.FigureTheme, Encoding.UTF8.GetBytes(course.FigureTheme));
        foreach (var (name, text) in course.Notices)
            yield return (name, Encoding.UTF8.GetBytes(text));
        yield return ("host.json", JsonStyle.Nbformat.Write(new JsonObject
        {
            ["builder"] = builder,
            ["dotnet"] = EngineProgram.Dotnet,
            ["environment"] = new JsonObject(
                EngineProgram.TypingEnvironment.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
            ["program"] = EngineProgram.Assembly,
        }, depth: 0));
    }

    private static XElement Manifest(JsonNode extension) => new(vsix + "PackageManifest", new XAttribute("Version", "2.0.0"),
        new XElement(vsix + "Metadata",
            new XElement(vsix + "Identity", new XAttribute("Language", "en-US"), new XAttribute("Id", (string)extension["name"]!),
                new XAttribute("Version", (string)extension["version"]!), new XAttribute("Publisher", (string)extension["publisher"]!)),
            new XElement(vsix + "DisplayName", (string)extension["displayName"]!),
            new XElement(vsix + "Description", (string)extension["description"]!),
            new XElement(vsix + "Categories", string.Join(',', extension["categories"]!.AsArray().Select(category => (string)category!))),
            new XElement(vsix + "Properties",
                new XElement(vsix + "Property", new XAttribute("Id", "Microsoft.VisualStudio.Code.Engine"),
                    new XAttribute("Value", (string)extension["engines"]!["vscode"]!)))),
        new XElement(vsix + "Installation", new XElement(vsix + "InstallationTarget", new XAttribute("Id", "Microsoft.VisualStudio.Code"))),
        new XElement(vsix + "Dependencies"),
        new XElement(vsix + "Assets", Asset("Microsoft.VisualStudio.Code.Manifest", "package.json"),
            Asset("Microsoft.VisualStudio.Services.Content.Details", "README.md"),
            Asset("Microsoft.VisualStudio.Services.Content.License", "LICENSE.txt")));

    private static XElement Asset(string type, string file) =>
        new(vsix + "Asset", new XAttribute("Type", type), new XAttribute("Path", "extension/" + file),
            new XAttribute("Addressable", "true"));

    private static XElement ContentTypes() =>
        new(contentTypes + "Types", new[]
        {
            (".json", "application/json"), (".vsixmanifest", "text/xml"), (".js", "application/javascript"), (".md", "text/markdown"),
            (".txt", "text/plain"),
        }
        .Select(type => new XElement(contentTypes + "Default", new XAttribute("Extension", type.Item1),
            new XAttribute("ContentType", type.Item2))));

    private static byte[] Bytes(XElement root) => Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + root);
}
