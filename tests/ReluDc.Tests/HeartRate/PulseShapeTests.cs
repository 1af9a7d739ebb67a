using System.Numerics;
using ReluDc.HeartRate;
using ReluDc.Networks;

namespace ReluDc.Tests.HeartRate;

/// <summary>The shape of one beat.</summary>
public sealed class PulseShapeTests
{
    private const int Steps = 4096;

    private static double Harmonic(PulseShape shape, int order) => Complex.Abs(Enumerable.Range(0, Steps)
        .Aggregate(Complex.Zero, (sum, k) =>
            sum + shape.At(2 * Math.PI * k / Steps) * Complex.Exp(-Complex.ImaginaryOne * 2 * Math.PI * order * k / Steps)));

    /// <summary>
    /// A bell curve that is repeated every turn has the Fourier coefficients a·b·e^(−n²b²/2)·e^(−inθ), in closed form; the
    /// shape counts the nearest repetition only.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(0.5)]
    [InlineData(0)]
    public void Its_harmonics_are_those_of_two_bell_curves(double excellence)
    {
        var shape = PulseShape.Between(excellence);
        Complex Line(PulseShape.Wave wave, int n) =>
            wave.Height * wave.WidthRad * Math.Exp(-n * n * wave.WidthRad * wave.WidthRad / 2)
                * Complex.Exp(-Complex.ImaginaryOne * n * wave.CentreRad);
        double Expected(int n) => Complex.Abs(Line(shape.Systolic, n) + Line(shape.Diastolic, n));
        for (var order = 2; order <= 3; order++)
            Assert.Equal(Expected(order) / Expected(1), Harmonic(shape, order) / Harmonic(shape, 1), 0.008);
    }

    [Fact]
    public void The_published_heights_centres_and_widths_are_kept()
    {
        Assert.Equal(new(1, -1.5161, 0.6303), PulseShape.Between(1).Systolic);
        Assert.Equal(new(0.5291, -0.2553, 1.2271), PulseShape.Between(0).Diastolic);
    }

    [Fact]
    public void It_repeats_after_a_turn_and_peaks_near_its_main_wave()
    {
        foreach (var shape in new[] { PulseShape.Excellent, PulseShape.Acceptable, PulseShape.Between(0.4) })
        {
            for (var phase = -3.0; phase < 3; phase += 0.37)
                Assert.Equal(shape.At(phase), shape.At(phase + 4 * Math.PI), 1e-12);
            var peak = Enumerable.Range(0, Steps).Select(k => 2 * Math.PI * k / Steps - Math.PI).MaxBy(shape.At);
            Assert.Equal(shape.Systolic.CentreRad, peak, 0.2);
        }
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void A_share_outside_zero_to_one_is_refused(double excellence) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PulseShape.Between(excellence));
}
