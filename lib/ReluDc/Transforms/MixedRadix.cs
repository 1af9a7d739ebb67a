using System.Collections.Concurrent;
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
    private const int LongRecord = 1 << 16; // from here on a pass takes longer than it takes to share it out

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
            Pass(values, other, roots, step, radix, rest, done);
            done *= radix;
            (values, other) = (other, values);
        }
        return values;
    }

    /// <summary>One pass; that of a long record in parts, side by side, of terms while there are many and then of sums.</summary>
    private static void Pass(Complex[] values, Complex[] other, Complex[] roots, int step, int radix, int rest, int done)
    {
        if (values.Length < LongRecord)
            Part((0, rest), (0, done));
        else if (rest >= done)
            Parallel.ForEach(Partitioner.Create(0, rest), part => Part((part.Item1, part.Item2), (0, done)));
        else
            Parallel.ForEach(Partitioner.Create(0, done), part => Part((0, rest), (part.Item1, part.Item2)));

        void Part((int From, int To) terms, (int From, int To) sums)
        {
            var (apart, count) = (rest * done, sums.To - sums.From);
            for (var p = terms.From; p < terms.To; p++)
            {
                var turn = p * done * step;
                var from = values.AsSpan(p * done + sums.From);
                var to = other.AsSpan(radix * p * done + sums.From);
                switch (radix)
                {
                    case 4:
                        Four(from, to, apart, done, count, roots[turn], roots[2 * turn], roots[3 * turn]);
                        break;
                    case 2:
                        Two(from, to, apart, done, count, roots[turn]);
                        break;
                    case 3:
                        Three(from, to, apart, done, count, roots[turn], roots[2 * turn]);
                        break;
                    default:
                        Five(from, to, apart, done, count, [roots[turn], roots[2 * turn], roots[3 * turn], roots[4 * turn]]);
                        break;
                }
            }
        }
    }

    private static void Two(ReadOnlySpan<Complex> from, Span<Complex> to, int apart, int done, int count, Complex w)
    {
        for (var q = 0; q < count; q++)
        {
            Complex a = from[q], b = from[q + apart];
            to[q] = a + b;
            to[q + done] = w * (a - b);
        }
    }

    private static void Three(ReadOnlySpan<Complex> from, Span<Complex> to, int apart, int done, int count, Complex w, Complex w2)
    {
        for (var q = 0; q < count; q++)
        {
            Complex a = from[q], b = from[q + apart], c = from[q + 2 * apart];
            var sum = b + c;
            var mean = a - sum * 0.5;
            var across = QuarterBack((b - c) * sine60);
            to[q] = a + sum;
            to[q + done] = w * (mean + across);
            to[q + 2 * done] = w2 * (mean - across);
        }
    }

    private static void Four(
        ReadOnlySpan<Complex> from, Span<Complex> to, int apart, int done, int count, Complex w, Complex w2, Complex w3)
    {
        for (var q = 0; q < count; q++)
        {
            Complex a = from[q], b = from[q + apart], c = from[q + 2 * apart], d = from[q + 3 * apart];
            Complex even = a + c, odd = b + d, left = a - c, across = QuarterBack(b - d);
            to[q] = even + odd;
            to[q + done] = w * (left + across);
            to[q + 2 * done] = w2 * (even - odd);
            to[q + 3 * done] = w3 * (left - across);
        }
    }

    private static void Five(ReadOnlySpan<Complex> from, Span<Complex> to, int apart, int done, int count, ReadOnlySpan<Complex> w)
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
            to[q + done] = w[0] * (near + nearAcross);
            to[q + 2 * done] = w[1] * (far + farAcross);
            to[q + 3 * done] = w[2] * (far - farAcross);
            to[q + 4 * done] = w[3] * (near - nearAcross);
        }
    }

    /// <summary>−i·z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Complex QuarterBack(Complex z) => new(z.Imaginary, -z.Real);
}
