namespace ReluDc.HeartRate;

/// <summary>Brings what is far larger than the pulse around it down to a little more than the pulse. [samples] → [samples]</summary>
/// <remarks>
/// A jolt of ten pulses is in a window's spectrum all there is; clipped, it is one feature among the beats. The measure is robust: 1.4826
/// times the median of |x| is the standard deviation of a normal distribution, whatever a minority of the samples is.
/// </remarks>
internal static class Clipping
{
    /// <summary>How many robust deviations are left.</summary>
    public const double Deviations = 3;

    private const double AroundS = 32; // half of it before: longer than most jolts, shorter than most changes of activity
    private const double Normal = 1.4826;

    /// <summary>A signal of mean 0, clipped.</summary>
    public static Signal Apply(Signal signal)
    {
        var samples = signal.Samples.AsSpan();
        var half = (int)(AroundS / 2 * signal.SampleRateHz);
        var step = PpgRecording.ShiftCount;
        var clipped = new double[samples.Length];
        var magnitudes = new double[2 * half];
        for (var first = 0; first < samples.Length; first += step)
        {
            var middle = first + step / 2;
            var around = samples[Math.Max(0, middle - half)..Math.Min(samples.Length, middle + half)];
            var sorted = magnitudes.AsSpan(0, around.Length);
            for (var n = 0; n < sorted.Length; n++)
                sorted[n] = Math.Abs(around[n]);
            sorted.Sort();
            var most = Deviations * Normal * sorted[sorted.Length / 2];
            for (var n = first; n < Math.Min(first + step, samples.Length); n++)
                clipped[n] = most > 0 ? Math.Clamp(samples[n], -most, most) : samples[n];
        }
        return Signal.Own(clipped, signal.SampleRateHz);
    }
}
