using System.Diagnostics;
using ReluDc.Engine;

[assembly: AssemblyFixture(typeof(ReluDc.Tests.Engine.InteractiveTool))]

namespace ReluDc.Tests.Engine;

/// <summary>.NET Interactive's own program, installed once for the user, outside the checkout.</summary>
public sealed class InteractiveTool
{
    private const string Package = "Microsoft.dotnet-interactive";
    private const string Version = "1.0.712001";

    private static readonly string folder = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        ".cache", "reludc", $"dotnet-interactive-{Version}");

    private readonly Lazy<Task<string?>> installing = new(InstallAsync);

    private static string Program => Path.Combine(folder, OperatingSystem.IsWindows() ? "dotnet-interactive.exe" : "dotnet-interactive");

    /// <summary>Starts its kernel for a client of Jupyter's protocol. Skips the test where it cannot be installed.</summary>
    internal async Task<JupyterClient> StartAsync(string directory)
    {
        var refusal = await installing.Value;
        Assert.SkipWhen(refusal is not null, $"{Package} {Version} cannot be installed: {refusal}");
        return new(file => new(Program, ["jupyter", file, "--default-kernel", "csharp", "--http-local-only"])
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_INTERACTIVE_SKIP_FIRST_TIME_EXPERIENCE"] = "1" },
        }, directory);
    }

    /// <summary>Why it cannot be installed; null if it is.</summary>
    private static async Task<string?> InstallAsync()
    {
        if (File.Exists(Program))
            return null;
        using var install = Process.Start(new ProcessStartInfo("dotnet",
            ["tool", "install", Package, "--version", Version, "--tool-path", folder])
            { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = install.StandardError.ReadToEndAsync();
        var said = await install.StandardOutput.ReadToEndAsync() + await errors;
        await install.WaitForExitAsync();
        return install.ExitCode == 0 ? null : said.Trim().Split('\n')[0];
    }
}
