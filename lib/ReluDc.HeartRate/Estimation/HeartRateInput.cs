using System.Collections.Immutable;
using Linear = MathNet.Numerics.LinearAlgebra;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>What the heart-rate network is shown of a window: five channels of 8 s at 32 Hz, [256, 5]. Taught in notebook 10.</summary>
/// <remarks>
/// All signals pass a band from 0.5 to 8 Hz first, and what is far larger than the pulse is clipped. Channels: the PPG without what the
/// acceleration explains; the PPG with it; and the acceleration along its three principal axes in that window, the strongest first. The
/// first two have RMS 1 each; the acceleration is divided by √(RMS² + (0.1 g)²), so that stillness shows as such. Without an accelerometer
/// its channels are zero.
/// </remarks>
public static class HeartRateInput
{
    /// <summary>Channels of a window.</summary>
    public const int Channels = 5;

    /// <summary>Shape of a window, [256, 5].</summary>
    public static Shape Shape { get; } = new(PpgRecording.WindowCount, Channels);

    /// <summary>The band that passes.</summary>
    public static BandPass Band { get; } = new(0.5, 8);

    private const double StillG = 0.1;

    /// <summary>All windows of a recording. → [windows][channels] of 256 samples</summary>
    /// <param name="recording">The recording.</param>
    public static ImmutableArray<ImmutableArray<Signal>> Windows(PpgRecording recording) => Windows(recording, PpgRecording.WindowCount);

    /// <summary>
    /// Windows of another length, each beginning 2 s after the one before: to look at a layer for longer than the network does.
    /// → [windows][channels] of count samples
    /// </summary>
    /// <param name="recording">At least as long as a window.</param>
    /// <param name="count">Samples in a window.</param>
    public static ImmutableArray<ImmutableArray<Signal>> Windows(PpgRecording recording, int count)
    {
        ArgumentNullException.ThrowIfNull(recording);
        Argument.Within(count, 1, recording.Ppg.Count, "The number of samples in a window of this recording");
        return [.. Windows(recording, count, 0)];
    }

    /// <summary>The same from a window on, each made when it is asked for: all of a night have hundreds of megabytes.</summary>
    internal static IEnumerable<ImmutableArray<Signal>> Windows(PpgRecording recording, int count, int first)
    {
        var (passed, cleaned) = Seen(recording, one => MotionFilter.RemoveAdaptively(one));
        for (var start = first * PpgRecording.ShiftCount; start + count <= recording.Ppg.Count; start += PpgRecording.ShiftCount)
        {
            Signal Part(Signal signal) => new(signal.Samples.Slice(start, count), PpgRecording.SampleRateHz);
            var axes = Principal([.. passed.Acceleration.Select(Part)], count);
            yield return [Unit(Part(cleaned)), Unit(Part(passed.Ppg)), .. axes];
        }
    }

    /// <summary>
    /// What designs look at: the band of each signal, the PPG clipped at three robust deviations of the 32 s around. recording → recording
    /// </summary>
    /// <param name="recording">The recording.</param>
    public static PpgRecording Passed(PpgRecording recording) => Band.Apply(recording).Through(Clipping.Apply, axis => axis);

    /// <summary>
    /// The same with its LEDs combined, weighted in each window by what is left of each without motion; and that combined alike.
    /// </summary>
    /// <param name="recording">The recording.</param>
    /// <param name="remove">Takes motion out of a recording's PPG.</param>
    internal static (PpgRecording Passed, Signal Cleaned) Seen(PpgRecording recording, Func<PpgRecording, Signal> remove)
    {
        var passed = Passed(recording);
        if (passed.OtherLeds.IsEmpty)
            return (passed, remove(passed));
        ImmutableArray<Signal> cleaned = [.. passed.Leds.Select(led => remove(passed.With(led)))];
        var weights = LedCombination.Weights(passed, cleaned);
        return (passed.With(LedCombination.Of(passed, passed.Leds, weights)), LedCombination.Of(passed, cleaned, weights));
    }

    private static Signal Unit(Signal signal) =>
        signal.Rms is > 0 and var rms ? new(signal.Samples.Select(x => x / rms), signal.SampleRateHz) : signal;

    private static IEnumerable<Signal> Principal(ImmutableArray<Signal> axes, int count)
    {
        if (axes.IsEmpty)
            return Enumerable.Repeat(new Signal(new double[count], PpgRecording.SampleRateHz), 3);
        double Covariance(int i, int j) => axes[i].Samples.Zip(axes[j].Samples, (a, b) => a * b).Sum() / axes[i].Count;
        var covariance = Linear.Matrix<double>.Build.Dense(3, 3, Covariance);
        var scale = 1 / Math.Sqrt(covariance.Trace() + StillG * StillG);
        var directions = covariance.Evd(Linear.Symmetricity.Symmetric).EigenVectors; // its eigenvalues rise
        double Along(int axis, int n) => directions[0, axis] * axes[0].Samples[n] + directions[1, axis] * axes[1].Samples[n]
            + directions[2, axis] * axes[2].Samples[n];
        return Enumerable.Range(1, 3).Select(i =>
            new Signal(Enumerable.Range(0, count).Select(n => scale * Along(3 - i, n)), PpgRecording.SampleRateHz));
    }
}
