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
    private readonly long rateSteps;
    private readonly long common;
    private readonly long spacing; // of the harmonics that fold onto one
    private readonly double ownLength;          // of where x is positive, less each crossing's (π − θ)/spacing
    private readonly CrossingSums crossings;    // between two samples
    private readonly CrossingSums onSamples;

    internal SampledTonesRelu(
        CommonPeriod period, PositiveIntervals positive, ImmutableArray<(long Harmonic, Complex Amplitude)> coefficients,
        double sampleRateHz)
    {
        if (FrequencyGrid.Steps(sampleRateHz) is not { } rate || rate < 1)
            throw new ArgumentOutOfRangeException(
                nameof(sampleRateHz), sampleRateHz, "A sampling rate is above 0 Hz, below 1e9 Hz and a multiple of 1e-6 Hz.");
        this.period = period;
        (rateSteps, SampleRateHz) = (rate, sampleRateHz);
        common = (long)BigInteger.GreatestCommonDivisor(period.BaseMicrohertz, rate);
        spacing = rate / common;
        var halfTurns = positive.Edges.Select(edge => HalfTurn(edge.Tau)).ToArray();
        ownLength = positive.Length - positive.Edges.Zip(halfTurns, (edge, halfTurn) => edge.Side * (halfTurn ?? 0)).Sum() / spacing;
        CrossingSums Of(bool onSample) => new(coefficients, [.. positive.Edges.Zip(halfTurns).Where(at => at.Second is null == onSample)
            .Select(at => ((at.Second ?? 0) / spacing - at.First.Tau, at.First.Side / (double)spacing))]);
        (crossings, onSamples) = (Of(onSample: false), Of(onSample: true));
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
        bool IsHere(long harmonic) => (harmonic - first) % spacing == 0;
        double Alpha(long harmonic) => (harmonic - first) / (double)spacing;
        double Weight(long harmonic) => IsHere(harmonic) ? 0 : -Math.PI / double.SinPi(Alpha(harmonic));
        double OnSample(long harmonic) => Weight(harmonic) * double.CosPi(Alpha(harmonic));

        var folded = crossings.Sum(first, Weight) + onSamples.Sum(first, OnSample);
        return (ownLength * crossings.AmplitudeOf(IsHere) + Complex.ImaginaryOne * folded) / (2 * Math.PI);
    }

    /// <summary>π − θ of a crossing; nothing where a sample hits it.</summary>
    private double? HalfTurn(double tau)
    {
        var turns = -spacing * tau / (2 * Math.PI);
        var theta = 2 * Math.PI * (turns - Math.Floor(turns));
        return theta == 0 ? null : Math.PI - theta;
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
}
