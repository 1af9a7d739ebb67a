using ReluDc.HeartRate;
using ReluDc.Networks;

namespace ReluDc.Tests.HeartRate;

/// <summary>Estimators of the heart rate: right on synthetic and real recordings, silent where there is nothing to be read.</summary>
public sealed class HeartRateEstimatorTests
{
    private static readonly Lazy<HeartRateNetwork> Frozen = new(() =>
        HeartRateNetwork.Read(Path.Combine(Checkout.Root, "data", "heart-rate.csv")));

    private static HeartRateAccuracy Accuracy(HeartRateEstimator estimator,
        IEnumerable<(PpgRecording Recording, HeartRateReference Reference)> set) =>
        HeartRateAccuracy.Of(set.Select(pair => ((IReadOnlyList<HeartRateEstimate>)estimator.Estimate(pair.Recording), pair.Reference)));

    private static IReadOnlyList<(PpgRecording Recording, HeartRateReference Reference)> Synthetic(SyntheticPpg scene, double fromBpm,
        double toBpm) => [.. Enumerable.Range(1, 20).Select(i =>
    {
        var random = new Pcg32((ulong)i, 77);
        var rate = fromBpm + (toBpm - fromBpm) * random.NextDouble();
        return scene.Draw($"synthetic {i}", HeartRateTrajectory.Draw(rate, rate, 30, 0.8, 120, random), 120, random);
    })];

    [Fact]
    public void A_tone_is_found_by_its_peak()
    {
        var recording = new PpgRecording("tone",
            Signal.FromFunction(t => Math.Cos(2 * Math.PI * 1.5 * t) + 0.3 * Math.Cos(2 * Math.PI * 3 * t), 32, 30), []);
        Assert.All(HeartRateEstimator.FftPeak.Estimate(recording), estimate =>
        {
            Assert.Equal(90, estimate.RateBpm, 0.5); // bins of 0.47 beats a minute
            Assert.True(estimate.Confidence > 0.8);
            Assert.Equal(estimate.RateBpm, estimate.ReadingBpm);
        });
    }

    /// <summary>The band-pass has gain |H|² of a Butterworth filter: one half at its corners, and no delay.</summary>
    [Fact]
    public void The_band_pass_keeps_its_band_without_delay()
    {
        var band = new BandPass(0.5, 4);
        Assert.Equal(0.5, band.Gain(0.5), 1e-12);
        Assert.Equal(0.5, band.Gain(4), 1e-12);
        Assert.Equal(1, band.Gain(Math.Sqrt(2)), 1e-12);
        Assert.Equal(0, band.Gain(0));
        var tone = Signal.FromFunction(t => 5 + Math.Cos(2 * Math.PI * 1.5 * t) + Math.Cos(2 * Math.PI * 10 * t), 32, 60);
        var passed = band.Apply(tone);
        for (var n = 200; n < 1700; n++)
            Assert.Equal(band.Gain(1.5) * Math.Cos(2 * Math.PI * 1.5 * n / 32) + band.Gain(10) * Math.Cos(2 * Math.PI * 10 * n / 32),
                passed.Samples[n], 0.01);
    }

    /// <summary>
    /// On running recordings the tracked network errs less than half as much as the best baseline, and at rest by about one beat a
    /// minute.
    /// </summary>
    [Fact]
    public void The_frozen_network_beats_the_baselines_on_fresh_synthetic_recordings()
    {
        var run = Synthetic(SyntheticPpg.Run, 120, 180);
        var tracked = Accuracy(HeartRateEstimator.Tracked(Frozen.Value), run);
        Assert.True(tracked.MeanAbsoluteErrorBpm < 0.5 * Accuracy(HeartRateEstimator.CleanedFftPeak, run).MeanAbsoluteErrorBpm,
            $"{tracked}");
        Assert.True(tracked.ReadingErrorBpm < 2.5 && tracked.Readings > 0.75 * tracked.Windows, $"{tracked}");
        var rest = Accuracy(HeartRateEstimator.Tracked(Frozen.Value), Synthetic(SyntheticPpg.Rest, 50, 90));
        Assert.True(rest.ReadingErrorBpm < 1.5 && rest.Readings > 0.9 * rest.Windows, $"{rest}");
    }

    /// <summary>
    /// The band is to hold the true rate in 90 % of windows; 80 to 100 % on each kind of recording is what is asked here, windows that
    /// overlap being no independent draws.
    /// </summary>
    [Fact]
    public void Bands_hold_the_truth_as_often_as_they_say()
    {
        foreach (var set in new[] { Synthetic(SyntheticPpg.Rest, 50, 90), Synthetic(SyntheticPpg.Walk, 80, 110),
            Synthetic(SyntheticPpg.Run, 120, 180) })
            Assert.InRange(Accuracy(HeartRateEstimator.Tracked(Frozen.Value), set).InBand, 0.8, 1);
    }

    [Fact]
    public void Noise_and_silence_give_no_reading()
    {
        var estimator = HeartRateEstimator.Tracked(Frozen.Value);
        for (ulong seed = 1; seed <= 5; seed++)
        {
            var noise = estimator.Estimate(new("noise", Noise.White(1, 32, 120, new(seed)), []));
            Assert.True(noise.Count(estimate => estimate.ReadingBpm is not null) <= 0.05 * noise.Length,
                $"{noise.Count(estimate => estimate.ReadingBpm is not null)} of {noise.Length}");
        }
        // A sensor that falls off after half the time: readings before, none well behind.
        var (recording, _) = Synthetic(SyntheticPpg.Rest, 70, 70)[0];
        var lost = estimator.Estimate(new("lost", new(recording.Ppg.Samples.Select((x, n) => n < 60 * 32 ? x : 0), 32),
            recording.Acceleration));
        Assert.All(lost.Where(estimate => estimate.StartS < 44), estimate => Assert.NotNull(estimate.ReadingBpm));
        Assert.All(lost.Where(estimate => estimate.StartS > 80), estimate => Assert.Null(estimate.ReadingBpm));
    }

    /// <summary>
    /// Without an accelerometer readings need more confidence: the network sees what a sensor at rest would show it, and is believed
    /// less. Fewer readings of somebody who presses a button are false, and those of somebody who sits stay.
    /// </summary>
    [Fact]
    public void Without_an_accelerometer_readings_need_more_confidence()
    {
        List<(HeartRateEstimate Estimate, double Truth)> still = [], bare = [];
        var button = Activity.Everyday.Single(activity => activity.Name == "button");
        var zero = new Signal(new double[120 * 32], 32);
        foreach (var (recording, reference) in Enumerable.Range(1001, 12).Select(seed => button.Draw(120, (ulong)seed)))
            foreach (var (axes, all) in new[] { (new[] { zero, zero, zero }, still), ([], bare) })
                all.AddRange(HeartRateEstimator.Tracked(Frozen.Value).Estimate(new("button", recording.Ppg, [.. axes]))
                    .Select(e => (e, reference.At(e.StartS)!.Value)));
        Assert.All(still.Zip(bare), pair =>
        {
            Assert.Equal(pair.First.Estimate.RateBpm, pair.Second.Estimate.RateBpm, 1e-9);
            Assert.Equal(Math.Pow(pair.First.Estimate.Confidence, 1.5), pair.Second.Estimate.Confidence, 1e-9);
        });
        int False(List<(HeartRateEstimate Estimate, double Truth)> all) =>
            all.Count(one => one.Estimate.ReadingBpm is { } bpm && Math.Abs(bpm - one.Truth) > SceneRun.FalseBpm);
        Assert.True(False(bare) < 0.7 * False(still), $"{False(bare)} against {False(still)}");
        var rest = HeartRateEstimator.Tracked(Frozen.Value).Estimate(new("rest", Activity.Rest.Draw(120, 3).Recording.Ppg, []));
        Assert.True(rest.Count(e => e.ReadingBpm is not null) > 0.95 * rest.Length);
    }

    [Fact]
    public void A_little_training_learns_and_the_same_seed_gives_the_same_weights()
    {
        var examples = HeartRateTraining.DrawExamples(40, seed: 3);
        var test = HeartRateTraining.DrawExamples(10, seed: 4);
        double Loss(HeartRateNetwork network) =>
            network.Probabilities(test).Select((p, i) => -Enumerable.Range(0, p.Length).Sum(k => test.Target(i)[k] * Math.Log(p[k])))
                .Average();
        var cancellation = TestContext.Current.CancellationToken;
        var trained = HeartRateNetwork.Train(examples, 4, seed: 5, cancellation: cancellation);
        Assert.True(Loss(trained) < Loss(HeartRateNetwork.Untrained(new(5, 1))) - 0.5, $"{Loss(trained)}");
        Assert.True(Loss(Frozen.Value) < Loss(trained) - 0.3, $"{Loss(Frozen.Value)}");
        Assert.Equal(trained.Rows(),
            HeartRateNetwork.Train(HeartRateTraining.DrawExamples(40, seed: 3), 4, seed: 5, cancellation: cancellation).Rows());
    }

    [Fact]
    public void Weights_survive_their_file_and_a_spoilt_file_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder["w.csv"], Frozen.Value.Rows().Prepend(HeartRateNetwork.Header));
        Assert.Equal(Frozen.Value.Rows(), HeartRateNetwork.Read(folder["w.csv"]).Rows());
        var lines = File.ReadAllLines(folder["w.csv"]);
        File.WriteAllLines(folder["cut.csv"], lines.Select((line, i) => i == 2 ? line[..^8] : line));
        Assert.Contains("line 3",
            Assert.Throws<FormatException>(() => HeartRateNetwork.Read(folder["cut.csv"])).Message,
            StringComparison.Ordinal);
        File.WriteAllLines(folder["few.csv"], lines.SkipLast(1));
        Assert.Contains("4 layers",
            Assert.Throws<FormatException>(() => HeartRateNetwork.Read(folder["few.csv"])).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Real people at rest: the baseline's error is 3.05 beats a minute, and 2.5 is what is asked.</summary>
    [Fact]
    public void At_rest_the_error_on_real_recordings_is_below_the_baseline()
    {
        var set = RealRecordings.Rest().ToList();
        Assert.Equal(3.05, Accuracy(HeartRateEstimator.FftPeak, set).MeanAbsoluteErrorBpm, 0.1); // the baseline as others measured it
        var tracked = Accuracy(HeartRateEstimator.Tracked(Frozen.Value), set);
        Assert.Equal(792, tracked.Windows);
        Assert.True(tracked.MeanAbsoluteErrorBpm < 2.5, $"{tracked}");
    }

    /// <summary>
    /// Fingers with sharp pulses, whose third harmonic is as large as the fundamental: rates of whole recordings as another program
    /// (HeartPy) prints them. Medians of windows differ from them by some beats.
    /// </summary>
    [Theory]
    [InlineData("data1_clean", 58.90)]
    [InlineData("data2_sensor_moved", 62.38)]
    [InlineData("data3_long", 97.33)]
    public void Sharp_pulses_are_not_taken_for_a_faster_heart(string name, double rateBpm)
    {
        var estimates = HeartRateEstimator.Tracked(Frozen.Value)
            .Estimate(RecordingFile.Read(Path.Combine(RealRecordings.Folder(), "heartpy", $"{name}_32hz.csv")));
        var readings = estimates.Select(estimate => estimate.ReadingBpm).OfType<double>().Order().ToArray();
        Assert.True(readings.Length > 0.5 * estimates.Length, $"{readings.Length} of {estimates.Length}");
        Assert.Equal(rateBpm, readings[readings.Length / 2], 4.0);
    }

    /// <summary>The same in closed form: a pulse train whose second and third harmonic are larger than its fundamental.</summary>
    [Theory]
    [InlineData(58)]
    [InlineData(75)]
    [InlineData(110)]
    public void A_pulse_with_large_harmonics_is_read_at_its_fundamental(double rateBpm)
    {
        var random = new Pcg32(8);
        var pulse = Signal.FromFunction(t =>
            0.8 * Math.Cos(2 * Math.PI * rateBpm / 60 * t) + Math.Cos(4 * Math.PI * rateBpm / 60 * t + 0.5) + 0.9
                * Math.Cos(6 * Math.PI * rateBpm / 60 * t + 1) + 0.1 * random.NextGaussian(), 32, 60);
        Signal still = new(new double[pulse.Count], 32);
        Assert.All(HeartRateEstimator.Tracked(Frozen.Value).Estimate(new("sharp", pulse, [still, still, still])), estimate =>
            Assert.Equal(rateBpm, estimate.ReadingBpm ?? double.NaN, 3.0));
    }

    /// <summary>
    /// A real person on stairs: 15.38 with motion removed by least squares, 9.24 by predicting the mean; 5 is what is asked.
    /// </summary>
    [Fact]
    public void In_motion_the_error_on_a_real_recording_is_below_the_baselines()
    {
        var tracked = Accuracy(HeartRateEstimator.Tracked(Frozen.Value), [RealRecordings.Stairs()]);
        Assert.Equal(215, tracked.Windows);
        Assert.True(tracked.MeanAbsoluteErrorBpm < 5, $"{tracked}");
    }
}
