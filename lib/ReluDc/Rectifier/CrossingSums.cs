using System.Collections.Immutable;
using System.Numerics;

namespace ReluDc;

/// <summary>
/// Sums over the zero crossings of x(τ) = Σ c_n e^{inτ}, of what its tones have there: the lines of ReLU(x). Several crossings are taken at
/// a time.
/// </summary>
internal sealed class CrossingSums
{
    private readonly double[] anglesRad; // with zeros behind, up to whole vectors [crossings]
    private readonly double[][] real;    // of v = factor · c_n · e^{−in·angle} [tones][crossings]
    private readonly double[][] imaginary;

    /// <summary>What tones have at crossings, v = factor · c_n · e^{−in·angle}.</summary>
    /// <param name="tones">Harmonic n, 0 or more, and c_n of each; c_{−n} is its conjugate.</param>
    /// <param name="crossings">Angle in radians and factor of each.</param>
    public CrossingSums(
        ImmutableArray<(long Harmonic, Complex Amplitude)> tones, IReadOnlyCollection<(double AngleRad, double Factor)> crossings)
    {
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

    /// <summary>Σ e^{ik·angle} Σ_i (plus_i·v_i + minus_i·v_i*) over all crossings.</summary>
    /// <param name="k">The harmonic that is asked for.</param>
    /// <param name="weights">Of v and of its conjugate, for each tone.</param>
    public Complex Sum(long k, ReadOnlySpan<(double Plus, double Minus)> weights)
    {
        var (sumReal, sumImaginary) = (Vector<double>.Zero, Vector<double>.Zero);
        for (var at = 0; at < anglesRad.Length; at += Vector<double>.Count)
        {
            var (innerReal, innerImaginary) = (Vector<double>.Zero, Vector<double>.Zero);
            for (var i = 0; i < weights.Length; i++)
            {
                innerReal += (weights[i].Plus + weights[i].Minus) * new Vector<double>(real[i], at);
                innerImaginary += (weights[i].Plus - weights[i].Minus) * new Vector<double>(imaginary[i], at);
            }
            var (sine, cosine) = Vector.SinCos((double)k * new Vector<double>(anglesRad, at));
            sumReal += innerReal * cosine - innerImaginary * sine;
            sumImaginary += innerReal * sine + innerImaginary * cosine;
        }
        return new(Vector.Sum(sumReal), Vector.Sum(sumImaginary));
    }
}
