using System.Collections.Immutable;
using Linear = MathNet.Numerics.LinearAlgebra;

namespace ReluDc;

/// <summary>What the heart-rate network is shown of a window: five channels of 8 s at 32 Hz. Taught in notebook 10.</summary>
/// <remarks>
/// Channels: the PPG without what the acceleration explains; the PPG as it is; and the acceleration along its three principal axes in that window, the strongest first.
/// All have passed a band from 0.5 to 8 Hz. The first two have RMS 1 each; the acceleration is divided by √(RMS² + (0.1 g)²), so that stillness shows as such. Without an accelerometer its channels are zero.
/// </remarks>
public static class HeartRateInput
{
    /// <summary>Channels of a window.</summary>
    public const int Channels = 5;

    /// <summary>Shape of a window.</summary>
    public static Shape Shape { get; } = new(PpgRecording.WindowCount, Channels);

    /// <summary>The band that passes.</summary>
    public static BandPass Band { get; } = new(0.5, 8);

    private const double StillG = 0.1;

    /// <summary>All windows of a recording. [windows] of [256, 5]</summary>
    public static ImmutableArray<ImmutableArray<Signal>> Windows(PpgRecording recording)
    {
        var cleaned = Band.Apply(MotionFilter.RemoveAdaptively(recording));
        var ppg = Band.Apply(recording.Ppg);
        ImmutableArray<Signal> acceleration = [.. recording.Acceleration.Select(Band.Apply)];
        return [.. Enumerable.Range(0, recording.Windows).Select(window => ImmutableArray.Create(
            [Unit(recording.Window(cleaned, window)), Unit(recording.Window(ppg, window)), .. Principal([.. acceleration.Select(axis => recording.Window(axis, window))])]))];
    }

    private static Signal Unit(Signal signal) => signal.Rms is > 0 and var rms ? new(signal.Samples.Select(x => x / rms), signal.SampleRateHz) : signal;

    private static IEnumerable<Signal> Principal(ImmutableArray<Signal> axes)
    {
        if (axes.IsEmpty)
            return Enumerable.Repeat(new Signal(new double[PpgRecording.WindowCount], PpgRecording.SampleRateHz), 3);
        var covariance = Linear.Matrix<double>.Build.Dense(3, 3, (i, j) => axes[i].Samples.Zip(axes[j].Samples, (a, b) => a * b).Sum() / axes[i].Count);
        var scale = 1 / Math.Sqrt(covariance.Trace() + StillG * StillG);
        var directions = covariance.Evd(Linear.Symmetricity.Symmetric).EigenVectors; // its eigenvalues rise
        return Enumerable.Range(1, 3).Select(i => new Signal(
            Enumerable.Range(0, axes[0].Count).Select(n => scale * (directions[0, 3 - i] * axes[0].Samples[n] + directions[1, 3 - i] * axes[1].Samples[n] + directions[2, 3 - i] * axes[2].Samples[n])),
            PpgRecording.SampleRateHz));
    }
}
