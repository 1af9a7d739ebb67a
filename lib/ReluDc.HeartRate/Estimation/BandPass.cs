using System.Numerics;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>A band-pass filter without delay: a Butterworth filter run forward and backward.</summary>
/// <param name="LowHz">Where its gain is one half, below; in hertz, above 0.</param>
/// <param name="HighHz">Where its gain is one half, above; in hertz, more than <paramref name="LowHz"/>.</param>
/// <param name="Order">How steep its flanks are, 1 … 100: each flank has so many poles.</param>
public sealed record BandPass(double LowHz, double HighHz, int Order = 2)
{
    /// <inheritdoc cref="BandPass(double, double, int)" path="/param[@name='LowHz']"/>
    public double LowHz { get; } = Argument.Positive(LowHz, "The lower corner of a band in hertz");

    /// <inheritdoc cref="BandPass(double, double, int)" path="/param[@name='HighHz']"/>
    public double HighHz { get; } = HighHz > LowHz && double.IsFinite(HighHz)
        ? HighHz
        : throw new ArgumentOutOfRangeException(
            nameof(HighHz), HighHz, $"The upper corner of a band is finite and above the lower, {LowHz} Hz.");

    /// <inheritdoc cref="BandPass(double, double, int)" path="/param[@name='Order']"/>
    public int Order { get; } = Argument.Within(Order, 1, 100, "The number of poles of each flank");

    /// <summary>
    /// The signal with only the band left. It is mirrored at its ends, so that a jump from end to start does not ring. [N] → [N]
    /// </summary>
    /// <param name="signal">The signal, at any rate.</param>
    public Signal Apply(Signal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        var count = signal.Count;
        var mirrored = new Complex[2 * count];
        for (var n = 0; n < count; n++)
            mirrored[n] = mirrored[^(n + 1)] = signal.Samples[n];
        var bins = FourierTransform.Forward(mirrored);
        for (var k = 0; k < bins.Length; k++)
            bins[k] *= Gain(Math.Min(k, bins.Length - k) * signal.SampleRateHz / bins.Length);
        return Signal.Own([.. FourierTransform.Inverse(bins).Take(count).Select(x => x.Real)], signal.SampleRateHz);
    }

    /// <summary>
    /// A recording with only the band left of each of its signals. What a least-squares fit is to explain goes through here first: drift
    /// of a sensor is large beside the pulse, would be fitted before anything else, and with it motion poured into the pulse.
    /// </summary>
    /// <param name="recording">The recording. Gravity goes too: it does not change.</param>
    public PpgRecording Apply(PpgRecording recording) => Argument.Given(recording).Through(Apply, Apply);

    /// <summary>Gain at a frequency, forward and backward together: |H(f)|², in [0, 1].</summary>
    /// <param name="frequencyHz">In hertz, 0 or more.</param>
    public double Gain(double frequencyHz) => Argument.NotNegative(frequencyHz, "A frequency in hertz") > 0
        ? 1 / (1 + Math.Pow((frequencyHz * frequencyHz - LowHz * HighHz) / (frequencyHz * (HighHz - LowHz)), 2 * Order))
        : 0;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"Band-pass {LowHz:G4} … {HighHz:G4} Hz of order {Order}");
}
