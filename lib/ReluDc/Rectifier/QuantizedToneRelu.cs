namespace ReluDc;

/// <summary>
/// ReLU of a quantised tone in continuous time, in closed form: DC component, harmonics, and the power of the quantisation error. Taught in
/// notebook 08.
/// </summary>
/// <remarks>
/// A quantiser is a staircase: ReLU(Q(x)) = Δ·Σ_k [x &gt; t_k] with the thresholds t_k = (k − ½)Δ. While a·cos θ is above t_k,
/// |θ| &lt; α_k = arccos(t_k/a); so each stair adds a pulse whose Fourier coefficients everyone knows. No assumption about "quantisation
/// noise" enters.
/// </remarks>
public sealed class QuantizedToneRelu
{
    private const int MostSteps = 1 << 24;

    private readonly double[] angles;   // α_k of the thresholds that the tone crosses, k = 1, 2 …
    private readonly int negativeSteps; // as many below zero: there is one level more, and the tone may reach it

    /// <summary>A tone of any frequency and phase after a quantiser.</summary>
    /// <param name="amplitude">Peak amplitude a, finite and above 0; at most 2²⁴ steps of the quantiser are within it.</param>
    /// <param name="quantizer">The quantiser; it may clip the tone.</param>
    public QuantizedToneRelu(double amplitude, Quantizer quantizer)
    {
        (Amplitude, Quantizer) = (Argument.Positive(amplitude, "An amplitude"), Argument.Given(quantizer));
        var crossed = Math.Ceiling(amplitude / quantizer.Step - 0.5); // thresholds below a
        var positive = (int)Math.Min(crossed, Math.ScaleB(1, quantizer.Bits - 1) - 1);
        if (Math.Min(crossed, Math.ScaleB(1, quantizer.Bits - 1)) > MostSteps)
            throw new ArgumentOutOfRangeException(nameof(amplitude), amplitude, FormattableString.Invariant(
                $"A tone has at most {MostSteps:N0} steps of the quantiser in its amplitude, {MostSteps * quantizer.Step:G6} here."));
        negativeSteps = (int)Math.Min(crossed, Math.ScaleB(1, quantizer.Bits - 1));
        angles = [.. Enumerable.Range(1, negativeSteps).Select(k => Math.Acos((k - 0.5) * quantizer.Step / amplitude))];
        PositiveSteps = positive;
    }

    /// <summary>The tone's amplitude a.</summary>
    public double Amplitude { get; }

    /// <summary>The quantiser.</summary>
    public Quantizer Quantizer { get; }

    /// <summary>How many thresholds above zero the tone crosses.</summary>
    public int PositiveSteps { get; }

    /// <summary>The DC component (Δ/π)·Σ_k α_k; a/π without a quantiser.</summary>
    public double Dc => Quantizer.Step / Math.PI * angles.Take(PositiveSteps).Sum();

    /// <summary>
    /// Signed amplitude of a harmonic in cos(harmonic·θ): (2Δ/πn)·Σ_k sin(n·α_k), and the DC component for n = 0.
    /// </summary>
    /// <param name="harmonic">0 for DC, 1 for the fundamental, and so on.</param>
    public double LineAmplitude(int harmonic)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(harmonic);
        return harmonic == 0
            ? Dc
            : 2 * Quantizer.Step / (Math.PI * harmonic) * angles.Take(PositiveSteps).Sum(angle => Math.Sin(harmonic * angle));
    }

    /// <summary>
    /// Mean power of the error Q(x) − x of the tone itself, before the ReLU. Near <see cref="Quantizer.NoisePower"/> if the tone crosses
    /// many levels.
    /// </summary>
    /// <remarks>
    /// E[Q²] − 2E[Qx] + a²/2 from the same pulses. From 16 bits on the three cancel to a relative error of 1e-4 or so.
    /// </remarks>
    public double NoisePower
    {
        get
        {
            var tone = Amplitude * Amplitude / 2;
            if (negativeSteps == 0 || !double.IsFinite(16 * tone))
                return tone; // it is all error; or it is too large for a double, and the terms below would be ∞ − ∞
            double step = Quantizer.Step, square = 0, product = 0;
            for (var k = 1; k <= negativeSteps; k++)
            {
                var sides = k <= PositiveSteps ? 2 : 1;
                square += sides * (2 * k - 1) * angles[k - 1] / Math.PI;
                product += sides * Math.Sin(angles[k - 1]) / Math.PI;
            }
            return step * step * square - 2 * step * Amplitude * product + tone;
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"ReLU of a tone of amplitude {Amplitude:G4} after {Quantizer}: DC {Dc:G6}");
}
