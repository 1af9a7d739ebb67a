using System.Collections.Immutable;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>A way to read heart rates off a recording. Each says how sure it is of every window. recording → [windows]</summary>
/// <remarks>
/// Its designs, the baselines among them, are compared with each other. Those with a tracker or a network are less sure of recordings
/// without an accelerometer. Taught in notebook 10.
/// </remarks>
public sealed class HeartRateEstimator
{
    /// <summary>How many designs there are.</summary>
    internal const int Designs = 5;

    private readonly Func<PpgRecording, Outlook, ImmutableArray<HeartRateEstimate>> estimate;

    private HeartRateEstimator(string name, Func<PpgRecording, Outlook, ImmutableArray<HeartRateEstimate>> estimate) =>
        (Name, this.estimate) = (name, estimate);

    /// <summary>What it is called in tables.</summary>
    public string Name { get; }

    /// <summary>The largest peak of each window's spectrum, of the first LED alone.</summary>
    public static HeartRateEstimator FftPeak { get; } = Peaks("FFT peak", recording => recording.Ppg);

    /// <summary>The same after removal of what one filter over the whole recording explains by the acceleration.</summary>
    public static HeartRateEstimator CleanedFftPeak { get; } = Peaks("FFT peak, motion removed", recording =>
        HeartRateInput.Seen(recording, one => MotionFilter.Remove(one)).Cleaned);

    /// <summary>The spectrum after adaptive removal, taken as probabilities, and followed over windows.</summary>
    public static HeartRateEstimator TrackedSpectrum { get; } = Outcomes("spectrum, tracked", isTracked: true, (recording, first) =>
        SpectralPeak.Probabilities(
            recording, HeartRateInput.Seen(recording, one => MotionFilter.RemoveAdaptively(one)).Cleaned, first));

    /// <summary>The network, each window by itself.</summary>
    /// <param name="network">Which network.</param>
    public static HeartRateEstimator Windowed(HeartRateNetwork network) =>
        Outcomes("network", isTracked: false, Argument.Given(network).Probabilities);

    /// <summary>The network, followed over windows.</summary>
    /// <param name="network">Which network.</param>
    public static HeartRateEstimator Tracked(HeartRateNetwork network) =>
        Outcomes("network, tracked", isTracked: true, Argument.Given(network).Probabilities);

    /// <summary>All designs, the baseline first, the one to use last.</summary>
    /// <param name="network">The network of those that have one.</param>
    public static ImmutableArray<HeartRateEstimator> All(HeartRateNetwork network) =>
        [FftPeak, CleanedFftPeak, TrackedSpectrum, Windowed(network), Tracked(network)];

    /// <summary>The heart rate in every window, in beats a minute. recording → [windows]</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="outlook">Whether a reading may use what comes after its window.</param>
    public ImmutableArray<HeartRateEstimate> Estimate(PpgRecording recording, Outlook outlook = Outlook.WholeRecording) =>
        estimate(Argument.Given(recording), Enum.IsDefined(outlook) ? outlook : throw new ArgumentOutOfRangeException(
            nameof(outlook), outlook, $"Allowed are {nameof(Outlook.WholeRecording)} and {nameof(Outlook.PastOnly)}."));

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static HeartRateEstimator Peaks(string name, Func<PpgRecording, Signal> ppg)
    {
        IEnumerable<HeartRateEstimate> Look(PpgRecording recording, int first) =>
            SpectralPeak.Estimates(recording, ppg(recording), first);
        return new(name, (recording, outlook) => [.. Said(recording, outlook, Look).Zip(recording.WindowStartsS,
            (estimate, start) => estimate with { StartS = start })]);
    }

    private static HeartRateEstimator Outcomes(string name, bool isTracked, Func<PpgRecording, int, IEnumerable<double[]>> look) =>
        new(name, (recording, outlook) =>
        {
            var evidence = Said(recording, outlook, look);
            var outcomes = !isTracked ? evidence
                : outlook == Outlook.PastOnly ? HeartRateTracker.Follow(evidence) : HeartRateTracker.Smooth(evidence);
            return [.. outcomes.Zip(recording.WindowStartsS, (window, start) =>
                Doubted(HeartRateEstimate.Of(start, window), recording.Acceleration.IsEmpty))];
        });

    /// <summary>
    /// Without an accelerometer nobody can tell steps from a pulse, and a network sees stillness: its confidence c becomes c^1.5, so that
    /// a reading needs 63 % of it. Of the powers 1, 1.5, 2, 3 and 4, tried on synthetic scenes, 1.5 all but halves the false readings of
    /// daily life, and larger ones take more readings than false ones.
    /// </summary>
    private static HeartRateEstimate Doubted(HeartRateEstimate estimate, bool isDoubtful) =>
        isDoubtful ? estimate with { Confidence = estimate.Confidence * Math.Sqrt(estimate.Confidence) } : estimate;

    private static T[] Said<T>(PpgRecording recording, Outlook outlook, Func<PpgRecording, int, IEnumerable<T>> look) =>
        outlook == Outlook.PastOnly ? Past.Look(recording, look) : [.. look(recording, 0)];
}
