using System.Collections.Immutable;
using System.Numerics;

namespace ReluDc;

/// <summary>
/// ReLU of harmonically related tones, exactly: the integrals over one common period, in closed form between the zero crossings of x(t).
/// Here lines coincide and phases matter. Taught in notebook 03. Used in notebook 02.
/// </summary>
/// <remarks>
/// With x(τ) = Σ_n c_n e^{inτ}, τ = 2πf₀t, the coefficient of e^{ikτ} in ReLU(x) is Y_k = (1/2π)·Σ_n c_n·∫
/// e^{i(n−k)τ}dτ over x &gt; 0.
/// </remarks>
public sealed class HarmonicTonesRelu
{
    private const long LargestHarmonic = 100_000;

    private readonly ImmutableArray<(long Harmonic, Complex Amplitude)> coefficients; // c_n of e^{inτ}, n ≥ 0: half a tone; c_n* the other
    private readonly PositiveIntervals positive;
    private readonly CrossingSums crossings;

    /// <summary>Finds the zero crossings in one common period.</summary>
    /// <param name="tones">
    /// Tones with a common period, the fastest at most 100,000 times the base frequency; one of 0 Hz is an offset, but not all are. [K
    /// tones]
    /// </param>
    public HarmonicTonesRelu(ToneSum tones)
    {
        Period = CommonPeriod.Of(tones) is { } period && period.Harmonics.Max() <= LargestHarmonic
            ? period
            : throw new ArgumentException(
                $"Tones need a common period: frequencies in decimals, not all 0, the highest at most {LargestHarmonic} times their common "
                + $"base (for others UnrelatedTonesRelu is right); given is {tones}.", nameof(tones));
        var terms = tones.Tones.Zip(Period.Harmonics, (tone, n) => (tone.Amplitude, n, tone.PhaseRad)).ToArray();
        coefficients = [.. terms.Select(term => (term.n, term.Amplitude / 2 * Complex.FromPolarCoordinates(1, term.PhaseRad)))];
        positive = new(terms);
        crossings = new(coefficients, [.. positive.Edges.Select(edge => (-edge.Tau, (double)edge.Side))]);
    }

    /// <summary>The common period of the tones.</summary>
    public CommonPeriod Period { get; }

    /// <summary>The DC component.</summary>
    public double Dc => Coefficient(0).Real;

    /// <summary>The line at a frequency, in continuous time; amplitude 0 where no multiple of the base frequency lies.</summary>
    /// <param name="frequencyHz">In hertz, finite, 0 or more.</param>
    public SpectralLine Line(double frequencyHz)
    {
        Argument.NotNegative(frequencyHz, "A line's frequency in hertz");
        return FrequencyGrid.Steps(frequencyHz) is { } steps && steps % Period.BaseMicrohertz == 0
            ? Harmonic(steps / Period.BaseMicrohertz)
            : new(frequencyHz, Complex.Zero);
    }

    /// <summary>
    /// The lines up to a frequency, in continuous time, rising; those that are zero but for rounding are left out. → [lines]
    /// </summary>
    /// <param name="upToHz">In hertz, finite, 0 or more.</param>
    /// <param name="maxOrder">
    /// If given, only frequencies |Σ m_k f_k| with Σ|m_k| up to this, 0 or more: what a long common period needs, which has a line at
    /// every multiple of its low base frequency, nearly all too weak to see.
    /// </param>
    public ImmutableArray<SpectralLine> Lines(double upToHz, int? maxOrder = null)
    {
        const double Rounding = 1e-14;
        var last = upToHz / Period.BaseHz + 1e-9;
        if (!(last >= 0 && last < long.MaxValue))
            throw new ArgumentOutOfRangeException(nameof(upToHz), upToHz, "Lines are listed up to a finite frequency of 0 Hz or more.");
        if (maxOrder is null && last * Math.Max(1, positive.Edges.Length) > 1e8)
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"There are {last:G3} multiples of {Period.BaseHz:G6} Hz below {upToHz:G6} Hz: give maxOrder for the strong lines."),
                nameof(maxOrder));

        var harmonics = maxOrder is { } order
            ? IntermodulationOrders.UpTo(Period.Harmonics.Length, order)
                .Select(m => Math.Abs(m.Zip(Period.Harmonics, (k, n) => k * n).Sum()))
                .Where(k => k <= last).Distinct().Order()
            : Enumerable.Range(0, (int)last + 1).Select(k => (long)k);
        return [.. harmonics.Select(Harmonic).Where(line => line.Magnitude > Rounding * Period.Tones.PeakBound)];
    }

    /// <summary>The same, sampled: its lines are those that a record's spectrum shows.</summary>
    /// <param name="sampleRateHz">fs in hertz, above 0, below 1e9 and a multiple of 1e-6 Hz.</param>
    public SampledTonesRelu SampledAt(double sampleRateHz) => new(Period, positive, coefficients, sampleRateHz);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"ReLU of tones with {Period}: DC {Dc:G6}");

    private SpectralLine Harmonic(long k) => new(k * Period.BaseMicrohertz / 1e6, k == 0 ? Dc : 2 * Coefficient(k));

    /// <summary>Y_k.</summary>
    private Complex Coefficient(long k)
    {
        var sum = crossings.Sum(k, n => OneOver(n - k));
        return (positive.Length * crossings.AmplitudeOf(n => n == k) - Complex.ImaginaryOne * sum) / (2 * Math.PI);

        static double OneOver(long n) => n == 0 ? 0 : 1.0 / n; // harmonic k itself is not integrated from edge to edge
    }
}
