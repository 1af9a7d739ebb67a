using System.Collections.Immutable;
using MathNet.Numerics;

namespace ReluDc;

/// <summary>
/// Samples at uneven times brought to an even rate: a low-pass filter, a windowed sinc, evaluated where it is wanted.
/// </summary>
/// <remarks>
/// Each output is a weighted mean of the samples around it, the weights of a sinc under a Kaiser window (β = 8, side lobes below −80 dB)
/// that reaches 12 zeros to each side; they are scaled to sum 1, so that a constant stays as it is up to the ends. The cut-off is 0.9 of
/// the lower of the two Nyquist frequencies. Unlike <see cref="Resampler"/> it takes any times and any length, and does not treat the
/// record as a period.
/// </remarks>
public static class SincInterpolation
{
    private const int Zeros = 12;
    private const double Beta = 8;
    private const double CutOff = 0.9;

    /// <summary>The signal at t₀ + n/rate for as long as there are samples. [N times], [N samples] → [count samples]</summary>
    /// <param name="timesS">Times of the samples, in seconds, rising; two or more.</param>
    /// <param name="values">The samples, as many, finite.</param>
    /// <param name="sampleRateHz">The rate they have on the average, in hertz, above 0.</param>
    /// <param name="startS">Time of the first output, in seconds; at most one sample of either rate before the first sample.</param>
    /// <param name="toRateHz">The rate wanted, in hertz, above 0.</param>
    /// <param name="count">How many outputs, 1 or more; the last is at most one sample of either rate after the last sample.</param>
    public static Signal At(
        ImmutableArray<double> timesS, ImmutableArray<double> values, double sampleRateHz, double startS, double toRateHz, int count)
    {
        CheckSamples(timesS, values);
        Argument.SampleRate(sampleRateHz);
        Argument.SampleRate(toRateHz);
        Argument.Within(count, 1, Signal.MaxCount, "The number of outputs");
        var slackS = 1 / Math.Min(sampleRateHz, toRateHz);
        if (!(startS >= timesS[0] - slackS && startS + (count - 1) / toRateHz <= timesS[^1] + slackS))
            throw new ArgumentOutOfRangeException(nameof(startS), startS, FormattableString.Invariant(
                $"Outputs lie among the samples, {timesS[0]:G6} to {timesS[^1]:G6} s; asked for are {count} from {startS:G6} s on."));

        var zeroS = 1 / (CutOff * Math.Min(sampleRateHz, toRateHz)); // from one zero of the sinc to the next
        var reachS = Zeros * zeroS;
        var resampled = new double[count];
        var first = 0;
        for (var n = 0; n < count; n++)
        {
            var t = startS + n / toRateHz;
            while (first < timesS.Length - 1 && timesS[first] < t - reachS)
                first++;
            double sum = 0, weights = 0;
            for (var k = first; k < timesS.Length && timesS[k] <= t + reachS; k++)
            {
                // Each sample stands for the time around it: where samples lie closer, each counts less.
                var width = (timesS[Math.Min(k + 1, timesS.Length - 1)] - timesS[Math.Max(k - 1, 0)])
                    / (k > 0 && k < timesS.Length - 1 ? 2 : 1);
                var weight = width * Sinc((timesS[k] - t) / zeroS) * Kaiser((timesS[k] - t) / reachS);
                sum += weight * values[k];
                weights += weight;
            }
            resampled[n] = weights != 0
                ? sum / weights
                : throw new ArgumentException(FormattableString.Invariant(
                    $"An output needs samples within {reachS:G6} s of it; around {t:G6} s there are none."), nameof(timesS));
        }
        return Signal.Own(resampled, toRateHz);
    }

    private static void CheckSamples(ImmutableArray<double> timesS, ImmutableArray<double> values)
    {
        Argument.Elements(timesS);
        Argument.Elements(values);
        if (timesS.Length != values.Length || timesS.Length < 2)
            throw new ArgumentException(
                $"Two samples or more have a time each; given are {timesS.Length} times and {values.Length} values.", nameof(values));
        for (var n = 0; n < timesS.Length; n++)
            if (!double.IsFinite(timesS[n]) || n > 0 && timesS[n] <= timesS[n - 1])
                throw new ArgumentException($"Time {n} is {timesS[n]} s: times are finite and rise.", nameof(timesS));
            else if (!double.IsFinite(values[n]))
                throw new ArgumentException($"Sample {n} is {values[n]}: samples are finite numbers.", nameof(values));
    }

    private static double Sinc(double x) => Math.Abs(x) < 1e-12 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    private static double Kaiser(double x) =>
        Math.Abs(x) < 1 ? SpecialFunctions.BesselI0(Beta * Math.Sqrt(1 - x * x)) / SpecialFunctions.BesselI0(Beta) : 0;
}
