using System.Collections.Immutable;
using System.Numerics;

namespace ReluDc;

/// <summary>
/// A finite impulse response filter, y[n] = Σ_j h[j]·x[n − j]: a convolution layer's one channel. Taught in notebook 03.
/// </summary>
public sealed class FirFilter
{
    /// <summary>A filter from its taps. [K taps]</summary>
    /// <param name="taps">h[0] … h[K − 1], finite; at least one. h[0] weighs the newest sample.</param>
    public FirFilter(params IEnumerable<double> taps)
    {
        Taps = Argument.Elements(taps);
        if (Taps.IsEmpty || !Taps.All(double.IsFinite))
            throw new ArgumentException("A filter has one tap or more, all finite.", nameof(taps));
    }

    /// <summary>The impulse response h[0] … h[K − 1]. [K taps]</summary>
    public ImmutableArray<double> Taps { get; }

    /// <summary>The mean of the last few samples: every tap 1/length (paper, Sec. V.A). Passes DC unchanged. [length taps]</summary>
    /// <param name="length">Number of taps, 1 or more, and no more than a signal has samples.</param>
    public static FirFilter MovingAverage(int length)
    {
        Argument.Within(length, 1, Signal.MaxCount, "The number of taps");
        return new(Enumerable.Repeat(1.0 / length, length));
    }

    /// <summary>The first difference as a derivative, (x[n] − x[n − 1])·fs (paper, Sec. V.A). Removes DC. [2 taps]</summary>
    /// <param name="sampleRateHz">fs in hertz, finite and above 0.</param>
    public static FirFilter FirstDifference(double sampleRateHz)
    {
        Argument.SampleRate(sampleRateHz);
        return new(sampleRateHz, -sampleRateHz);
    }

    /// <summary>Where the taps overlap the signal fully ("valid" padding). [N samples] → [N − K + 1 samples]</summary>
    /// <exception cref="ArgumentException">The signal is shorter than the filter.</exception>
    public Signal Valid(Signal signal) => Argument.Given(signal).Count >= Taps.Length
        ? Convolve(signal, Taps.Length - 1)
        : throw new ArgumentException($"A filter of {Taps.Length} taps needs as many samples; given is {signal}.", nameof(signal));

    /// <summary>
    /// With zeros before the first sample ("causal" padding): as long as the signal, with a transient of K − 1 samples. [N samples]
    /// → [N samples]
    /// </summary>
    public Signal Causal(Signal signal) => Convolve(Argument.Given(signal), 0);

    /// <summary>H(f) = Σ_j h[j]·e^{−i2πfj/fs}: what the filter does to the amplitude and phase of a tone.</summary>
    /// <param name="frequencyHz">f in hertz, finite, and so is K·f/fs.</param>
    /// <param name="sampleRateHz">fs in hertz, finite and above 0.</param>
    public Complex FrequencyResponse(double frequencyHz, double sampleRateHz)
    {
        Argument.SampleRate(sampleRateHz);
        if (!double.IsFinite(2 * Math.PI * frequencyHz * Taps.Length / sampleRateHz))
            throw new ArgumentOutOfRangeException(
                nameof(frequencyHz), frequencyHz, "A frequency is a finite number of hertz, and so is its ratio to the sampling rate.");
        return Taps.Select((tap, j) => tap * Complex.FromPolarCoordinates(1, -2 * Math.PI * frequencyHz * j / sampleRateHz))
            .Aggregate(Complex.Add);
    }

    /// <summary>The step of taps with so many bits: the largest magnitude over 2^(bits − 1) − 1, so that no sign is favoured.</summary>
    /// <param name="bits">2 … 32.</param>
    public double TapStep(int bits) => bits is >= 2 and <= 32
        ? Taps.Max(Math.Abs) / (Math.ScaleB(1, bits - 1) - 1)
        : throw new ArgumentOutOfRangeException(nameof(bits), bits, "Taps have 2 to 32 bits.");

    /// <summary>
    /// The filter with taps rounded to whole numbers of their step; the largest stays as it is. [K taps] → [K taps] Taught in
    /// notebook 08.
    /// </summary>
    /// <param name="bits">2 … 32.</param>
    public FirFilter Rounded(int bits) => TapStep(bits) is > 0 and var step ? new(Taps.Select(tap => step * Math.Round(tap / step))) : this;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"Filter of {Taps.Length} taps, gain at DC {Taps.Sum():G6}");

    // Tap by tap, so that neighbouring samples are computed together; each sample still adds its products in the taps' order.
    private Signal Convolve(Signal signal, int first)
    {
        var filtered = new double[signal.Count - first];
        for (var j = 0; j < Math.Min(Taps.Length, signal.Count); j++)
        {
            var from = Math.Max(first, j); // before it, the tap meets no sample
            Sums.AddTimes(Taps[j], signal.Samples.AsSpan(from - j, signal.Count - from), filtered.AsSpan(from - first));
        }
        return Signal.Own(filtered, signal.SampleRateHz);
    }
}
