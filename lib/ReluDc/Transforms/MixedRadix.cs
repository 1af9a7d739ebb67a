using System.Numerics;
using System.Runtime.CompilerServices;

namespace ReluDc;

/// <summary>The fast Fourier transform of lengths 2^a·3^b·5^c.</summary>
/// <remarks>
/// With N = r·m, each of r interleaved sums over m samples is a shorter transform. One pass makes from every r values, m apart, the r
/// values that begin such sums, turned by roots of unity; after the last pass the sums have one term each. A pass writes where the next
/// one reads in order, so nothing has to be sorted (Stockham's form: Van Loan 1992, Sec. 1.7). N·Σr operations
/// instead of N².
/// </remarks>
internal static class MixedRadix
{
    private static readonly double sine60 = Math.Sqrt(3) / 2;
    private static readonly (double Cosine, double Sine) fifth = (double.CosPi(0.4), double.SinPi(0.4));
    private static readonly (double Cosine, double Sine) twoFifths = (double.CosPi(0.8), double.SinPi(0.8));

    /// <summary>Whether a length has no prime factor above 5.</summary>
    public static bool Suits(long length)
    {
        foreach (var prime in (ReadOnlySpan<int>)[2, 3, 5])
            while (length % prime == 0)
                length /= prime;
        return length == 1;
    }

    /// <summary>The transform, X_k = Σ_n x_n·w^{kn}. [N] → [N]</summary>
    /// <param name="values">x; overwritten.</param>
    /// <param name="roots">Roots of unity, N·<paramref name="step"/> of them.</param>
    /// <param name="step">w is every how many-th of the roots.</param>
    /// <returns>X, in the array of x or in another.</returns>
    public static Complex[] Transform(Complex[] values, Complex[] roots, int step = 1)
    {
        var other = new Complex[values.Length];
        var (rest, done) = (values.Length, 1); // terms that each sum still has; sums
        while (rest > 1)
        {
            var radix = rest % 4 == 0 ? 4 : rest % 2 == 0 ? 2 : rest % 3 == 0 ? 3 : 5;
            rest /= radix;
            for (var p = 0; p < rest; p++)
            {
                var turn = p * done * step;
                var from = values.AsSpan(p * done);
                var to = other.AsSpan(radix * p * done);
                var apart = rest * done;
                switch (radix)
                {
                    case 4:
                        Four(from, to, apart, done, roots[turn], roots[2 * turn], roots[3 * turn]);
                        break;
                    case 2:
                        Two(from, to, apart, done, roots[turn]);
                        break;
                    case 3:
                        Three(from, to, apart, done, roots[turn], roots[2 * turn]);
                        break;
                    default:
                        Five(from, to, apart, done, [roots[turn], roots[2 * turn], roots[3 * turn], roots[4 * turn]]);
                        break;
                }
            }
            done *= radix;
            (values, other) = (other, values);
        }
        return values;
    }

    private static void Two(ReadOnlySpan<Complex> from, Span<Complex> to, int apart, int count, Complex w)
    {
        for (var q = 0; q < count; q++)
        {
            Complex a = from[q], b = from[q + apart];
            to[q] = a + b;
            to[q + count] = w * (a - b);
        }
    }

    private static void Three(ReadOnlySpan<Complex> from, Span<Complex> to, int apart, int count, Complex w, Complex w2)
    {
        for (var q = 0; q < count; q++)
        {
            Complex a = from[q], b = from[q + apart], c = from[q + 2 * apart];
            var sum = b + c;
            var mean = a - sum * 0.5;
            var across = QuarterBack((b - c) * sine60);
            to[q] = a + sum;
            to[q + count] = w * (mean + across);
            to[q + 2 * count] = w2 * (mean - across);
        }
    }

    private static void Four(ReadOnlySpan<Complex> from, Span<Complex> to, int apart, int count, Complex w, Complex w2, Complex w3)
    {
        for (var q = 0; q < count; q++)
        {
            Complex a = from[q], b = from[q + apart], c = from[q + 2 * apart], d = from[q + 3 * apart];
            Complex even = a + c, odd = b + d, left = a - c, across = QuarterBack(b - d);
            to[q] = even + odd;
            to[q + count] = w * (left + across);
            to[q + 2 * count] = w2 * (even - odd);
            to[q + 3 * count] = w3 * (left - across);
        }
    }

    private static void Five(ReadOnlySpan<Complex> from, Span<Complex> to, int apart, int count, ReadOnlySpan<Complex> w)
    {
        for (var q = 0; q < count; q++)
        {
            Complex a = from[q], b = from[q + apart], c = from[q + 2 * apart], d = from[q + 3 * apart], e = from[q + 4 * apart];
            Complex outer = b + e, inner = c + d;
            var near = a + outer * fifth.Cosine + inner * twoFifths.Cosine;
            var far = a + outer * twoFifths.Cosine + inner * fifth.Cosine;
            var nearAcross = QuarterBack((b - e) * fifth.Sine + (c - d) * twoFifths.Sine);
            var farAcross = QuarterBack((b - e) * twoFifths.Sine - (c - d) * fifth.Sine);
            to[q] = a + outer + inner;
            to[q + count] = w[0] * (near + nearAcross);
            to[q + 2 * count] = w[1] * (far + farAcross);
            to[q + 3 * count] = w[2] * (far - farAcross);
            to[q + 4 * count] = w[3] * (near - nearAcross);
        }
    }

    /// <summary>−i·z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Complex QuarterBack(Complex z) => new(z.Imaginary, -z.Real);
}
