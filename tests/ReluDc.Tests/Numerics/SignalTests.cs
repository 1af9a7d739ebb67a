using CsCheck;

namespace ReluDc.Tests.Numerics;

public class SignalTests
{
    private static readonly Gen<double[]> Samples = Gen.Double[-100, 100].Array[1, 60];

    [Fact]
    public void Relu_is_half_the_sum_of_x_and_its_magnitude() =>
        Samples.Sample(x => new Signal(x, 8).Relu().Samples.SequenceEqual(x.Select(v => (v + Math.Abs(v)) / 2)));

    [Fact]
    public void Relu_is_idempotent() =>
        Samples.Sample(x => new Signal(x, 8).Relu() is var y && y.Relu().Samples.SequenceEqual(y.Samples));

    [Fact]
    public void Relu_is_positively_homogeneous() =>
        Gen.Select(Samples, Gen.Double[0, 10]).Sample((x, c) =>
            (c * new Signal(x, 8)).Relu().Samples.SequenceEqual((c * new Signal(x, 8).Relu()).Samples));

    [Fact]
    public void Relu_of_x_less_relu_of_minus_x_is_x() =>
        Samples.Sample(x => (new Signal(x, 8).Relu() - (-1 * new Signal(x, 8)).Relu()).Samples.SequenceEqual(x));

    [Fact]
    public void Mean_power_and_rms_of_one_to_four()
    {
        var signal = new Signal([1, 2, 3, 4], 2);
        Assert.Equal(2.5, signal.Mean);
        Assert.Equal(7.5, signal.Power);
        Assert.Equal(Math.Sqrt(7.5), signal.Rms, 1e-15);
        Assert.Equal(4, signal.Peak);
        Assert.Equal([0, 0.5, 1, 1.5], signal.TimesS);
    }

    [Fact]
    public void Rms_stays_finite_where_squares_overflow() =>
        Assert.Equal(1e200, new Signal([1e200, -1e200], 1).Rms, 1e186);

    [Fact]
    public void Relative_error_of_a_doubled_signal_is_one_and_of_itself_zero()
    {
        var signal = new Signal([1, -2, 3], 1);
        Assert.Equal(1, (2 * signal).RelativeErrorTo(signal), 1e-15);
        Assert.Equal(0, signal.RelativeErrorTo(signal));
        Assert.Throws<ArgumentException>(() => signal.RelativeErrorTo(new Signal([0, 0, 0], 1)));
    }

    [Fact]
    public void A_sum_of_tones_is_the_sum_of_its_tones()
    {
        var (first, second) = (new Tone(5, 0.7, 0.3), new Tone(9, -2));
        var together = new ToneSum(first, second).Sample(100, 1);
        Assert.Equal((new ToneSum(first).Sample(100, 1) + new ToneSum(second).Sample(100, 1)).Samples, together.Samples);
        Assert.Equal(0.7 * Math.Cos(2 * Math.PI * 5 * 0.03 + 0.3) - 2 * Math.Cos(2 * Math.PI * 9 * 0.03), together.Samples[3], 1e-14);
    }

    [Fact]
    public void A_signal_does_not_change_with_the_array_it_came_from()
    {
        double[] samples = [1, 2];
        var signal = new Signal(samples, 1);
        samples[0] = 9;
        Assert.Equal(1, signal.Samples[0]);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_not_finite_is_refused_by_name(double bad)
    {
        Assert.Contains("Sample 1", Assert.Throws<ArgumentException>(() => new Signal([0, bad], 1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Signal([0], bad));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Tone(bad));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Tone(1, bad));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Tone(1, 1, bad));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ToneSum(new Tone(1)).Sample(8, bad));
    }

    [Fact]
    public void Nothing_is_no_signal_and_unequal_signals_do_not_add()
    {
        Assert.Throws<ArgumentException>(() => new Signal([], 1));
        Assert.Throws<ArgumentException>(() => new ToneSum());
        Assert.Throws<ArgumentOutOfRangeException>(() => new Tone(-1));
        Assert.Throws<ArgumentException>(() => new Signal([1], 1) + new Signal([1, 2], 1));
        Assert.Throws<ArgumentException>(() => new Signal([1], 1) + new Signal([1], 2));
    }
}
