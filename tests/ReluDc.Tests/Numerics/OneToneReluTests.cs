using System.Numerics;
using MathNet.Numerics.Integration;

namespace ReluDc.Tests.Numerics;

public class OneToneReluTests
{
    private const double Rounding = 1e-14;

    [Fact]
    public void The_first_lines_are_a_over_pi_a_half_two_a_over_three_pi_and_two_a_over_fifteen_pi()
    {
        var relu = new OneToneRelu(new Tone(5, 3));
        Assert.Equal(3 / Math.PI, relu.Dc, Rounding);
        Assert.Equal([3 / Math.PI, 1.5, 2 / Math.PI, 0, -2 / (5 * Math.PI), 0], Enumerable.Range(0, 6).Select(relu.LineAmplitude), Close);
        Assert.Equal(0.318309886, new OneToneRelu(new Tone(5)).Dc, 6e-10); // the golden number's last digit
    }

    [Fact]
    public void Every_line_is_its_fourier_integral_over_the_positive_half_wave()
    {
        var relu = new OneToneRelu(new Tone(5, 0.7));
        for (var n = 0; n <= 40; n++)
        {
            var integral = GaussLegendreRule.Integrate(
                theta => 0.7 * Math.Cos(theta) * Math.Cos(n * theta), -Math.PI / 2, Math.PI / 2, 128);
            Assert.Equal((n == 0 ? 1 : 2) * integral / (2 * Math.PI), relu.LineAmplitude(n), Rounding);
        }
    }

    [Fact]
    public void The_lines_add_up_to_relu_at_any_time_whatever_phase_and_sign()
    {
        var tone = new Tone(5, -1.3, 0.8);
        var lines = new OneToneRelu(tone).Lines(2000);
        foreach (var time in new[] { 0, 0.013, 0.07, 0.1234 })
        {
            var sum = lines.Sum(line => (line.Amplitude * Complex.FromPolarCoordinates(1, 2 * Math.PI * line.FrequencyHz * time)).Real);
            Assert.Equal(Relu.Apply(tone.At(time)), sum, 1.3 / (Math.PI * 2001)); // what the lines left out can add up to
        }
    }

    [Fact]
    public void Lines_lists_those_that_are_not_zero()
    {
        Assert.Equal([0.0, 5, 10, 20, 30], new OneToneRelu(new Tone(5)).Lines(7).Select(line => line.FrequencyHz));
        Assert.Single(new OneToneRelu(new Tone(5)).Lines(0));
    }

    [Fact]
    public void The_mean_over_any_stretch_is_that_of_many_points_and_over_whole_periods_the_dc()
    {
        var tone = new Tone(5, -1.3, 0.8);
        var relu = new OneToneRelu(tone);
        foreach (var (from, to) in new[] { (0, 0.03), (-0.4, 0.11), (0.1, 0.1001), (2, 9.77), (-0.02, 0.02) })
        {
            const int Points = 200_000;
            var mean = Enumerable.Range(0, Points).Average(n => Relu.Apply(tone.At(from + (to - from) * (n + 0.5) / Points)));
            Assert.Equal(mean, relu.Mean(from, to), 1e-6); // kinks, each (step·slope)/8 at most
        }
        Assert.Equal(relu.Dc, relu.Mean(-0.123, -0.123 + 7 / 5.0), Rounding);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneToneRelu(new Tone(5)).Mean(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneToneRelu(new Tone(5)).Mean(0, double.NaN));
        Assert.Contains("above 0 Hz", Assert.Throws<ArgumentOutOfRangeException>(() => new OneToneRelu(new Tone(0))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneToneRelu(new Tone(5)).LineAmplitude(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneToneRelu(new Tone(5)).Lines(-1));
    }

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) < Rounding;
}
