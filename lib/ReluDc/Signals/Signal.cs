using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;

namespace ReluDc;

/// <summary>Equally spaced real samples and their rate: x[n] = x(n/fs), n = 0 … N − 1. Immutable.</summary>
/// <remarks>Operations return a new signal. Two signals combine only if length and rate agree. Taught in notebook 01.</remarks>
public sealed class Signal
{
    internal const int MaxCount = 1 << 28;

    private const int PartCount = 1 << 12; // samples that one core computes at a time

    /// <summary>A signal from its samples. [N samples]</summary>
    /// <param name="samples">At least one sample, all finite.</param>
    /// <param name="sampleRateHz">Sampling rate in hertz, finite and above 0.</param>
    public Signal(IEnumerable<double> samples, double sampleRateHz)
    {
        SampleRateHz = Argument.SampleRate(sampleRateHz);
        Samples = Argument.Elements(samples);
        if (Samples.IsEmpty)
            throw new ArgumentException("A signal has at least one sample.", nameof(samples));
        for (var n = 0; n < Samples.Length; n++)
            if (!double.IsFinite(Samples[n]))
                throw new ArgumentException($"Sample {n} is {Samples[n]}: samples are finite numbers.", nameof(samples));
    }

    /// <summary>Samples f(n/fs) of a function of time in seconds. [N samples]</summary>
    /// <param name="function">Value at a time in seconds.</param>
    /// <param name="sampleRateHz">Sampling rate fs in hertz, finite and above 0.</param>
    /// <param name="durationS">Duration in seconds; the number of samples is N = round(fs·duration), at least 1.</param>
    public static Signal FromFunction(Func<double, double> function, double sampleRateHz, double durationS)
    {
        ArgumentNullException.ThrowIfNull(function);
        var samples = new double[SampleCount(sampleRateHz, durationS)];
        for (var n = 0; n < samples.Length; n++)
            samples[n] = function(n / sampleRateHz);
        return Own(samples, sampleRateHz);
    }

    /// <summary>
    /// The same of a formula, which changes nothing and takes several times at once: parts of a long record are computed side by side.
    /// </summary>
    internal static Signal FromFormula(Func<Vector<double>, Vector<double>> formula, double sampleRateHz, double durationS)
    {
        var samples = new double[SampleCount(sampleRateHz, durationS)];
        if (samples.Length <= PartCount)
            Fill(0, samples.Length);
        else
            Parallel.ForEach(Partitioner.Create(0, samples.Length, PartCount), part => Fill(part.Item1, part.Item2));
        return Own(samples, sampleRateHz);

        void Fill(int first, int end)
        {
            Span<double> rest = stackalloc double[Vector<double>.Count];
            for (var n = first; n < end; n += Vector<double>.Count)
            {
                var values = formula(Vector.CreateSequence<double>(n, 1) / sampleRateHz);
                if (n + Vector<double>.Count <= end)
                    values.CopyTo(samples, n);
                else
                {
                    values.CopyTo(rest);
                    rest[..(end - n)].CopyTo(samples.AsSpan(n));
                }
            }
        }
    }

    /// <summary>A signal over a freshly made array that nothing else writes to: no copy.</summary>
    internal static Signal Own(double[] samples, double sampleRateHz) =>
        new(ImmutableCollectionsMarshal.AsImmutableArray(samples), sampleRateHz);

    /// <summary>Root mean square of values, scaled by the largest magnitude among them. [N] → value</summary>
    internal static double RmsOf(ReadOnlySpan<double> values, double peak)
    {
        if (peak == 0)
            return 0;
        var sum = 0.0;
        foreach (var x in values)
        {
            var scaled = x / peak;
            sum += scaled * scaled;
        }
        return peak * Math.Sqrt(sum / values.Length);
    }

    /// <summary>round(fs·duration), checked: the one place that turns a duration into a number of samples.</summary>
    /// <param name="sampleRateHz">Sampling rate fs in hertz, finite and above 0.</param>
    /// <param name="durationS">Duration in seconds, 1 to 2²⁸ samples long.</param>
    public static int SampleCount(double sampleRateHz, double durationS)
    {
        var count = Math.Round(Argument.SampleRate(sampleRateHz) * durationS);
        return count is >= 1 and <= MaxCount
            ? (int)count
            : throw new ArgumentOutOfRangeException(nameof(durationS), durationS, FormattableString.Invariant(
                $"A duration holds 1 to {MaxCount} samples; {durationS} s at {sampleRateHz} Hz are {count}."));
    }

    /// <summary>The samples x[0] … x[N − 1]. [N samples]</summary>
    public ImmutableArray<double> Samples { get; }

    /// <summary>Sampling rate fs in hertz.</summary>
    public double SampleRateHz { get; }

    /// <summary>Number of samples N.</summary>
    public int Count => Samples.Length;

    /// <summary>Duration N/fs in seconds.</summary>
    public double DurationS => Count / SampleRateHz;

    /// <summary>The times n/fs of the samples, in seconds. [N samples]</summary>
    public IEnumerable<double> TimesS => Enumerable.Range(0, Count).Select(n => n / SampleRateHz);

    /// <summary>The mean (1/N)Σx[n]: the DC component.</summary>
    public double Mean => Sums.InOrder(Samples.AsSpan()) is var sum && double.IsFinite(sum) ? sum / Count : Total(x => x / Count);

    /// <summary>Mean power (1/N)Σx[n]²; ∞ where a square is too large for a double, unlike <see cref="Rms"/>.</summary>
    public double Power => Total(x => x * x) / Count;

    /// <summary>Root mean square √Power. Scaled by the largest sample, so that it stays finite where a square would overflow.</summary>
    public double Rms => RmsOf(Samples.AsSpan(), Peak);

    /// <summary>The largest magnitude max |x[n]|.</summary>
    public double Peak
    {
        get
        {
            var peak = 0.0;
            foreach (var x in Samples)
                peak = Math.Max(peak, Math.Abs(x));
            return peak;
        }
    }

    /// <summary>How far this model of a signal is from it: RMS(this − reference)/RMS(reference), 0 for a perfect model.</summary>
    /// <param name="reference">The signal that this one models, of the same length and rate; not all zero. [N samples]</param>
    public double RelativeErrorTo(Signal reference) => Argument.Given(reference).Rms is > 0 and var rms
        ? (this - reference).Rms / rms
        : throw new ArgumentException("A relative error needs a reference with a sample other than 0.", nameof(reference));

    /// <summary>Applies a function to each sample. [N samples] → [N samples]</summary>
    /// <param name="function">Finite at every sample.</param>
    public Signal Map(Func<double, double> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var samples = new double[Count];
        for (var n = 0; n < samples.Length; n++)
            samples[n] = function(Samples[n]);
        return Own(samples, SampleRateHz);
    }

    /// <summary>
    /// What a function makes of the samples, several at a time and each by itself: a recurrence waits for itself, and others meanwhile do
    /// not. The values need not be finite. [N samples] → [N values]
    /// </summary>
    internal double[] MapTogether(Func<Vector<double>, Vector<double>> function)
    {
        var values = new double[Count];
        var n = 0;
        for (; n <= Count - Vector<double>.Count; n += Vector<double>.Count)
            function(new(Samples.AsSpan()[n..])).CopyTo(values, n);
        Span<double> rest = stackalloc double[Vector<double>.Count];
        rest.Clear();
        Samples.AsSpan()[n..].CopyTo(rest);
        function(new(rest)).CopyTo(rest);
        rest[..(Count - n)].CopyTo(values.AsSpan(n));
        return values;
    }

    /// <summary>The sum, sample by sample. [N samples], [N samples] → [N samples]</summary>
    public static Signal operator +(Signal left, Signal right) => Combine(left, right, (x, y) => x + y);

    /// <summary>The difference, sample by sample. [N samples], [N samples] → [N samples]</summary>
    public static Signal operator -(Signal left, Signal right) => Combine(left, right, (x, y) => x - y);

    /// <summary>The signal upside down. [N samples] → [N samples]</summary>
    public static Signal operator -(Signal signal) => Argument.Given(signal).Map(x => -x);

    /// <summary>The signal scaled by a factor. [N samples] → [N samples]</summary>
    public static Signal operator *(double factor, Signal signal)
    {
        Argument.Finite(factor, "A factor");
        return Argument.Given(signal).Map(x => factor * x);
    }

    /// <inheritdoc cref="op_Multiply(double, Signal)"/>
    public static Signal operator *(Signal signal, double factor) => factor * signal;

    /// <summary>The signal divided by a number. [N samples] → [N samples]</summary>
    public static Signal operator /(Signal signal, double divisor) => double.IsFinite(divisor) && divisor != 0
        ? Argument.Given(signal).Map(x => x / divisor)
        : throw new ArgumentOutOfRangeException(nameof(divisor), divisor, "A signal is divided by a finite number other than 0.");

    /// <summary>The signal with a constant added to each sample: a DC offset. [N samples] → [N samples]</summary>
    public static Signal operator +(Signal signal, double offset)
    {
        Argument.Finite(offset, "An offset");
        return Argument.Given(signal).Map(x => x + offset);
    }

    /// <inheritdoc cref="op_Addition(Signal, double)"/>
    public static Signal operator +(double offset, Signal signal) => signal + offset;

    /// <summary>The signal with a constant taken from each sample: x − x.Mean has no DC. [N samples] → [N samples]</summary>
    public static Signal operator -(Signal signal, double offset)
    {
        Argument.Finite(offset, "An offset");
        return Argument.Given(signal).Map(x => x - offset);
    }

    /// <summary>Σ f(x[n]), in order. LINQ on an immutable array would ask an interface for each sample: several times as slow.</summary>
    private double Total(Func<double, double> function)
    {
        var sum = 0.0;
        foreach (var x in Samples)
            sum += function(x);
        return sum;
    }

    private static Signal Combine(Signal left, Signal right, Func<double, double, double> operation)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Count != right.Count || left.SampleRateHz != right.SampleRateHz)
            throw new ArgumentException($"Signals combine only at equal length and rate: {left} and {right}.", nameof(right));
        var samples = new double[left.Count];
        for (var n = 0; n < samples.Length; n++)
            samples[n] = operation(left.Samples[n], right.Samples[n]);
        return Own(samples, left.SampleRateHz);
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"Signal {Count} samples at {SampleRateHz:G6} Hz ({DurationS:G4} s), mean {Mean:G6}, RMS {Rms:G6}");
}
