using System.Diagnostics;
using CsCheck;
using MathNet.Numerics;

namespace ReluDc.Tests.Numerics;

public class UnrelatedTonesReluTests
{
    private const double Rounding = 1e-13;

    // From phase averages and triangle-wave series in arithmetic of 18 to 25 digits (Python's mpmath 1.3).
    public static TheoryData<double, double[]> GoldenDc => new()
    {
        { 0.3183098861837907, [1] },
        { 0.3385367000900286, [1, 0.5] },
        { 0.4052847345693511, [1, 1] },
        { 0.3191061595067263, [1, 0.1] },
        { 0.572668922493, [1, 1, 1, 1] },
        { 0.42799580093118, [1, 0.8, 0.6, 0.4, 0.2] },
    };

    [Theory]
    [MemberData(nameof(GoldenDc))]
    public void Dc_has_its_golden_value(double expected, double[] amplitudes) =>
        Assert.Equal(1, UnrelatedTonesRelu.Dc(amplitudes) / expected, 3e-12); // twelve digits of the golden values at least

    [Theory]
    [InlineData(0.318309886, 0.111, 1.0)]
    [InlineData(0.338536700, 0.168, 1.0, 0.5)]
    [InlineData(0.405284735, 0.234, 1.0, 1.0)]
    [InlineData(0.319106160, 0.113, 1.0, 0.1)]
    [InlineData(0.572668922, 0.235, 1.0, 1.0, 1.0, 1.0)]
    [InlineData(0.427995801, 0.225, 1.0, 0.8, 0.6, 0.4, 0.2)]
    public void The_papers_dc_is_high_by_the_golden_share(double golden, double share, params double[] amplitudes)
    {
        var paper = TaylorRelu.PaperDc(new ToneSum(amplitudes.Select((a, k) => new Tone(k + 1, a))));
        Assert.Equal(golden, UnrelatedTonesRelu.Dc(amplitudes), 6e-10); // the golden numbers' last digit
        Assert.Equal(Math.Sqrt(2) / 4 * Math.Sqrt(amplitudes.Sum(a => a * a)), paper, Rounding);
        Assert.Equal(share, paper / UnrelatedTonesRelu.Dc(amplitudes) - 1, 0.00051); // the golden numbers' last digit
    }

    [Theory]
    [InlineData(2, 0, 0.17435371646489801)]
    [InlineData(1, 1, 0.15401225078536318)]
    [InlineData(0, 2, 0.020341465679534833)]
    [InlineData(4, 0, -0.011507321435647661)]
    [InlineData(3, 1, -0.038939036428886568)]
    [InlineData(2, 2, -0.018597570749351735)]
    [InlineData(1, 3, -0.0017438949301830975)]
    [InlineData(0, 4, 0.00011705469653246743)]
    [InlineData(6, 0, -0.0037385277695670445)]
    [InlineData(5, 1, 0.012138331738782459)]
    public void Lines_of_two_tones_have_their_golden_amplitudes(int m1, int m2, double expected) =>
        Assert.Equal(1, UnrelatedTonesRelu.LineAmplitude([1, 0.5], [m1, m2]) / expected, 1e-11);

    [Fact]
    public void Dc_of_two_tones_is_a_hypergeometric_function()
    {
        foreach (var ratio in new[] { 1e-6, 1e-3, 0.03, 0.3, 0.7, 0.95, 0.999 })
            Assert.Equal(1, UnrelatedTonesRelu.Dc(7, 7 * ratio) / (7 / Math.PI * Hypergeometric(-0.5, -0.5, 1, ratio * ratio)), Rounding);
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Lines_of_two_tones_are_hypergeometric_functions(double ratio)
    {
        for (var m1 = 0; m1 <= 12; m1++)
            for (var m2 = m1 % 2; m2 <= 12; m2 += 2)
                if (m1 + m2 > 0)
                    Assert.Equal(WeberSchafheitlin(ratio, m1, m2),
                        UnrelatedTonesRelu.LineAmplitude([1, ratio], [m1, m2]), 1e-15); // of the largest
    }

    [Theory]
    [InlineData(40, 0, -0.0000166148654130634815)]
    [InlineData(100, 0, -1.5712291052781831e-6)]
    [InlineData(200, 0, 9.90302026619650232e-7)]
    [InlineData(30, 20, 4.03906086829277187e-6)]
    public void Lines_of_high_order_keep_their_accuracy(int m1, int m2, double expected) => // the closed form in 40-digit arithmetic
        Assert.Equal(expected, UnrelatedTonesRelu.LineAmplitude([1, 0.5], [m1, m2]), 1e-15);

    [Fact]
    public void Of_tones_below_one_strong_tone_dc_and_lines_are_phase_averages() =>
        Gen.Select(Gen.Double[-3, 3], Gen.Double[0, 1], Gen.Double[0, 0.8], Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[0, 4]).Sample(
            (exponent, share, others, m1, m2, m3) =>
            {
                var unit = Math.Pow(10, exponent);
                double[] amplitudes = [unit, unit * others * share, unit * others * (1 - share)];
                int[] orders = [m1, m2, m3 + (m1 + m2 + m3) % 2];
                var average = PhaseAverage.Of(amplitudes, orders);
                var expected = orders.Sum() == 0 ? average : 2 * average;
                Assert.Equal(expected, UnrelatedTonesRelu.LineAmplitude(amplitudes, orders), Rounding * unit); // of (1 − Π J₀)/u² near 0
            }, iter: 60);

    [Fact]
    public void Four_tones_of_very_different_strength_are_a_phase_average()
    {
        double[] amplitudes = [1000, 30, 1, 0.001];
        Assert.Equal(1, UnrelatedTonesRelu.Dc(amplitudes) / PhaseAverage.Of(amplitudes, [0, 0, 0, 0], points: 32), Rounding);
        foreach (var orders in new int[][] { [2, 0, 0, 0], [1, 1, 0, 0], [1, 0, 0, 1], [0, 1, 1, 0], [2, 1, 1, 2] })
            Assert.Equal(2 * PhaseAverage.Of(amplitudes, orders, points: 32),
                UnrelatedTonesRelu.LineAmplitude(amplitudes, orders), 1e-14 * 1000);
    }

    [Theory]
    [InlineData(4000, 1.0, 1.0, 1.0, 1.0)]
    [InlineData(2000, 1.0, 0.8, 0.6, 0.4, 0.2)]
    [InlineData(1000, 5.0, 5.0, 4.0, 4.0, 4.0, 3.0)]
    [InlineData(400, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)]
    [InlineData(400, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0)]
    public void Dc_of_four_to_twelve_tones_is_the_triangle_waves_series(int lastTerm, params double[] amplitudes) =>
        Assert.Equal(1, UnrelatedTonesRelu.Dc(amplitudes) / PhaseAverage.DcByTriangleWave(amplitudes, lastTerm),
            3e-11); // what the series leaves out

    [Fact]
    public void Twelve_tones_from_a_thousandth_to_a_thousand_continue_the_phase_average_of_the_strongest()
    {
        // Each amplitude is 0.285 of the one before. Below a tone that exceeds the sum of the others, weak tones s add
        // E[s²]/2πa: each 0.081 of the one before.
        var amplitudes = Enumerable.Range(0, 12).Select(k => 1000 * Math.Pow(10, -6 * k / 11.0)).ToArray();
        var three = PhaseAverage.Of(amplitudes[..3], [0, 0, 0]);
        var four = PhaseAverage.Of(amplitudes[..4], [0, 0, 0, 0], points: 64);
        Assert.Equal(four + (four - three) * 0.0811 / (1 - 0.0811), UnrelatedTonesRelu.Dc(amplitudes), 1e-3 * (four - three));
        Assert.Equal(1, UnrelatedTonesRelu.Dc(amplitudes.Reverse()) / UnrelatedTonesRelu.Dc(amplitudes), Rounding);
    }

    [Fact]
    public void Many_equal_tones_tend_to_the_gaussian_value()
    {
        foreach (var count in new[] { 12, 48, 96 })
        {
            var tones = Enumerable.Repeat(Math.Sqrt(2.0 / count), count); // power 1
            // The excess kurtosis −3/(2K) lowers E|x| of a unit variance by the factor 1 − κ/24 (Edgeworth), to first order.
            Assert.Equal(GaussianRelu.Dc(1) * (1 + 1.5 / count / 24), UnrelatedTonesRelu.Dc(tones), 0.05 / count / count);
        }
    }

    [Fact]
    public void The_lines_powers_add_up_to_the_power_of_relu()
    {
        // E[ReLU²] = P/2 (half of the signal's power, by symmetry); DC² + Σ c²/2 approaches it from below, like 1/order³.
        var tones = new ToneSum(new Tone(1), new Tone(Math.Sqrt(2), 0.6));
        double Missing(int maxOrder) => tones.Power / 2
            - UnrelatedTonesRelu.Lines(tones, maxOrder)
                .Sum(line => line.Magnitude * line.Magnitude / (line.Order == 0 ? 1 : 2));
        Assert.InRange(Missing(10), 0, 1e-3);
        Assert.InRange(Missing(20), 0, Missing(10) / 5);
    }

    [Fact]
    public void Dc_is_homogeneous_and_the_same_in_any_order_of_the_tones_and_for_any_signs() =>
        Gen.Select(Gen.Double[0.001, 10].Array[1, 5], Gen.Double[1e-6, 1e6]).Sample((a, scale) =>
        {
            var dc = UnrelatedTonesRelu.Dc(a);
            Assert.Equal(1, UnrelatedTonesRelu.Dc(a.Select(x => scale * x)) / (scale * dc), Rounding);
            Assert.Equal(1, UnrelatedTonesRelu.Dc(a.Reverse()) / dc, Rounding);
            Assert.Equal(dc, UnrelatedTonesRelu.Dc(a.Select((x, k) => k % 2 == 0 ? -x : x)));
            Assert.Equal(dc, UnrelatedTonesRelu.Dc([.. a, 0]));
        }, iter: 60);

    [Fact]
    public void Dc_lies_between_its_bounds_by_power() =>
        // ‖x‖₁ ≤ ‖x‖₂ gives √P/2 (the paper's value); Hölder with E x⁴ ≤ 3P² gives √P/(2√3).
        Gen.Double[0.001, 1000].Array[1, 6].Sample(a =>
            Assert.InRange(UnrelatedTonesRelu.Dc(a) / Math.Sqrt(a.Sum(x => x * x) / 2), 1 / Math.Sqrt(12), 0.5), iter: 60);

    [Fact]
    public void Four_tones_take_less_than_five_milliseconds()
    {
        double[][] sets = [[1, 1, 1, 1], [1, 0.8, 0.6, 0.4], [1, 0.9, 0.75, 0.6], [1000, 1000, 1, 0.001]];
        foreach (var amplitudes in sets)
        {
            double Milliseconds()
            {
                var watch = Stopwatch.StartNew();
                UnrelatedTonesRelu.Dc(amplitudes);
                return watch.Elapsed.TotalMilliseconds;
            }
            Assert.InRange(Enumerable.Range(0, 60).Min(_ => Milliseconds()), 0, 5.0); // the best of many: other programs only ever add
        }
    }

    [Fact]
    public void A_lines_phase_is_the_tones_phases_combined_and_a_negative_amplitude_turns_it()
    {
        var tones = new ToneSum(new Tone(1, 1, 0.3), new Tone(Math.Sqrt(2), -0.5, 0.2));
        var lines = UnrelatedTonesRelu.Lines(tones, maxOrder: 4);
        Assert.Equal(0, lines[0].Order);
        Assert.Equal(0.3385367000900286, lines[0].Line.Amplitude.Real, Rounding);
        var line = lines.Single(x => x.Orders is [-1, 1]); // √2 − 1 > 0
        Assert.Equal(Math.Sqrt(2) - 1, line.FrequencyHz, Rounding);
        Assert.Equal(-0.15401225078536318,
            (line.Line.Amplitude * System.Numerics.Complex.FromPolarCoordinates(1, 0.3 - 0.2)).Real, Rounding);
        Assert.Equal(0.5, lines.Single(x => x.Orders is [1, 0]).Magnitude, Rounding);
        Assert.Equal(lines.OrderBy(x => x.FrequencyHz).Select(x => x.FrequencyHz), lines.Select(x => x.FrequencyHz));
        Assert.Equal(1 + 2 + 4 + 8, lines.Length); // orders 0, 1; (2,0) (1,±1) (0,2); (4,0) (3,±1) (2,±2) (1,±3) (0,4)
    }

    [Fact]
    public void Silent_tones_make_no_lines_and_odd_orders_none_but_the_tones()
    {
        Assert.Equal(0, UnrelatedTonesRelu.Dc(0, 0));
        Assert.Equal(0, UnrelatedTonesRelu.LineAmplitude([1, 0], [1, 1]));
        Assert.Equal(0, UnrelatedTonesRelu.LineAmplitude([1, 2], [2, 1]));
        Assert.Equal(1, UnrelatedTonesRelu.LineAmplitude([1, 2], [0, -1]));
        Assert.Equal(2 / (3 * Math.PI), UnrelatedTonesRelu.LineAmplitude([1, 0], [-2, 0]), Rounding);
    }

    [Fact]
    public void Bad_input_is_refused_with_what_is_allowed()
    {
        Assert.Contains("1 to 1,000 tones", Assert.Throws<ArgumentException>(() => UnrelatedTonesRelu.Dc()).Message);
        foreach (var bad in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
            Assert.Contains("finite", Assert.Throws<ArgumentException>(() => UnrelatedTonesRelu.Dc(1, bad)).Message);
        Assert.Contains("2 amplitudes and 3 orders",
            Assert.Throws<ArgumentException>(() => UnrelatedTonesRelu.LineAmplitude([1, 1], [1, 1, 0])).Message);
        Assert.Contains("order 200",
            Assert.Throws<ArgumentOutOfRangeException>(() => UnrelatedTonesRelu.LineAmplitude([1], [202])).Message);
        Assert.Contains("order 200",
            Assert.Throws<ArgumentOutOfRangeException>(() => UnrelatedTonesRelu.LineAmplitude([1], [int.MinValue])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => UnrelatedTonesRelu.Lines(new ToneSum(new Tone(1)), -1));
        Assert.Contains("HarmonicTonesRelu",
            Assert.Throws<ArgumentException>(() => UnrelatedTonesRelu.Lines(new ToneSum(new Tone(1), new Tone(0)), 2)).Message);
    }

    /// <summary>The line (m₁, m₂) of cos θ₁ + r·cos θ₂, r below 1 (Weber and Schafheitlin; DLMF 10.22.56 with λ = 2).</summary>
    private static double WeberSchafheitlin(double r, int m1, int m2) =>
        ((m1 + m2) % 4 == 0 ? -1 : 1) * 2 / Math.PI * Math.Pow(r, m2) * SpecialFunctions.Gamma((m1 + m2 - 1) / 2.0)
            / (4 * SpecialFunctions.Gamma(m2 + 1) * SpecialFunctions.Gamma((3 + m1 - m2) / 2.0))
            * Hypergeometric((m1 + m2 - 1) / 2.0, (m2 - m1 - 1) / 2.0, m2 + 1, r * r);

    private static double Hypergeometric(double a, double b, double c, double z)
    {
        double term = 1, sum = 1;
        for (var n = 0; n < 100_000 && term != 0; n++)
            sum += term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z;
        return sum;
    }
}
