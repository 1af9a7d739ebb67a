using System.Collections.Immutable;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>What one layer of a network carries of the heartbeat over all windows of a recording. Taught in notebook 10.</summary>
public sealed class HeartbeatLayer
{
    private readonly ImmutableArray<(HeartbeatLines Lines, double RateBpm, int Channel)> all;
    private readonly int channels;

    private HeartbeatLayer(ImmutableArray<(HeartbeatLines, double, int)> all, int channels) => (this.all, this.channels) = (all, channels);

    /// <summary>Multiples of the heart rate that are looked at: 1 to 4.</summary>
    public const int Multiples = 4;

    /// <summary>Looks at a layer of a network while it reads windows.</summary>
    /// <param name="network">
    /// A network of windows of 8 s, whose layers up to this one keep to the window: padded convolutions, pooling.
    /// </param>
    /// <param name="layer">Which of its layers, from 0: what comes out of it.</param>
    /// <param name="windows">The windows, of the network's input shape.</param>
    /// <param name="ratesBpm">The true heart rate of each, in beats a minute, 20 … 300. [windows]</param>
    public static HeartbeatLayer Of(Network network, int layer, Examples windows, IReadOnlyList<double> ratesBpm)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentNullException.ThrowIfNull(ratesBpm);
        windows.CheckShape(network.InputShape);
        double[] rates = ratesBpm is ImmutableArray<double> { IsDefault: true } ? [] : [.. ratesBpm];
        return rates.Length == windows.Count
            ? Of(network, layer, Enumerable.Range(0, windows.Count).Select(i => (windows.Input(i).ToArray(), rates[i])))
            : throw new ArgumentException(
                $"Each window has a heart rate; given are {windows.Count} windows and {rates.Length} rates.", nameof(ratesBpm));
    }

    /// <summary>Looks at the paper's network while it reads a recording with motion removed.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layer">Which of its layers, from 0: what comes out of it.</param>
    /// <param name="recording">The recording; its motion is removed as the authors do.</param>
    /// <param name="reference">Its true heart rates; windows without one are left out.</param>
    public static HeartbeatLayer Of(PaperNetwork network, int layer, PpgRecording recording, HeartRateReference reference)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(reference);
        var ppg = MotionFilter.RemoveSeparably(recording, PaperNetwork.MotionTaps);
        return Of(network.Network, layer, recording.WindowStartsS
            .Select((start, window) => (Input: recording.Window(ppg, window), RateBpm: reference.At(start)))
            .Where(window => window.RateBpm is not null)
            .Select(window => (window.Input.Samples.Select(x => (float)x).ToArray(), window.RateBpm!.Value)));
    }

    /// <summary>
    /// Looks at both sides of the synthetic-trained network's first ReLU while it reads a recording, for 8 s at a time.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="recording">The recording.</param>
    /// <param name="reference">Its true heart rates; windows without one are left out.</param>
    /// <returns>What goes into the ReLU, and what comes out of it.</returns>
    public static (HeartbeatLayer Before, HeartbeatLayer After) AroundFirstRelu(
        HeartRateNetwork network, PpgRecording recording, HeartRateReference reference)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(reference);
        var layers = network.FirstLayers(PpgRecording.WindowCount);
        // What comes out at an instant looks back, on the average, by half the filter.
        var middleS = (layers.InputShape.Time - PpgRecording.WindowCount) / 2 / PpgRecording.SampleRateHz;
        var both = Of(layers, [0, 1], HeartRateInput.Windows(recording, layers.InputShape.Time)
            .Select((channels, window) =>
                (Input: channels, RateBpm: reference.At(recording.StartS + window * PpgRecording.ShiftS + middleS)))
            .Where(window => window.RateBpm is not null)
            .Select(window => (Examples.Of([(window.Input, (IEnumerable<double>)[0.0])]).Input(0).ToArray(), window.RateBpm!.Value)));
        return (both[0], both[1]);
    }

    /// <summary>
    /// Median over channels and windows of the share of power at DC, in [0, 1]; not a number where no channel lets anything through.
    /// </summary>
    public double MedianDcShare => Median(all.Select(one => one.Lines.DcShare));

    /// <summary>
    /// Median over channels and windows of the amplitude at a multiple of the heart rate, relative to that at the heart rate. Not a number
    /// where the layer's rate is too low for it.
    /// </summary>
    /// <param name="multiple">2, 3 or 4; 1 gives 1.</param>
    public double MedianRatio(int multiple)
    {
        Argument.Within(multiple, 1, Multiples, "A multiple of the heart rate");
        var reaching = all.Where(one => one.Lines.Amplitudes.Length >= multiple);
        return Median(reaching.Select(one => one.Lines.Ratio(multiple)).Where(double.IsFinite));
    }

    /// <summary>
    /// How the DC of each channel that lets anything through goes with the heart rate: correlation over windows, in [−1, 1]; 0 for a
    /// channel whose DC never changes. [channels]
    /// </summary>
    public ImmutableArray<double> DcCorrelations => [.. all.GroupBy(one => one.Channel).OrderBy(channel => channel.Key)
        .Select(channel => Correlation([.. channel.Select(one => one.Lines.Dc)], [.. channel.Select(one => one.RateBpm)]))];

    /// <summary>The largest of them in magnitude, in [0, 1]; 0 where there is none.</summary>
    public double BestDcCorrelation => DcCorrelations.Select(Math.Abs).DefaultIfEmpty(0).Max();

    /// <summary>DC and heart rate, in beats a minute, of every window in which one channel lets anything through. → [windows]</summary>
    /// <param name="channel">Which channel, from 0.</param>
    public IEnumerable<(double Dc, double RateBpm)> Channel(int channel)
    {
        Argument.Index(channel, channels, "This layer", "channels");
        return all.Where(one => one.Channel == channel).Select(one => (one.Lines.Dc, one.RateBpm));
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{channels} channels: median share of DC {MedianDcShare:P0}, correlation of DC and heart rate up to {BestDcCorrelation:F2}");

    private static HeartbeatLayer Of(Network network, int layer, IEnumerable<(float[] Input, double RateBpm)> windows) =>
        Of(network, [layer], windows)[0];

    /// <summary>Looks at several layers, of one rate, in one pass over the windows.</summary>
    private static HeartbeatLayer[] Of(Network network, int[] layers, IEnumerable<(float[] Input, double RateBpm)> windows)
    {
        var time = network.Shapes[network.Checked(layers[0]) + 1].Time;
        var rateHz = time / PpgRecording.WindowS;
        var all = layers.Select(_ => ImmutableArray.CreateBuilder<(HeartbeatLines, double, int)>()).ToArray();
        var some = false;
        foreach (var (input, rateBpm) in windows)
        {
            some = true;
            var probe = new HeartbeatLines.Probe(time, rateHz, rateBpm, Multiples);
            foreach (var (place, layer) in layers.Index())
            {
                var values = network.Activation(layer, input);
                for (var channel = 0; channel < network.Shapes[layer + 1].Channels; channel++)
                    if (Channel(values, channel, time, rateHz) is { Peak: > 0 } signal) // a ReLU that lets nothing through has no lines
                        all[place].Add((probe.Of(signal), rateBpm, channel));
            }
        }
        return some ? [.. layers.Select((layer, place) => new HeartbeatLayer(all[place].ToImmutable(), network.Shapes[layer + 1].Channels))]
            : throw new ArgumentException("One window at least has a true heart rate.", nameof(windows));
    }

    private static Signal Channel(float[] values, int channel, int time, double rateHz)
    {
        var samples = new double[time];
        for (var (t, i) = (0, channel); t < time; t++, i += values.Length / time)
            samples[t] = values[i];
        return new(samples, rateHz);
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
