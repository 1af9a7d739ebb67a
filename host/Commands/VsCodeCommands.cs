using System.CommandLine;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>The extension for VS Code: as a file, and installed.</summary>
internal static class VsCodeCommands
{
    private const string Zip = "PK"; // what such files, and all of their kind, begin with
    private const string Allowed = "the path of a new file, or of a .vsix";

    private static readonly string[] editors = ["code", "code-server", "codium"];

    private static byte[] Extension => ExtensionPackage.Create(Course.Here, typeof(VsCodeCommands).Assembly.Location);

    /// <summary>The commands with their options.</summary>
    public static Command Command()
    {
        var output = new Option<string>("--out") { Description = "The file", HelpName = "FILE.vsix", Required = true };
        var package = new Command("package", "Write the extension as a file.") { output };
        package.Does((ParseResult parsed, CancellationToken _) => Task.FromResult(Package(parsed.GetValue(output)!)));
        var install = new Command("install", "Install the extension, through the command code or code-server.");
        install.Does((ParseResult _, Stopping stopping) =>
        {
            stopping.Kept = () => "the extension may not be installed; the same command does it";
            return InstallAsync(stopping.Token);
        });
        return new Command("vscode", "The extension that runs the notebooks in VS Code.") { package, install };
    }

    /// <summary>Writes the extension.</summary>
    /// <param name="file">Where to.</param>
    public static ExitCode Package(string file)
    {
        if (ExistingFile.Begins(Destination.NewFile(file), Zip, Allowed) && !file.EndsWith(".vsix", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"--out {file} is a file of another kind, and stays; allowed: {Allowed}");
        AtomicFile.Write(file, Extension);
        Terminal.Result(file);
        return ExitCode.Success;
    }

    /// <summary>Installs it through the editor's own command.</summary>
    public static async Task<ExitCode> InstallAsync(CancellationToken cancellation)
    {
        if (editors.Select(OnPath).FirstOrDefault(found => found is not null) is not { } editor)
            throw new UsageException($"none of {string.Join(", ", editors)} is on PATH; \"vscode package --out FILE.vsix\" writes a file "
                + "for the editor's own command \"Extensions: Install from VSIX\"");
        var folder = Directory.CreateTempSubdirectory("reludc-vscode");
        try
        {
            var file = Path.Combine(folder.FullName, "reludc-notebooks.vsix");
            await File.WriteAllBytesAsync(file, Extension, cancellation);
            var install = await Child.RunAsync(editor, ["--install-extension", file, "--force"], cancellation);
            if (install.ExitCode != 0)
            {
                Terminal.Tell($"{editor} did not install it: {install.Output.Trim().Split('\n')[^1]}");
                return ExitCode.Failed;
            }
            Terminal.Result($"installed by {editor}; windows that are open want \"Developer: Reload Window\"");
            return ExitCode.Success;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string? OnPath(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? command + ".cmd" : command)).FirstOrDefault(File.Exists);
}
