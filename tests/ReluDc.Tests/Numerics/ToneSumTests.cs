using CsCheck;

namespace ReluDc.Tests.Numerics;

public sealed class ToneSumTests
{
    private const double LastDigit = 1.2e-16; // of a cosine
    private const int Rate = 512; // hertz: a second holds whole periods of every tone here, and their squares do not alias

    private static readonly Gen<Tone> SomeTone =
        Gen.Select(Gen.Int[0, 6], Gen.Double[-2, 2], Gen.Double[-7, 7], (hz, a, phase) => new Tone(hz, a, phase));

    [Fact]
    public void A_long_record_computed_in_parts_is_its_formula_at_every_sample()
    {
        var tones = new ToneSum(new Tone(5, 1, 0.3), new Tone(7.25, 0.5));
        var record = tones.Sample(1000, 70.001);
        Assert.Equal(70001, record.Count);
        Assert.Equal(record.TimesS.Select(tones.At), record.Samples);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ToneSum(new Tone(1e307)).Sample(1000, 70.001)); // its phase in the end
    }

    [Theory]
    [InlineData(1)] // shorter than what is computed at once
    [InlineData(7)]
    [InlineData(4096)]
    [InlineData(4099)]
    [InlineData(400_001)]
    public void Samples_at_a_tones_zeros_and_peaks_are_cosines_to_the_last_digit_and_of_their_sign(int count)
    {
        var tone = new Tone(256); // a quarter of the rate: all angles are multiples of π/2, as far as doubles are
        var record = new ToneSum(tone).Sample(1024, count / 1024.0);
        Assert.Equal(count, record.Count);
        for (var n = 0; n < count; n++)
        {
            var cosine = Math.Cos(2 * Math.PI * 256 * (n / 1024.0));
            Assert.Equal(cosine, record.Samples[n], LastDigit);
            Assert.Equal(Math.Sign(cosine), Math.Sign(record.Samples[n]));
        }
    }

    [Fact]
    public void Its_power_is_that_of_its_samples_also_at_equal_frequencies_and_at_0_hertz() => SomeTone.Array[1, 8].Sample(tones =>
    {
        var sum = new ToneSum(tones);
        Assert.Equal(sum.Sample(Rate, 1).Power, sum.Power, 1e-12);
        Assert.Equal(sum.Sample(Rate, 1).Rms / 2, TaylorRelu.PaperDc(sum), 1e-7); // a root: 1e-12 may be all there is
    });

    [Fact]
    public void No_sample_exceeds_the_bound_on_its_peak() => SomeTone.Array[1, 8].Sample(tones =>
        new ToneSum(tones) is var sum && sum.Sample(Rate, 1).Peak <= sum.PeakBound * (1 + 1e-14));

    [Fact]
    public void Two_equal_tones_are_one_of_twice_the_amplitude_and_opposite_ones_are_silent()
    {
        Assert.Equal(2, new ToneSum(new Tone(5), new Tone(5)).Power);
        Assert.Equal(0, new ToneSum(new Tone(5), new Tone(5, -1)).Power);
        Assert.Equal(2, new ToneSum(new Tone(0.3), new Tone(0.1 + 0.2)).Power); // equal as people type them
        Assert.Equal(1, new ToneSum(new Tone(5), new Tone(5.001)).Power);
    }

    [Fact]
    public void A_constant_has_the_power_of_its_value_and_half_of_it_as_the_papers_dc()
    {
        Assert.Equal(1, new ToneSum(new Tone(0)).Power);
        Assert.Equal(0.5, TaylorRelu.PaperDc(new ToneSum(new Tone(0))));
        Assert.Equal(9, new ToneSum(new Tone(0), new Tone(0, 2)).Power);
        Assert.Equal(0.25, new ToneSum(new Tone(0, 1, Math.PI / 3)).Power, 1e-15); // cos 60° = 1/2
        Assert.Equal(0, new ToneSum(default(Tone)).Power);
    }
}
