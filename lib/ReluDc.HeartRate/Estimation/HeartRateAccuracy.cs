using System.Collections.Immutable;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>How near estimates come to the truth. Taught in notebook 10.</summary>
/// <param name="Windows">Windows that have a reference.</param>
/// <param name="MeanAbsoluteErrorBpm">Over all of them, readings or not, in beats a minute.</param>
/// <param name="MedianAbsoluteErrorBpm">Over all of them, in beats a minute.</param>
/// <param name="Readings">How many of them have a reading.</param>
/// <param name="ReadingErrorBpm">Mean absolute error of the readings, in beats a minute; not a number where there is none.</param>
/// <param name="InBand">Share of windows whose true rate lies in the estimate's band of 90 %, in [0, 1].</param>
public sealed record HeartRateAccuracy(
    int Windows, double MeanAbsoluteErrorBpm, double MedianAbsoluteErrorBpm, int Readings, double ReadingErrorBpm, double InBand)
{
    /// <summary>Compares. [recordings] of ([windows], reference)</summary>
    /// <param name="recordings">Estimates of one recording, with its reference; one pair or several.</param>
    /// <exception cref="ArgumentException">No window of any recording has a reference.</exception>
    public static HeartRateAccuracy Of(IEnumerable<(IReadOnlyList<HeartRateEstimate> Estimates, HeartRateReference Reference)> recordings)
    {
        ArgumentNullException.ThrowIfNull(recordings);
        var pairs = recordings.SelectMany(Compare).ToList();
        if (pairs.Count == 0)
            throw new ArgumentException(
                "No window of the recordings has a reference: the times of both are to be on one clock.", nameof(recordings));
        var sorted = pairs.Select(pair => pair.ErrorBpm).Order().ToArray();
        var readings = pairs.Where(pair => pair.IsReading).Select(pair => pair.ErrorBpm).ToArray();
        return new(pairs.Count, sorted.Average(), (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2,
            readings.Length, readings.Length > 0 ? readings.Average() : double.NaN, pairs.Count(pair => pair.InBand) / (double)pairs.Count);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var readings = Readings > 0 ? FormattableString.Invariant($"{Readings} readings, mean error {ReadingErrorBpm:F2}") : "no readings";
        var errors = FormattableString.Invariant($"mean error {MeanAbsoluteErrorBpm:F2} BPM, median {MedianAbsoluteErrorBpm:F2}");
        return FormattableString.Invariant($"{Windows} windows: {errors}; {readings}; {InBand:P0} in the band");
    }

    private static IEnumerable<(double ErrorBpm, bool IsReading, bool InBand)> Compare(
        (IReadOnlyList<HeartRateEstimate> Estimates, HeartRateReference Reference) recording)
    {
        if (recording.Estimates is null or ImmutableArray<HeartRateEstimate> { IsDefault: true } || recording.Reference is null)
            throw new ArgumentException("Each recording has its estimates and its reference.", "recordings");
        return recording.Estimates.Select(estimate => (Estimate: estimate, Truth: recording.Reference.At(estimate.StartS)))
            .Where(pair => pair.Truth is not null)
            .Select(pair => (Math.Abs(pair.Estimate.RateBpm - pair.Truth!.Value), pair.Estimate.ReadingBpm is not null,
                pair.Estimate.LowBpm <= pair.Truth && pair.Truth <= pair.Estimate.HighBpm));
    }
}
