using System.Numerics;
using CsCheck;

namespace ReluDc.Tests.Numerics;

public class HarmonicTonesReluTests
{
    private const double LastDigit = 6e-10; // of the golden numbers, rounded to nine decimals
    private const double Rounding = 1e-12;

    private static readonly ToneSum FourTones = new(new Tone(5), new Tone(10), new Tone(20), new Tone(40));

    private static readonly Gen<ToneSum> AnyTones = Gen.Select(Gen.Int[1, 12], Gen.Double[-2, 2], Gen.Double[-4, 4])
        .Select((f, a, phase) => new Tone(f, a, phase)).Array[1, 4].Select(tones => new ToneSum(tones));

    [Fact]
    public void Dc_in_several_phases_has_its_golden_values()
    {
        Assert.Equal(0.574441695, new HarmonicTonesRelu(FourTones).Dc, LastDigit);
        Assert.Equal(0.413496672, new HarmonicTonesRelu(new(new Tone(5), new Tone(10))).Dc, LastDigit);
        Assert.Equal(0.397887358, new HarmonicTonesRelu(new(new Tone(5), new Tone(10, 1, Math.PI / 2))).Dc, LastDigit);
    }

    [Fact]
    public void Dc_of_two_tones_is_what_their_zeros_give()
    {
        // cos τ + cos 2τ is positive for |τ| < π/3; the integral there is 2·sin(π/3) + sin(2π/3).
        Assert.Equal(3 * Math.Sqrt(3) / (4 * Math.PI), new HarmonicTonesRelu(new(new Tone(5), new Tone(10))).Dc, Rounding);
        // cos τ − sin 2τ = cos τ·(1 − 2 sin τ): positive between −π/2 and π/6, and between π/2 and 5π/6.
        Assert.Equal(2.5 / (2 * Math.PI), new HarmonicTonesRelu(new(new Tone(5), new Tone(10, 1, Math.PI / 2))).Dc, Rounding);
    }

    [Theory]
    [InlineData(0, 0.574439)]
    [InlineData(5, 0.556690)]
    [InlineData(10, 0.684845)]
    [InlineData(15, 0.283530)]
    [InlineData(20, 0.674970)]
    [InlineData(25, 0.117595)]
    [InlineData(30, 0.290764)]
    [InlineData(40, 0.505546)]
    [InlineData(45, 0.103528)]
    [InlineData(60, 0.151470)]
    [InlineData(80, 0.099321)]
    [InlineData(120, 0.005598)]
    public void The_sampled_spectrum_of_four_tones_has_its_golden_lines(double frequencyHz, double golden) =>
        Assert.Equal(
            golden, new HarmonicTonesRelu(FourTones).SampledAt(sampleRateHz: 1024).Line(frequencyHz).Magnitude, 6e-7); // its last digit

    [Fact]
    public void Every_bin_of_the_four_tones_spectrum_is_its_aliased_line()
    {
        var (relu, spectrum) = (new HarmonicTonesRelu(FourTones), Spectrum.Of(FourTones.Sample(1024, 8).Relu()));
        for (var k = 0; k < spectrum.Bins.Length; k++)
            Assert.Equal(0, (relu.SampledAt(1024).Line(k / 8.0).Amplitude - spectrum.Bins[k]).Magnitude, Rounding);
    }

    [Fact]
    public void A_coherent_records_bins_are_aliased_lines_for_any_tones_and_rate() =>
        Gen.Select(AnyTones, Gen.Int[5, 90]).Sample((tones, rate) =>
        {
            var (relu, spectrum) = (new HarmonicTonesRelu(tones), Spectrum.Of(tones.Sample(rate, 1).Relu()));
            for (var k = 0; k < spectrum.Bins.Length; k++)
                Assert.Equal(0, (relu.SampledAt(rate).Line(k).Amplitude - spectrum.Bins[k]).Magnitude,
                    1e-11); // 1/sin near its poles loses a digit
        });

    [Fact]
    public void Dc_and_lines_are_averages_over_a_dense_period() =>
        AnyTones.Sample(tones =>
        {
            const int Points = 1 << 15;
            var relu = new HarmonicTonesRelu(tones);
            var steepest = tones.Tones.Sum(tone => Math.Abs(tone.Amplitude) * 2 * Math.PI * tone.FrequencyHz);
            // At most 24 kinks, h²/8 of their slope each; the lines' own h².
            var tolerance = 24 * steepest * 10 / Points / (double)Points + Rounding;
            var y = Enumerable.Range(0, Points).Select(n => Relu.Apply(tones.At((n + 0.5) / Points))).ToArray();
            foreach (var k in new[] { 0, 1, 2, 7, 12, 24 })
            {
                var average = y.Select((v, n) => v * Complex.FromPolarCoordinates(k == 0 ? 1 : 2, -2 * Math.PI * k * (n + 0.5) / Points))
                    .Aggregate(Complex.Add) / Points;
                Assert.Equal(0, (relu.Line(k).Amplitude - average).Magnitude, tolerance);
            }
        }, iter: 40);

    [Fact]
    public void One_tones_lines_are_the_closed_form()
    {
        var tone = new Tone(3.5, -1.7, 0.4);
        var lines = new HarmonicTonesRelu(new(tone)).Lines(upToHz: 70);
        Assert.Equal(new OneToneRelu(tone).Lines(20).Length, lines.Length);
        foreach (var (expected, line) in new OneToneRelu(tone).Lines(20).Zip(lines))
        {
            Assert.Equal(expected.FrequencyHz, line.FrequencyHz, Rounding);
            Assert.Equal(0, (expected.Amplitude - line.Amplitude).Magnitude, Rounding);
        }
    }

    [Fact]
    public void Aliased_dc_of_one_tone_is_its_sampled_dc() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 64], Gen.Double[-4, 4]).Sample((p, q, phase) =>
            Assert.Equal(SampledTone.Dc(p, q, phase),
                new HarmonicTonesRelu(new(new Tone(p, 1, phase))).SampledAt(q).Line(0).Amplitude.Real, Rounding));

    [Fact]
    public void A_shift_in_time_turns_the_lines_and_leaves_their_magnitude() =>
        Gen.Select(AnyTones, Gen.Double[-1, 1]).Sample((tones, seconds) =>
        {
            var later = new ToneSum(tones.Tones.Select(tone =>
                tone with { PhaseRad = tone.PhaseRad + 2 * Math.PI * tone.FrequencyHz * seconds }));
            var (relu, shifted) = (new HarmonicTonesRelu(tones), new HarmonicTonesRelu(later));
            foreach (var k in new[] { 0, 1, 2, 5, 10 })
                Assert.Equal(0, (relu.Line(k).Amplitude * Complex.FromPolarCoordinates(1, 2 * Math.PI * k * seconds)
                    - shifted.Line(k).Amplitude).Magnitude, Rounding);
        });

    [Fact]
    public void Dc_is_homogeneous_and_the_same_in_any_order_of_the_tones() =>
        Gen.Select(AnyTones, Gen.Double[0.001, 1000]).Sample((tones, scale) =>
        {
            var dc = new HarmonicTonesRelu(tones).Dc;
            var scaled = tones.Tones.Reverse().Select(tone => tone with { Amplitude = scale * tone.Amplitude });
            Assert.Equal(scale * dc, new HarmonicTonesRelu(new(scaled)).Dc, Rounding * scale);
        });

    [Fact]
    public void The_power_of_all_lines_is_that_of_the_sampled_relu() =>
        AnyTones.Sample(tones =>
        {
            const int Rate = 61;
            var (relu, power) = (new HarmonicTonesRelu(tones), tones.Sample(Rate, 1).Relu().Power);
            var lines = Enumerable.Range(0, Rate / 2 + 1).Sum(k => Math.Pow(relu.SampledAt(Rate).Line(k).Magnitude, 2) / (k == 0 ? 1 : 2));
            Assert.Equal(power, lines, 1e-11 * (1 + power));
        });

    [Fact]
    public void Three_crossings_close_together_are_all_found()
    {
        // 4·sin³τ − 4ε²·sin τ = (3 − 4ε²)·sin τ − sin 3τ is zero at 0 and near ±ε. Its positive part: Y₀ from ∫ in closed form,
        // w = arcsin ε.
        foreach (var epsilon in new[] { 0.3, 0.03, 0.01, 0.001 })
        {
            const double Turn = 0.0123; // so that no piece of the search begins at a crossing
            var first = 3 - 4 * epsilon * epsilon;
            var relu = new HarmonicTonesRelu(new(new Tone(1, first, -Math.PI / 2 + Turn), new Tone(3, -1, -Math.PI / 2 + 3 * Turn)));
            double Antiderivative(double tau) => -first * Math.Cos(tau) + Math.Cos(3 * tau) / 3;
            var width = Math.Asin(epsilon);
            // By symmetry, half of ∫|x|: the positive parts are (−w, 0), (w, π − w) and (π, π + w).
            var positive = Antiderivative(0) - Antiderivative(-width) + Antiderivative(Math.PI - width) - Antiderivative(width)
                + Antiderivative(Math.PI + width) - Antiderivative(Math.PI);
            Assert.Equal(positive / (2 * Math.PI), relu.Dc, 1e-15 * 4);
        }
    }

    [Fact]
    public void Tones_that_only_touch_zero_are_their_own_relu()
    {
        var relu = new HarmonicTonesRelu(new(new Tone(0, 1), new Tone(7, 1, 0.3)));
        Assert.Equal(1, relu.Dc, Rounding);
        Assert.Equal(1, relu.Line(7).Magnitude, Rounding);
        Assert.Equal(0, relu.Line(14).Magnitude, Rounding);
        Assert.Equal(2, relu.Lines(100).Length);
    }

    [Fact]
    public void Silent_negative_and_duplicate_tones_are_no_special_case()
    {
        Assert.Equal(0, new HarmonicTonesRelu(new(new Tone(5, 0))).Dc);
        Assert.Empty(new HarmonicTonesRelu(new(new Tone(5, 0))).Lines(50));
        Assert.Equal(0, new HarmonicTonesRelu(new(new Tone(0, -3), new Tone(5))).Dc, Rounding);
        Assert.Equal(2 / Math.PI, new HarmonicTonesRelu(new(new Tone(5), new Tone(5))).Dc, Rounding);
        Assert.Equal(0, new HarmonicTonesRelu(new(new Tone(5), new Tone(5, -1))).Dc, 1e-15);
    }

    [Fact]
    public void A_long_common_period_lists_its_strong_lines_by_order()
    {
        var relu = new HarmonicTonesRelu(new(new Tone(5.123), new Tone(7.001, 0.5)));
        Assert.Equal(0.001, relu.Period.BaseHz);
        var lines = relu.Lines(upToHz: 30, maxOrder: 2);
        Assert.Equal([0, 1.878, 5.123, 7.001, 10.246, 12.124, 14.002], lines.Select(line => Math.Round(line.FrequencyHz, 6)));
        Assert.Equal(0.338536700090, lines[0].Magnitude, 1e-9); // phases hardly matter: the lowest coincidence is of order 12,124
        Assert.Equal(0.154012250785, lines[1].Magnitude, 1e-9);
    }

    [Theory]
    [InlineData(0)] // pieces of the search begin at its crossings
    [InlineData(1.234)]
    public void Two_hundred_thousand_crossings_of_a_tone_lie_where_they_should(double phaseRad)
    {
        var tone = new Tone(97.531, 1, phaseRad);
        var relu = new HarmonicTonesRelu(new(tone, new Tone(0.001, 0))); // the silent one makes the period 1000 s long
        Assert.Equal(1 / Math.PI, relu.Dc, Rounding);
        foreach (var line in new OneToneRelu(tone).Lines(8))
            Assert.Equal(0, (line.Amplitude - relu.Line(line.FrequencyHz).Amplitude).Magnitude, 1e-10); // phases of 1.6e6 rad round by that
    }

    [Fact]
    public void Line_at_no_multiple_of_the_base_is_zero()
    {
        var relu = new HarmonicTonesRelu(FourTones);
        Assert.Equal(0, relu.Line(7).Magnitude);
        Assert.Equal(0, relu.SampledAt(1024).Line(0.3).Magnitude);
    }

    [Fact]
    public void Bad_input_is_refused_with_what_is_allowed()
    {
        Assert.Contains("common period",
            Assert.Throws<ArgumentException>(() => new HarmonicTonesRelu(new(new Tone(5), new Tone(5 * Math.Sqrt(2))))).Message);
        Assert.Contains("100000 times",
            Assert.Throws<ArgumentException>(() => new HarmonicTonesRelu(new(new Tone(5000), new Tone(0.001)))).Message);
        var relu = new HarmonicTonesRelu(FourTones);
        foreach (var bad in new[] { -1, double.NaN, double.PositiveInfinity })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => relu.Line(bad));
            Assert.Throws<ArgumentOutOfRangeException>(() => relu.Lines(bad));
            Assert.Throws<ArgumentOutOfRangeException>(() => relu.SampledAt(1024).Line(bad));
            Assert.Throws<ArgumentOutOfRangeException>(() => relu.SampledAt(bad).Line(5));
        }
        Assert.Contains("from 0 to 512 Hz", Assert.Throws<ArgumentOutOfRangeException>(() => relu.SampledAt(1024).Line(513)).Message);
        Assert.Contains("maxOrder",
            Assert.Throws<ArgumentException>(() => new HarmonicTonesRelu(new(new Tone(5.123), new Tone(7))).Lines(1e6)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => relu.Lines(100, maxOrder: -1));
    }
}
