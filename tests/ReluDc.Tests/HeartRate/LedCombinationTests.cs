using System.Globalization;
using ReluDc.HeartRate;
using ReluDc.Networks;

namespace ReluDc.Tests.HeartRate;

/// <summary>Several LEDs: the good ones count, window by window.</summary>
public sealed class LedCombinationTests
{
    private static Signal Pulse(double noise, ulong seed, Func<int, bool>? isThere = null)
    {
        var random = new Pcg32(seed);
        return new(Enumerable.Range(0, 32 * 60).Select(n =>
            (isThere?.Invoke(n) ?? true ? Math.Cos(2 * Math.PI * 1.25 * n / 32) : 0) + noise * random.NextGaussian()), 32);
    }

    private static PpgRecording Recording(params Signal[] leds) => new("leds", leds[0], []) { OtherLeds = [.. leds[1..]] };

    [Fact]
    public void Alike_LEDs_count_alike_and_a_dark_one_does_not()
    {
        var recording = Recording(Pulse(0.1, 1), Pulse(0.1, 2), Noise.White(1, 32, 60, new(3)));
        foreach (var weights in LedCombination.Weights(recording, recording.Leds))
        {
            Assert.Equal(1, weights.Sum(), 1e-9);
            Assert.Equal(weights[0], weights[1], 0.15);
            Assert.True(weights[2] < 0.05, $"{weights[2]}");
        }
    }

    /// <summary>One LED sees the pulse in the first half, another in the second: the sum has it throughout.</summary>
    [Fact]
    public void Weights_change_with_what_an_LED_sees()
    {
        var recording = Recording(Pulse(0.3, 1, n => n < 960), Pulse(0.3, 2, n => n >= 960));
        var weights = LedCombination.Weights(recording, recording.Leds);
        Assert.True(weights[2][0] > 0.9 && weights[^3][1] > 0.9);
        var sum = LedCombination.Of(recording, recording.Leds, weights);
        Assert.All(SpectralPeak.Estimate(recording, sum), estimate => Assert.Equal(75, estimate.RateBpm, 2.0));
        Assert.Contains(SpectralPeak.Estimate(recording, recording.Ppg), estimate => Math.Abs(estimate.RateBpm - 75) > 10);
    }

    [Fact]
    public void A_single_LED_is_read_as_before()
    {
        var (recording, _) = Activity.Walk.Draw(40, 3);
        var (passed, cleaned) = HeartRateInput.Seen(recording, one => MotionFilter.RemoveAdaptively(one));
        Assert.Equal(HeartRateInput.Passed(recording).Ppg.Samples, passed.Ppg.Samples);
        Assert.Equal(MotionFilter.RemoveAdaptively(passed).Samples, cleaned.Samples);
    }

    /// <summary>
    /// Three with bursts of their own and a fourth that sees no skin: the sum errs less than half as much as the first, and less than the
    /// mean, into which the fourth goes as all others.
    /// </summary>
    [Fact]
    public void Three_LEDs_are_read_better_than_one_and_than_their_mean()
    {
        var scene = SyntheticPpg.Walk with { Leds = 3, SensorNoise = 0.2, Bursts = new(15, 8, 3) };
        double[] errors = [0, 0, 0];
        for (ulong seed = 1; seed <= 6; seed++)
        {
            var random = new Pcg32(seed, 3);
            var (three, truth) = scene.Draw("three", HeartRateTrajectory.Draw(95, 95, 30, 0.5, 120, random), 120, random);
            Assert.Equal(3, three.Leds.Length);
            PpgRecording all = new("four", three.Ppg, three.Acceleration)
                { OtherLeds = [.. three.OtherLeds, Noise.White(1, 32, 120, new(seed))] };
            var passed = HeartRateInput.Band.Apply(all);
            var mean = LedCombination.Of(passed, passed.Leds, [.. Enumerable.Repeat<double[]>([0.25, 0.25, 0.25, 0.25], passed.Windows)]);
            foreach (var (i, one) in new[] { new PpgRecording("first", all.Ppg, all.Acceleration),
                new("mean", mean, all.Acceleration), all }.Index())
                errors[i] += HeartRateEstimator.CleanedFftPeak.Estimate(one)
                    .Average(estimate => Math.Abs(estimate.RateBpm - truth.At(estimate.StartS)!.Value)) / 6;
        }
        Assert.True(errors[2] < 0.5 * errors[0] && errors[2] < errors[1], string.Join(", ", errors));
    }

    [Fact]
    public void The_same_seed_gives_the_first_LED_whatever_the_others()
    {
        PpgRecording Draw(int leds) => (SyntheticPpg.Rest with { Leds = leds, Motion = null }).Draw("x",
            HeartRateTrajectory.Draw(70, 70, 30, 0.2, 20, new(1)), 20, new(2)).Recording;
        Assert.Equal(Draw(1).Ppg.Samples, Draw(3).Ppg.Samples);
        Assert.NotEqual(Draw(3).Ppg.Samples, Draw(3).OtherLeds[0].Samples);
    }

    [Fact]
    public void Files_have_as_many_LEDs_as_columns_that_change()
    {
        using var folder = new TemporaryFolder();
        string Row(int n) => string.Create(CultureInfo.InvariantCulture,
            $"{n / 32.0},{Math.Sin(0.2 * n)},{Math.Cos(0.2 * n)},7");
        File.WriteAllLines(folder["r.csv"], Enumerable.Range(0, 640).Select(Row).Prepend("time_s,green,red,ir"));
        var read = RecordingFile.Read(folder["r.csv"]);
        Assert.Equal(Math.Cos(20), Assert.Single(read.OtherLeds).Samples[100], 1e-9);
        Assert.Contains("left out: ir never changes", read.Remarks);
        Assert.Contains("2 LEDs are combined, each weighted anew in each window by its quality", read.Remarks);
        File.WriteAllLines(folder["again.csv"], RecordingFile.Lines(read));
        Assert.Equal("time_s,ppg,ppg_2", File.ReadLines(folder["again.csv"]).First());
        Assert.Equal(read.OtherLeds[0].Samples[77], RecordingFile.Read(folder["again.csv"]).OtherLeds[0].Samples[77], 1e-6);
        Assert.StartsWith("r.csv: 20 s, 2 LEDs, 7 windows", $"{read}", StringComparison.Ordinal);
    }
}
