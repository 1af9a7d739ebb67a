using ReluDc.HeartRate;

namespace ReluDc.Tests.HeartRate;

/// <summary>Readings from the past alone: nothing that comes later may change them, in any design.</summary>
public sealed class OutlookTests
{
    private const int KnownS = 70; // beyond the memory of the filters: the first samples have left it

    private static readonly Lazy<HeartRateNetwork> Frozen = new(() =>
        HeartRateNetwork.Read(Path.Combine(Checkout.Root, "data", "heart-rate.csv")));

    public static TheoryData<string> Designs => [.. HeartRateEstimator.All(Frozen.Value).Select(design => design.Name)];

    private static HeartRateEstimator Design(string name) => HeartRateEstimator.All(Frozen.Value).Single(design => design.Name == name);

    /// <summary>A recording of two LEDs, and the same one whose samples after a time are others.</summary>
    private static (PpgRecording Whole, PpgRecording Changed) Pair()
    {
        var (one, _) = Activity.Walk.Draw(90, 3);
        var (other, _) = Activity.Run.Draw(90, 4);
        Signal Joined(Signal known, Signal later) =>
            new(known.Samples.Select((x, n) => n < KnownS * PpgRecording.SampleRateHz ? x : 5 * later.Samples[n] + 3), 32);
        PpgRecording Made(Func<Signal, Signal, Signal> made) => new("walk", made(one.Ppg, other.Ppg),
            [.. one.Acceleration.Zip(other.Acceleration, made)]) { OtherLeds = [made(one.Ppg * 0.5 + one.Acceleration[0], other.Ppg)] };
        return (Made((known, _) => known), Made(Joined));
    }

    /// <summary>Whatever comes after a time: readings of windows that end by then stay the same to the last bit.</summary>
    [Theory]
    [MemberData(nameof(Designs))]
    public void What_comes_later_changes_no_reading(string name)
    {
        var (whole, changed) = Pair();
        var known = (KnownS - 8) / 2 + 1;
        var before = Design(name).Estimate(whole, Outlook.PastOnly);
        var after = Design(name).Estimate(changed, Outlook.PastOnly);
        Assert.Equal(whole.Windows, before.Length);
        Assert.Equal(whole.WindowStartsS, before.Select(estimate => estimate.StartS));
        Assert.Equal(before[..known], after[..known]);
        Assert.NotEqual(before[known..], after[known..]);
    }

    /// <summary>The same samples make the other outlook's readings differ: it looks ahead, and the test above can see that.</summary>
    [Theory]
    [MemberData(nameof(Designs))]
    public void Read_afterwards_what_comes_later_matters(string name)
    {
        var (whole, changed) = Pair();
        var known = (KnownS - 8) / 2 + 1;
        Assert.NotEqual(Design(name).Estimate(whole)[..known], Design(name).Estimate(changed)[..known]);
    }

    /// <summary>A window is read as if the recording began a minute before its end and stopped with it.</summary>
    [Fact]
    public void A_window_sees_the_minute_before_its_end()
    {
        var (whole, _) = Pair();
        var last = Design("network").Estimate(whole, Outlook.PastOnly)[^1];
        var first = (int)((90 - 60) * PpgRecording.SampleRateHz);
        PpgRecording minute = new("minute", new(whole.Ppg.Samples[first..], 32), [.. whole.Acceleration.Select(axis =>
            new Signal(axis.Samples[first..], 32))], 30) { OtherLeds = [new(whole.OtherLeds[0].Samples[first..], 32)] };
        Assert.Equal(last, Design("network").Estimate(minute)[^1]);
        Assert.NotEqual(last, Design("network").Estimate(whole)[^1]);
    }

    /// <summary>A sensor that sees nothing for longer than filters remember gives no reading then, and readings before and after.</summary>
    [Fact]
    public void A_sensor_that_sees_nothing_for_minutes_gives_no_reading()
    {
        var (rest, _) = Activity.Rest.Draw(260, 2);
        PpgRecording off = new("off", new(rest.Ppg.Samples.Select((x, n) => n / 32 is >= 60 and < 180 ? 0.5 : x), 32), rest.Acceleration);
        var readings = Design("network, tracked").Estimate(off, Outlook.PastOnly);
        Assert.All(readings.Where(e => e.StartS is > 80 and < 170), e => Assert.Null(e.ReadingBpm));
        Assert.Contains(readings, e => e.StartS < 50 && e.ReadingBpm is not null);
        Assert.Contains(readings, e => e.StartS > 200 && e.ReadingBpm is not null);
    }

    [Fact]
    public void An_outlook_that_does_not_exist_is_refused() => Assert.Contains("Allowed are WholeRecording and PastOnly",
        Assert.Throws<ArgumentOutOfRangeException>(() => Design("network").Estimate(Pair().Whole, (Outlook)7)).Message,
        StringComparison.Ordinal);
}
