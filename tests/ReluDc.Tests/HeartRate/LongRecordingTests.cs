using System.Numerics;
using ReluDc.HeartRate;

namespace ReluDc.Tests.HeartRate;

/// <summary>A night's record: filtered in blocks, read in batches, with memory for little more than the record itself.</summary>
public sealed class LongRecordingTests
{
    /// <summary>The heap that an hour is read with: about 24 MB, of which the recording and its filtered signals are 8.</summary>
    private const string HeapLimit = "1800000"; // hexadecimal

    /// <summary>Blocks change nothing that counts: the same signal filtered at once, by this test, for slow bands and steep ones.</summary>
    [Theory]
    [InlineData(0.5, 8, 2)]
    [InlineData(0.5, 4, 2)]
    [InlineData(0.1, 0.2, 1)]
    [InlineData(1, 3, 5)]
    public void A_long_signal_in_blocks_is_what_it_is_at_once(double lowHz, double highHz, int order)
    {
        Pcg32 random = new(5);
        var drift = 0.0;
        var signal = new Signal(Enumerable.Range(0, 40_001).Select(n => (drift += random.NextDouble() - 0.5)
            + Math.Sin(0.3 * n) + (n > 20_000 ? 50 : 0)), 32);
        BandPass band = new(lowHz, highHz, order);
        var mirrored = signal.Samples.Concat(signal.Samples.Reverse()).Select(x => new Complex(x, 0)).ToArray();
        var bins = FourierTransform.Forward(mirrored);
        for (var k = 0; k < bins.Length; k++)
            bins[k] *= band.Gain(Math.Min(k, bins.Length - k) * 32.0 / bins.Length);
        var atOnce = FourierTransform.Inverse(bins);
        var blocks = band.Apply(signal);
        const double tolerance = 1e-7; // the gain's kink at half the sampling rate is remembered beyond the margins
        for (var n = 0; n < signal.Count; n++)
            Assert.Equal(atOnce[n].Real, blocks.Samples[n], tolerance * signal.Peak);
    }

    /// <summary>An hour is read in a heap that would not hold its transform at once, or all its windows.</summary>
    [Fact]
    public async Task An_hour_needs_little_more_memory_than_its_samples()
    {
        using var folder = new TemporaryFolder();
        var errands = Activity.Everyday.Single(activity => activity.Name == "errands");
        File.WriteAllLines(folder["hour.csv"], RecordingFile.Lines(errands.Draw(3600, 1).Recording));
        var run = await HostProcess.RunAsync(folder.Path, new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = HeapLimit },
            "heart-rate", "hour.csv", "--out", "page");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("of 1797 windows", run.Output, StringComparison.Ordinal);
    }

    /// <summary>What a window costs does not grow with the recording: four times as long is four times as much.</summary>
    [Fact]
    public void Bytes_for_a_window_stay_the_same()
    {
        var network = HeartRateNetwork.Read(Path.Combine(Checkout.Root, "data", "heart-rate.csv"));
        double BytesPerWindow(int minutes)
        {
            var recording = Activity.Walk.Draw(60 * minutes, 1).Recording;
            var before = GC.GetAllocatedBytesForCurrentThread();
            HeartRateEstimator.Tracked(network).Estimate(recording);
            return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / recording.Windows;
        }
        BytesPerWindow(10); // what is made once
        Assert.Equal(1, BytesPerWindow(40) / BytesPerWindow(10), 0.1);
    }
}
