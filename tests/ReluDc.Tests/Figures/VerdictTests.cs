using ReluDc.Figures;

namespace ReluDc.Tests.Figures;

public class VerdictTests
{
    [Theory]
    [InlineData(1.00, 1.0, "holds")]
    [InlineData(1.01, 1.0, "holds")]
    [InlineData(0.99, 1.0, "holds")]
    [InlineData(1.11, 1.0, "holds approximately: +11.0 %")]
    [InlineData(0.75, 1.0, "holds approximately: −25.0 %")]
    [InlineData(1.50, 1.0, "does not hold: off by +50.0 %")]
    [InlineData(-1.0, 1.0, "does not hold: off by −200.0 %")]
    [InlineData(1.0, 1e-160, "does not hold: off by +1.0·10¹⁶² %")]
    [InlineData(1.0, 0.0, "does not hold: 1 against 0")]
    [InlineData(0.0, 0.0, "holds")]
    [InlineData(1.0, double.NaN, "does not hold: 1 against –")]
    public void Follows_from_the_two_numbers(double paper, double measured, string verdict) =>
        Assert.Equal(verdict, Verdict.Of(paper, measured, holdsWithin: 0.0101, approximatelyWithin: 0.3).ToString());

    [Fact]
    public void A_small_error_does_not_read_as_none() => Assert.Equal("+0.03 %", Verdict.HoldsApproximately(0.0003).Detail);

    [Fact]
    public void Says_condition_and_cause()
    {
        Assert.Equal("holds only if: the tones differ", Verdict.HoldsOnlyIf("the tones differ").ToString());
        Assert.Equal("does not hold: it diverges", Verdict.DoesNotHold("it diverges").ToString());
    }

    [Fact]
    public void Is_refused_without_its_condition_cause_or_error()
    {
        Assert.Contains("condition", Assert.Throws<ArgumentException>(() => Verdict.HoldsOnlyIf(" ")).Message);
        Assert.Contains("cause", Assert.Throws<ArgumentException>(() => Verdict.DoesNotHold("")).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Verdict.HoldsApproximately(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Verdict.Of(1, 1, holdsWithin: 0.3, approximatelyWithin: 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Verdict.Of(1, 1, holdsWithin: 0, approximatelyWithin: double.PositiveInfinity));
    }
}
