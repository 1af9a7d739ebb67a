using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace ReluDc.Tests.Engine;

/// <summary>The .vsix file, and the commands that make and install it.</summary>
public sealed class ExtensionPackageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private async Task<string> PackageAsync(string name)
    {
        var made = await HostProcess.RunAsync(folder.Path, "vscode", "package", "--out", name);
        Assert.Equal((0, name + "\n"), (made.ExitCode, made.Output));
        return folder[name];
    }

    [Fact]
    public async Task The_same_checkout_makes_the_same_bytes() =>
        Assert.Equal(await File.ReadAllBytesAsync(await PackageAsync("one.vsix"), TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(await PackageAsync("two.vsix"), TestContext.Current.CancellationToken));

    [Fact]
    public async Task The_manifest_names_files_that_are_there_and_the_host_that_made_it()
    {
        using var package = await ZipFile.OpenReadAsync(await PackageAsync("extension.vsix"), TestContext.Current.CancellationToken);
        var files = package.Entries.Select(entry => entry.FullName).ToHashSet();
        XNamespace vsx = "http://schemas.microsoft.com/developer/vsx-schema/2011";
        var manifest = XDocument.Load(package.GetEntry("extension.vsixmanifest")!.Open()).Root!;
        Assert.All(manifest.Descendants(vsx + "Asset"), asset => Assert.Contains((string)asset.Attribute("Path")!, files));
        var extension = Json("extension/package.json");
        var identity = manifest.Descendants(vsx + "Identity").Single();
        Assert.Equal(((string?)extension["publisher"], (string?)extension["name"], (string?)extension["version"]),
            ((string?)identity.Attribute("Publisher"), (string?)identity.Attribute("Id"), (string?)identity.Attribute("Version")));
        Assert.Contains("extension/" + ((string)extension["main"]!)[2..], files);
        var renderer = extension["contributes"]!["notebookRenderer"]![0]!;
        Assert.Contains("extension/" + ((string)renderer["entrypoint"]!)[2..], files);
        Assert.Equal("application/vnd.plotly.v1+json", (string?)renderer["mimeTypes"]![0]);
        Assert.True(package.GetEntry("extension/plotly.min.js")!.Length > 1_000_000);
        foreach (var (file, original) in new[] { ("LICENSE.txt", "LICENSE"), ("THIRD-PARTY-NOTICES.md", "THIRD-PARTY-NOTICES.md") })
        {
            using var notice = new StreamReader(package.GetEntry("extension/" + file)!.Open());
            Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Checkout.Root, original), TestContext.Current.CancellationToken),
                await notice.ReadToEndAsync(TestContext.Current.CancellationToken));
        }
        var host = Json("extension/host.json");
        Assert.Equal(KernelUnderTest.Program, (string?)host["program"]);
        Assert.True(File.Exists((string?)host["dotnet"]));
        var types = XDocument.Load(package.GetEntry("[Content_Types].xml")!.Open()).Root!.Elements()
            .Select(type => (string?)type.Attribute("Extension")).ToHashSet();
        Assert.All(files.Where(file => file != "[Content_Types].xml"), file => Assert.Contains(Path.GetExtension(file), types));

        JsonNode Json(string name) => JsonNode.Parse(package.GetEntry(name)!.Open())!;
    }

    [Fact]
    public async Task Every_script_is_one_that_node_can_read()
    {
        await ZipFile.ExtractToDirectoryAsync(await PackageAsync("extension.vsix"), folder["unpacked"],
            TestContext.Current.CancellationToken);
        foreach (var script in Directory.GetFiles(Path.Combine(folder["unpacked"], "extension"), "*.js"))
        {
            var module = Path.GetFileName(script) == "renderer.js"; // the only one that a browser loads, as a module
            var file = module ? Path.ChangeExtension(script, ".mjs") : script;
            if (module)
                File.Move(script, file);
            Process? node;
            try
            {
                node = Process.Start(new ProcessStartInfo("node", ["--check", file]) { RedirectStandardError = true });
            }
            catch (System.ComponentModel.Win32Exception)
            {
                Assert.Skip("no node on PATH");
                return;
            }
            var errors = await node!.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await node.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(node.ExitCode == 0, errors);
            node.Dispose();
        }
    }

    [Fact]
    public async Task Where_there_is_no_editor_install_says_what_to_do_and_a_wrong_file_is_refused()
    {
        var dotnet = (string?)JsonNode.Parse(ZipFile.OpenRead(await PackageAsync("extension.vsix"))
            .GetEntry("extension/host.json")!.Open())!["dotnet"];
        Directory.CreateDirectory(folder["empty"]);
        using var install = Process.Start(new ProcessStartInfo(dotnet!, ["exec", HostProcess.Program, "vscode", "install"])
            { RedirectStandardError = true, Environment = { ["PATH"] = folder["empty"] } })!;
        var errors = await install.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await install.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, install.ExitCode);
        Assert.Contains("Install from VSIX", Assert.Single(errors.TrimEnd().Split('\n')));
        var refused = await HostProcess.RunAsync(folder.Path, "vscode", "package", "--out", folder["empty"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("is a folder", refused.Errors);
    }

    [Fact]
    public async Task Install_hands_the_package_to_the_editor_and_tells_what_it_says()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the editor's command is a shell script here");
        Directory.CreateDirectory(folder["bin"]);
        var editor = folder[Path.Combine("bin", "code")];
        await File.WriteAllTextAsync(editor,
            $"#!/bin/sh\necho \"$@\" > '{folder["said"]}'\n[ -f \"$2\" ] && [ ! -e '{folder["fail"]}' ] || {{ echo 'no room'; exit 3; }}\n",
            TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(editor, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var path = new Dictionary<string, string> { ["PATH"] = $"{folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}" };
        var installed = await HostProcess.RunAsync(folder.Path, path, "vscode", "install");
        Assert.Equal(0, installed.ExitCode);
        Assert.Matches(@"^--install-extension /\S+/reludc-notebooks\.vsix --force\n$",
            await File.ReadAllTextAsync(folder["said"], TestContext.Current.CancellationToken));
        await File.WriteAllTextAsync(folder["fail"], "", TestContext.Current.CancellationToken);
        var failed = await HostProcess.RunAsync(folder.Path, path, "vscode", "install");
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("no room", Assert.Single(failed.Errors.TrimEnd().Split('\n')));
    }
}
