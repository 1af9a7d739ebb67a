using System.Diagnostics;

namespace ReluDc.Tests;

/// <summary>The built program, run as a user runs it.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Errors">What it wrote to standard error.</param>
internal sealed record HostProcess(int ExitCode, string Output, string Errors)
{
    /// <summary>Runs the program that `dotnet run` starts, in some folder.</summary>
    public static async Task<HostProcess> RunAsync(string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", Path.Combine(Checkout.Root, "bin", "host", "ReluDc.Notebooks.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, output, await errors);
    }
}
