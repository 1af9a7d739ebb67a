namespace ReluDc;

/// <summary>
/// What rounding does to the DC component after one filter and a ReLU, predicted: root mean squares over phases and windows. Taught in
/// notebook 08.
/// </summary>
/// <remarks>
/// Two parts. A staircase changes the amplitude of a tone, by the same in every window (<see cref="QuantizedToneRelu"/>). What is left of
/// the error passes for white noise of Δ²/12 that the mean wears down.
/// </remarks>
public static class RoundingError
{
    /// <summary>Of weights: first order in their errors, each uniform over one step and independent; the largest tap has none.</summary>
    /// <param name="filter">The exact filter.</param>
    /// <param name="tone">The tone before it.</param>
    /// <param name="sampleRateHz">fs in hertz, above 0.</param>
    /// <param name="bits">Bits of a weight, 2 or more (<see cref="FirFilter.Rounded"/>).</param>
    public static double OfWeights(FirFilter filter, Tone tone, double sampleRateHz, int bits)
    {
        var response = Argument.Given(filter).FrequencyResponse(tone.FrequencyHz, sampleRateHz);
        var largest = filter.Taps.Max(Math.Abs);
        var squares = 0.0;
        for (var j = 0; j < filter.Taps.Length; j++)
            if (Math.Abs(filter.Taps[j]) < largest)
                squares += Math.Pow(Math.Cos(2 * Math.PI * tone.FrequencyHz * j / sampleRateHz + response.Phase), 2);
        return Math.Abs(tone.Amplitude) / Math.PI * filter.TapStep(bits) * Math.Sqrt(squares / 12);
    }

    /// <summary>
    /// Of inputs: the staircase's change of the tone's amplitude, and noise of Δ²/12 that passes the filter, and the ReLU half of the
    /// time.
    /// </summary>
    /// <param name="filter">The filter.</param>
    /// <param name="tone">The tone before it; amplitude not 0 and not beyond full scale.</param>
    /// <param name="sampleRateHz">fs in hertz, above 0.</param>
    /// <param name="quantizer">What rounds the input.</param>
    /// <param name="samples">
    /// Different samples in the mean, 1 or more: those of the window, or q for a tone locked to the grid at p/q.
    /// </param>
    public static double OfInputs(FirFilter filter, Tone tone, double sampleRateHz, Quantizer quantizer, int samples)
    {
        Argument.Given(filter);
        Argument.SampleRate(sampleRateHz);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        var amplitude = Math.Abs(tone.Amplitude);
        if (!(amplitude > 0 && amplitude <= Argument.Given(quantizer).FullScale))
            throw new ArgumentOutOfRangeException(nameof(tone), tone, FormattableString.Invariant(
                $"The tone's amplitude is not 0 and at most the quantiser's full scale, {quantizer.FullScale:G6}."));
        var gain = 2 * new QuantizedToneRelu(amplitude, quantizer).LineAmplitude(1) - amplitude; // ReLU halves the fundamental
        var stair = gain * filter.FrequencyResponse(tone.FrequencyHz, sampleRateHz).Magnitude / Math.PI;
        return Math.Sqrt(stair * stair + quantizer.NoisePower / samples * GatedPower(filter, tone.FrequencyHz / sampleRateHz));
    }

    /// <summary>
    /// Of outputs, after the ReLU: the staircase's DC, and noise of Δ²/12 in the half of the samples that are not zero.
    /// </summary>
    /// <param name="amplitude">Amplitude of the filtered tone, above 0.</param>
    /// <param name="step">Δ of the outputs, above 0 and at least 2⁻²⁴ of the amplitude.</param>
    /// <param name="samples">Different samples in the mean, 1 or more.</param>
    public static double OfOutputs(double amplitude, double step, int samples)
    {
        Argument.Positive(amplitude, "An amplitude");
        Argument.Positive(step, "A step");
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        if (step < Math.ScaleB(amplitude, -24))
            throw new ArgumentOutOfRangeException(nameof(step), step, "A step is at least 2⁻²⁴ of the amplitude.");
        var bits = Math.Max(2, (int)Math.Ceiling(Math.Log2(amplitude / step)) + 2); // enough for the tone: outputs are never clipped
        var stair = new QuantizedToneRelu(amplitude, new Quantizer(bits, Math.ScaleB(step, bits - 1))).Dc - amplitude / Math.PI;
        return Math.Sqrt(stair * stair + step * step / 24 / samples);
    }

    /// <summary>
    /// Σ_τ r(τ)·(½ − ‖τν‖): white noise of power 1 after the filter, while a tone of ν cycles a sample holds the ReLU
    /// open (notebook 04).
    /// </summary>
    private static double GatedPower(FirFilter filter, double cycles)
    {
        var sum = 0.0;
        for (var i = 0; i < filter.Taps.Length; i++)
            for (var j = 0; j < filter.Taps.Length; j++)
                sum += filter.Taps[i] * filter.Taps[j] * (0.5 - Math.Abs((i - j) * cycles - Math.Round((i - j) * cycles)));
        return Math.Max(0, sum); // a power: below 0 by rounding alone
    }
}
