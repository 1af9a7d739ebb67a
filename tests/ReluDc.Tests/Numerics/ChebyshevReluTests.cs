using CsCheck;

namespace ReluDc.Tests.Numerics;

public class ChebyshevReluTests
{
    private const double Rounding = 1e-14;

    [Fact]
    public void The_model_is_the_defining_series() =>
        Gen.Select(Gen.Double[0.1, 10], Gen.Int[0, 60], Gen.Double[-1, 1]).Sample((peak, terms, z) =>
        {
            var series = Enumerable.Range(1, terms).Sum(n => (n % 2 == 1 ? 1 : -1) * Math.Cos(2 * n * Math.Acos(z)) / (4.0 * n * n - 1));
            var magnitude = peak * (2 / Math.PI + 4 / Math.PI * series);
            Assert.Equal((z * peak + magnitude) / 2, new ChebyshevRelu(peak, terms).Apply(z * peak), 10 * Rounding * peak);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20)]
    [InlineData(199)]
    public void The_error_reaches_its_bound_at_zero_and_nowhere_exceeds_it(int terms)
    {
        var model = new ChebyshevRelu(peak: 4, terms);
        Assert.Equal(4 / (Math.PI * (2 * terms + 1)), model.ErrorBound, Rounding);
        Assert.Equal(model.ErrorBound, Math.Abs(model.Apply(0)), Rounding);
        for (var i = -4000; i <= 4000; i++)
            Assert.InRange(Math.Abs(model.Apply(i / 1000.0) - Relu.Apply(i / 1000.0)), 0, model.ErrorBound + Rounding);
    }

    [Fact]
    public void It_converges_where_taylor_diverges()
    {
        var tones = new ToneSum(new Tone(5), new Tone(10), new Tone(20), new Tone(40));
        var x = tones.Sample(1024, 8);
        double Error(int terms) => new ChebyshevRelu(tones.PeakBound, terms).Apply(x).RelativeErrorTo(x.Relu());
        Assert.True(Error(9) < 0.04 && Error(49) < Error(9) / 5 && Error(199) < Error(49) / 4);
        Assert.True(new TaylorRelu(TaylorCentre.Power(tones), 9).Apply(x).RelativeErrorTo(x.Relu()) > 1e4);
    }

    [Fact]
    public void Bad_input_is_refused_with_what_is_allowed()
    {
        foreach (var bad in new[] { 0, -1, double.NaN, double.PositiveInfinity })
            Assert.Contains("above 0", Assert.Throws<ArgumentOutOfRangeException>(() => new ChebyshevRelu(bad, 1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChebyshevRelu(1, -1));
        var model = new ChebyshevRelu(4, 3);
        Assert.Contains("up to 4", Assert.Throws<ArgumentOutOfRangeException>(() => model.Apply(4.01)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Apply(double.NaN));
        Assert.Equal(model.Apply(4), model.Apply(4 * (1 + 1e-14)), 1e-10); // a peak's rounding is let pass; the slope there is about terms²
    }
}
