using System.Collections.Immutable;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>What one layer of a network carries of the heartbeat over all windows of a recording. Taught in notebook 10.</summary>
public sealed class HeartbeatLayer
{
    private readonly ImmutableArray<(HeartbeatLines Lines, double RateBpm, int Channel)> all;

    private HeartbeatLayer(ImmutableArray<(HeartbeatLines, double, int)> all) => this.all = all;

    /// <summary>Multiples of the heart rate that are looked at: 1 to 4.</summary>
    public const int Multiples = 4;

    /// <summary>Looks at a layer of a network while it reads windows.</summary>
    /// <param name="network">A network of windows of 8 s, whose layers up to this one keep to the window: padded convolutions, pooling.</param>
    /// <param name="layer">Which of its layers, from 0: what comes out of it.</param>
    /// <param name="windows">The windows.</param>
    /// <param name="ratesBpm">The true heart rate of each, in beats a minute.</param>
    public static HeartbeatLayer Of(Network network, int layer, Examples windows, IReadOnlyList<double> ratesBpm) => ratesBpm.Count == windows.Count
        ? Of(network, layer, Enumerable.Range(0, windows.Count).Select(i => (windows.Input(i).ToArray(), ratesBpm[i])))
        : throw new ArgumentException($"Each window has a heart rate; given are {windows.Count} windows and {ratesBpm.Count} rates.", nameof(ratesBpm));

    /// <summary>Looks at the paper's network while it reads a recording with motion removed.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layer">Which of its layers, from 0: what comes out of it.</param>
    /// <param name="recording">The recording; its motion is removed as the authors do.</param>
    /// <param name="reference">Its true heart rates; windows without one are left out.</param>
    public static HeartbeatLayer Of(PaperNetwork network, int layer, PpgRecording recording, HeartRateReference reference)
    {
        var ppg = MotionFilter.RemoveSeparably(recording, PaperNetwork.MotionTaps);
        return Of(network.Network, layer, recording.WindowStartsS.Select((start, window) => (Input: recording.Window(ppg, window), RateBpm: reference.At(start)))
            .Where(window => window.RateBpm is not null).Select(window => (window.Input.Samples.Select(x => (float)x).ToArray(), window.RateBpm!.Value)));
    }

    /// <summary>Looks at the synthetic-trained network's first layer while it reads a recording, for 8 s at a time.</summary>
    /// <param name="network">The network.</param>
    /// <param name="rectified">What comes out of its ReLU; else what goes in.</param>
    /// <param name="recording">The recording.</param>
    /// <param name="reference">Its true heart rates; windows without one are left out.</param>
    public static HeartbeatLayer Of(HeartRateNetwork network, bool rectified, PpgRecording recording, HeartRateReference reference)
    {
        var layers = network.FirstLayers(PpgRecording.WindowCount);
        var middleS = (layers.InputShape.Time - PpgRecording.WindowCount) / 2 / PpgRecording.SampleRateHz; // what comes out at an instant looks back, on the average, by half the filter
        return Of(layers, rectified ? 1 : 0, HeartRateInput.Windows(recording, layers.InputShape.Time).Select((channels, window) =>
                (Input: channels, RateBpm: reference.At(recording.StartS + window * PpgRecording.ShiftS + middleS)))
            .Where(window => window.RateBpm is not null)
            .Select(window => (Examples.Of([(window.Input, (IEnumerable<double>)[0.0])]).Input(0).ToArray(), window.RateBpm!.Value)));
    }

    /// <summary>Median over channels and windows of the share of power at DC, in [0, 1].</summary>
    public double MedianDcShare => Median(all.Select(one => one.Lines.DcShare));

    /// <summary>Median over channels and windows of the amplitude at a multiple of the heart rate, relative to that at the heart rate. Not a number where the layer's rate is too low for it.</summary>
    /// <param name="multiple">2, 3 or 4.</param>
    public double MedianRatio(int multiple) => Median(all.Where(one => one.Lines.Amplitudes.Length >= multiple).Select(one => one.Lines.Ratio(multiple)).Where(double.IsFinite));

    /// <summary>How the DC of each channel goes with the heart rate: correlation over windows, in [−1, 1]; 0 for a channel whose DC never changes. [channels]</summary>
    public ImmutableArray<double> DcCorrelations => [.. all.GroupBy(one => one.Channel).OrderBy(channel => channel.Key)
        .Select(channel => Correlation([.. channel.Select(one => one.Lines.Dc)], [.. channel.Select(one => one.RateBpm)]))];

    /// <summary>The largest of them in magnitude.</summary>
    public double BestDcCorrelation => DcCorrelations.Max(Math.Abs);

    /// <summary>DC and heart rate of every window in one channel.</summary>
    /// <param name="channel">Which channel, from 0.</param>
    public IEnumerable<(double Dc, double RateBpm)> Channel(int channel) => all.Where(one => one.Channel == channel).Select(one => (one.Lines.Dc, one.RateBpm));

    private static HeartbeatLayer Of(Network network, int layer, IEnumerable<(float[] Input, double RateBpm)> windows)
    {
        var shape = network.Shapes[layer + 1];
        var rateHz = shape.Time / PpgRecording.WindowS;
        return new([.. windows.SelectMany(window =>
        {
            var values = network.Activation(layer, window.Input);
            return Enumerable.Range(0, shape.Channels).Select(channel => (Signal: new Signal(Enumerable.Range(0, shape.Time).Select(t => (double)values[t * shape.Channels + channel]), rateHz), channel))
                .Where(one => one.Signal.Peak > 0) // a ReLU that lets nothing through has no lines
                .Select(one => (HeartbeatLines.Of(one.Signal, window.RateBpm, Multiples), window.RateBpm, one.channel));
        })]);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToArray() is { Length: > 0 } sorted
        ? (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2 : double.NaN;

    private static double Correlation(double[] x, double[] y)
    {
        var (meanX, meanY) = (x.Average(), y.Average());
        var (xx, yy) = (x.Sum(v => (v - meanX) * (v - meanX)), y.Sum(v => (v - meanY) * (v - meanY)));
        return xx > 0 && yy > 0 ? x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / Math.Sqrt(xx * yy) : 0;
    }
}
