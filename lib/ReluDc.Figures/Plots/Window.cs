namespace ReluDc.Figures;

/// <summary>The part of a signal that a figure shows, thinned to what a screen resolves.</summary>
internal static class Window
{
    private const int MaxPoints = 1000;
    private const int SmoothPoints = 400; // enough for a line that does not bend between them
    private const double SmoothWithin = 2e-3; // of the range, less than a pixel

    /// <summary>
    /// Times in seconds and values from one time to another. Of a long part some in equal steps are kept, if straight lines between them
    /// say the same; else the lowest and the highest sample of each stretch.
    /// </summary>
    public static (double[] TimesS, double[] Values) Of(Signal signal, double fromS, double toS)
    {
        var first = Math.Max(0, (int)Math.Ceiling(fromS * signal.SampleRateHz - 1e-9));
        var last = Math.Min(signal.Count - 1, (int)Math.Floor(toS * signal.SampleRateHz + 1e-9));
        if (last < first)
            throw new ArgumentException(FormattableString.Invariant($"There is no sample between {fromS} and {toS} s in {signal}."));
        var indices = last - first < SmoothPoints ? Enumerable.Range(first, last - first + 1)
            : Steps(signal, first, last)
            ?? (last - first < MaxPoints ? Enumerable.Range(first, last - first + 1) : Extremes(signal, first, last));
        var kept = indices.ToArray();
        return ([.. kept.Select(n => n / signal.SampleRateHz)], [.. kept.Select(n => signal.Samples[n])]);
    }

    /// <summary>
    /// How many samples show the shape of a signal: some six periods of a tone, however it is sampled; all of a slower one.
    /// </summary>
    /// <param name="samples">The samples.</param>
    /// <param name="mean">What they lie around.</param>
    public static int AtAGlance(IReadOnlyList<double> samples, double mean)
    {
        const int Crossings = 12; // of the mean
        var crossings = 0;
        for (var n = 1; n < samples.Count; n++)
            if (samples[n] > mean != samples[n - 1] > mean && ++crossings > Crossings)
                return n;
        return samples.Count;
    }

    /// <summary>Every so many samples and the last one; null if lines between them miss the samples that are left out.</summary>
    private static IEnumerable<int>? Steps(Signal signal, int first, int last)
    {
        var step = Enumerable.Range(2, (last - first) / SmoothPoints * 2).Where(candidate => (last - first) % candidate == 0)
            .LastOrDefault(1); // so that the last one is among them
        if (step == 1)
            return null;
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var n = first; n <= last; n++)
            (low, high) = (Math.Min(low, signal.Samples[n]), Math.Max(high, signal.Samples[n]));
        for (var n = first; n <= last; n++)
        {
            var from = first + (n - first) / step * step;
            var to = Math.Min(from + step, last);
            var between = signal.Samples[from] + (signal.Samples[to] - signal.Samples[from]) * (n - from) / step;
            if (!(Math.Abs(signal.Samples[n] - between) <= SmoothWithin * (high - low)))
                return null;
        }
        return Enumerable.Range(0, (last - first) / step + 1).Select(i => first + i * step);
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
