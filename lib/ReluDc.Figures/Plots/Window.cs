namespace ReluDc.Figures;

/// <summary>The part of a signal that a figure shows, thinned to what a screen resolves.</summary>
internal static class Window
{
    private const int MaxPoints = 1000;

    /// <summary>
    /// Times in seconds and values from one time to another. Of a long part the lowest and the highest sample of each stretch are kept.
    /// </summary>
    public static (double[] TimesS, double[] Values) Of(Signal signal, double fromS, double toS)
    {
        var first = Math.Max(0, (int)Math.Ceiling(fromS * signal.SampleRateHz - 1e-9));
        var last = Math.Min(signal.Count - 1, (int)Math.Floor(toS * signal.SampleRateHz + 1e-9));
        if (last < first)
            throw new ArgumentException(FormattableString.Invariant($"There is no sample between {fromS} and {toS} s in {signal}."));
        var indices = last - first < MaxPoints ? Enumerable.Range(first, last - first + 1) : Extremes(signal, first, last);
        var kept = indices.ToArray();
        return ([.. kept.Select(n => n / signal.SampleRateHz)], [.. kept.Select(n => signal.Samples[n])]);
    }

    private static IEnumerable<int> Extremes(Signal signal, int first, int last)
    {
        const int Stretches = MaxPoints / 2;
        for (var i = 0; i < Stretches; i++)
        {
            var start = first + (int)((long)(last - first + 1) * i / Stretches);
            var end = first + (int)((long)(last - first + 1) * (i + 1) / Stretches);
            var stretch = Enumerable.Range(start, end - start).ToArray();
            var low = stretch.MinBy(n => signal.Samples[n]);
            var high = stretch.MaxBy(n => signal.Samples[n]);
            yield return Math.Min(low, high);
            if (low != high)
                yield return Math.Max(low, high);
        }
    }
}
