using System.Collections.Immutable;
using System.Numerics;

namespace ReluDc;

/// <summary>
/// Sums over the zero crossings of x(τ) = Σ c_n e^{inτ}, of what its tones have there: the lines of ReLU(x). Several crossings are taken at
/// a time.
/// </summary>
internal sealed class CrossingSums
{
    private readonly ImmutableArray<(long Harmonic, Complex Amplitude)> tones;
    private readonly double[] anglesRad; // with zeros behind, up to whole vectors [crossings]
    private readonly double[][] real;    // of v = factor · c_n · e^{−in·angle} [tones][crossings]
    private readonly double[][] imaginary;

    /// <summary>What tones have at crossings, v = factor · c_n · e^{−in·angle}.</summary>
    /// <param name="tones">Harmonic n, 0 or more, and c_n of each; c_{−n} is its conjugate.</param>
    /// <param name="crossings">Angle in radians and factor of each.</param>
    public CrossingSums(
        ImmutableArray<(long Harmonic, Complex Amplitude)> tones, IReadOnlyCollection<(double AngleRad, double Factor)> crossings)
    {
        this.tones = tones;
        var count = (crossings.Count + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        double[] Whole(Func<(double AngleRad, double Factor), double> part) =>
            [.. crossings.Select(part), .. new double[count - crossings.Count]];
        anglesRad = Whole(crossing => crossing.AngleRad);
        var factors = Whole(crossing => crossing.Factor);
        (real, imaginary) = ([.. tones.Select(_ => new double[count])], [.. tones.Select(_ => new double[count])]);
        for (var i = 0; i < tones.Length; i++)
            for (var at = 0; at < count; at += Vector<double>.Count)
            {
                var (harmonic, amplitude) = tones[i];
                var factor = new Vector<double>(factors, at);
                var (sine, cosine) = Vector.SinCos(-(double)harmonic * new Vector<double>(anglesRad, at));
                (factor * (amplitude.Real * cosine - amplitude.Imaginary * sine)).CopyTo(real[i], at);
                (factor * (amplitude.Real * sine + amplitude.Imaginary * cosine)).CopyTo(imaginary[i], at);
            }
    }

    /// <summary>The sum of those c_n and c_{−n} whose harmonic is asked for.</summary>
    public Complex AmplitudeOf(Func<long, bool> isAsked) => tones.Aggregate(Complex.Zero, (sum, tone) => sum
        + (isAsked(tone.Harmonic) ? tone.Amplitude : 0) + (isAsked(-tone.Harmonic) ? Complex.Conjugate(tone.Amplitude) : 0));

    /// <summary>Σ e^{ik·angle} Σ_n (weight(n)·v_n + weight(−n)·v_n*) over all crossings.</summary>
    /// <param name="k">The harmonic that is asked for.</param>
    /// <param name="weight">Of a harmonic.</param>
    public Complex Sum(long k, Func<long, double> weight)
    {
        double[] ofReal = [.. tones.Select(tone => weight(tone.Harmonic) + weight(-tone.Harmonic))];
        double[] ofImaginary = [.. tones.Select(tone => weight(tone.Harmonic) - weight(-tone.Harmonic))];
        var (sumReal, sumImaginary) = (Vector<double>.Zero, Vector<double>.Zero);
        for (var at = 0; at < anglesRad.Length; at += Vector<double>.Count)
        {
            var (innerReal, innerImaginary) = (Vector<double>.Zero, Vector<double>.Zero);
            for (var i = 0; i < ofReal.Length; i++)
            {
                innerReal += ofReal[i] * new Vector<double>(real[i], at);
                innerImaginary += ofImaginary[i] * new Vector<double>(imaginary[i], at);
            }
            var (sine, cosine) = Vector.SinCos((double)k * new Vector<double>(anglesRad, at));
            sumReal += innerReal * cosine - innerImaginary * sine;
            sumImaginary += innerReal * sine + innerImaginary * cosine;
        }
        return new(Vector.Sum(sumReal), Vector.Sum(sumImaginary));
    }
}
