namespace ReluDc.Tests.Numerics;

public class SampledToneTests
{
    private const double Rounding = 1e-14;

    [Theory]
    [InlineData(4, 0, 0.25)]
    [InlineData(5, 0, 0.323606798)]
    [InlineData(6, 0, 0.333333333)]
    [InlineData(8, 0, 0.301776695)]
    [InlineData(10, 0, 0.323606798)]
    [InlineData(16, 0, 0.314208718)]
    [InlineData(64, 0, 0.318054182)]
    [InlineData(6, 0.3, 0.318445496)]
    [InlineData(7, 0.2, 0.314598516)]
    public void Dc_has_its_golden_value(int q, double phaseRad, double golden) =>
        Assert.Equal(golden, SampledTone.Dc(1, q, phaseRad), 6e-10); // its last digit

    [Fact]
    public void Dc_is_the_mean_of_the_sampled_relu_for_all_fractions_up_to_64()
    {
        for (var q = 1; q <= 64; q++)
            for (var p = 0; p <= q; p++)
                foreach (var phaseRad in new[] { 0, 0.3, -2 })
                {
                    var mean = Enumerable.Range(0, q).Average(n => Math.Max(0, Math.Cos(2 * Math.PI * p * n / q + phaseRad)));
                    Assert.Equal(mean, SampledTone.Dc(p, q, phaseRad), 10 * Rounding); // the sum's phases grow to 2π·64
                }
    }

    [Fact]
    public void In_cosine_phase_dc_is_a_closed_form_of_q()
    {
        for (var q = 3; q <= 400; q++)
        {
            var expected = q % 4 == 0 ? 1 / (q * Math.Tan(Math.PI / q))
                : q % 2 == 0 ? 1 / (q * Math.Sin(Math.PI / q))
                : 1 / (2 * q * Math.Sin(Math.PI / (2 * q)));
            Assert.Equal(expected, SampledTone.Dc(1, q, 0), Rounding);
        }
    }

    [Fact]
    public void The_closed_form_is_the_sum_for_all_fractions_up_to_64_at_any_phase()
    {
        for (var q = 1; q <= 64; q++)
            for (var p = 0; p <= q; p++)
                foreach (var phaseRad in new[] { 0, 0.3, -2, 1.5707, Math.PI / 64, 40 })
                    Assert.Equal(SampledTone.Dc(p, q, phaseRad), SampledTone.ClosedFormDc(p, q, phaseRad), 10 * Rounding);
    }

    [Fact]
    public void The_closed_form_is_one_over_pi_and_the_harmonics_that_fold_onto_dc()
    {
        var lines = new OneToneRelu(new Tone(1));
        foreach (var (q, effective) in new[] { (3, 6), (4, 4), (5, 10), (6, 6), (16, 16), (21, 42) })
        {
            var folded = Enumerable.Range(1, 3000).Sum(k => lines.LineAmplitude(k * effective) * Math.Cos(k * effective * 0.4));
            Assert.Equal(1 / Math.PI + folded, SampledTone.ClosedFormDc(1, q, 0.4), 1e-5); // what 3000 terms leave out
        }
    }

    [Fact]
    public void The_range_is_what_phases_reach_and_closes_with_the_square_of_q()
    {
        for (var q = 1; q <= 40; q++)
        {
            // A step of the phases has both extremes among its 4q-th parts: the crest on a sample, and midway between two of the Q.
            var reached = Enumerable.Range(0, 8 * q).Select(k => SampledTone.Dc(1, q, Math.PI * k / (4 * q))).ToArray();
            var (lowest, highest) = SampledTone.Range(1, q);
            Assert.Equal(q == 1 ? 0 : reached.Min(), lowest, Rounding);
            Assert.Equal(reached.Max(), highest, Rounding);
            Assert.Equal((lowest, highest), SampledTone.Range(3, 3 * q)); // p/q is taken in lowest terms
        }
        var (low, high) = SampledTone.Range(1, 1000);
        Assert.Equal(-Math.PI * Math.PI / 3e6, low * Math.PI - 1, 1e-10);
        Assert.Equal(Math.PI * Math.PI / 6e6, high * Math.PI - 1, 1e-10);
    }

    [Theory]
    [InlineData(4, 32, 37)]
    [InlineData(4, 32, 64)]
    [InlineData(11.3, 32, 50)]
    [InlineData(3.14159265, 11, 31)]
    public void A_windows_mean_is_aliasing_and_the_leakage_of_all_lines(double frequencyHz, double sampleRateHz, int count)
    {
        var tone = new Tone(frequencyHz, -1.2, 0.7);
        var mean = new ToneSum(tone).Sample(sampleRateHz, count / sampleRateHz).Relu().Mean;
        var dc = SampledTone.Fraction(frequencyHz, sampleRateHz) is var (p, q)
            ? SampledTone.ClosedFormDc(p, q, 0.7 + Math.PI)
            : 1 / Math.PI;
        var leakage = new OneToneRelu(tone).Mean(-0.5 / sampleRateHz, (count - 0.5) / sampleRateHz) / 1.2 - 1 / Math.PI;
        var folded = SampledTone.FoldedLeakage(tone, sampleRateHz, count, maxHarmonic: 20_000);
        Assert.Equal(mean, 1.2 * (dc + leakage) + folded, 1.2 / (20_000 * Math.PI));
        Assert.True(count == 64 || Math.Abs(folded) > 3 * 1.2 / (20_000 * Math.PI)); // 64 samples are 8 periods: nothing leaks
    }

    [Theory]
    [InlineData(10, 32, 5, 16)]
    [InlineData(4.1, 32, 41, 320)]
    [InlineData(0.3, 0.9, 1, 3)]
    [InlineData(0, 7, 0, 1)]
    [InlineData(40, 32, 5, 4)]
    public void Fractions_are_read_off_decimals(double frequencyHz, double sampleRateHz, int p, int q) =>
        Assert.Equal((p, q), SampledTone.Fraction(frequencyHz, sampleRateHz));

    [Fact]
    public void Unrelated_frequencies_have_no_fraction()
    {
        Assert.Null(SampledTone.Fraction(Math.Sqrt(2), 32));
        Assert.Null(SampledTone.Fraction(1.000001, 32));
    }

    [Fact]
    public void Dc_repeats_every_step_of_phase_and_tends_to_one_over_pi()
    {
        foreach (var q in new[] { 5, 8, 12 })
            Assert.Equal(SampledTone.Dc(1, q, 0.1), SampledTone.Dc(1, q, 0.1 + 2 * Math.PI / q), Rounding);
        Assert.Equal(1 / Math.PI, SampledTone.Dc(1, 100_000, 0.7), 1e-9); // 1/q²
    }

    [Fact]
    public void Bad_input_is_refused_with_what_is_allowed()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SampledTone.Dc(-1, 4, 0));
        Assert.Contains("1 to 10,000,000", Assert.Throws<ArgumentOutOfRangeException>(() => SampledTone.Dc(1, 0, 0)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => SampledTone.Dc(1, 10_000_001, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampledTone.Dc(1, 4, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampledTone.ClosedFormDc(-1, 4, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampledTone.ClosedFormDc(1, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampledTone.ClosedFormDc(1, 4, double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampledTone.Range(1, 0));
    }
}
