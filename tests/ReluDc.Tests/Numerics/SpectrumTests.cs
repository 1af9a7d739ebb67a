using System.Numerics;
using CsCheck;

namespace ReluDc.Tests.Numerics;

public class SpectrumTests
{
    private const double Rounding = 1e-12;

    [Fact]
    public void A_tone_on_a_bin_reads_its_amplitude_there_for_odd_and_even_lengths()
    {
        foreach (var sampleRateHz in new[] { 64.0, 63.0 })
        {
            var spectrum = Spectrum.Of(new ToneSum(new Tone(5, 0.7, 0.3)).Sample(sampleRateHz, durationS: 1));
            Assert.Equal(0.7, spectrum.At(5).Magnitude, Rounding);
            Assert.Equal(0.3, spectrum.At(5).Phase, Rounding);
            Assert.Equal(0, spectrum.At(6).Magnitude, Rounding);
        }
    }

    [Fact]
    public void Neither_dc_nor_the_nyquist_bin_is_doubled()
    {
        var spectrum = Spectrum.Of(new ToneSum(new Tone(0, 3), new Tone(4, 2)).Sample(8, durationS: 1));
        Assert.Equal(3, spectrum.Dc, Rounding);
        Assert.Equal(2, spectrum.At(4).Magnitude, Rounding);
    }

    [Fact]
    public void Dc_of_one_to_four_is_two_and_a_half() => Assert.Equal(2.5, Spectrum.Of(new Signal([1, 2, 3, 4], 1)).Dc, Rounding);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(37)]
    [InlineData(45)]
    public void The_raw_transform_is_the_defining_sum(int count)
    {
        var signal = Noise.White(1, count, 1, new Pcg32((ulong)count));
        var spectrum = Spectrum.Of(signal, SpectrumScaling.Raw);
        Assert.Equal(count / 2 + 1, spectrum.Bins.Length);
        for (var k = 0; k < spectrum.Bins.Length; k++)
            Assert.Equal(0, (DefiningSum(signal, k) - spectrum.Bins[k]).Magnitude, Rounding);
    }

    [Fact]
    public void Unitary_scaling_keeps_the_energy_for_odd_and_even_lengths() =>
        Gen.Double[-10, 10].Array[1, 70].Sample(x =>
        {
            var spectrum = Spectrum.Of(new Signal(x, 1), SpectrumScaling.Unitary);
            var energy = spectrum.Bins.Select((bin, k) => (k == 0 || 2 * k == x.Length ? 1 : 2) * Math.Pow(bin.Magnitude, 2)).Sum();
            Assert.Equal(x.Sum(v => v * v), energy, 1e-10 * (1 + energy)); // rounding
        });

    [Fact]
    public void Amplitude_lines_add_up_to_the_signal_again() =>
        Gen.Double[-10, 10].Array[1, 40].Sample(x =>
        {
            var bins = Spectrum.Of(new Signal(x, 1)).Bins;
            for (var n = 0; n < x.Length; n++)
                Assert.Equal(x[n],
                    bins.Select((bin, k) => (bin * Complex.FromPolarCoordinates(1, 2 * Math.PI * k * n / x.Length)).Real).Sum(), 1e-10);
        });

    [Theory]
    [InlineData(WindowShape.Hann)]
    [InlineData(WindowShape.BlackmanHarris)]
    [InlineData(WindowShape.FlatTop)]
    public void Every_window_reads_a_tone_on_its_bin_and_nothing_beyond_its_main_lobe(WindowShape window)
    {
        // Only a periodic window leaves exact zeros there; a symmetric one leaks at 1e-4.
        foreach (var count in new[] { 64, 63 })
        {
            var spectrum = Spectrum.Of(new ToneSum(new Tone(16, 0.7, 0.3)).Sample(count, 1), window: window);
            Assert.Equal(0.7, spectrum.At(16).Magnitude, 1e-9); // published coefficients have nine digits
            Assert.All(spectrum.Magnitudes.Where((_, k) => Math.Abs(k - 16) >= 5), leak => Assert.Equal(0, leak, Rounding));
        }
    }

    [Fact]
    public void A_flat_top_reads_a_tone_between_bins_within_two_hundredths_of_a_decibel()
    {
        var spectrum = Spectrum.Of(new ToneSum(new Tone(16.5)).Sample(256, 1), window: WindowShape.FlatTop);
        Assert.Equal(0, 20 * Math.Log10(spectrum.Magnitudes.Max()), 0.02);
        Assert.True(Spectrum.Of(new ToneSum(new Tone(16.5)).Sample(256, 1)).Magnitudes.Max() < 0.65); // no window: sinc(1/2) = 0.64
    }

    [Fact]
    public void A_window_over_one_sample_weighs_it_one() =>
        Assert.All(Enum.GetValues<WindowShape>(), shape => Assert.Equal([1.0], shape.Weights(1)));

    [Fact]
    public void A_frequency_outside_is_refused_with_the_range()
    {
        var spectrum = Spectrum.Of(new Signal([1, 2, 3, 4], 8));
        Assert.Contains("0 … 4 Hz", Assert.Throws<ArgumentOutOfRangeException>(() => spectrum.At(5.1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => spectrum.At(-2));
        Assert.Throws<ArgumentOutOfRangeException>(() => spectrum.At(double.NaN));
    }

    private static Complex DefiningSum(Signal signal, int k) => signal.Samples
        .Select((x, n) => x * Complex.FromPolarCoordinates(1, -2 * Math.PI * k * n / signal.Count)).Aggregate(Complex.Add);

    [Fact]
    public void A_mean_under_a_window_is_the_dc_of_the_spectrum_with_it() =>
        Gen.Select(Gen.Double[-10, 10].Array[1, 70], Gen.OneOf([.. Enum.GetValues<WindowShape>().Select(Gen.Const)])).Sample((x, window) =>
        {
            var signal = new Signal(x, 1);
            Assert.Equal(Spectrum.Of(signal, window: window).Dc, signal.Mean(window), Rounding);
        });

    [Fact]
    public void A_mean_under_a_window_that_no_double_holds_is_refused() => Assert.Contains("fits a double",
        Assert.Throws<ArgumentException>(() => new Signal([double.MaxValue, double.MaxValue], 1).Mean(WindowShape.Rectangular)).Message);
}
