using System.Numerics;
using MathNet.Numerics.IntegralTransforms;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>A band-pass filter without delay: a Butterworth filter run forward and backward. Taught in notebook 10.</summary>
/// <param name="LowHz">Where its gain is one half, below; above 0.</param>
/// <param name="HighHz">Where its gain is one half, above; more than <paramref name="LowHz"/>.</param>
/// <param name="Order">How steep its flanks are, 1 or more: each flank has so many poles.</param>
public sealed record BandPass(double LowHz, double HighHz, int Order = 2)
{
    /// <summary>The signal with only the band left. It is mirrored at its ends, so that a jump from end to start does not ring. [N] → [N]</summary>
    public Signal Apply(Signal signal)
    {
        if (!(LowHz > 0 && HighHz > LowHz && double.IsFinite(HighHz) && Order >= 1))
            throw new ArgumentOutOfRangeException(nameof(signal), $"A band goes from above 0 to more hertz, and an order is 1 or more; given is {this}.");
        var count = signal.Count;
        var bins = new Complex[2 * count];
        for (var n = 0; n < count; n++)
            bins[n] = bins[^(n + 1)] = signal.Samples[n];
        Fourier.Forward(bins, FourierOptions.Matlab);
        for (var k = 0; k < bins.Length; k++)
            bins[k] *= Gain(Math.Min(k, bins.Length - k) * signal.SampleRateHz / bins.Length);
        Fourier.Inverse(bins, FourierOptions.Matlab);
        return Signal.Own([.. bins.Take(count).Select(bin => bin.Real)], signal.SampleRateHz);
    }

    /// <summary>Gain at a frequency, forward and backward together: |H(f)|².</summary>
    /// <param name="frequencyHz">In hertz, 0 or more.</param>
    public double Gain(double frequencyHz) => frequencyHz > 0
        ? 1 / (1 + Math.Pow((frequencyHz * frequencyHz - LowHz * HighHz) / (frequencyHz * (HighHz - LowHz)), 2 * Order))
        : 0;
}
