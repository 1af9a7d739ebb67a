namespace ReluDc;

/// <summary>The lines that ReLU of several tones can have, as vectors of signed orders m_k.</summary>
internal static class IntermodulationOrders
{
    private const int MostListed = 2_000_000; // seconds to list, hundreds of megabytes to keep

    /// <summary>
    /// Every vector with Σ|m_k| ≤ maxOrder that names a line: all 0 (DC), a single ±1 (a tone), or an even sum; one of each pair ±m.
    /// → [vectors][K orders]
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The order is negative, or so large that listing the lines would take forever.
    /// </exception>
    public static IEnumerable<int[]> UpTo(int tones, int maxOrder, int most = MostListed)
    {
        if (maxOrder < 0 || Count(tones, maxOrder) > most)
            throw new ArgumentOutOfRangeException(nameof(maxOrder), maxOrder, FormattableString.Invariant(
                $"The largest order is 0 to {Largest(tones, most)} for {tones} tones, which is {most:N0} combinations of orders at most."));
        return Vectors(tones, maxOrder)
            .Where(m => m.Sum(Math.Abs) is var order && (order == 1 || order % 2 == 0) && m.FirstOrDefault(x => x != 0) >= 0);
    }

    private static int Largest(int tones, int most)
    {
        var order = 0;
        while (Count(tones, order + 1) <= most)
            order++;
        return order;
    }

    /// <summary>How many vectors of whole numbers have Σ|m_k| up to an order: Σ_i 2^i·C(K, i)·C(M, i).</summary>
    private static double Count(int tones, int maxOrder)
    {
        double term = 1, sum = 1;
        for (var i = 1; i <= Math.Min(tones, maxOrder); i++)
        {
            term *= 2.0 * (tones - i + 1) / i * (maxOrder - i + 1) / i;
            sum += term;
        }
        return sum;
    }

    private static IEnumerable<int[]> Vectors(int length, int budget)
    {
        if (length == 0)
        {
            yield return [];
            yield break;
        }
        for (var first = -budget; first <= budget; first++)
            foreach (var others in Vectors(length - 1, budget - Math.Abs(first)))
                yield return [first, .. others];
    }
}
