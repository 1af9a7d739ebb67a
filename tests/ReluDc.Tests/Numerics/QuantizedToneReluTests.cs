using MathNet.Numerics;

namespace ReluDc.Tests.Numerics;

public class QuantizedToneReluTests
{
    /// <summary>
    /// Sampled phases: a threshold's crossing is misplaced by one of them at most, and there are 2·a/Δ crossings of Δ each.
    /// </summary>
    private const int Phases = 1 << 17;

    public static TheoryData<int, double> Cases => new()
    {
        { 2, 0.4 }, { 3, 0.8 }, { 3, 1.2 }, { 4, 0.03 }, { 5, 0.9999 }, { 8, 0.61 }, { 10, 5 },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Dc_and_lines_are_those_of_many_quantised_samples(int bits, double amplitude)
    {
        var quantizer = new Quantizer(bits, fullScale: 1);
        var relu = new QuantizedToneRelu(amplitude, quantizer);
        var samples = Enumerable.Range(0, Phases).Select(n => (Theta: 2 * Math.PI * (n + 0.25) / Phases, X: 0.0))
            .Select(s => s with { X = Relu.Apply(quantizer.Apply(amplitude * Math.Cos(s.Theta))) }).ToArray();
        var tolerance = 4 * Math.Min(amplitude, 1) / Phases;
        Assert.Equal(samples.Average(s => s.X), relu.Dc, tolerance);
        for (var n = 1; n <= 8; n++)
            Assert.Equal(2 * samples.Average(s => s.X * Math.Cos(n * s.Theta)), relu.LineAmplitude(n), 2 * n * tolerance);
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_error_has_the_power_of_many_quantised_samples_even_where_the_quantiser_clips(int bits, double amplitude)
    {
        var quantizer = new Quantizer(bits, fullScale: 1);
        var power = Enumerable.Range(0, Phases).Select(n => amplitude * Math.Cos(2 * Math.PI * (n + 0.25) / Phases))
            .Average(x => Math.Pow(quantizer.Apply(x) - x, 2));
        Assert.Equal(power, new QuantizedToneRelu(amplitude, quantizer).NoisePower,
            8 * Math.Max(amplitude, 1) * quantizer.Step / Phases + 1e-15);
    }

    [Fact]
    public void Without_clipping_the_error_power_is_the_bessel_series()
    {
        // Δ²/12 + (Δ/π)²·Σ (−1)^k/k²·J0(2πka/Δ): the sawtooth of the error, averaged over a tone's amplitudes.
        foreach (var (bits, amplitude) in new[] { (3, 0.8), (4, 0.55), (6, 0.7), (10, 0.3) })
        {
            var quantizer = new Quantizer(bits, 1);
            var series = Enumerable.Range(1, 20_000).Sum(k =>
                (k % 2 == 0 ? 1.0 : -1) / ((double)k * k) * SpecialFunctions.BesselJ(0, 2 * Math.PI * k * amplitude / quantizer.Step));
            var expected = quantizer.NoisePower + Math.Pow(quantizer.Step / Math.PI, 2) * series;
            Assert.Equal(1, new QuantizedToneRelu(amplitude, quantizer).NoisePower / expected, 1e-6);
        }
    }

    [Fact]
    public void Fine_steps_leave_the_lines_of_relu()
    {
        var relu = new QuantizedToneRelu(0.7, new Quantizer(20, 1));
        var exact = new OneToneRelu(new Tone(1, 0.7));
        for (var n = 0; n < 10; n++)
            Assert.Equal(exact.LineAmplitude(n), relu.LineAmplitude(n), 1e-8); // Δ^(3/2) is 3e-9
    }

    [Fact]
    public void A_tone_below_the_first_threshold_vanishes()
    {
        var quiet = new QuantizedToneRelu(0.12, new Quantizer(3, 1));
        Assert.Equal((0, 0, 0.0, 0.0), (quiet.PositiveSteps, 0, quiet.Dc, quiet.LineAmplitude(2)));
        Assert.Equal(0.12 * 0.12 / 2, quiet.NoisePower, 1e-17);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new QuantizedToneRelu(0, new Quantizer(3, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new QuantizedToneRelu(double.NaN, new Quantizer(3, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new QuantizedToneRelu(1, new Quantizer(3, 1)).LineAmplitude(-1));
    }
}
