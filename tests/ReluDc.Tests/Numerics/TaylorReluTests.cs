using System.Numerics;
using CsCheck;

namespace ReluDc.Tests.Numerics;

public class TaylorReluTests
{
    private static readonly ToneSum FourTones = new(new Tone(5), new Tone(10), new Tone(20), new Tone(40));
    private static readonly Signal Record = FourTones.Sample(sampleRateHz: 1024, durationS: 8);

    // The golden values have six digits.
    private static bool SixDigits(double golden, double actual) => Math.Abs(actual / golden - 1) < 6e-6;

    [Theory]
    [InlineData(0, 0.393607, 0.707107)]
    [InlineData(1, 0.222458, 0.707107)]
    [InlineData(2, 0.469455, 0.497184)]
    [InlineData(4, 6.90611, -0.893109)]
    [InlineData(9, 27888, 4986.1)]
    public void Around_the_mean_power_four_tones_diverge_as_in_the_golden_table(int order, double error, double mean)
    {
        var row = new TaylorRelu(TaylorCentre.Power(FourTones), order).PartialSums(Record)[order];
        Assert.Equal(1, row.RelativeError / error, 2e-5); // the golden numbers' last digit
        Assert.Equal(1, row.Dc / mean, 2e-5);
    }

    [Fact]
    public void Around_the_mean_power_high_orders_explode_and_still_have_a_finite_error_where_its_square_has_not()
    {
        var sums = new TaylorRelu(TaylorCentre.Power(FourTones), 199).PartialSums(Record);
        Assert.Equal(1, sums[49].RelativeError / 9.06e36, 1e-3);
        Assert.Equal(1, sums[99].RelativeError / 4.75e78, 1e-3);
        Assert.True(double.IsFinite(sums[199].RelativeError) && double.IsInfinity(sums[199].RelativeError * sums[199].RelativeError));
    }

    [Theory]
    [InlineData(0, 0.850133, 1.414214)]
    [InlineData(1, 0.324742, 0.883883)]
    [InlineData(2, 0.209201, 0.758206)]
    [InlineData(4, 0.125999, 0.674679)]
    [InlineData(9, 0.0662081, 0.618406)]
    [InlineData(49, 0.0171247, 0.580711)]
    [InlineData(99, 0.0100335, 0.577305)]
    [InlineData(199, 0.00594934, 0.575817)]
    public void Around_the_peak_four_tones_converge_as_in_the_golden_table(int order, double error, double mean)
    {
        var model = new TaylorRelu(TaylorCentre.Peak(FourTones), order).Apply(Record);
        Assert.True(SixDigits(error, model.RelativeErrorTo(Record.Relu())));
        Assert.True(SixDigits(mean, model.Mean));
    }

    [Fact]
    public void The_golden_record_has_its_mean_rms_and_divergent_share()
    {
        Assert.Equal(0.574439328, Record.Relu().Mean, 6e-10);
        Assert.Equal(1.100466314, Record.Relu().Rms, 6e-10);
        // |g| ≥ 1 on 12.9 % of the samples; eight of them have g = 1, x = ±2, where the series converges.
        var model = new TaylorRelu(TaylorCentre.Power(FourTones), 0);
        Assert.Equal(0.129, model.G(Record).Samples.Count(g => Math.Abs(g) >= 1) / 8192.0, 6e-4);
        Assert.Equal(1048 / 8192.0, model.DivergentShare(Record));
        Assert.Equal(1048, Record.Samples.Count(x => Math.Abs(x) > 2 + 1e-9));
        Assert.Equal(0, new TaylorRelu(TaylorCentre.At(8.001), 0).DivergentShare(Record.Map(x => x == 0 ? 1 : x)));
    }

    /// <summary>Its peaks have g = 1 and its zeros g = −1, to rounding.</summary>
    [Fact]
    public void The_series_of_a_single_tone_diverges_nowhere()
    {
        foreach (var phase in new[] { 0, 0.3, 1, Math.PI / 2 })
        {
            var tone = new ToneSum(new Tone(5, 0.7, phase));
            Assert.Equal(0, new TaylorRelu(TaylorCentre.Power(tone), 0).DivergentShare(tone.Sample(1000, 2)));
        }
    }

    [Fact]
    public void Around_the_peak_the_error_falls_algebraically()
    {
        var sums = new TaylorRelu(TaylorCentre.Peak(FourTones), 199).PartialSums(Record);
        Assert.Equal(-0.77, Math.Log(sums[199].RelativeError / sums[9].RelativeError) / Math.Log(199 / 9.0), 0.02); // science: N^−0.77
    }

    [Fact]
    public void Coefficients_are_those_of_the_binomial_series()
    {
        var binomial = BigInteger.One; // C(2n, n)
        for (var n = 0; n <= 200; n++)
        {
            var expected = (n % 2 == 0 ? 1 : -1) * Math.Exp(BigInteger.Log(binomial) - n * Math.Log(4)) / (1 - 2 * n);
            Assert.Equal(1, TaylorRelu.Coefficient(n) / expected, 1e-12);
            binomial = binomial * (2 * (2 * n + 1)) / (n + 1);
        }
        Assert.Equal([1, 0.5, -0.125, 0.0625, -5 / 128.0], Enumerable.Range(0, 5).Select(TaylorRelu.Coefficient));
    }

    [Fact]
    public void The_square_of_the_series_is_one_plus_g()
    {
        var c = Enumerable.Range(0, 31).Select(TaylorRelu.Coefficient).ToArray();
        for (var n = 0; n <= 30; n++) // coefficient of gⁿ in (Σ c_j g^j)²
            Assert.Equal(n <= 1 ? 1 : 0, Enumerable.Range(0, n + 1).Sum(j => c[j] * c[n - j]), 1e-15);
    }

    [Fact]
    public void The_model_is_the_defining_sum_and_a_partial_sum_is_the_model_of_that_order() =>
        Gen.Select(Gen.Double[0.5, 3], Gen.Int[0, 12], Gen.Double[-2, 2].Array[2, 20]).Sample((centre, order, x) =>
        {
            // At 0 the model of any of these orders is off by 0.05 or more. Without that sample, all of them may lie at ±√P, where it is
            // exact: then the error is rounding alone, and its two computations have no digit in common.
            var (signal, model) = (new Signal([0, 1, .. x], 1), new TaylorRelu(TaylorCentre.At(centre), order));
            foreach (var v in x)
            {
                var powers = Enumerable.Range(0, order + 1).Select(n => Math.Pow(v * v / centre - 1, n));
                var terms = powers.Select((power, n) => TaylorRelu.Coefficient(n) * power).ToArray();
                Assert.Equal((v + Math.Sqrt(centre) * terms.Sum()) / 2, model.Apply(v), 1e-13 * (1 + terms.Sum(Math.Abs)));
            }
            var row = new TaylorRelu(TaylorCentre.At(centre), 15).PartialSums(signal)[order];
            Assert.Equal(order, row.Order);
            Assert.Equal(1, row.RelativeError / model.Apply(signal).RelativeErrorTo(signal.Relu()), 1e-8); // a small error is a difference
            Assert.Equal(model.Apply(signal).Mean, row.Dc, 1e-11 * (1 + model.Apply(signal).Peak));
        });

    /// <summary>Samples are computed several at a time, and the last ones with zeros beside them.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(83)]
    public void Each_sample_of_a_signal_is_the_model_at_that_value_to_the_bit(int count)
    {
        var signal = new ToneSum(new Tone(3), new Tone(7.7, 0.4)).Sample(count, 1);
        var taylor = new TaylorRelu(TaylorCentre.At(0.7), 9);
        Assert.Equal(signal.Samples.Select(taylor.Apply), taylor.Apply(signal).Samples);
        Assert.Equal(signal.Samples.Select(x =>
        {
            var (g, sum) = (x * x / 0.7 - 1, 0.0);
            for (var n = 9; n >= 0; n--)
                sum = sum * g + TaylorRelu.Coefficient(n);
            return (x + Math.Sqrt(0.7) * sum) / 2;
        }), taylor.Apply(signal).Samples);
        var chebyshev = new ChebyshevRelu(1.4, 9);
        Assert.Equal(signal.Samples.Select(chebyshev.Apply), chebyshev.Apply(signal).Samples);
    }

    [Fact]
    public void Order_zero_has_the_papers_dc_for_any_tones()
    {
        Assert.Equal(0.707106781, TaylorRelu.PaperDc(FourTones), 6e-10); // golden
        Assert.Equal(TaylorRelu.PaperDc(FourTones), new TaylorRelu(TaylorCentre.Power(FourTones), 0).Apply(Record).Mean, 1e-12);
    }

    [Fact]
    public void The_centres_are_the_mean_power_and_half_the_squared_peak()
    {
        var tones = new ToneSum(new Tone(5, 3), new Tone(10, -1));
        Assert.Equal(5, TaylorCentre.Power(tones).Value);
        Assert.Equal(8, TaylorCentre.Peak(tones).Value);
        Assert.Equal(5, TaylorCentre.Power(tones.Sample(100, 1)).Value, 1e-12);
        Assert.Equal(4.5, TaylorCentre.Peak(new Signal([1, -3], 1)).Value);
        Assert.Equal(7, new TaylorRelu(TaylorCentre.Power(FourTones), 0).G(4)); // 2N − 1 at the peak of N equal tones
        Assert.Equal(1, new TaylorRelu(TaylorCentre.Peak(FourTones), 0).G(4));
    }

    [Fact]
    public void What_overflows_is_infinite_in_the_partial_sums_and_an_error_in_the_signal()
    {
        var model = new TaylorRelu(TaylorCentre.At(1e-3), 199);
        var signal = new Signal([1, 2], 1);
        Assert.Equal(double.PositiveInfinity, model.PartialSums(signal)[^1].RelativeError);
        Assert.Contains("order 199", Assert.Throws<OverflowException>(() => model.Apply(signal)).Message);
        Assert.False(double.IsFinite(model.Apply(2)));
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TaylorRelu(TaylorCentre.At(1), -1));
        Assert.Contains("TaylorCentre.Power", Assert.Throws<ArgumentException>(() => new TaylorRelu(default, 3)).Message);
        foreach (var bad in new[] { 0, -1, double.NaN, double.PositiveInfinity })
            Assert.Contains("above 0", Assert.Throws<ArgumentOutOfRangeException>(() => TaylorCentre.At(bad)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => TaylorCentre.Power(new ToneSum(new Tone(5, 0))));
        Assert.Throws<ArgumentException>(() => new TaylorRelu(TaylorCentre.At(1), 1).PartialSums(new Signal([-1, -2], 1)));
    }
}
