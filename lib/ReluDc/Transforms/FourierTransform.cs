using System.Numerics;

namespace ReluDc;

/// <summary>The discrete Fourier transform X_k = Σ_n x_n·e^{−2πikn/N}, fast at every length. Used by <see cref="Spectrum"/>.</summary>
/// <remarks>
/// Lengths without a prime factor above 5 take N·log N steps as they are; others go through a convolution of two to four times the length.
/// </remarks>
public static class FourierTransform
{
    /// <summary>The transform, without a factor. [N] → [N]</summary>
    /// <param name="values">Any length from 1.</param>
    public static Complex[] Forward(ReadOnlySpan<Complex> values)
    {
        NotEmpty(values);
        return MixedRadix.Suits(values.Length)
            ? MixedRadix.Transform(values.ToArray(), RootsOfUnity.Of(values.Length))
            : ByConvolution(values);
    }

    /// <summary>The inverse, x_n = (1/N)·Σ_k X_k·e^{2πikn/N}. [N] → [N]</summary>
    /// <param name="values">Any length from 1.</param>
    public static Complex[] Inverse(ReadOnlySpan<Complex> values)
    {
        // Conjugated before and after, the forward transform goes backward.
        var conjugate = new Complex[values.Length];
        for (var k = 0; k < conjugate.Length; k++)
            conjugate[k] = Complex.Conjugate(values[k]);
        var result = Forward(conjugate);
        for (var n = 0; n < result.Length; n++)
            result[n] = Complex.Conjugate(result[n]) / result.Length;
        return result;
    }

    /// <summary>The half of a real record's transform that says it all: X_{N−k} is the conjugate of X_k. [N] → [⌊N/2⌋ + 1]</summary>
    /// <param name="values">Any length from 1.</param>
    public static Complex[] OfReal(ReadOnlySpan<double> values)
    {
        NotEmpty(values);
        var count = values.Length;
        if (count % 2 != 0 || !MixedRadix.Suits(count))
        {
            var complex = new Complex[count];
            for (var n = 0; n < count; n++)
                complex[n] = values[n];
            return Forward(complex)[..(count / 2 + 1)];
        }

        // Even samples are made the real part of a record of half the length, odd ones the imaginary part; in its transform Z they
        // are told apart by symmetry, E_k = (Z_k + Z*_{N/2−k})/2 and i·O_k = (Z_k − Z*_{N/2−k})/2, and X_k = E_k + w^k·O_k.
        var pairs = new Complex[count / 2];
        for (var n = 0; n < pairs.Length; n++)
            pairs[n] = new(values[2 * n], values[2 * n + 1]);
        var roots = RootsOfUnity.Of(count);
        var both = MixedRadix.Transform(pairs, roots, step: 2);
        var bins = new Complex[count / 2 + 1];
        for (var k = 0; k < bins.Length; k++)
        {
            var (one, mirror) = (both[k % both.Length], Complex.Conjugate(both[(both.Length - k) % both.Length]));
            var odd = (one - mirror) * 0.5;
            bins[k] = (one + mirror) * 0.5 + roots[k] * new Complex(odd.Imaginary, -odd.Real);
        }
        return bins;
    }

    private static void NotEmpty<T>(ReadOnlySpan<T> values)
    {
        if (values.IsEmpty)
            throw new ArgumentException("A transform is of at least one value.", nameof(values));
    }

    /// <summary>
    /// Bluestein's way: kn = (k² + n² − (k − n)²)/2 makes the transform a convolution with c_n = e^{iπn²/N}, which is done by
    /// transforms of a length that suits. [N] → [N]
    /// </summary>
    private static Complex[] ByConvolution(ReadOnlySpan<Complex> values)
    {
        var count = values.Length;
        var length = 2 * count - 1;
        while (!MixedRadix.Suits(length))
            length++;
        var turns = RootsOfUnity.Of(2 * count); // e^{−πij/N}
        Complex Chirp(int n) => turns[(int)((long)n * n % (2 * count))];

        Complex[] signal = new Complex[length], kernel = new Complex[length];
        for (var n = 0; n < count; n++)
        {
            signal[n] = values[n] * Chirp(n);
            kernel[n] = kernel[(length - n) % length] = Complex.Conjugate(Chirp(n));
        }
        Complex[] spectrum = Forward(signal), factors = Forward(kernel);
        for (var k = 0; k < length; k++)
            spectrum[k] *= factors[k];
        var convolved = Inverse(spectrum);
        var result = new Complex[count];
        for (var k = 0; k < count; k++)
            result[k] = convolved[k] * Chirp(k);
        return result;
    }
}
