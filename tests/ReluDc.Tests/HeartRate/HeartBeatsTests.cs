using System.Numerics;
using ReluDc.HeartRate;
using ReluDc.Networks;

namespace ReluDc.Tests.HeartRate;

/// <summary>When the heart beats.</summary>
public sealed class HeartBeatsTests
{
    private static double[] Intervals(HeartBeats beats) => [.. beats.TimesS.Zip(beats.TimesS.Skip(1), (a, b) => b - a)];

    [Fact]
    public void Without_variation_a_steady_heart_beats_like_a_clock()
    {
        var beats = HeartBeats.Draw(_ => 75, 0, 20, new(1));
        Assert.All(Intervals(beats), interval => Assert.Equal(0.8, interval, 1e-12));
        Assert.True(beats.TimesS[0] < 0 && beats.TimesS[^1] > 20);
        Assert.Equal(75, beats.RateBpm(3.1, 11.1), 1e-9);
        Assert.Equal(-Math.PI, beats.PhaseRad(beats.TimesS[5]), 1e-9);
        Assert.Equal(0, beats.PhaseRad((beats.TimesS[5] + beats.TimesS[6]) / 2), 1e-9);
    }

    /// <summary>
    /// SD 60σ/HR² of the intervals: at 70 beats a minute and σ = 4.5 it is 55 ms, between the medians and the upper tenth of real
    /// recordings at rest.
    /// </summary>
    [Theory]
    [InlineData(70, 4.5)]
    [InlineData(150, 3)]
    public void Intervals_scatter_by_the_deviation_that_was_asked_for(double rateBpm, double deviationBpm)
    {
        var intervals = Enumerable.Range(1, 8)
            .SelectMany(seed => Intervals(HeartBeats.Draw(_ => rateBpm, deviationBpm, 300, new((ulong)seed)))).ToArray();
        var mean = intervals.Average();
        Assert.Equal(60 / rateBpm, mean, 0.01 * mean);
        // Lines in two narrow bands: few independent values in 300 s, so a few per cent are chance even over eight draws.
        Assert.Equal(60 * deviationBpm / (rateBpm * rateBpm), Math.Sqrt(intervals.Average(v => (v - mean) * (v - mean))), 0.06 * 60
            * deviationBpm / (rateBpm * rateBpm));
    }

    [Fact]
    public void The_variation_has_half_as_much_power_around_a_tenth_of_a_hertz_as_around_a_quarter()
    {
        var (low, high, all) = (0.0, 0.0, 0.0);
        for (var seed = 1; seed <= 8; seed++)
        {
            // Intervals against time, evenly sampled: the beats of 300 per minute are dense against 0.25 Hz.
            var beats = HeartBeats.Draw(_ => 200, 2, 400, new((ulong)seed));
            var intervals = Intervals(beats);
            var series = Enumerable.Range(0, 800).Select(k => intervals[Math.Max(0, beats.TimesS.Count(t => t <= 0.5 * k) - 1)]).ToArray();
            var mean = series.Average();
            double Power(double fromHz, double toHz) => Enumerable.Range((int)(400 * fromHz), (int)(400 * (toHz - fromHz))).Sum(k =>
                Math.Pow(Complex.Abs(series.Select((v, n) => (v - mean) * Complex.Exp(-Complex.ImaginaryOne * 2 * Math.PI * k * n / 800))
                    .Aggregate(Complex.Add)), 2));
            low += Power(0.05, 0.15);
            high += Power(0.2, 0.3);
            all += Power(0.0025, 1);
        }
        Assert.Equal(0.5, low / high, 0.08);
        Assert.True((low + high) / all > 0.9, $"{(low + high) / all}");
    }

    [Fact]
    public void The_rate_in_a_window_follows_the_trajectory()
    {
        var beats = HeartBeats.Draw(t => 60 + t, 0, 100, new(1)); // 60 rising to 160
        for (var start = 4; start < 90; start += 11)
            // Each interval has the rate at its beginning: half a beat late.
            Assert.Equal(60 + start + 4, beats.RateBpm(start, start + 8), 0.7);
    }

    [Fact]
    public void The_same_seed_gives_the_same_beats()
    {
        Assert.Equal(HeartBeats.Draw(_ => 70, 4, 60, new(3)).TimesS, HeartBeats.Draw(_ => 70, 4, 60, new(3)).TimesS);
        Assert.NotEqual(HeartBeats.Draw(_ => 70, 4, 60, new(3)).TimesS, HeartBeats.Draw(_ => 70, 4, 60, new(4)).TimesS);
    }

    [Fact]
    public void What_no_heart_does_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => HeartBeats.Draw(_ => 10, 0, 10, new(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => HeartBeats.Draw(_ => double.NaN, 0, 10, new(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => HeartBeats.Draw(_ => 70, -1, 10, new(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => HeartBeats.Draw(_ => 70, 1, 0, new(1)));
    }
}
