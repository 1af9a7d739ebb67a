using ReluDc.HeartRate;
using ReluDc.Networks;

namespace ReluDc.Tests.HeartRate;

/// <summary>Movement without rhythm, sensors that do not sit well, and what keeps them from being read as a slow heart.</summary>
public sealed class EverydayTests
{
    private const int Count = 32 * 600;

    private static double Rms(IEnumerable<double> values) => Math.Sqrt(values.Average(x => x * x));

    private static double Rms(BandPass band, double[] values) => band.Apply(new Signal(values, 32)).Rms;

    private static (PpgRecording Recording, HeartRateReference Reference) Draw(SyntheticPpg scene, double rateBpm, ulong seed)
    {
        var random = new Pcg32(seed, 9);
        return scene.Draw("everyday", HeartRateTrajectory.Draw(rateBpm, rateBpm, 30, 0.2, 120, random), 120, random);
    }

    /// <summary>Where the swings begin after a second of stillness: about so many a minute, and as regularly as told.</summary>
    [Theory]
    [InlineData(6, 0)]
    [InlineData(6, 1)]
    public void Gestures_come_as_often_and_as_regularly_as_asked(double perMinute, double regularity)
    {
        var (_, artefact) = new Gestures(perMinute, 5, 0, regularity).Draw(Count, new(4));
        var moving = artefact.Samples.Select(x => Math.Abs(x) > 0.05).ToArray();
        // With ten seconds from one to the next most end before the next begins: a few overlap where they come as they like.
        var starts = Enumerable.Range(32, Count - 32).Where(n => moving[n] && !moving[(n - 32)..n].Any(before => before)).ToArray();
        var pauses = starts.Zip(starts.Skip(1), (a, b) => (b - a) / 32.0).ToArray();
        if (regularity == 1)
            Assert.All(pauses, pause => Assert.Equal(60 / perMinute, pause, 0.3));
        else
            Assert.True(pauses.Max() > 2 * pauses.Average() && pauses.Min() < 0.5 * pauses.Average());
        Assert.InRange(starts.Length, 0.5 * 10 * perMinute, 1.2 * 10 * perMinute);
        Assert.InRange(artefact.Peak, 5, 5 * Math.Exp(0.4 * 4)); // the strength, scattered
    }

    [Fact]
    public void Gestures_reach_the_accelerometer_as_strongly_as_told()
    {
        var (still, same) = new Gestures(30, 5, 0).Draw(Count, new(1));
        Assert.All(still, axis => Assert.Equal(0, axis.Peak));
        var (moving, artefact) = new Gestures(30, 5, 0.2).Draw(Count, new(1));
        Assert.Equal(same.Samples, artefact.Samples);
        Assert.All(moving, axis => Assert.InRange(axis.Peak, 0.2, 1.5));
    }

    /// <summary>Without contact there is no pulse: 25 s with it and 15 s without on the average.</summary>
    [Fact]
    public void Lost_contact_takes_the_pulse_away()
    {
        var (contact, level) = new ContactLoss(25, 15).Draw(32 * 20_000, new(2));
        Assert.Equal(25 / 40.0, contact.Average(), 0.05);
        Assert.All(contact, share => Assert.InRange(share, 0, 1));
        Assert.All(Enumerable.Range(0, contact.Length).Where(n => contact[n] > 0.999), n => Assert.Equal(0, level[n], 0.05));
        var (recording, _) = Draw(SyntheticPpg.Rest with { Loss = new(40, 40), SensorNoise = 0.01 }, 70, 3);
        var swings = recording.Ppg.Samples.Chunk(64).Select(two => two.Max() - two.Min()).ToArray();
        Assert.Contains(swings, swing => swing > 0.8);
        Assert.Contains(swings, swing => swing < 0.1);
    }

    /// <summary>Standard deviation as told, and a hundredth of it in the band where pulses are.</summary>
    [Fact]
    public void Drift_is_as_large_as_told_and_slow()
    {
        var drift = Enumerable.Range(1, 10).SelectMany(seed => new SensorDrift(1, 0, 10).Draw(Count, new((ulong)seed))).ToArray();
        Assert.Equal(1, Rms(drift), 0.1);
        Assert.True(Rms(HeartRateInput.Band, new SensorDrift(1, 0, 10).Draw(Count, new(1))) < 0.03);
        var (recording, _) = Draw(SyntheticPpg.Rest with { Drift = new(20, 0.5, 3) }, 70, 5);
        Assert.InRange(Rms(recording.Ppg.Samples.Select(x => x - recording.Ppg.Mean)), 5, 40);
        Assert.InRange(Rms(recording.Acceleration[0].Samples.Select(x => x - recording.Acceleration[0].Mean)), 0.1, 1);
    }

    [Fact]
    public void A_saturated_sensor_stays_at_its_limits()
    {
        var (free, _) = Draw(SyntheticPpg.Walk, 90, 6);
        var (held, _) = Draw(SyntheticPpg.Walk with { LimitRange = 0.5 }, 90, 6);
        var mean = free.Ppg.Mean;
        Assert.Equal(free.Ppg.Samples.Select(x => Math.Clamp(x, mean - 0.5, mean + 0.5)), held.Ppg.Samples);
        Assert.Contains(free.Ppg.Samples, x => Math.Abs(x - mean) > 0.5);
    }

    /// <summary>The arm swings once in two steps, at 1.35 Hz where there are 2.7 a second.</summary>
    [Fact]
    public void A_swinging_arm_puts_half_the_step_rate_into_the_PPG()
    {
        double Share(double swing)
        {
            var (_, artefact) = new BodyMotion(2.7, 0.7) { SwingShare = swing }.Draw(600, new(3));
            return Math.Pow(Rms(new BandPass(1.25, 1.45), [.. artefact.Samples]), 2);
        }
        Assert.True(Share(1) > 0.7, $"{Share(1)}");
        Assert.True(Share(0) < 0.4, $"{Share(0)}");
    }

    [Fact]
    public void Steps_without_cadence_have_no_line()
    {
        double Line(double spread) => new BodyMotion(2, 0.5, RestlessShare: 0) { CadenceSpread = spread }.Draw(600, new(3)).Acceleration
            .Sum(axis => Math.Pow(Rms(new BandPass(1.9, 2.1), [.. axis.Samples]), 2));
        Assert.True(Line(0.3) < 0.3 * Line(0.02), $"{Line(0.3)}, {Line(0.02)}");
    }

    /// <summary>A jolt of thirty times the pulse is brought down to three deviations, and the beats around it stay as they are.</summary>
    [Fact]
    public void Jolts_are_clipped_and_beats_are_not()
    {
        double Tone(int n) => Math.Cos(2 * Math.PI * 1.2 * n / 32);
        var jolted = new Signal(Enumerable.Range(0, 32 * 60).Select(n => Tone(n) + (n is >= 960 and < 990 ? 30 : 0)), 32);
        var clipped = Clipping.Apply(jolted);
        // The median of |cos| is cos 45°; a thirtieth of the samples around are higher.
        Assert.Equal(3 * 1.4826 * Math.Sqrt(0.5), clipped.Peak, 0.15);
        Assert.All(Enumerable.Range(0, 32 * 60).Where(n => n is < 960 or >= 990), n => Assert.Equal(Tone(n), clipped.Samples[n]));
    }

    private static double[] Peaked(double rateBpm, double share) =>
        [.. HeartRateBins.Spread(rateBpm, 2).Select(p => share * p + (1 - share) / HeartRateBins.Outcomes)];

    /// <summary>Forty-five seconds of 41 between clean windows of 66, as hands give them: nothing below 50 is read, and 66 is.</summary>
    [Fact]
    public void A_false_low_does_not_spread_into_clean_windows()
    {
        var evidence = Enumerable.Range(0, 62).Select(t => t is >= 20 and < 42 ? Peaked(41, 0.6) : Peaked(66, 0.95)).ToArray();
        var estimates = HeartRateTracker.Smooth(evidence).Select((outcomes, t) => HeartRateEstimate.Of(2 * t, outcomes)).ToArray();
        Assert.All(estimates, estimate => Assert.True(estimate.ReadingBpm is null or > 60, $"{estimate}"));
        Assert.All(estimates.Where((_, t) => t is < 18 or > 44), estimate => Assert.Equal(66, estimate.ReadingBpm ?? 0, 1.5));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(46)]
    public void A_slow_heart_that_nothing_else_speaks_against_is_read(double rateBpm) =>
        Assert.All(HeartRateTracker.Smooth([.. Enumerable.Repeat(Peaked(rateBpm, 0.95), 40)]), outcomes =>
            Assert.Equal(rateBpm, HeartRateEstimate.Of(0, outcomes).ReadingBpm ?? 0, 1.5));
}
