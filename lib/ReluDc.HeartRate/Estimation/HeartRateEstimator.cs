using System.Collections.Immutable;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>A way to read heart rates off a recording. Each says how sure it is of every window. recording → [windows]</summary>
/// <remarks>Its designs, the baselines among them, are compared with each other. Taught in notebook 10.</remarks>
public sealed class HeartRateEstimator
{
    /// <summary>How many designs there are.</summary>
    internal const int Designs = 5;

    private readonly Func<PpgRecording, ImmutableArray<HeartRateEstimate>> estimate;

    private HeartRateEstimator(string name, Func<PpgRecording, ImmutableArray<HeartRateEstimate>> estimate) =>
        (Name, this.estimate) = (name, estimate);

    /// <summary>What it is called in tables.</summary>
    public string Name { get; }

    /// <summary>The largest peak of each window's spectrum, of the first LED alone.</summary>
    public static HeartRateEstimator FftPeak { get; } = new("FFT peak", recording => SpectralPeak.Estimate(recording, recording.Ppg));

    /// <summary>The same after removal of what one filter over the whole recording explains by the acceleration.</summary>
    public static HeartRateEstimator CleanedFftPeak { get; } =
        new("FFT peak, motion removed", recording =>
            SpectralPeak.Estimate(recording, HeartRateInput.Seen(recording, one => MotionFilter.Remove(one)).Cleaned));

    /// <summary>The spectrum after adaptive removal, taken as probabilities, and followed over windows.</summary>
    public static HeartRateEstimator TrackedSpectrum { get; } = new("spectrum, tracked", recording =>
        Estimates(recording, HeartRateTracker.Smooth(
            SpectralPeak.Probabilities(recording, HeartRateInput.Seen(recording, one => MotionFilter.RemoveAdaptively(one)).Cleaned))));

    /// <summary>The network, each window by itself.</summary>
    /// <param name="network">Which network.</param>
    public static HeartRateEstimator Windowed(HeartRateNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new("network", recording => Estimates(recording, network.Probabilities(recording)));
    }

    /// <summary>The network, followed over windows.</summary>
    /// <param name="network">Which network.</param>
    public static HeartRateEstimator Tracked(HeartRateNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new("network, tracked", recording => Estimates(recording, HeartRateTracker.Smooth(network.Probabilities(recording))));
    }

    /// <summary>All designs, the baseline first, the one to use last.</summary>
    /// <param name="network">The network of those that have one.</param>
    public static ImmutableArray<HeartRateEstimator> All(HeartRateNetwork network) =>
        [FftPeak, CleanedFftPeak, TrackedSpectrum, Windowed(network), Tracked(network)];

    /// <summary>The heart rate in every window, in beats a minute. recording → [windows]</summary>
    /// <param name="recording">The recording.</param>
    public ImmutableArray<HeartRateEstimate> Estimate(PpgRecording recording) => estimate(Argument.Given(recording));

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static ImmutableArray<HeartRateEstimate> Estimates(PpgRecording recording, double[][] probabilities) =>
        [.. recording.WindowStartsS.Select((start, window) => HeartRateEstimate.Of(start, probabilities[window]))];
}
