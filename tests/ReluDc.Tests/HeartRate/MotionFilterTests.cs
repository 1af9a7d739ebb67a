using ReluDc.HeartRate;
using ReluDc.Networks;

namespace ReluDc.Tests.HeartRate;

/// <summary>What the acceleration explains is taken out, and nothing else.</summary>
public sealed class MotionFilterTests
{
    private static PpgRecording Recording(double[] ppg, params double[][] axes) =>
        new("test", new(ppg, 32), [.. axes.Select(axis => new Signal(axis, 32))]);

    private static double[] White(int count, ulong seed)
    {
        var random = new Pcg32(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextGaussian())];
    }

    /// <summary>
    /// Filters of white noise along three axes, different ones, within the 63 taps: all but the pulse goes. The ridge leaves 10⁻³ of
    /// it, the ends about as much.
    /// </summary>
    [Fact]
    public void Known_filters_are_taken_out()
    {
        const int Count = 4000;
        double[][] axes = [White(Count, 1), White(Count, 2), White(Count, 3)];
        double[] motion = [.. Enumerable.Range(0, Count)
            .Select(n => (n > 10 ? 2 * axes[0][n - 10] : 0) - axes[1][n] + (n < Count - 20 ? 0.5 * axes[2][n + 20] : 0)
                + (n > 3 ? axes[2][n - 3] : 0))];
        double[] pulse = [.. Enumerable.Range(0, Count).Select(n => Math.Cos(2 * Math.PI * 1.25 * n / 32) + 7)];
        var cleaned = MotionFilter.Remove(Recording([.. pulse.Zip(motion, (a, b) => a + b)], axes));
        double Left(Func<int, double> x) => Math.Sqrt(Enumerable.Range(100, Count - 200).Average(n => x(n) * x(n)));
        // 189 taps fitted to 4000 samples explain √(189/4000) of the pulse's RMS 0.71 by chance.
        Assert.True(Left(n => cleaned.Samples[n] - pulse[n]) < 0.16, $"{Left(n => cleaned.Samples[n] - pulse[n])}");
        Assert.True(Left(n => motion[n]) > 2.4);
    }

    /// <summary>The normal equations: what is left is uncorrelated with every delayed axis.</summary>
    [Fact]
    public void What_is_left_is_uncorrelated_with_every_delayed_axis()
    {
        double[][] axes = [White(2000, 1), White(2000, 2), White(2000, 3)];
        var ppg = White(2000, 4).Zip(axes[0].Skip(5).Concat(new double[5]), (a, b) => a + 0.5 * b).ToArray();
        var left = MotionFilter.Remove(Recording(ppg, axes), taps: 21);
        foreach (var axis in axes)
            for (var lag = -10; lag <= 10; lag++)
            {
                var sum = Enumerable.Range(20, 1960).Sum(n => axis[n - lag] * (left.Samples[n] - left.Mean)) / 1960;
                Assert.True(Math.Abs(sum) < 0.01, $"lag {lag}: {sum}"); // by chance alone it would scatter by 0.022
            }
    }

    /// <summary>
    /// A motion that truly is separable, h[axis, tap] = g[axis]·f[tap], is found by fewer numbers; one that is not leaves more behind
    /// than the free filter does.
    /// </summary>
    [Fact]
    public void The_separable_filter_finds_what_is_separable()
    {
        const int Count = 4000;
        double[][] axes = [White(Count, 1), White(Count, 2), White(Count, 3)];
        double[] weights = [1, -0.5, 0.3];
        double[] separable = [.. Enumerable.Range(0, Count)
            .Select(n => Enumerable.Range(0, 3).Sum(a => weights[a] * (axes[a][n] + (n > 4 ? 0.7 * axes[a][n - 4] : 0))))];
        var left = MotionFilter.RemoveSeparably(Recording(separable, axes), 21);
        Assert.True(left.Samples.Skip(50).SkipLast(50).Max(Math.Abs) < 0.02, $"{left.Peak}");
        double[] free = [.. Enumerable.Range(0, Count).Select(n => axes[0][n] + (n > 4 ? axes[1][n - 4] : 0))];
        Assert.True(MotionFilter.RemoveSeparably(Recording(free, axes), 21).Power > 0.3);
        Assert.True(MotionFilter.Remove(Recording(free, axes), 21).Power < 0.02);
    }

    /// <summary>A coupling that turns round in the middle is beyond one filter, and within the reach of one that adapts.</summary>
    [Fact]
    public void The_adaptive_filter_follows_a_change()
    {
        const int Count = 32 * 240;
        double[][] axes = [White(Count, 1), White(Count, 2), White(Count, 3)];
        double[] motion = [.. axes[0].Select((x, n) => n < Count / 2 ? x : -x)];
        Assert.True(MotionFilter.Remove(Recording(motion, axes)).Power > 0.9);
        var adapted = MotionFilter.RemoveAdaptively(Recording(motion, axes));
        Assert.True(adapted.Samples.Take(Count / 4).Average(x => x * x) < 0.02);
        Assert.True(adapted.Samples.TakeLast(Count / 4).Average(x => x * x) < 0.02);
    }

    /// <summary>
    /// Sensors that drift by twenty times the pulse, below the band: every design reads what it reads without the drift, to half a beat a
    /// minute. Fitted before the band-pass, drift would be most of what there is to explain: errors of 38 and more.
    /// </summary>
    [Fact]
    public void Drift_of_the_sensors_changes_no_design()
    {
        HeartRateEstimator[] designs = [HeartRateEstimator.FftPeak, HeartRateEstimator.CleanedFftPeak, HeartRateEstimator.TrackedSpectrum];
        var errors = designs.Select(design => new List<double>[] { [], [] }).ToArray();
        foreach (var seed in Enumerable.Range(1, 6))
        {
            var (steady, reference) = Activity.Walk.Draw(150, (ulong)seed);
            var random = new Pcg32((ulong)seed, 5);
            Signal Drifting(Signal signal, double height)
            {
                var waves = Enumerable.Range(1, 12)
                    .Select(k => (Hz: 0.01 * k, Height: height * random.NextGaussian(), Phase: 6.28 * random.NextDouble())).ToArray();
                return new(signal.Samples.Select((x, n) =>
                    x + waves.Sum(wave => wave.Height * Math.Cos(2 * Math.PI * wave.Hz * n / 32 + wave.Phase))), 32);
            }
            var drifting = new PpgRecording("drifting", Drifting(steady.Ppg, 8), [.. steady.Acceleration.Select(g => Drifting(g, 0.3))]);
            foreach (var (design, both) in designs.Zip(errors))
                foreach (var (recording, all) in new[] { steady, drifting }.Zip(both))
                    all.AddRange(design.Estimate(recording).Select(e => Math.Abs(e.RateBpm - reference.At(e.StartS)!.Value)));
        }
        foreach (var (design, both) in designs.Zip(errors))
            Assert.True(both[1].Average() < both[0].Average() + 0.5, $"{design}: {both[0].Average():F2}, drifting {both[1].Average():F2}");
    }

    [Fact]
    public void Without_acceleration_nothing_changes_and_bad_sizes_are_refused()
    {
        var recording = new PpgRecording("test", new(White(400, 1), 32), []);
        Assert.Same(recording.Ppg, MotionFilter.Remove(recording));
        Assert.Same(recording.Ppg, MotionFilter.RemoveAdaptively(recording));
        var moving = Recording(White(400, 1), White(400, 2), White(400, 3), White(400, 4));
        Assert.Contains("odd",
            Assert.Throws<ArgumentOutOfRangeException>(() => MotionFilter.Remove(moving, 62)).Message,
            StringComparison.Ordinal);
        Assert.Contains("16 s",
            Assert.Throws<ArgumentOutOfRangeException>(() => MotionFilter.RemoveAdaptively(moving, 8)).Message,
            StringComparison.Ordinal);
    }
}
