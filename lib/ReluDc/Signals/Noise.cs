using System.Numerics;

namespace ReluDc;

/// <summary>Gaussian noise, white and pink. Taught in notebook 07.</summary>
public static class Noise
{
    /// <summary>White noise: independent normal samples. [round(fs·duration) samples]</summary>
    /// <param name="standardDeviation">σ of the process, finite, 0 or more; a record's own RMS scatters around it.</param>
    /// <param name="sampleRateHz">Sampling rate in hertz, above 0.</param>
    /// <param name="durationS">Duration in seconds, at least one sample long.</param>
    /// <param name="random">Where the numbers come from.</param>
    public static Signal White(double standardDeviation, double sampleRateHz, double durationS, Pcg32 random)
    {
        Argument.NotNegative(standardDeviation, "A standard deviation");
        ArgumentNullException.ThrowIfNull(random);
        return Signal.FromFunction(_ => standardDeviation * random.NextGaussian(), sampleRateHz, durationS);
    }

    /// <summary>
    /// Pink noise: power density like 1/f from the first bin to the Nyquist frequency, mean 0, one period of a periodic process.
    /// [round(fs·duration) samples], two or more
    /// </summary>
    /// <inheritdoc cref="White" path="/param"/>
    public static Signal Pink(double standardDeviation, double sampleRateHz, double durationS, Pcg32 random)
    {
        Argument.NotNegative(standardDeviation, "A standard deviation");
        var white = White(1, sampleRateHz, durationS, random);
        if (white.Count < 2)
            throw new ArgumentOutOfRangeException(nameof(durationS), durationS, "Pink noise has no DC: it needs two samples or more.");

        var bins = FourierTransform.Forward([.. white.Samples.Select(x => new Complex(x, 0))]);
        bins[0] = 0;
        var power = 0.0;
        for (var k = 1; k < bins.Length; k++)
        {
            var frequency = Math.Min(k, bins.Length - k);
            bins[k] /= Math.Sqrt(frequency);
            power += 1.0 / frequency / bins.Length;
        }
        return Signal.Own([.. FourierTransform.Inverse(bins).Select(x => standardDeviation / Math.Sqrt(power) * x.Real)], sampleRateHz);
    }
}
