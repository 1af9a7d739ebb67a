using System.Collections.Immutable;

namespace ReluDc;

/// <summary>Equally spaced real samples and their rate: x[n] = x(n/fs), n = 0 … N − 1. Immutable.</summary>
/// <remarks>Operations return a new signal. Two signals combine only if length and rate agree. Taught in notebook 01.</remarks>
public sealed class Signal
{
    /// <summary>A signal from its samples.</summary>
    /// <param name="samples">At least one sample, all finite.</param>
    /// <param name="sampleRateHz">Sampling rate in hertz, finite and above 0.</param>
    public Signal(IEnumerable<double> samples, double sampleRateHz)
    {
        if (!(double.IsFinite(sampleRateHz) && sampleRateHz > 0))
            throw new ArgumentOutOfRangeException(nameof(sampleRateHz), sampleRateHz, "A sampling rate is a finite number of hertz above 0.");
        Samples = [.. samples];
        if (Samples.IsEmpty)
            throw new ArgumentException("A signal has at least one sample.", nameof(samples));
        for (var n = 0; n < Samples.Length; n++)
            if (!double.IsFinite(Samples[n]))
                throw new ArgumentException($"Sample {n} is {Samples[n]}: samples are finite numbers.", nameof(samples));
        SampleRateHz = sampleRateHz;
    }

    /// <summary>Samples f(n/fs) of a function of time in seconds.</summary>
    /// <param name="function">Value at a time in seconds.</param>
    /// <param name="sampleRateHz">Sampling rate fs in hertz, finite and above 0.</param>
    /// <param name="durationS">Duration in seconds; the number of samples is round(fs·duration), at least 1.</param>
    public static Signal FromFunction(Func<double, double> function, double sampleRateHz, double durationS)
    {
        var count = SampleCount(sampleRateHz, durationS);
        return new Signal(Enumerable.Range(0, count).Select(n => function(n / sampleRateHz)), sampleRateHz);
    }

    /// <summary>round(fs·duration), checked: the one place that turns a duration into a number of samples.</summary>
    public static int SampleCount(double sampleRateHz, double durationS)
    {
        var count = Math.Round(sampleRateHz * durationS);
        return count is >= 1 and <= 1 << 28
            ? (int)count
            : throw new ArgumentOutOfRangeException(nameof(durationS), durationS,
                $"A duration holds 1 to {1 << 28} samples; {durationS} s at {sampleRateHz} Hz are {count}.");
    }

    /// <summary>The samples x[0] … x[N − 1].</summary>
    public ImmutableArray<double> Samples { get; }

    /// <summary>Sampling rate fs in hertz.</summary>
    public double SampleRateHz { get; }

    /// <summary>Number of samples N.</summary>
    public int Count => Samples.Length;

    /// <summary>Duration N/fs in seconds.</summary>
    public double DurationS => Count / SampleRateHz;

    /// <summary>The times n/fs of the samples, in seconds.</summary>
    public IEnumerable<double> TimesS => Enumerable.Range(0, Count).Select(n => n / SampleRateHz);

    /// <summary>The mean (1/N)Σx[n]: the DC component.</summary>
    public double Mean => Samples.Sum() / Count;

    /// <summary>Mean power (1/N)Σx[n]².</summary>
    public double Power => Samples.Sum(x => x * x) / Count;

    /// <summary>Root mean square √Power.</summary>
    public double Rms => Math.Sqrt(Power);

    /// <summary>Applies a function to each sample.</summary>
    public Signal Map(Func<double, double> function) => new(Samples.Select(function), SampleRateHz);

    /// <summary>ReLU of each sample, max(0, x[n]).</summary>
    public Signal Relu() => Map(ReluDc.Relu.Of);

    /// <summary>The sum, sample by sample.</summary>
    public static Signal operator +(Signal left, Signal right) => Combine(left, right, (x, y) => x + y);

    /// <summary>The difference, sample by sample.</summary>
    public static Signal operator -(Signal left, Signal right) => Combine(left, right, (x, y) => x - y);

    /// <summary>The signal scaled by a factor.</summary>
    public static Signal operator *(double factor, Signal signal) => signal.Map(x => factor * x);

    private static Signal Combine(Signal left, Signal right, Func<double, double, double> operation) =>
        left.Count == right.Count && left.SampleRateHz == right.SampleRateHz
            ? new(left.Samples.Zip(right.Samples, operation), left.SampleRateHz)
            : throw new ArgumentException($"Signals combine only at equal length and rate: {left} and {right}.");

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"Signal {Count} samples at {SampleRateHz:G6} Hz ({DurationS:G4} s), mean {Mean:G6}, RMS {Rms:G6}");
}
