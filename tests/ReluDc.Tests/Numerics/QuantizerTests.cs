using CsCheck;

namespace ReluDc.Tests.Numerics;

public class QuantizerTests
{
    [Fact]
    public void Three_bits_have_eight_levels_one_of_them_zero()
    {
        var quantizer = new Quantizer(bits: 3, fullScale: 1);
        Assert.Equal(0.25, quantizer.Step);
        Assert.Equal(0.25 * 0.25 / 12, quantizer.NoisePower);
        Assert.Equal([-1, -1, -0.75, -0.5, -0.25, 0, 0, 0.25, 0.5, 0.75, 0.75],
            new[] { -9, -1, -0.75, -0.5, -0.2, -0.1, 0.1, 0.2, 0.6, 0.7, 9 }.Select(quantizer.Apply));
    }

    [Fact]
    public void Inside_the_range_the_error_is_at_most_half_a_step_and_a_second_time_changes_nothing() =>
        Gen.Select(Gen.Int[2, 24], Gen.Double[-1, 1]).Sample((bits, x) =>
        {
            var quantizer = new Quantizer(bits, 1);
            var level = quantizer.Apply(x);
            Assert.Equal(level, quantizer.Apply(level));
            if (x <= 1 - quantizer.Step)
                Assert.True(Math.Abs(level - x) <= quantizer.Step / 2);
        });

    [Fact]
    public void Noise_over_many_levels_has_the_predicted_power_and_over_few_levels_what_its_distribution_leaves()
    {
        const double Sigma = 0.1;
        var x = Noise.White(Sigma, 1000, 100, new Pcg32(2));
        double Ratio(Quantizer quantizer) => (quantizer.Apply(x) - x).Power / quantizer.NoisePower;
        Assert.Equal(1, Ratio(new Quantizer(8, 1)), 0.02); // four standard errors of 100,000 uniform errors' power are 0.011

        var coarse = new Quantizer(2, 1);
        Assert.Equal(coarse.NoisePowerOfGaussian(Sigma) / coarse.NoisePower, Ratio(coarse), 0.02);
        Assert.True(Ratio(coarse) < 0.5);
    }

    [Fact]
    public void Gaussian_noise_has_the_error_power_of_its_integral_over_the_levels()
    {
        foreach (var sigma in new[] { 0.005, 0.04, 0.1, 0.15 }) // 0.02 to 0.6 of a step; wider noise would be clipped
        {
            var quantizer = new Quantizer(3, 1);
            double Density(double x) => Math.Exp(-x * x / (2 * sigma * sigma)) / (sigma * Math.Sqrt(2 * Math.PI));
            var power = Enumerable.Range(-3, 7).Sum(level => MathNet.Numerics.Integration.GaussLegendreRule.Integrate(
                x => Density(x) * Math.Pow(quantizer.Apply(x) - x, 2), (level - 0.49999999) * 0.25, (level + 0.49999999) * 0.25, 256));
            Assert.Equal(1, quantizer.NoisePowerOfGaussian(sigma) / power, 2e-5);
        }
    }

    [Fact]
    public void Bad_settings_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Quantizer(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Quantizer(33, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Quantizer(8, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Quantizer(8, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Quantizer(8, 1).Apply(double.NaN));
    }
}
