using System.Numerics;

namespace ReluDc.Tests.Numerics;

/// <summary>
/// FftSharp's transforms and windows in this library's conventions, and how far two right answers may lie apart. The library computes with
/// MathNet.
/// </summary>
/// <remarks>Its FFT does what MathNet's does for powers of two; its chirp transform (Bluestein's) shares nothing with either.</remarks>
internal static class SecondOpinion
{
    public const double Epsilon = 1.0 / (1L << 52);

    // A stage of butterflies: a root of unity, a complex product, a sum, in either library.
    private const double RoundingsOfAStage = 4;

    // MathNet's chirp takes e^{iπk²/N} of the angle itself, up to πN: three roundings of half an epsilon, in each of three factors, are
    // 4.5·πN. In noise the errors of the samples have different signs; in a tone they add up. FftSharp takes k² modulo 2N first, and has no
    // such term.
    private const double RoundingsOfAnAngle = 16;

    /// <summary>X[k] = Σ x[n] e^{−i2πkn/N}. FftSharp's FFT takes powers of two from 2 on, its Bluestein any length. [N] → [N]</summary>
    public static Complex[] Forward(double[] samples) =>
        IsRadix2(samples.Length) ? FftSharp.FFT.Forward(samples) : FftSharp.Bluestein.Forward(samples);

    /// <summary>Real part of Σ X[k] e^{i2πkn/N} / N. FftSharp's FFT divides by N, its Bluestein does not. [N] → [N]</summary>
    public static double[] Inverse(Complex[] bins)
    {
        var samples = bins.ToArray();
        if (IsRadix2(bins.Length))
            FftSharp.FFT.Inverse(samples);
        else
            FftSharp.Bluestein.Inverse(samples);
        return [.. samples.Select(sample => sample.Real / (IsRadix2(bins.Length) ? 1 : bins.Length))];
    }

    /// <summary>
    /// The periodic weights. FftSharp has Hann's; its other windows are symmetric: a periodic window of N is a symmetric one of N + 1
    /// without the last weight. Its flat top takes any five coefficients, so Blackman–Harris's four as well. [count weights]
    /// </summary>
    public static double[] Weights(WindowShape shape, int count) => count == 1 ? [1] : shape switch
    {
        WindowShape.Rectangular => new FftSharp.Windows.Rectangular().Create(count),
        WindowShape.Hann => new FftSharp.Windows.HanningPeriodic().Create(count),
        WindowShape.BlackmanHarris => new FftSharp.Windows.FlatTop(0.35875, 0.48829, 0.14128, 0.01168, 0).Create(count + 1)[..count],
        _ => new FftSharp.Windows.FlatTop().Create(count + 1)[..count],
    };

    /// <summary>How far a bin of a random signal may lie from the other library's.</summary>
    /// <param name="count">Length of the transform.</param>
    /// <param name="norm">Root of the sum of its input's squares: what a bin of noise measures, on the average.</param>
    public static double BinTolerance(int count, double norm) => Epsilon * norm * (IsRadix2(count)
        ? RoundingsOfAStage * Math.Log2(2 * count)
        : RoundingsOfAStage * 3 * Math.Log2(4 * count) + RoundingsOfAnAngle * count); // three transforms of at most 4N

    /// <summary>How far a sample of a random signal may lie from the other's, forward and back through gains of at most 1.</summary>
    /// <inheritdoc cref="BinTolerance" path="/param"/>
    public static double RoundTripTolerance(int count, double norm) => 2 * BinTolerance(count, norm);

    public static double Norm(IEnumerable<double> samples) => Math.Sqrt(samples.Sum(x => x * x));

    public static bool IsRadix2(int count) => count > 1 && BitOperations.IsPow2(count);
}
