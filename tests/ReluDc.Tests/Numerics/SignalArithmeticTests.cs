namespace ReluDc.Tests.Numerics;

public sealed class SignalArithmeticTests
{
    private static readonly Signal X = new([1, -2, 4], 8);

    [Fact]
    public void A_signal_scales_from_either_side_and_takes_an_offset()
    {
        Assert.Equal([2, -4, 8], (X * 2).Samples);
        Assert.Equal([2, -4, 8], (2 * X).Samples);
        Assert.Equal([-1, 2, -4], (-X).Samples);
        Assert.Equal([0.5, -1, 2], (X / 2).Samples);
        Assert.Equal([2, -1, 5], (X + 1).Samples);
        Assert.Equal([2, -1, 5], (1 + X).Samples);
        Assert.Equal([0, -3, 3], (X - 1).Samples);
        Assert.Equal(8, (X / 2 + 1).SampleRateHz);
    }

    [Fact]
    public void Less_its_mean_it_has_no_dc() => Assert.Equal(0, Spectrum.Of(X - X.Mean).Dc, 1e-15);

    [Fact]
    public void Its_mean_stays_finite_where_the_sum_overflows() => Assert.Equal(1e308, new Signal([1e308, 1e308, 1e308], 1).Mean, 1e294);
}
