using System.Collections.Immutable;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>
/// Several LEDs of one sensor as one PPG, weighted anew in each window. All see the same pulse; noise and motion they share in part.
/// </summary>
/// <remarks>
/// The pulse is looked for in the sum of their spectra, each scaled to one power: what they have in common stands out there. The share q
/// of an LED's power near that peak and its second harmonic is its quality, and √q/(1 − q) its weight: amplitude over the power of noise,
/// which gives the sum the largest ratio of signal to noise (maximal-ratio combining, Brennan 1959).
/// </remarks>
internal static class LedCombination
{
    private const double LobeHz = 2 / PpgRecording.WindowS; // half the width of a Hann window's main lobe
    private const double Least = 0.02; // of 1 − q: no LED outweighs others beyond measure

    /// <summary>Weights of LEDs in each window, of sum 1. → [windows][leds]</summary>
    /// <param name="recording">Its windows are taken.</param>
    /// <param name="leds">What is known of each LED, motion removed; as long as the recording. [leds]</param>
    public static double[][] Weights(PpgRecording recording, ImmutableArray<Signal> leds) =>
        [.. Enumerable.Range(0, recording.Windows).Select(window =>
            Weights([.. leds.Select(led => Power(recording.Window(led, window)))]))];

    /// <summary>The weighted sum, each LED at RMS 1 in each window; from one window's middle to the next, weights change evenly.</summary>
    /// <param name="recording">Its windows are taken.</param>
    /// <param name="leds">As long as the recording. [leds]</param>
    /// <param name="weights">Of <see cref="Weights(PpgRecording, ImmutableArray{Signal})"/>. [windows][leds]</param>
    public static Signal Of(PpgRecording recording, ImmutableArray<Signal> leds, double[][] weights)
    {
        var gains = weights.Select((all, window) => all.Select((weight, led) =>
            recording.Window(leds[led], window).Rms is > 0 and var rms ? weight / rms : 0).ToArray()).ToArray();
        var sum = new double[recording.Ppg.Count];
        for (var n = 0; n < sum.Length; n++)
        {
            var place = Math.Clamp((n - PpgRecording.WindowCount / 2) / (double)PpgRecording.ShiftCount, 0, gains.Length - 1);
            var (before, part) = ((int)place, place - (int)place);
            for (var led = 0; led < leds.Length; led++)
                sum[n] += leds[led].Samples[n]
                    * ((1 - part) * gains[before][led] + part * gains[Math.Min(before + 1, gains.Length - 1)][led]);
        }
        return Signal.Own(sum, PpgRecording.SampleRateHz);
    }

    /// <summary>Weights in one window. [leds] of [bins] → [leds]</summary>
    private static double[] Weights(double[][] powers)
    {
        var bins = powers[0].Length;
        int[] searched = [.. Enumerable.Range(0, bins).Where(bin => SpectralPeak.Hz(bin) >= SpectralPeak.Band.LowHz
            && SpectralPeak.Hz(bin) <= SpectralPeak.Band.HighHz)];
        var peak = searched.MaxBy(bin => powers.Sum(power => power[bin]));
        bool IsNear(int bin) => Math.Abs(SpectralPeak.Hz(bin) - SpectralPeak.Hz(peak)) <= LobeHz
            || Math.Abs(SpectralPeak.Hz(bin) - 2 * SpectralPeak.Hz(peak)) <= LobeHz;
        var near = Enumerable.Range(0, bins).Where(IsNear).ToArray();
        var weights = powers.Select(power => near.Sum(bin => power[bin]))
            .Select(quality => Math.Sqrt(quality) / Math.Max(Least, 1 - quality)).ToArray();
        var sum = weights.Sum();
        return Array.ConvertAll(weights, weight => sum > 0 ? weight / sum : 1.0 / weights.Length);
    }

    /// <summary>A window's power spectrum of sum 1; zeros where nothing is in it.</summary>
    private static double[] Power(Signal window)
    {
        var power = Array.ConvertAll(SpectralPeak.Magnitudes(window), magnitude => magnitude * magnitude);
        var sum = power.Sum();
        return sum > 0 ? Array.ConvertAll(power, p => p / sum) : power;
    }
}
