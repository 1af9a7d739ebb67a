using ReluDc.Networks;

namespace ReluDc.Tests.Networks.Experiments;

/// <summary>Windows of tones: their formula, and the same windows in several strengths of noise.</summary>
public sealed class ToneClassesTests
{
    private static readonly ToneClasses Classes = new(0, 3, 5) { JitterHz = 0.3, DurationS = 2 };

    [Fact]
    public void A_window_is_a_cosine_of_its_frequency_also_where_jitter_makes_that_negative()
    {
        var windows = Classes.Draw(20, new(1));
        Assert.Contains(windows, window => window.FrequencyHz < 0);
        foreach (var window in windows)
            foreach (var (timeS, x) in window.Signal.TimesS.Zip(window.Signal.Samples))
                Assert.Equal(Math.Cos(2 * Math.PI * window.FrequencyHz * timeS), x, 1.2e-16); // a last digit
    }

    [Fact]
    public void Windows_with_several_strengths_of_noise_are_those_drawn_with_each()
    {
        double[] deviations = [0.1, 1, 2.5];
        var together = Classes.Draw(4, new(7), [.. deviations]);
        Assert.Equal(deviations.Length, together.Length);
        foreach (var (deviation, windows) in deviations.Zip(together))
        {
            var alone = (Classes with { NoiseDeviation = deviation }).Draw(4, new(7));
            Assert.Equal(
                alone.Select(window => (window.FrequencyHz, window.Label)), windows.Select(window => (window.FrequencyHz, window.Label)));
            foreach (var (one, other) in alone.Zip(windows))
                Assert.Equal(one.Signal.Samples, other.Signal.Samples);
        }
    }

    [Fact]
    public void With_noise_at_some_strengths_the_tones_at_strength_0_are_bare()
    {
        var windows = Classes.Draw(3, new(7), 0, 1)[0];
        foreach (var window in windows)
            Assert.Equal(new ToneSum(new Tone(Math.Abs(window.FrequencyHz))).Sample(32, 2).Samples, window.Signal.Samples);
    }
}
