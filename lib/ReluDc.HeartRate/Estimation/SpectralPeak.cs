using System.Collections.Immutable;
using System.Numerics;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>
/// The simplest estimate of a heart rate, the baseline: where the spectrum of a window is largest. Taught in notebook 10.
/// </summary>
public static class SpectralPeak
{
    private const int TransformCount = 4096;
    private const double MainLobeHz = 2 / PpgRecording.WindowS; // half the width of a Hann window's

    /// <summary>The band that is searched.</summary>
    public static BandPass Band { get; } = new(0.5, 4);

    private static readonly ImmutableArray<double> hann = [.. WindowShape.Hann.Weights(PpgRecording.WindowCount)];
    private static readonly int firstBin = (int)Math.Ceiling(Band.LowHz / Hz(1)); // of those that are searched
    private static readonly int lastBin = (int)Math.Floor(Band.HighHz / Hz(1));
    private static readonly int lobeBins = (int)Math.Floor(MainLobeHz / Hz(1));

    /// <summary>
    /// The rate of every window. Its confidence is the share of the band's power within the main lobe around the peak, and that lobe is its
    /// band. [samples] → [windows]
    /// </summary>
    /// <param name="recording">Its windows are taken.</param>
    /// <param name="ppg">The PPG, or what a filter made of it; as long as the recording.</param>
    public static ImmutableArray<HeartRateEstimate> Estimate(PpgRecording recording, Signal ppg) => [.. Estimates(recording, ppg, 0)];

    /// <summary>
    /// The power spectrum of every window at the <see cref="HeartRateBins"/>, scaled to sum 1; it cannot tell that there is no pulse.
    /// [samples] → [windows][outcomes]
    /// </summary>
    /// <inheritdoc cref="Estimate" path="/param"/>
    public static double[][] Probabilities(PpgRecording recording, Signal ppg) => [.. Probabilities(recording, ppg, 0)];

    /// <summary>The same from a window on. → [windows − first]</summary>
    internal static IEnumerable<HeartRateEstimate> Estimates(PpgRecording recording, Signal ppg, int first)
    {
        ArgumentNullException.ThrowIfNull(recording);
        var band = Band.Apply(ppg);
        return Enumerable.Range(first, recording.Windows - first).Select(window =>
        {
            var magnitudes = Magnitudes(recording.Window(band, window));
            double Sum(int from, int to)
            {
                var sum = 0.0;
                for (var k = from; k <= to; k++)
                    sum += magnitudes[k] * magnitudes[k];
                return sum;
            }
            var peak = firstBin;
            for (var k = firstBin; k <= lastBin; k++)
                peak = magnitudes[k] > magnitudes[peak] ? k : peak;
            var (all, lobe) = (Sum(firstBin, lastBin), Sum(Math.Max(firstBin, peak - lobeBins), Math.Min(lastBin, peak + lobeBins)));
            return new HeartRateEstimate(recording.WindowStartS(window), 60 * Hz(peak), 60 * (Hz(peak) - MainLobeHz),
                60 * (Hz(peak) + MainLobeHz), all > 0 ? lobe / all : 0);
        });
    }

    /// <inheritdoc cref="Estimates"/>
    internal static IEnumerable<double[]> Probabilities(PpgRecording recording, Signal ppg, int first)
    {
        ArgumentNullException.ThrowIfNull(recording);
        var band = Band.Apply(ppg);
        return Enumerable.Range(first, recording.Windows - first).Select(window =>
        {
            var magnitudes = Magnitudes(recording.Window(band, window));
            double Power(int bin) => Math.Pow(magnitudes[(int)Math.Round(HeartRateBins.CentreBpm(bin) / 60 / Hz(1))], 2);
            var power = Enumerable.Range(0, HeartRateBins.Count).Select(Power).ToArray();
            var sum = power.Sum();
            return (double[])[.. power.Select(p => sum > 0 ? p / sum : 1.0 / power.Length), 0];
        });
    }

    /// <summary>Frequency of a bin, in hertz.</summary>
    /// <param name="bin">0 … 2048.</param>
    public static double Hz(int bin) =>
        Argument.Index(bin, TransformCount / 2 + 1, "The spectrum of a window", "bins") * PpgRecording.SampleRateHz / TransformCount;

    /// <summary>Magnitudes of a window's spectrum: Hann window, zeros to 4096 samples. [256] → [2049]</summary>
    /// <param name="window">A window, at 32 Hz.</param>
    public static double[] Magnitudes(Signal window)
    {
        ArgumentNullException.ThrowIfNull(window);
        if (window.Count != PpgRecording.WindowCount || window.SampleRateHz != PpgRecording.SampleRateHz)
            throw new ArgumentException(
                $"A window has {PpgRecording.WindowCount} samples at {PpgRecording.SampleRateHz} Hz; given is {window}.", nameof(window));
        var padded = new double[TransformCount];
        for (var n = 0; n < window.Count; n++)
            padded[n] = hann[n] * window.Samples[n];
        return [.. FourierTransform.OfReal(padded).Select(bin => bin.Magnitude)];
    }
}
