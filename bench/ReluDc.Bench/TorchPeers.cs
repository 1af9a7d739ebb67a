using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace ReluDc.Bench;

/// <summary>The peers: the same step on one thread in PyTorch, of Debian's python3-torch, and in TorchSharp, on a newer libtorch.</summary>
internal static class TorchPeers
{
    private const string Python = "/usr/bin/python3"; // Debian's own: the one that has the package

    /// <summary>Milliseconds of a step in PyTorch, the best of several; null where it is not installed.</summary>
    public static double? PyTorchMs() => MillisecondsOf(Python, Path.Combine(Here(), "pytorch_step.py"));

    /// <summary>Milliseconds of a step in TorchSharp, the best of several; null where bench/ReluDc.TorchStep is not built.</summary>
    public static double? TorchSharpMs() => MillisecondsOf(
        Path.Combine(Here(), "..", "ReluDc.TorchStep", "bin", "Release", "net10.0", "ReluDc.TorchStep"));

    private static double? MillisecondsOf(string program, params string[] arguments)
    {
        if (!File.Exists(program))
            return null;
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Freed memory stays with the process: without this every step gives it back to the system and asks again, and libtorch looks
        // slower than it is.
        start.Environment["MALLOC_MMAP_THRESHOLD_"] = "1073741824";
        start.Environment["MALLOC_TRIM_THRESHOLD_"] = "1073741824";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode == 0)
            return double.Parse(output.Result, CultureInfo.InvariantCulture);
        Console.Error.WriteLine(error.TrimEnd().Split('\n')[^1]);
        return null;
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
