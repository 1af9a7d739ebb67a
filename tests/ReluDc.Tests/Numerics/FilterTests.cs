using System.Numerics;
using CsCheck;

namespace ReluDc.Tests.Numerics;

public class FilterTests
{
    private static readonly Signal FourTones = new ToneSum(new Tone(5), new Tone(10), new Tone(20), new Tone(40)).Sample(1024, 8);

    [Fact]
    public void Valid_and_causal_outputs_are_the_defining_sums()
    {
        var filter = new FirFilter(1, 10, 100);
        var signal = new Signal([1, 2, 3, 4], 1);
        Assert.Equal([123, 234], filter.Valid(signal).Samples);
        Assert.Equal([1, 12, 123, 234], filter.Causal(signal).Samples);
    }

    /// <summary>Neighbouring samples are computed together; each sum has the same terms in the same order, to the bit.</summary>
    [Fact]
    public void Each_sample_is_the_sum_of_its_products_in_the_order_of_the_taps() =>
        Gen.Select(Gen.Double[-1, 1].Array[1, 9], Gen.Double[-1, 1].Array[1, 40]).Sample((taps, x) =>
        {
            var naive = x.Select((_, n) => taps.Take(n + 1).Select((tap, j) => tap * x[n - j]).Aggregate(0.0, (sum, term) => sum + term));
            var signal = new Signal(x, 1);
            Assert.Equal(naive, new FirFilter(taps).Causal(signal).Samples);
            if (x.Length >= taps.Length)
                Assert.Equal(naive.Skip(taps.Length - 1), new FirFilter(taps).Valid(signal).Samples);
        });

    [Fact]
    public void A_filter_is_linear() =>
        Gen.Select(Gen.Double[-1, 1].Array[1, 6], Gen.Double[-1, 1].Array[10], Gen.Double[-1, 1].Array[10]).Sample((taps, x, y) =>
        {
            var filter = new FirFilter(taps);
            var (left, right) = (new Signal(x, 1), new Signal(y, 1));
            var difference = filter.Causal(left + 3 * right) - (filter.Causal(left) + 3 * filter.Causal(right));
            Assert.Equal(0, difference.Peak, 1e-13);
        });

    [Fact]
    public void A_tone_comes_out_with_the_frequency_response()
    {
        var filter = new FirFilter(0.5, -0.2, 0.9);
        var output = filter.Valid(new ToneSum(new Tone(7, 2, 0.4)).Sample(64, 1 + 2 / 64.0)); // 64 samples come out
        var expected = filter.FrequencyResponse(7, 64) * Complex.FromPolarCoordinates(2, 0.4 + 2 * Math.PI * 7 * 2 / 64); // from n = 2 on
        Assert.Equal(0, (Spectrum.Of(output).At(7) - expected).Magnitude, 1e-13);
    }

    [Fact]
    public void An_average_passes_dc_and_nulls_its_length_and_a_difference_removes_dc()
    {
        Assert.Equal(1, FirFilter.MovingAverage(9).FrequencyResponse(0, 90).Magnitude, 1e-15);
        Assert.Equal(0, FirFilter.MovingAverage(9).FrequencyResponse(10, 90).Magnitude, 1e-15);
        Assert.Equal(0, FirFilter.FirstDifference(90).FrequencyResponse(0, 90).Magnitude);
        Assert.Equal(2 * 90 * Math.Sin(Math.PI * 10 / 90), FirFilter.FirstDifference(90).FrequencyResponse(10, 90).Magnitude, 1e-12);
    }

    [Fact]
    public void The_averaging_network_of_section_V_A_gives_its_golden_mean_and_deviation()
    {
        var y = FourTones.Relu();
        for (var layer = 0; layer < 5; layer++)
            y = FirFilter.MovingAverage(9).Valid(y).Relu();
        Assert.Equal(8152, y.Count);
        Assert.Equal(0.568540, y.Mean, 5e-7); // the golden numbers' last digit
        Assert.Equal(0.741846, Deviation(y), 5e-7);
    }

    [Fact]
    public void The_differencing_network_of_section_V_A_gives_its_golden_mean_and_deviation()
    {
        var y = FourTones.Relu();
        for (var layer = 0; layer < 2; layer++)
            y = FirFilter.FirstDifference(1024).Valid(y).Relu();
        Assert.Equal(8018.0, y.Mean, 0.05); // the golden numbers' last digit
        Assert.Equal(34962, Deviation(y), 0.5);
    }

    [Fact]
    public void Rounded_taps_are_whole_numbers_of_a_step_that_the_largest_sets()
    {
        var filter = new FirFilter(-0.7, 0.36, 0.04, -0.2);
        Assert.Equal(0.1, filter.TapStep(4), 1e-15);
        Assert.All(new[] { -0.7, 0.4, 0, -0.2 }.Zip(filter.Rounded(4).Taps), pair => Assert.Equal(pair.First, pair.Second, 1e-15));
        Assert.Equal(new FirFilter(0, 0).Taps, new FirFilter(0, 0).Rounded(3).Taps);
        Assert.Throws<ArgumentOutOfRangeException>(() => filter.Rounded(1));
    }

    [Fact]
    public void Bad_filters_and_short_signals_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new FirFilter());
        Assert.Throws<ArgumentException>(() => new FirFilter(1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => FirFilter.MovingAverage(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => FirFilter.FirstDifference(0));
        Assert.Throws<ArgumentException>(() => FirFilter.MovingAverage(3).Valid(new Signal([1, 2], 1)));
    }

    [Theory]
    [InlineData(64, 100)]
    [InlineData(100, 64)]
    [InlineData(63, 64)]
    [InlineData(64, 63)]
    [InlineData(33, 1000)]
    public void Resampling_whole_periods_is_exact(double fromHz, double toHz)
    {
        var tones = new ToneSum(new Tone(0, 0.3), new Tone(5, 1, 0.3), new Tone(11, 0.5));
        Assert.Equal(0, Resampler.Resample(tones.Sample(fromHz, 1), toHz).RelativeErrorTo(tones.Sample(toHz, 1)), 1e-13);
    }

    [Fact]
    public void Resampling_up_and_down_again_gives_the_signal_back() =>
        Gen.Select(Gen.Double[-1, 1].Array[1, 40], Gen.Int[0, 30]).Sample((x, more) =>
        {
            var there = Resampler.Resample(new Signal(x, x.Length), x.Length + more);
            Assert.Equal(x.Length + more, there.Count);
            Assert.Equal(0, (Resampler.Resample(there, x.Length) - new Signal(x, x.Length)).Peak, 1e-13);
        });

    [Fact]
    public void A_tone_above_the_new_nyquist_frequency_is_removed_not_folded()
    {
        var signal = new ToneSum(new Tone(5), new Tone(40)).Sample(128, 1);
        Assert.Equal(0, Resampler.Resample(signal, 64).RelativeErrorTo(new ToneSum(new Tone(5)).Sample(64, 1)), 1e-13);
    }

    [Fact]
    public void A_rate_that_does_not_fit_is_refused()
    {
        var signal = new Signal([1, 2, 3], 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => Resampler.Resample(signal, 2.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resampler.Resample(signal, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resampler.Resample(signal, double.NaN));
    }

    private static double Deviation(Signal signal) => signal.Map(x => x - signal.Mean).Rms;
}
