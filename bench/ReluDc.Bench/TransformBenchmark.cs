using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using MathNet.Numerics.IntegralTransforms;

namespace ReluDc.Bench;

/// <summary>The transform of a real record beside other libraries', in one run.</summary>
internal static class TransformBenchmark
{
    private const string Python = "/usr/bin/python3"; // Debian's own: the one that may have SciPy

    /// <summary>Measures, the best of several runs of each, and prints the table.</summary>
    public static void Run()
    {
        Console.WriteLine("| samples | ReluDc | SciPy | MathNet | FftSharp |\n|---|---|---|---|---|");
        foreach (var count in new[] { 1 << 15, 259_200, 1_000_000, 1_024_000, 1 << 20 })
        {
            var signal = Noise.White(1, 1, count, new(1));
            var ours = Timings.BestMs(() => FourierTransform.OfReal(signal.Samples.AsSpan()));
            var mathNet = Timings.BestMs(() => Fourier.Forward([.. signal.Samples.Select(x => (Complex)x)], FourierOptions.NoScaling));
            var fftSharp = BitOperations.IsPow2(count)
                ? Timings.BestMs(() => FftSharp.FFT.ForwardReal([.. signal.Samples]))
                : double.NaN; // it takes powers of two
            var sciPy = SciPyMs(count);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {count:N0} | {ours:G3} ms | {Ratio(sciPy)} | {Ratio(mathNet)} | {Ratio(fftSharp)} |"));
            string Ratio(double ms) =>
                double.IsNaN(ms) ? "–" : string.Create(CultureInfo.InvariantCulture, $"{ms:G3} ms, {ms / ours:G2} ×");
        }
    }

    /// <summary>Milliseconds of SciPy's rfft, on one thread; NaN where it is not installed.</summary>
    private static double SciPyMs(int count, [CallerFilePath] string here = "")
    {
        if (!File.Exists(Python))
            return double.NaN;
        using var process = Process.Start(new ProcessStartInfo(Python,
            [Path.Combine(Path.GetDirectoryName(here)!, "scipy_transform.py"), count.ToString(CultureInfo.InvariantCulture)])
            { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        _ = error.Result;
        return process.ExitCode == 0 ? double.Parse(output, CultureInfo.InvariantCulture) : double.NaN;
    }
}
