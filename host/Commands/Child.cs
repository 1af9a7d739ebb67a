using System.Diagnostics;

namespace ReluDc.Notebooks;

/// <summary>A program that a command starts and waits for; it is ended with all that it started when the command is stopped.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to standard output, then what it wrote to standard error.</param>
internal sealed record Child(int ExitCode, string Output)
{
    private static readonly TimeSpan grace = TimeSpan.FromSeconds(0.5); // for the system to take a killed program away

    /// <summary>Runs a program whose output is wanted.</summary>
    /// <exception cref="OperationCanceledException">The command was stopped.</exception>
    /// <exception cref="UsageException">There is no such program.</exception>
    public static async Task<Child> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        using var process = Start(new(program, arguments)
            { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true });
        process.StandardInput.Close();
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            var output = await process.StandardOutput.ReadToEndAsync(cancellation) + await errors;
            await process.WaitForExitAsync(cancellation);
            return new(process.ExitCode, output);
        }
        catch (OperationCanceledException)
        {
            End(process);
            throw;
        }
    }

    /// <summary>Runs a program that has this one's standard streams.</summary>
    /// <returns>Its exit code.</returns>
    /// <inheritdoc cref="RunAsync" path="/exception"/>
    public static async Task<int> RunInPlaceAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        using var process = Start(new(program, arguments));
        try
        {
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            End(process);
            throw;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new UsageException($"{start.FileName} cannot be started: {e.Message}");
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(grace);
        }
        catch (Exception e) when (e is InvalidOperationException or AggregateException or System.ComponentModel.Win32Exception)
        {
            // It has ended by itself, or has begun to.
        }
    }
}
