using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace ReluDc.Bench;

/// <summary>The peer: the same step in PyTorch on one thread, by Debian's python3-torch.</summary>
internal static class PyTorch
{
    private const string Python = "/usr/bin/python3"; // Debian's own: the one that has the package

    /// <summary>Milliseconds of a step, the best of several; null where PyTorch is not installed.</summary>
    public static double? StepMs([CallerFilePath] string here = "")
    {
        if (!File.Exists(Python))
            return null;
        var start = new ProcessStartInfo(Python, [Path.Combine(Path.GetDirectoryName(here)!, "pytorch_step.py")])
            { RedirectStandardOutput = true, RedirectStandardError = true };
        // Freed memory stays with the process: without this every step gives it back to the system and asks again, and PyTorch looks slower
        // than it is.
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
}
