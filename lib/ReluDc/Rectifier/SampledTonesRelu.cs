using System.Collections.Immutable;
using System.Numerics;

namespace ReluDc;

/// <summary>
/// The sampled ReLU of harmonically related tones, exactly: a line of its spectrum is the sum of every line of the continuous one that
/// sampling folds there, Σ_j Y at f + j·fs, in closed form. Taught in notebook 03.
/// </summary>
public sealed class SampledTonesRelu
{
    private readonly CommonPeriod period;
    private readonly double positiveLength;
    private readonly ImmutableArray<(long Harmonic, Complex Amplitude)> coefficients; // c_n of e^{inτ}, two-sided
    private readonly long rateSteps;
    private readonly long common;
    private readonly long spacing; // of the harmonics that fold onto one
    private readonly Crossing[] crossings;

    internal SampledTonesRelu(CommonPeriod period, double positiveLength, ImmutableArray<(long Harmonic, Complex Amplitude)> coefficients,
        ImmutableArray<(double Tau, int Side)> edges, Complex[] values, double sampleRateHz)
    {
        if (FrequencyGrid.Steps(sampleRateHz) is not { } rate || rate < 1)
            throw new ArgumentOutOfRangeException(
                nameof(sampleRateHz), sampleRateHz, "A sampling rate is above 0 Hz, below 1e9 Hz and a multiple of 1e-6 Hz.");
        (this.period, this.positiveLength, this.coefficients) = (period, positiveLength, coefficients);
        (rateSteps, SampleRateHz) = (rate, sampleRateHz);
        common = (long)BigInteger.GreatestCommonDivisor(period.BaseMicrohertz, rate);
        spacing = rate / common;
        crossings = [.. edges.Zip(values.Chunk(coefficients.Length), (edge, own) => At(edge.Tau, edge.Side, own))];
    }

    /// <summary>Sampling rate fs in hertz.</summary>
    public double SampleRateHz { get; }

    /// <summary>What the spectrum of the sampled ReLU shows at a frequency.</summary>
    /// <param name="frequencyHz">In hertz, 0 … fs/2.</param>
    /// <returns>The line that a record of whole common periods has in that bin (amplitude scaling).</returns>
    public SpectralLine Line(double frequencyHz)
    {
        const double Rounding = 1e-12; // the last bin of a spectrum may lie as much above half its rate
        if (!(frequencyHz >= 0 && frequencyHz <= SampleRateHz / 2 * (1 + Rounding)))
            throw new ArgumentOutOfRangeException(nameof(frequencyHz), frequencyHz,
                FormattableString.Invariant($"Sampled at {SampleRateHz:G6} Hz, frequencies go from 0 to {SampleRateHz / 2:G6} Hz."));

        // k·base ≡ f (mod fs) has the solutions k = first + spacing·l, or none.
        if (FrequencyGrid.Steps(frequencyHz) is not { } steps || steps % common != 0)
            return new(frequencyHz, Complex.Zero);
        var first = (long)(steps / common * ModularInverse(period.BaseMicrohertz / common, spacing) % spacing);
        var folded = Folded(first);
        return new(frequencyHz, steps == 0 || 2 * steps == rateSteps ? folded.Real : 2 * folded);
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"ReLU of tones with {period}, sampled at {SampleRateHz:G6} Hz");

    /// <summary>Σ_l Y_{first + spacing·l} over all integers l.</summary>
    /// <remarks>
    /// By Σ_l e^{ilθ}/(l − α) = −π·e^{−iα(π−θ)}·/sin(πα), and Σ_{l≠0} e^{ilθ}/l = i(π − θ), for 0 &lt; θ
    /// &lt; 2π. On a jump, θ = 0, the two sides' mean stands: −π·cot(πα), and 0. Each crossing at τ contributes with θ =
    /// −spacing·τ, and α = (n − first)/spacing for harmonic n.
    /// </remarks>
    private Complex Folded(long first)
    {
        var isHere = coefficients.Select(term => (term.Harmonic - first) % spacing == 0).ToArray();
        Complex[] factors = [.. coefficients.Select(term => -Complex.ImaginaryOne * Math.PI / double.SinPi(Alpha(term.Harmonic)))];
        double[] cosines = [.. coefficients.Select(term => double.CosPi(Alpha(term.Harmonic)))];
        double Alpha(long harmonic) => (harmonic - first) / (double)spacing;

        var sum = Complex.Zero;
        for (var i = 0; i < isHere.Length; i++)
            if (isHere[i])
                sum += positiveLength * coefficients[i].Amplitude;
        foreach (var crossing in crossings)
        {
            var inner = Complex.Zero;
            for (var i = 0; i < isHere.Length; i++)
                if (isHere[i])
                    sum -= crossing.Side * crossing.HalfTurn / spacing * coefficients[i].Amplitude;
                else
                    inner += crossing.IsOnJump ? factors[i] * cosines[i] * crossing.Values[i] : factors[i] * crossing.Values[i];
            sum += Complex.FromPolarCoordinates(1, first * crossing.HalfTurn / spacing - first * crossing.Tau) * inner;
        }
        return sum / (2 * Math.PI);
    }

    /// <summary>What a crossing has in common for all lines: one turn by an angle is left to each.</summary>
    private Crossing At(double tau, int side, Complex[] values)
    {
        var turns = -spacing * tau / (2 * Math.PI);
        var theta = 2 * Math.PI * (turns - Math.Floor(turns));
        var halfTurn = theta == 0 ? 0 : Math.PI - theta;
        return new(tau, side, theta == 0, halfTurn, [.. values.Select((value, i) =>
            value / spacing * Complex.FromPolarCoordinates(1, -coefficients[i].Harmonic * halfTurn / spacing))]);
    }

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

    /// <param name="Tau">Where x crosses zero.</param>
    /// <param name="Side">+1 where x turns negative, −1 where it turns positive.</param>
    /// <param name="IsOnJump">θ = 0.</param>
    /// <param name="HalfTurn">π − θ; 0 on a jump.</param>
    /// <param name="Values">± c_n·e^{inτ}·e^{−in(π−θ)/spacing}/spacing.</param>
    private readonly record struct Crossing(double Tau, int Side, bool IsOnJump, double HalfTurn, Complex[] Values);
}
