using System.Numerics;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>A band-pass filter without delay: a Butterworth filter run forward and backward.</summary>
/// <param name="LowHz">Where its gain is one half, below; in hertz, above 0.</param>
/// <param name="HighHz">Where its gain is one half, above; in hertz, more than <paramref name="LowHz"/>.</param>
/// <param name="Order">How steep its flanks are, 1 … 100: each flank has so many poles.</param>
public sealed record BandPass(double LowHz, double HighHz, int Order = 2)
{
    private const double TimeConstants = 40; // e⁻⁴⁰ is 4·10⁻¹⁸
    private const double MostAtOnce = 1 << 14; // samples: 8.5 minutes at 32 Hz
    private const double LeastBlock = 1 << 11; // so small that the transform's arrays are no large objects to the garbage collector

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
    /// <remarks>
    /// A signal of more than 16384 samples goes through in blocks, so that memory grows with the signal itself alone. They overlap by 40
    /// time constants of the filter's slowest pole on either side. What blocks change is below a millionth of the signal: at half the
    /// sampling rate the gain has a kink, which is remembered for longer than poles are.
    /// </remarks>
    /// <param name="signal">The signal, at any rate.</param>
    public Signal Apply(Signal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        var samples = signal.Samples.AsSpan();
        var margin = Math.Ceiling(TimeConstants / SlowestPole * signal.SampleRateHz);
        var block = Math.Max(LeastBlock, 3 * margin);
        if (samples.Length <= Math.Max(MostAtOnce, block))
            return Signal.Own(Passed(samples, signal.SampleRateHz), signal.SampleRateHz);
        var passed = new double[samples.Length];
        var (length, unsettled) = ((int)block, (int)margin);
        for (var (start, last) = (0, samples.Length - length); ; start = Math.Min(start + length - 2 * unsettled, last))
        {
            var known = start == 0 ? 0 : unsettled; // what lies before, the block before has
            Passed(samples.Slice(start, length), signal.SampleRateHz).AsSpan(known).CopyTo(passed.AsSpan(start + known));
            if (start == last)
                return Signal.Own(passed, signal.SampleRateHz);
        }
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

    /// <summary>How fast what the filter remembers longest fades: the least −Re s of its poles s, in 1/s.</summary>
    private double SlowestPole
    {
        get
        {
            // Butterworth's poles e^{iθ} of a low-pass become those of the band by p = (s² + ω₁ω₂)/(s·(ω₂ − ω₁)).
            var (width, middle) = (2 * Math.PI * (HighHz - LowHz), 4 * Math.PI * Math.PI * LowHz * HighHz);
            var slowest = double.PositiveInfinity;
            for (var k = 0; k < Order; k++)
            {
                var half = width / 2 * Complex.FromPolarCoordinates(1, Math.PI * (2 * k + Order + 1) / (2 * Order));
                var root = Complex.Sqrt(half * half - middle);
                slowest = Math.Min(slowest, Math.Min(-(half + root).Real, -(half - root).Real));
            }
            return slowest;
        }
    }

    private double[] Passed(ReadOnlySpan<double> samples, double sampleRateHz)
    {
        var mirrored = new Complex[2 * samples.Length];
        for (var n = 0; n < samples.Length; n++)
            mirrored[n] = mirrored[^(n + 1)] = samples[n];
        var bins = FourierTransform.Forward(mirrored);
        for (var k = 0; k < bins.Length; k++)
            bins[k] *= Gain(Math.Min(k, bins.Length - k) * sampleRateHz / bins.Length);
        var inverse = FourierTransform.Inverse(bins);
        var passed = new double[samples.Length];
        for (var n = 0; n < passed.Length; n++)
            passed[n] = inverse[n].Real;
        return passed;
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"Band-pass {LowHz:G4} … {HighHz:G4} Hz of order {Order}");
}
