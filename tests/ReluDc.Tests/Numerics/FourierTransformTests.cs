using System.Numerics;
using CsCheck;
using MathNet.Numerics.IntegralTransforms;

namespace ReluDc.Tests.Numerics;

public class FourierTransformTests
{
    [Fact]
    public void It_is_the_defining_sum_at_every_length_up_to_130()
    {
        for (var count = 1; count <= 130; count++)
        {
            var x = Random(count);
            var bins = FourierTransform.Forward(x);
            for (var k = 0; k < count; k++)
                Assert.Equal(0, (DefiningSum(x, k) - bins[k]).Magnitude, 1e-12); // rounding of √N terms near 1
        }
    }

    [Theory]
    [InlineData(4096), InlineData(6561), InlineData(15625), InlineData(2 * 27 * 125), InlineData(4 * 9 * 25 * 7), InlineData(10007)]
    public void It_is_what_two_other_libraries_compute(int count)
    {
        var x = Random(count);
        var theirs = x.ToArray();
        Fourier.Forward(theirs, FourierOptions.Matlab);
        Close(theirs, FourierTransform.Forward(x), 1e-9); // MathNet's own error, off powers of two
        if (BitOperations.IsPow2(count))
        {
            FftSharp.FFT.Forward(theirs = [.. x]);
            Close(theirs, FourierTransform.Forward(x), 1e-11);
        }
    }

    [Theory] // of these each pass is done in parts, and of each radix
    [InlineData(1 << 16), InlineData(1 << 17), InlineData(98304), InlineData(100_000), InlineData(78125), InlineData(177147)]
    public void Of_a_long_record_it_is_the_defining_sum_at_any_bin(int count)
    {
        var x = Random(count);
        var bins = FourierTransform.Forward(x);
        int[] some = [0, 1, 2, 3, 4, 5, count / 2, count - 1, .. Enumerable.Range(1, 40).Select(i => (int)(i * 7919L % count))];
        Close([.. some.Select(k => DefiningSum(x, k))], [.. some.Select(k => bins[k])], 1e-9);
        Close(x, FourierTransform.Inverse(bins), 1e-13);
    }

    [Fact]
    public void There_and_back_is_the_record_again() =>
        Gen.Int[1, 3000].Sample(count =>
            Close(Random(count), FourierTransform.Inverse(FourierTransform.Forward(Random(count))), 1e-13), iter: 60);

    [Fact]
    public void Of_a_real_record_it_is_half_of_the_complex_one() => Gen.Int[1, 500].Sample(count =>
    {
        var x = Random(count).Select(value => value.Real).ToArray();
        var whole = FourierTransform.Forward([.. x.Select(value => new Complex(value, 0))]);
        Close(whole[..(count / 2 + 1)], FourierTransform.OfReal(x), 1e-12);
    }, iter: 200);

    /// <summary>A pure line has one bin, to rounding: an error of the roots of unity would show beside it. N = 2^13·5^3.</summary>
    [Fact]
    public void A_line_in_a_million_samples_leaves_the_other_bins_empty_to_rounding()
    {
        const int Count = 1_024_000;
        var x = new double[Count];
        for (var n = 0; n < Count; n++)
            x[n] = double.CosPi(2.0 * (77_777L * n % Count) / Count);
        var bins = FourierTransform.OfReal(x);
        Assert.Equal(0.5, bins[77_777].Real / Count, 1e-15);
        bins[77_777] = 0;
        Assert.InRange(bins.Max(bin => bin.Magnitude) / Count, 0, 1e-15);
    }

    [Fact]
    public void A_transform_of_nothing_is_refused()
    {
        Assert.Throws<ArgumentException>(() => FourierTransform.Forward([]));
        Assert.Throws<ArgumentException>(() => FourierTransform.Inverse([]));
        Assert.Throws<ArgumentException>(() => FourierTransform.OfReal([]));
    }

    private static Complex DefiningSum(Complex[] x, int k) =>
        x.Select((value, n) => value * Complex.FromPolarCoordinates(1, -2 * Math.PI * ((long)k * n % x.Length) / x.Length))
            .Aggregate(Complex.Add);

    private static Complex[] Random(int count)
    {
        var random = new Pcg32((ulong)count);
        return [.. Enumerable.Range(0, count).Select(_ => new Complex(random.NextDouble() - 0.5, random.NextDouble() - 0.5))];
    }

    private static void Close(Complex[] expected, Complex[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.Equal(0, expected.Zip(found, (a, b) => (a - b).Magnitude).Max(), tolerance);
    }
}
