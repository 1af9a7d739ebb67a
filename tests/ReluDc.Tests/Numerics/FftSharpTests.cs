using System.Numerics;
using MathNet.Numerics.IntegralTransforms;
using static ReluDc.Tests.Numerics.SecondOpinion;

namespace ReluDc.Tests.Numerics;

/// <summary>What FftSharp does otherwise than its names say, or than this library: docs/dependencies.md tells the reader.</summary>
public sealed class FftSharpTests
{
    [Fact]
    public void Its_magnitude_doubles_all_bins_but_the_first_and_keeps_them_doubled_when_both_halves_are_shown()
    {
        var x = new ToneSum(new Tone(0, 3), new Tone(2, 3), new Tone(4, 3)).Sample(8, durationS: 1);
        var transform = FftSharp.FFT.Forward([.. x.Samples]);
        Assert.Equal([3, 0, 3, 0, 6], FftSharp.FFT.Magnitude(transform), Near);
        Assert.Equal([3, 0, 3, 0, 6, 0, 3, 0], FftSharp.FFT.Magnitude(transform, positiveOnly: false), Near);
        Assert.Equal([3, 0, 3, 0, 3], Spectrum.Of(x).Magnitudes, Near);
    }

    [Fact]
    public void Its_FFT_takes_powers_of_two_from_2_on_and_its_Bluestein_does_not_divide_on_the_way_back()
    {
        Assert.Throws<ArgumentException>(() => FftSharp.FFT.Forward([1.0, 2, 3]));
        Assert.Throws<ArgumentException>(() => FftSharp.FFT.Forward([1.0]));
        Complex[] bins = FftSharp.Bluestein.Forward([1, 2, 3]);
        FftSharp.Bluestein.Inverse(bins);
        Assert.Equal([3, 6, 9], bins.Select(bin => bin.Real), Near);
    }

    [Fact]
    public void Its_frequencies_are_those_of_even_lengths()
    {
        Assert.Equal(Spectrum.Of(new Signal(new double[8], 40)).FrequenciesHz, FftSharp.FFT.FrequencyScale(5, 40));
        Assert.Equal([0, 8, 16], Spectrum.Of(new Signal(new double[5], 40)).FrequenciesHz);
        Assert.Equal([0, 10, 20], FftSharp.FFT.FrequencyScale(3, 40));
        Assert.Equal([0, 8, -24, -16, -8], FftSharp.FFT.FrequencyScale(5, 40, positiveOnly: false)); // −24 Hz lies beyond ±20 Hz
    }

    [Fact]
    public void The_window_that_it_names_Blackman_Harris_is_the_exact_Blackman_window_with_side_lobes_24_dB_higher()
    {
        var blackman = new FftSharp.Windows.Blackman();
        Assert.Equal("Blackman-Harris", blackman.Name);
        // Harris 1978: a₀ = 7938/18608, a₁ = 9240/18608, a₂ = 1430/18608; FftSharp has eight digits of them.
        Assert.Equal((7938 + 9240 + 1430) / 18608.0, blackman.Create(129)[64], 1e-8);
        Assert.Equal(-68, HighestSideLobeDb(blackman.Create(129)[..128], lobe: 4), 0.5);
        Assert.Equal(-92, HighestSideLobeDb(WindowShape.BlackmanHarris.Weights(128), lobe: 4), 0.5);
    }

    [Fact]
    public void A_window_over_one_sample_is_nothing_or_not_a_number()
    {
        Assert.Equal([0], new FftSharp.Windows.HanningPeriodic().Create(1));
        Assert.Equal([double.NaN], new FftSharp.Windows.Hanning().Create(1));
        Assert.Equal([double.NaN], new FftSharp.Windows.FlatTop().Create(1));
    }

    [Fact]
    public void The_Bessel_function_of_its_Kaiser_window_has_seven_digits()
    {
        var worst = Enumerable.Range(0, 801).Select(n => n / 100.0)
            .Max(x => Math.Abs(FftSharp.Windows.Kaiser.I0(x) / MathNet.Numerics.SpecialFunctions.BesselI0(x) - 1));
        Assert.InRange(worst, 1e-8, 1e-7);
    }

    /// <summary>
    /// The reference takes kn modulo N before the angle, as FftSharp's chirp does. MathNet's chirp and FftSharp's DFT take angles of up to
    /// πN and 2πN as they are: docs/limits.md has what that costs a spectrum.
    /// </summary>
    [Theory]
    [InlineData(257)]
    [InlineData(1009)]
    [InlineData(1500)]
    public void Off_powers_of_two_its_chirp_keeps_digits_that_MathNets_and_its_own_DFT_lose(int count)
    {
        double[] x = [.. Noise.White(1, count, 1, new Pcg32(17)).Samples];
        Complex[] mathNet = [.. x.Select(sample => new Complex(sample, 0))];
        Fourier.Forward(mathNet, FourierOptions.Matlab);
        Complex[] roots = [.. Enumerable.Range(0, count).Select(n => Complex.FromPolarCoordinates(1, -2 * Math.PI * n / count))];
        Complex[] reference = [.. Enumerable.Range(0, count)
            .Select(k => x.Select((sample, n) => sample * roots[k * n % count]).Aggregate(Complex.Add))];
        double Roundings(Complex[] bins) => bins.Zip(reference, (bin, right) => (bin - right).Magnitude).Max() / Norm(x) / Epsilon;

        Assert.InRange(Roundings(FftSharp.Bluestein.Forward(x)), 0, 12 * Math.Log2(4 * count)); // three transforms of at most 4N
        Assert.InRange(Roundings(mathNet), count, 16 * count);
        Assert.InRange(Roundings(FftSharp.DFT.Forward(x)), count, 16 * count);
    }

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) <= 32 * Epsilon; // a few roundings of up to 9

    private static double HighestSideLobeDb(double[] weights, int lobe)
    {
        const int Finer = 64; // zeros behind the window show what lies between its bins
        var spectrum = Forward([.. weights, .. new double[(Finer - 1) * weights.Length]]);
        return 20 * Math.Log10(spectrum[(lobe * Finer)..(spectrum.Length / 2)].Max(bin => bin.Magnitude) / spectrum[0].Magnitude);
    }
}
