using CsCheck;
using ReluDc.Figures;

namespace ReluDc.Tests.Figures;

public class TickTests
{
    [Theory]
    [InlineData(0, 1, 6, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-1.05, 1.05, 6, "−1.0 −0.5 0.0 0.5 1.0")]
    [InlineData(0, 60, 7, "0 10 20 30 40 50 60")]
    [InlineData(19, 19.005, 7, "19.000 19.001 19.002 19.003 19.004 19.005")]
    [InlineData(0, 5e-7, 6, "0 1·10⁻⁷ 2·10⁻⁷ 3·10⁻⁷ 4·10⁻⁷ 5·10⁻⁷")]
    [InlineData(0, 2.5e6, 6, "0 0.5·10⁶ 1.0·10⁶ 1.5·10⁶ 2.0·10⁶ 2.5·10⁶")]
    public void A_linear_axis_counts_in_ones_twos_or_fives(double low, double high, int most, string labels) =>
        Assert.Equal(labels, string.Join(' ', Tick.Of(new(low, high), log: false, most).Select(tick => tick.Label)));

    [Theory]
    [InlineData(0.9, 110, "1 10 100")]
    [InlineData(1e-3, 1, "0.001 0.01 0.1 1")]
    [InlineData(1e-5, 1, "10⁻⁵ 10⁻⁴ 10⁻³ 10⁻² 10⁻¹ 1")]
    [InlineData(1.7, 70, "2 5 10 20 50")]
    [InlineData(1.9, 9, "2 3 5 7")]
    [InlineData(1.0, 1.2, "1.00 1.05 1.10 1.15 1.20")]
    public void A_logarithmic_axis_counts_in_decades_and_between_them_where_it_has_few(double low, double high, string labels) =>
        Assert.Equal(labels, string.Join(' ', Tick.Of(new(low, high), log: true, 6).Select(tick => tick.Label)));

    [Fact]
    public void No_axis_has_more_labels_than_room_or_two_that_read_alike() =>
        (from low in Gen.Double[-1e9, 1e9]
            from span in Gen.Double[-9, 9].Select(exponent => Math.Pow(10, exponent))
            from most in Gen.Int[2, 9]
            select (low, span, most)).Sample(axis =>
        {
            var extent = new Extent(axis.low, axis.low + axis.span);
            if (!(extent.High > extent.Low))
                return;
            var ticks = Tick.Of(extent, log: false, axis.most);
            Assert.InRange(ticks.Count, 1, axis.most);
            var slack = 1e-6 * axis.span + 1e-15 * Math.Abs(extent.Low); // or a rounding
            Assert.All(ticks, tick => Assert.InRange(tick.Value, extent.Low - slack, extent.High + slack));
            if (axis.span > 1e-9 * Math.Abs(axis.low))
                Assert.Equal(ticks.Count, ticks.Select(tick => tick.Label).Distinct().Count());
        }, iter: 2000);

    [Fact]
    public void A_logarithmic_axis_of_any_length_has_labels_within_it() =>
        (from low in Gen.Double[-300, 300]
            from decades in Gen.Double[0.01, 300]
            select (Low: Math.Pow(10, low), High: Math.Pow(10, Math.Min(low + decades, 308)))).Sample(axis =>
        {
            if (!(axis.High > axis.Low))
                return;
            var ticks = Tick.Of(new(axis.Low, axis.High), log: true, 6);
            Assert.InRange(ticks.Count, 1, 6);
            Assert.All(ticks, tick => Assert.InRange(tick.Value, axis.Low * (1 - 1e-6), axis.High * (1 + 1e-6)));
        }, iter: 2000);
}
