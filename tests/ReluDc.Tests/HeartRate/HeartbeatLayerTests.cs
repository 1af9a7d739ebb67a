using ReluDc.HeartRate;
using ReluDc.Networks;

namespace ReluDc.Tests.HeartRate;

/// <summary>What a layer carries of the heartbeat.</summary>
public sealed class HeartbeatLayerTests
{
    /// <summary>Naive: one window, one layer and one channel at a time.</summary>
    [Fact]
    public void Both_sides_of_the_first_ReLU_are_those_of_its_channels_one_by_one()
    {
        var network = HeartRateNetwork.Untrained(new(3));
        var (recording, reference) = ReluDc.HeartRate.Activity.Walk.Draw(20, 5);
        var (before, after) = HeartbeatLayer.AroundFirstRelu(network, recording, reference);
        var layers = network.FirstLayers(PpgRecording.WindowCount);
        var lookBackS = (layers.InputShape.Time - PpgRecording.WindowCount) / 2 / PpgRecording.SampleRateHz;
        foreach (var (layer, measured) in new[] { (0, before), (1, after) })
        {
            var lines = new List<HeartbeatLines>();
            var windows = HeartRateInput.Windows(recording, layers.InputShape.Time);
            for (var window = 0; window < windows.Length; window++)
            {
                if (reference.At(recording.StartS + window * PpgRecording.ShiftS + lookBackS) is not { } rateBpm)
                    continue;
                var values = layers.Activation(layer, Examples.Of([(windows[window], (IEnumerable<double>)[0.0])]).Input(0));
                for (var channel = 0; channel < 96; channel++)
                {
                    var signal = new Signal(Enumerable.Range(0, 256).Select(t => (double)values[96 * t + channel]), 32);
                    if (signal.Peak > 0)
                        lines.Add(HeartbeatLines.Of(signal, rateBpm, HeartbeatLayer.Multiples));
                }
            }
            Assert.NotEmpty(lines);
            Assert.Equal(Median(lines.Select(one => one.DcShare)), measured.MedianDcShare);
            for (var multiple = 2; multiple <= HeartbeatLayer.Multiples; multiple++)
                Assert.Equal(Median(lines.Select(one => one.Ratio(multiple))), measured.MedianRatio(multiple));
        }
        Assert.True(after.MedianDcShare > before.MedianDcShare);
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
