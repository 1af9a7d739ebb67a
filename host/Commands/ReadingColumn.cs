using System.Collections.Immutable;
using ReluDc.HeartRate;

namespace ReluDc.Notebooks;

/// <summary>
/// A few windows one after the other as a plot shows them: as many as there are to a column of it, so that a night has no more to draw
/// than a minute.
/// </summary>
/// <param name="FromS">Where it begins, in seconds from the recording's start.</param>
/// <param name="ToS">Where it ends.</param>
/// <param name="Windows">How many windows it stands for.</param>
/// <param name="Readings">How many of them have a reading.</param>
/// <param name="MedianBpm">The median of the readings, in beats a minute; null where there is none.</param>
/// <param name="Range">The least and the largest reading.</param>
/// <param name="Band">Medians of the lower and of the upper ends of the readings' bands of 90 %.</param>
/// <param name="Confidence">The median of the confidence in all windows, in [0, 1].</param>
/// <param name="TruthBpm">The median of the true rates; null where there is no reference.</param>
internal sealed record ReadingColumn(double FromS, double ToS, int Windows, int Readings, double? MedianBpm,
    (double Low, double High) Range, (double Low, double High) Band, double Confidence, double? TruthBpm)
{
    private const double Middle = PpgRecording.WindowS / 2;

    /// <summary>A recording's windows in columns, as many in each, but for the last.</summary>
    /// <param name="estimates">What is said of each window. [windows]</param>
    /// <param name="reference">True heart rates; null for none.</param>
    /// <param name="most">As many columns as there is room for, 1 or more.</param>
    public static ImmutableArray<ReadingColumn> Of(
        ImmutableArray<HeartRateEstimate> estimates, HeartRateReference? reference, int most)
    {
        var startS = estimates[0].StartS;
        return [.. estimates.Chunk((estimates.Length + most - 1) / most).Select(some =>
            Of(some, [.. some.Select(e => reference?.At(e.StartS)).OfType<double>()], startS))];
    }

    /// <summary>The value in the middle; of an even number of them the mean of the two there. Null where there is none.</summary>
    public static double? Median(IEnumerable<double> values) => values.Order().ToArray() is { Length: > 0 } sorted
        ? (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2
        : null;

    private static ReadingColumn Of(HeartRateEstimate[] some, double[] truths, double startS)
    {
        var readings = some.Where(e => e.ReadingBpm is not null).ToArray();
        double At(Func<HeartRateEstimate, double> value) => Median(readings.Select(value)) ?? double.NaN;
        // A window stands for the two seconds around its middle: the next one begins two seconds later.
        return new(some[0].StartS - startS + Middle - PpgRecording.ShiftS / 2, some[^1].StartS - startS + Middle + PpgRecording.ShiftS / 2,
            some.Length, readings.Length, Median(readings.Select(e => e.RateBpm)),
            readings.Length == 0 ? (double.NaN, double.NaN) : (readings.Min(e => e.RateBpm), readings.Max(e => e.RateBpm)),
            (At(e => e.LowBpm), At(e => e.HighBpm)), Median(some.Select(e => e.Confidence))!.Value, Median(truths));
    }
}
