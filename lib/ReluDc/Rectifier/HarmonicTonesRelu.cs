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

    private readonly double positiveLength;
    private readonly ImmutableArray<(long Harmonic, Complex Amplitude)> coefficients; // c_n of e^{inτ}, two-sided
    private readonly ImmutableArray<(double Tau, Complex[] Values)> edges; // of where x > 0: ± c_n·e^{inτ}, − where one starts

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
        coefficients = [.. terms.SelectMany(term => new[] { 1, -1 }.Select(side =>
            (side * term.n, term.Amplitude / 2 * Complex.FromPolarCoordinates(1, side * term.PhaseRad))))];
        var positive = new PositiveIntervals(terms);
        positiveLength = positive.Length;
        edges = [.. positive.Edges.Select(edge => (edge.Tau,
            coefficients.Select(term => edge.Side * term.Amplitude * Complex.FromPolarCoordinates(1, term.Harmonic * edge.Tau))
                .ToArray()))];
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
        if (maxOrder is null && last * Math.Max(1, edges.Length) > 1e8)
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

    /// <summary>
    /// What the spectrum of the sampled ReLU shows at a frequency: the sum of every line that sampling folds there, Σ_j Y at f + j·fs, in
    /// closed form.
    /// </summary>
    /// <param name="frequencyHz">In hertz, 0 … fs/2.</param>
    /// <param name="sampleRateHz">fs in hertz, above 0, below 1e9 and a multiple of 1e-6 Hz.</param>
    /// <returns>The line that a record of whole common periods has in that bin (amplitude scaling).</returns>
    public SpectralLine AliasedLine(double frequencyHz, double sampleRateHz)
    {
        if (FrequencyGrid.Steps(sampleRateHz) is not { } rate || rate < 1)
            throw new ArgumentOutOfRangeException(
                nameof(sampleRateHz), sampleRateHz, "A sampling rate is above 0 Hz, below 1e9 Hz and a multiple of 1e-6 Hz.");
        if (!(frequencyHz >= 0 && frequencyHz <= sampleRateHz / 2))
            throw new ArgumentOutOfRangeException(nameof(frequencyHz), frequencyHz,
                FormattableString.Invariant($"Sampled at {sampleRateHz:G6} Hz, frequencies go from 0 to {sampleRateHz / 2:G6} Hz."));

        // k·base ≡ f (mod fs) has the solutions k = first + spacing·l, or none.
        var common = (long)BigInteger.GreatestCommonDivisor(Period.BaseMicrohertz, rate);
        if (FrequencyGrid.Steps(frequencyHz) is not { } steps || steps % common != 0)
            return new(frequencyHz, Complex.Zero);
        var spacing = rate / common;
        var first = (long)(steps / common * ModularInverse(Period.BaseMicrohertz / common, spacing) % spacing);
        var folded = FoldedCoefficient(first, spacing);
        return new(frequencyHz, steps == 0 || 2 * steps == rate ? folded.Real : 2 * folded);
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"ReLU of tones with {Period}: DC {Dc:G6}");

    private SpectralLine Harmonic(long k) => new(k * Period.BaseMicrohertz / 1e6, k == 0 ? Dc : 2 * Coefficient(k));

    /// <summary>Y_k.</summary>
    private Complex Coefficient(long k)
    {
        var sum = positiveLength * Own(n => n == k);
        foreach (var (tau, values) in edges)
        {
            var inner = Complex.Zero;
            for (var i = 0; i < values.Length; i++)
                if (coefficients[i].Harmonic is var n && n != k)
                    inner += values[i] / (n - k);
            sum += inner * Complex.FromPolarCoordinates(1, -k * tau) / Complex.ImaginaryOne;
        }
        return sum / (2 * Math.PI);
    }

    /// <summary>Σ_l Y_{first + spacing·l} over all integers l.</summary>
    /// <remarks>
    /// By Σ_l e^{ilθ}/(l − α) = −π·e^{−iα(π−θ)}·/sin(πα), and Σ_{l≠0} e^{ilθ}/l = i(π − θ), for 0 &lt; θ
    /// &lt; 2π. On a jump, θ = 0, the two sides' mean stands: −π·cot(πα), and 0. Each crossing at τ contributes with θ =
    /// −spacing·τ.
    /// </remarks>
    private Complex FoldedCoefficient(long first, long spacing)
    {
        var sum = positiveLength * Own(n => (n - first) % spacing == 0);
        var places = coefficients.Select(term => (term.Harmonic - first) / (double)spacing is var alpha
            ? (Alpha: alpha, IsHere: (term.Harmonic - first) % spacing == 0, Sine: double.SinPi(alpha), Cosine: double.CosPi(alpha))
            : default).ToArray();
        foreach (var (tau, values) in edges)
        {
            var turns = -spacing * tau / (2 * Math.PI);
            var theta = 2 * Math.PI * (turns - Math.Floor(turns));
            var back = Complex.FromPolarCoordinates(1, -first * tau);
            for (var i = 0; i < values.Length; i++)
            {
                var (alpha, isHere, sine, cosine) = places[i];
                sum += values[i] / spacing * (isHere
                    ? theta == 0 ? 0 : (theta - Math.PI) * Complex.FromPolarCoordinates(1, -coefficients[i].Harmonic * tau)
                    : back * -Complex.ImaginaryOne * Math.PI / sine
                        * (theta == 0 ? cosine : Complex.FromPolarCoordinates(1, -alpha * (Math.PI - theta))));
            }
        }
        return sum / (2 * Math.PI);
    }

    private Complex Own(Func<long, bool> isOwn) =>
        coefficients.Where(term => isOwn(term.Harmonic)).Aggregate(Complex.Zero, (sum, term) => sum + term.Amplitude);

    private static BigInteger ModularInverse(long value, long modulus)
    {
        var (previous, current) = ((BigInteger)modulus, (BigInteger)(value % modulus));
        var (before, inverse) = (BigInteger.Zero, BigInteger.One);
        while (current > 1)
        {
            var quotient = previous / current;
            (previous, current) = (current, previous - quotient * current);
            (before, inverse) = (inverse, before - quotient * inverse);
        }
        return inverse < 0 ? inverse + modulus : inverse;
    }
}
