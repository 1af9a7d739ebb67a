using System.Diagnostics;

namespace ReluDc.Tests;

/// <summary>The built program, run as a user runs it.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Errors">What it wrote to standard error.</param>
internal sealed record HostProcess(int ExitCode, string Output, string Errors)
{
    /// <summary>The program as `dotnet run` starts it.</summary>
    public static string Program { get; } = Path.Combine(Checkout.Root, "bin", "host", "ReluDc.Notebooks.dll");

    /// <summary>Runs the program that `dotnet run` starts, in some folder.</summary>
    public static Task<HostProcess> RunAsync(string folder, params string[] arguments) =>
        RunAsync(folder, new Dictionary<string, string>(), arguments);

    /// <summary>The same with environment variables of its own beside those of the tests.</summary>
    public static async Task<HostProcess> RunAsync(string folder, IReadOnlyDictionary<string, string> environment,
        params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, output, await errors);
    }
}
