namespace ReluDc.Tests.Numerics;

public class WaveformTests
{
    [Fact]
    public void A_square_wave_has_the_odd_harmonics_of_its_sampled_form()
    {
        // Sampled at N a period: amplitude of harmonic n is 4/(N sin(πn/N)), the continuous 4/(πn) with its aliases.
        var spectrum = Spectrum.Of(Waveform.Square(10, 1000, 1));
        foreach (var n in new[] { 1, 3, 5, 49 })
            Assert.Equal(4 / (100 * Math.Sin(Math.PI * n / 100)), spectrum.At(10 * n).Magnitude, 1e-12);
        Assert.Equal(0, spectrum.At(20).Magnitude, 1e-12);
        Assert.Equal(0, spectrum.Dc, 1e-12);
    }

    [Fact]
    public void A_sawtooth_has_every_harmonic_of_its_sampled_form()
    {
        var spectrum = Spectrum.Of(Waveform.Sawtooth(10, 1000, 1));
        foreach (var n in new[] { 1, 2, 3, 40 })
            Assert.Equal(2 / (100 * Math.Sin(Math.PI * n / 100)), spectrum.At(10 * n).Magnitude, 1e-12);
        Assert.Equal(-0.01, spectrum.Dc, 1e-12); // −1 is sampled, +1 is not
    }

    [Fact]
    public void An_impulse_train_has_one_sample_of_one_in_each_period()
    {
        var even = Waveform.ImpulseTrain(10, 1000, 1);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => i * 100), Ones(even));
        Assert.Equal([0, 4, 7, 10, 14, 17], Ones(Waveform.ImpulseTrain(3, 10, 2))); // ⌈10i/3⌉
        Assert.All(even.Samples, x => Assert.True(x is 0 or 1));
    }

    [Theory]
    [InlineData(0.1, 1000)]
    [InlineData(7, 1000)]
    [InlineData(1.1, 44100)]
    public void Every_period_starts_in_spite_of_rounding(double frequencyHz, double sampleRateHz)
    {
        var periods = 50;
        var ones = Ones(Waveform.ImpulseTrain(frequencyHz, sampleRateHz, periods / frequencyHz));
        var starts = Enumerable.Range(0, periods).Select(i => (int)Math.Ceiling((decimal)i * (decimal)sampleRateHz / (decimal)frequencyHz));
        Assert.Equal(starts, ones);
    }

    [Fact]
    public void A_chirp_sweeps_from_its_first_frequency_to_its_last()
    {
        var chirp = Waveform.Chirp(50, 150, 10_000, 1);
        Assert.Equal(1, chirp.Samples[0]);
        // Rising zero crossings up to time t number its phase in turns: 50t + 50t².
        int Crossings(double to) => Enumerable.Range(1, (int)(to * 10_000) - 1)
            .Count(n => chirp.Samples[n - 1] < 0 && chirp.Samples[n] >= 0);
        foreach (var time in new[] { 0.1, 0.5, 1.0 })
            Assert.Equal(50 * time + 50 * time * time, Crossings(time), 1.0); // a count is whole
    }

    [Fact]
    public void Bad_frequencies_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Waveform.Square(-1, 8, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Waveform.Chirp(1, double.NaN, 8, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Waveform.ImpulseTrain(double.PositiveInfinity, 8, 1));
    }

    private static IEnumerable<int> Ones(Signal signal) => Enumerable.Range(0, signal.Count).Where(n => signal.Samples[n] == 1);
}
