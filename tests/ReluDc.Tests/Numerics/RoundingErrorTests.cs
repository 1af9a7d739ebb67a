using ReluDc.Networks;

namespace ReluDc.Tests.Numerics;

/// <summary>Predicted errors against those of many random filters, tones and windows that were really rounded.</summary>
public sealed class RoundingErrorTests
{
    private const int Draws = 3000;

    private static FirFilter RandomFilter(int taps, Pcg32 random) =>
        new(Enumerable.Range(0, taps).Select(_ => 2 * random.NextDouble() - 1).ToArray());

    private static double Rms(IEnumerable<double> values) => Math.Sqrt(values.Average(v => v * v));

    [Theory]
    [InlineData(2, 6)]
    [InlineData(3, 8)]
    [InlineData(7, 10)]
    public void Rounded_weights_change_the_gain_by_the_predicted_rms(int taps, int bits)
    {
        var random = new Pcg32(1);
        var draws = Enumerable.Range(0, Draws)
            .Select(_ => (Filter: RandomFilter(taps, random), Tone: new Tone(1 + 13 * random.NextDouble(), 0.8))).ToArray();
        double Gain(FirFilter filter, Tone tone) => filter.FrequencyResponse(tone.FrequencyHz, 32).Magnitude;
        var measured = Rms(draws.Select(d => (Gain(d.Filter.Rounded(bits), d.Tone) - Gain(d.Filter, d.Tone)) * 0.8 / Math.PI));
        var predicted = Rms(draws.Select(d => RoundingError.OfWeights(d.Filter, d.Tone, 32, bits)));
        Assert.Equal(1, measured / predicted, 0.05); // an RMS of 3000 scatters by 0.013
    }

    [Theory]
    [InlineData(4, 256)] // the staircase's part is the larger one
    [InlineData(7, 256)]
    [InlineData(10, 64)]
    public void Rounded_inputs_scatter_the_dc_by_the_predicted_rms(int bits, int samples)
    {
        var random = new Pcg32(2);
        var quantizer = new Quantizer(bits, 1);
        var draws = Enumerable.Range(0, Draws / 3)
            .Select(_ => (Filter: RandomFilter(3, random),
                Tone: new Tone(32 * (0.05 + 0.4 * random.NextDouble()), 0.8, 6 * random.NextDouble()))).ToArray();
        double Dc(FirFilter filter, Signal x) => filter.Causal(x).Relu().Mean;
        var measured = Rms(draws.Select(d =>
            new ToneSum(d.Tone).Sample(32, samples / 32.0) is var x ? Dc(d.Filter, quantizer.Apply(x)) - Dc(d.Filter, x) : 0));
        var predicted = Rms(draws.Select(d => RoundingError.OfInputs(d.Filter, d.Tone, 32, quantizer, samples)));
        Assert.Equal(1, measured / predicted, 0.12); // an RMS of 1000 scatters by 0.022; that the error is white is an approximation
    }

    [Theory]
    [InlineData(0.02, 100)]
    [InlineData(0.2, 1000)]
    public void Rounded_outputs_change_the_dc_by_the_predicted_rms(double step, int samples)
    {
        var random = new Pcg32(3);
        var draws = Enumerable.Range(0, Draws).Select(_ => new Tone(0.03 + 0.45 * random.NextDouble(), 1, 6 * random.NextDouble()))
            .ToArray();
        var measured = Rms(draws.Select(tone =>
            new ToneSum(tone).Sample(1, samples).Relu() is var y ? y.Map(v => step * Math.Round(v / step)).Mean - y.Mean : 0));
        Assert.Equal(1, measured / RoundingError.OfOutputs(1, step, samples), 0.12);
    }
}
