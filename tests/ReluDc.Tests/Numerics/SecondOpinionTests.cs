using System.Numerics;
using CsCheck;
using ReluDc.HeartRate;
using static ReluDc.Tests.Numerics.SecondOpinion;

namespace ReluDc.Tests.Numerics;

/// <summary>Every transform and every window of the library against FftSharp, with the factor where their conventions differ.</summary>
public sealed class SecondOpinionTests
{
    private static readonly Gen<double[]> OfAnyLength = Gen.Double[-10, 10].Array[1, 300];
    private static readonly Gen<double[]> OfTwoToThe = Gen.Int[1, 9].SelectMany(power => Gen.Double[-10, 10].Array[1 << power]);

    public static MatrixTheoryData<WindowShape, SpectrumScaling> WindowsAndScalings =>
        new(Enum.GetValues<WindowShape>(), Enum.GetValues<SpectrumScaling>());

    [Theory]
    [MemberData(nameof(WindowsAndScalings))]
    public void A_spectrum_is_FftSharps_transform_times_the_factor_of_its_scaling(WindowShape window, SpectrumScaling scaling) =>
        Gen.OneOf(OfAnyLength, OfTwoToThe).Sample(x =>
        {
            var weights = Weights(window, x.Length);
            var transform = Forward([.. x.Zip(weights, (sample, weight) => sample * weight)]);
            var bins = Spectrum.Of(new Signal(x, 1), scaling, window).Bins;
            Assert.Equal(x.Length / 2 + 1, bins.Length);
            for (var k = 0; k < bins.Length; k++)
            {
                var factor = scaling switch
                {
                    SpectrumScaling.Raw => 1,
                    SpectrumScaling.Unitary => 1 / Math.Sqrt(x.Length),
                    _ => (k == 0 || 2 * k == x.Length ? 1 : 2) / weights.Sum(),
                };
                Assert.Equal(0, (factor * transform[k] - bins[k]).Magnitude, factor * BinTolerance(x.Length, Norm(x)));
            }
        });

    [Theory]
    [InlineData(4096)]
    [InlineData(65536)]
    [InlineData(10_007)] // prime
    [InlineData(44_100)]
    [InlineData(50_000)] // MathNet computes its chirp another way from 46,341 on
    public void So_is_the_spectrum_of_a_long_record(int count)
    {
        var noise = Noise.White(1, count, 1, new Pcg32(5));
        var bins = Spectrum.Of(noise, SpectrumScaling.Raw).Bins;
        var tolerance = BinTolerance(count, Norm(noise.Samples));
        // For a power of two the chirp transform is a third computation, and the only one of another kind.
        foreach (var transform in new[] { Forward([.. noise.Samples]), FftSharp.Bluestein.Forward([.. noise.Samples]) })
            Assert.All(bins.Zip(transform), pair => Assert.Equal(0, (pair.First - pair.Second).Magnitude, 3 * tolerance));
    }

    [Fact]
    public void An_amplitude_is_FftSharps_magnitude_and_half_of_it_at_the_Nyquist_bin() =>
        Gen.Select(OfTwoToThe, Gen.Enum<WindowShape>()).Sample((x, window) =>
        {
            var weights = Weights(window, x.Length);
            var transform = Forward([.. x.Zip(weights, (sample, weight) => sample * weight)]);
            var magnitudes = FftSharp.FFT.Magnitude(transform); // over N, whatever the window lets through
            var decibels = FftSharp.FFT.Power(transform);
            var coherentGain = weights.Sum() / x.Length;
            foreach (var (k, amplitude) in Spectrum.Of(new Signal(x, 1), SpectrumScaling.Amplitude, window).Magnitudes.Index())
            {
                var doubled = 2 * k == x.Length ? 2 : 1;
                Assert.Equal(doubled * coherentGain * amplitude, magnitudes[k], 2 * BinTolerance(x.Length, Norm(x)) / x.Length);
                if (magnitudes[k] > 1e-3) // "power" is the level of the magnitude
                    Assert.Equal(20 * Math.Log10(doubled * coherentGain * amplitude), decibels[k], 1e-9);
            }
        });

    [Fact]
    public void A_window_is_FftSharps_periodic_one_and_its_symmetric_one_of_one_more_without_the_last()
    {
        foreach (var count in Enumerable.Range(2, 300).Append(4096).Append(10_007))
        {
            foreach (var shape in Enum.GetValues<WindowShape>())
                Assert.All(shape.Weights(count).Zip(Weights(shape, count)), SameWeight);
            Assert.All(WindowShape.Hann.Weights(count).Zip(new FftSharp.Windows.Hanning().Create(count + 1)[..count]), SameWeight);
        }
        static void SameWeight((double Ours, double Theirs) weights) =>
            Assert.Equal(weights.Ours, weights.Theirs, 16 * Epsilon); // five cosines of angles up to 8π, in another order of products
    }

    [Fact]
    public void A_resampled_signal_is_the_sum_of_the_cosines_that_FftSharp_finds_in_it() =>
        Gen.Select(OfAnyLength, Gen.Int[1, 400]).Sample((x, to) =>
        {
            if (to == x.Length)
                return;
            var resampled = Resampler.Resample(new Signal(x, x.Length), to).Samples;
            var (kept, transform) = (Math.Min(x.Length, to), Forward(x));
            for (var m = 0; m < to; m++)
            {
                var sum = 0.0;
                for (var k = 0; k <= kept / 2; k++)
                {
                    // Cut down to an even number, the middle bin takes what was at ±to/2; of an even number going up, it stands for itself.
                    var factor = k == 0 || 2 * k == x.Length ? 1 : 2;
                    sum += factor * (transform[k] * Complex.FromPolarCoordinates(1, 2 * Math.PI * ((long)k * m % to) / to)).Real / x.Length;
                }
                Assert.Equal(sum, resampled[m], ResamplingTolerance(x, to));
            }
        });

    [Fact]
    public void Every_other_sample_behind_FftSharps_low_pass_is_the_signal_at_half_the_rate() =>
        OfTwoToThe.Sample(x =>
        {
            var passed = FftSharp.Filter.LowPass(x, sampleRate: x.Length, maxFrequency: x.Length / 4.0); // keeps the edge, as we do
            foreach (var (m, sample) in Resampler.Resample(new Signal(x, x.Length), x.Length / 2).Samples.Index())
                Assert.Equal(passed[2 * m], sample, ResamplingTolerance(x, x.Length / 2));
        });

    [Theory]
    [InlineData(2)]
    [InlineData(64)]
    [InlineData(1000)]
    [InlineData(4096)]
    public void Pink_noise_is_white_noise_shaped_between_FftSharps_transforms(int count)
    {
        var white = Noise.White(1, count, 1, new Pcg32(9));
        var bins = Forward([.. white.Samples]);
        bins[0] = 0;
        var power = 0.0;
        for (var k = 1; k < count; k++)
        {
            bins[k] /= Math.Sqrt(Math.Min(k, count - k));
            power += 1.0 / Math.Min(k, count - k) / count;
        }
        var pink = Noise.Pink(0.7, count, 1, new Pcg32(9));
        var tolerance = 0.7 / Math.Sqrt(power) * RoundTripTolerance(count, Norm(white.Samples));
        Assert.All(Inverse(bins).Zip(pink.Samples), pair => Assert.Equal(0.7 / Math.Sqrt(power) * pair.First, pair.Second, tolerance));
    }

    [Fact]
    public void A_filters_response_is_FftSharps_transform_of_its_taps_and_its_output_their_product() =>
        Gen.Select(Gen.Double[-1, 1].Array[1, 12], Gen.Double[-10, 10].Array[1, 100]).Sample((taps, x) =>
        {
            const int Count = 128; // room for the whole output: nothing wraps around
            var filter = new FirFilter(taps);
            var response = Forward([.. taps, .. new double[Count - taps.Length]]);
            var passed = Forward([.. x, .. new double[Count - x.Length]]).Zip(response, Complex.Multiply).ToArray();
            var gain = taps.Sum(Math.Abs); // bounds the response
            for (var k = 0; k < Count; k++) // an angle of up to 2π a tap, rounded three times
                Assert.Equal(0, (response[k] - filter.FrequencyResponse(k, Count)).Magnitude,
                    BinTolerance(Count, gain) + 3 * Math.PI * taps.Length * Epsilon * gain);
            Assert.All(filter.Causal(new Signal(x, 1)).Samples.Zip(Inverse(passed)),
                pair => Assert.Equal(pair.First, pair.Second, gain * 2 * RoundTripTolerance(Count, Norm(x))));
        });

    [Theory]
    [InlineData(1, 0.0)]
    [InlineData(1, 0.5)]
    [InlineData(2, 0.0)]
    [InlineData(2, 0.5)]
    public void An_interpolated_sample_is_the_mean_under_FftSharps_Kaiser_window(int decimation, double delay)
    {
        // FftSharp's I₀ is the polynomial of Abramowitz and Stegun, 9.8.1 and 9.8.2, right to 5e-7 of itself: here in a ratio of ratios.
        const double PublishedPolynomial = 2e-6;
        // The window reaches 12 zeros of the sinc, 40/3 samples of the lower rate: FftSharp's has a weight every sixth of a sample.
        var half = 80 * decimation;
        var kaiser = new FftSharp.Windows.Kaiser(8).Create(2 * half + 1);
        var noise = Noise.White(1, 1, 100, new Pcg32(3));
        var at = SincInterpolation.At([.. noise.TimesS], noise.Samples, 1, 50 + delay, 1.0 / decimation, 1).Samples[0];
        double sum = 0, weights = 0;
        for (var n = 1; n < 99; n++)
        {
            var place = half + (int)Math.Round(6 * (n - 50 - delay));
            if (place < 0 || place > 2 * half)
                continue;
            var angle = Math.PI * 0.9 / decimation * (n - 50 - delay);
            var weight = kaiser[place] * (angle == 0 ? 1 : Math.Sin(angle) / angle);
            (sum, weights) = (sum + weight * noise.Samples[n], weights + weight);
        }
        Assert.Equal(sum / weights, at, PublishedPolynomial * noise.Peak);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(512)]
    [InlineData(100)]
    [InlineData(333)]
    public void A_band_is_what_its_gain_leaves_between_FftSharps_transforms(int count)
    {
        var band = new BandPass(0.5, 4);
        var noise = Noise.White(1, 32, count / 32.0, new Pcg32(11));
        var bins = Forward([.. noise.Samples, .. noise.Samples.Reverse()]);
        for (var k = 0; k < bins.Length; k++)
            bins[k] *= band.Gain(Math.Min(k, bins.Length - k) * 32.0 / bins.Length);
        var tolerance = RoundTripTolerance(2 * count, Math.Sqrt(2) * Norm(noise.Samples));
        Assert.All(band.Apply(noise).Samples.Zip(Inverse(bins)), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    [Fact]
    public void The_spectrum_of_a_window_of_a_recording_is_FftSharps_with_zeros_on_both_sides()
    {
        var noise = Noise.White(1, 32, 8, new Pcg32(13));
        var weighted = new FftSharp.Windows.HanningPeriodic().Apply([.. noise.Samples]);
        var transform = Forward(FftSharp.Pad.ZeroPad(weighted, 4096)); // a delay: magnitudes do not see where the zeros stand
        Assert.All(SpectralPeak.Magnitudes(noise).Zip(transform),
            pair => Assert.Equal(pair.First, pair.Second.Magnitude, BinTolerance(4096, Norm(noise.Samples))));
    }

    /// <summary>The bins' rounding, in a sum over the kept ones, and that of the transform back.</summary>
    private static double ResamplingTolerance(double[] x, int to) =>
        (double)to / x.Length * BinTolerance(x.Length, Norm(x)) + BinTolerance(to, Norm(x)) + BinTolerance(x.Length, Norm(x));
}
