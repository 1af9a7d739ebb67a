using MathNet.Numerics.Integration;

namespace ReluDc.Tests.Numerics;

public class GaussianReluTests
{
    [Fact]
    public void Dc_is_the_mean_of_relu_over_the_normal_distribution()
    {
        var integral = GaussLegendreRule.Integrate(x => x * Math.Exp(-x * x / 8), 0, 80, 256) / (2 * Math.Sqrt(2 * Math.PI)); // σ = 2
        Assert.Equal(integral, GaussianRelu.Dc(2), 1e-13);
        Assert.Equal(0, GaussianRelu.Dc(0));
    }

    [Fact]
    public void Noise_through_relu_has_that_mean()
    {
        var noise = Noise.White(3, 1000, 200, new Pcg32(11));
        var deviation = 3 * Math.Sqrt(0.5 - 1 / (2 * Math.PI)); // of ReLU of normal samples
        Assert.Equal(GaussianRelu.Dc(3), noise.Relu().Mean, 4 * deviation / Math.Sqrt(noise.Count)); // four standard errors
    }

    [Fact]
    public void The_papers_formula_is_a_quarter_above_it() => Assert.Equal(0.253, 0.5 / GaussianRelu.Dc(1) - 1, 5e-4); // golden: +25.3 %

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_bad_deviation_is_refused(double bad) =>
        Assert.Contains("0 or more", Assert.Throws<ArgumentOutOfRangeException>(() => GaussianRelu.Dc(bad)).Message);

    /// <summary>Rice's formula against its definition: the folded normal's mean, averaged over the tone's phase.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 10)]
    [InlineData(1, 1)]
    [InlineData(3, 0.5)]
    [InlineData(1, 0.01)]
    public void Dc_of_a_tone_in_noise_is_the_mean_over_phase_and_noise(double amplitude, double sigma)
    {
        const int Phases = 20_000;
        var mean = Enumerable.Range(0, Phases).Average(k =>
        {
            var m = amplitude * Math.Cos(2 * Math.PI * (k + 0.5) / Phases);
            return sigma / Math.Sqrt(2 * Math.PI) * Math.Exp(-m * m / (2 * sigma * sigma))
                + m * MathNet.Numerics.Distributions.Normal.CDF(0, sigma, m);
        });
        Assert.Equal(mean, GaussianRelu.DcOfTone(amplitude, sigma), 1e-9 * Math.Max(amplitude, sigma));
    }

    [Fact]
    public void Dc_of_a_tone_in_noise_goes_from_that_of_noise_to_that_of_a_tone()
    {
        Assert.Equal(GaussianRelu.Dc(2), GaussianRelu.DcOfTone(0, 2), 1e-15);
        Assert.Equal(1 / Math.PI, GaussianRelu.DcOfTone(1, 1e-4), 1e-8);
        Assert.Throws<ArgumentOutOfRangeException>(() => GaussianRelu.DcOfTone(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => GaussianRelu.DcOfTone(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => GaussianRelu.DcOfTone(1, 1e-5));
    }
}
