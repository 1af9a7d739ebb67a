using System.Numerics;

namespace ReluDc;

/// <summary>The N-th roots of unity e^{−2πik/N}, k = 0 … N − 1, each right to rounding: the factors of a Fourier transform.</summary>
internal static class RootsOfUnity
{
    private static volatile WeakReference<Complex[]>? last; // records of one length are often transformed one after the other

    /// <summary>All of them, to read only. → [N]</summary>
    /// <param name="count">N, 1 or more.</param>
    public static Complex[] Of(int count)
    {
        if (last?.TryGetTarget(out var known) == true && known.Length == count)
            return known;
        var roots = Computed(count);
        last = new(roots);
        return roots;
    }

    private static Complex[] Computed(int count)
    {
        var roots = new Complex[count];
        if (count % 8 != 0)
        {
            for (var k = 0; k < count; k++)
                roots[k] = Root(k, count);
            return roots;
        }

        // An eighth of the circle is computed; a mirror makes it a quarter, and quarter turns the rest.
        var quarter = count / 4;
        for (var k = 0; k <= quarter / 2; k++)
        {
            roots[k] = Root(k, count);
            roots[quarter - k] = new(-roots[k].Imaginary, -roots[k].Real);
        }
        for (var k = quarter; k < count; k++)
            roots[k] = new(roots[k - quarter].Imaginary, -roots[k - quarter].Real);
        return roots;
    }

    private static Complex Root(int k, int count)
    {
        var (sine, cosine) = double.SinCosPi(2.0 * k / count);
        return new(cosine, -sine);
    }
}
