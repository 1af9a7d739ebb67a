namespace ReluDc;

/// <summary>The lines that ReLU of several tones can have, as vectors of signed orders m_k.</summary>
internal static class IntermodulationOrders
{
    /// <summary>Every vector with Σ|m_k| ≤ maxOrder that names a line: all 0 (DC), a single ±1 (a tone), or an even sum; one of each pair ±m.</summary>
    public static IEnumerable<int[]> UpTo(int tones, int maxOrder)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxOrder);
        return Vectors(tones, maxOrder)
            .Where(m => m.Sum(Math.Abs) is var order && (order == 1 || order % 2 == 0) && m.FirstOrDefault(x => x != 0) >= 0);
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
