using System.Numerics;
using ReluDc.HeartRate;
using ReluDc.Networks;

namespace ReluDc.Tests.HeartRate;

/// <summary>Synthetic recordings have the statistics of real ones.</summary>
public sealed class SyntheticPpgTests
{
    private static (PpgRecording Recording, HeartRateReference Reference) Draw(SyntheticPpg scene, double rateBpm, ulong seed,
        double durationS = 120, double changeBpmPerS = 0.8)
    {
        var random = new Pcg32(seed);
        return scene.Draw("synthetic", HeartRateTrajectory.Draw(rateBpm, rateBpm, 30, changeBpmPerS, durationS, random), durationS, random);
    }

    private static double Amplitude(Signal signal, double hz) =>
        2 * signal.Samples.Select((x, n) => x * Complex.Exp(-2 * Math.PI * Complex.ImaginaryOne * hz * n / signal.SampleRateHz))
            .Aggregate(Complex.Add).Magnitude / signal.Count;

    [Fact]
    public void Without_anything_else_it_is_the_pulse()
    {
        var (recording, reference) = Draw(new() { DeviationBpm = 0, SensorNoise = 0, Pulse = PulseShape.Excellent }, 75, 1, 64,
            changeBpmPerS: 0);
        Assert.All(reference.RatesBpm, rate => Assert.Equal(75, rate, 1e-9));
        Assert.Equal(1.25, 75 / 60.0);
        // 80 whole beats: harmonics of the shape itself, in closed form by the pulse's own transform; breathing lies on lines of its own.
        double Shape(int harmonic) =>
            Enumerable.Range(0, 720).Select(k =>
                PulseShape.Excellent.At(2 * Math.PI * k / 720) * Complex.Exp(-Complex.ImaginaryOne * harmonic * 2 * Math.PI * k / 720))
                    .Aggregate(Complex.Add).Magnitude;
        for (var harmonic = 2; harmonic <= 4; harmonic++)
            Assert.Equal(Shape(harmonic) / Shape(1), Amplitude(recording.Ppg, harmonic * 1.25) / Amplitude(recording.Ppg, 1.25), 0.01);
        var turn = Enumerable.Range(0, 720).Select(k => PulseShape.Excellent.At(2 * Math.PI * k / 720)).ToArray();
        var mean = (turn.Average() - turn.Min()) / (turn.Max() - turn.Min());
        // Breathing moves the baseline by a tenth of the range, and the pulse's height, its mean with it.
        Assert.Equal(0.1 + 0.1 * mean, Amplitude(recording.Ppg, 0.25), 1e-3);
    }

    /// <summary>ppg-synthesis, exercise: median 0.6–0.9, 95 % 2.2–3.3, 99 % 3.2–4.8 beats a minute from window to window.</summary>
    [Fact]
    public void In_exercise_the_rate_changes_as_measured()
    {
        var changes = Enumerable.Range(1, 60).Select(seed => Draw(SyntheticPpg.Run, 150, (ulong)seed, 300).Reference.RatesBpm)
            .SelectMany(rates => rates.Zip(rates.Skip(1), (a, b) => Math.Abs(a - b))).Order().ToArray();
        double Quantile(double q) => changes[(int)(q * changes.Length)];
        Assert.InRange(Quantile(0.5), 0.6, 0.9);
        Assert.InRange(Quantile(0.95), 2.2, 3.3);
        Assert.InRange(Quantile(0.99), 3.2, 4.8);
    }

    /// <summary>Real exercise: the FFT peak errs by about 20 beats a minute, after least squares by about 11.</summary>
    [Fact]
    public void Running_is_as_hard_as_real_exercise()
    {
        var set = Enumerable.Range(1, 40).Select(seed => Draw(SyntheticPpg.Run, 130 + seed, (ulong)seed)).ToList();
        double Error(HeartRateEstimator estimator) =>
            HeartRateAccuracy.Of(set.Select(pair =>
                ((IReadOnlyList<HeartRateEstimate>)estimator.Estimate(pair.Recording), pair.Reference))).MeanAbsoluteErrorBpm;
        Assert.InRange(Error(HeartRateEstimator.FftPeak), 15, 25);
        Assert.InRange(Error(HeartRateEstimator.CleanedFftPeak), 8, 14);
    }

    /// <summary>
    /// The linear share of the motion is what one 63-tap filter takes out, the wandering share stays: 0.15–0.32 of the variance of
    /// real recordings is explained.
    /// </summary>
    [Fact]
    public void One_linear_filter_explains_the_linear_share_of_motion()
    {
        var explained = Enumerable.Range(1, 30).Select(seed =>
        {
            var (recording, _) = Draw(SyntheticPpg.Run, 150, (ulong)seed, 300);
            double Variance(Signal s) => s.Power - s.Mean * s.Mean;
            return 1 - Variance(MotionFilter.Remove(recording)) / Variance(recording.Ppg);
        }).Average();
        Assert.InRange(explained, 0.15, 0.40);
    }

    [Fact]
    public void Acceleration_has_gravity_cadence_and_stride()
    {
        var (acceleration, artefact) = new BodyMotion(2.7, 0.7).Draw(120, new(3));
        Assert.Equal(1, Math.Sqrt(acceleration.Sum(axis => axis.Mean * axis.Mean)), 0.01);
        Assert.Equal(0.7, Math.Sqrt(acceleration.Sum(axis => axis.Power - axis.Mean * axis.Mean)), 0.07);
        Assert.Equal((0.0, 1.0), (artefact.Mean, artefact.Power), new Close(1e-9));
        double Power(double hz) =>
            acceleration.Sum(axis =>
                Spectrum.Of(axis) is var s ? s.FrequenciesHz.Zip(s.Magnitudes).Where(bin => Math.Abs(bin.First - hz) < 0.2)
                    .Sum(bin => bin.Second * bin.Second / 2) : 0);
        var all = acceleration.Sum(axis => axis.Power - axis.Mean * axis.Mean);
        Assert.True(Power(2.7) + Power(1.35) > 0.5 * all, "step and stride");
        Assert.True(Power(2.0) < 0.05 * all, "nothing between them");
    }

    [Fact]
    public void A_body_at_rest_puts_nothing_into_the_sensor() => Assert.Equal(0, new BodyMotion(1, 0).Draw(20, new(1)).Artefact.Peak);

    /// <summary>Exponential durations, 10 s clean and 5 s spoilt on the average, none spoilt shorter than 1 s.</summary>
    [Fact]
    public void Bursts_come_and_go_as_a_two_state_chain()
    {
        var states = new ArtefactBursts(10, 5, 1).DrawState(2_000_000, 32, new(5));
        var lengths = new List<(bool Spoilt, double S)>();
        for (int n = 1, from = 0; n < states.Length; n++)
            if (states[n] != states[n - 1])
            {
                lengths.Add((states[n - 1], (n - from) / 32.0));
                from = n;
            }
        Assert.Equal(10, lengths.Where(l => !l.Spoilt).Average(l => l.S), 0.5); // 4,000 stretches: their mean scatters by 0.16
        Assert.Equal(5, lengths.Where(l => l.Spoilt).Average(l => l.S), 0.3);
        Assert.True(lengths.Skip(1).Where(l => l.Spoilt).Min(l => l.S) >= 1 - 2 / 32.0);
        Assert.Equal(1 - Math.Exp(-1), lengths.Count(l => !l.Spoilt && l.S < 10) / (double)lengths.Count(l => !l.Spoilt), 0.03);
    }

    [Fact]
    public void The_same_seed_gives_the_same_recording()
    {
        Assert.Equal(Draw(SyntheticPpg.Walk, 95, 4).Recording.Ppg.Samples, Draw(SyntheticPpg.Walk, 95, 4).Recording.Ppg.Samples);
        Assert.NotEqual(Draw(SyntheticPpg.Walk, 95, 4).Recording.Ppg.Samples, Draw(SyntheticPpg.Walk, 95, 5).Recording.Ppg.Samples);
    }

    private sealed class Close(double tolerance) : IEqualityComparer<(double, double)>
    {
        public bool Equals((double, double) a, (double, double) b) =>
            Math.Abs(a.Item1 - b.Item1) < tolerance && Math.Abs(a.Item2 - b.Item2) < tolerance;
        public int GetHashCode((double, double) pair) => 0;
    }
}
