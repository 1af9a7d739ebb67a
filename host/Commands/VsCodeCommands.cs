using System.CommandLine;
using System.Diagnostics;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>The extension for VS Code: as a file, and installed.</summary>
internal static class VsCodeCommands
{
    private static readonly string[] editors = ["code", "code-server", "codium"];

    private static byte[] Extension => ExtensionPackage.Create(Course.Here, typeof(VsCodeCommands).Assembly.Location);

    /// <summary>The commands with their options.</summary>
    public static Command Command()
    {
        var output = new Option<string>("--out") { Description = "The file", HelpName = "FILE.vsix", Required = true };
        var package = new Command("package", "Write the extension as a file.") { output };
        package.Does((parsed, _) => Task.FromResult(Package(parsed.GetValue(output)!)));
        var install = new Command("install", "Install the extension, through the command code or code-server.");
        install.Does((_, cancellation) => InstallAsync(cancellation));
        return new Command("vscode", "The extension that runs the notebooks in VS Code.") { package, install };
    }

    /// <summary>Writes the extension.</summary>
    /// <param name="file">Where to.</param>
    public static ExitCode Package(string file)
    {
        AtomicFile.Write(Destination.NewFile(file), Extension);
        Console.WriteLine(file);
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
            using var install = Process.Start(new ProcessStartInfo(editor, ["--install-extension", file, "--force"])
                { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = install.StandardError.ReadToEndAsync(cancellation);
            var said = await install.StandardOutput.ReadToEndAsync(cancellation);
            await install.WaitForExitAsync(cancellation);
            if (install.ExitCode != 0)
            {
                Console.Error.WriteLine($"{editor} did not install it: {(await errors + said).Trim().Split('\n')[^1]}");
                return ExitCode.Failed;
            }
            Console.WriteLine($"installed by {editor}; windows that are open want \"Developer: Reload Window\"");
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
