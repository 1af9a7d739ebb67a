namespace ReluDc;

/// <summary>
/// ReLU of a sampled tone: sampling folds its endless harmonics, so even its DC depends on frequency and phase. Taught in notebook 08.
/// </summary>
public static class SampledTone
{
    private const int MostSamples = 10_000_000; // of a sum that takes no longer than half a second

    /// <summary>
    /// DC component of ReLU(cos(2πn·p/q + φ)) over whole periods: (1/q)·Σ_j ReLU(cos(2πj/q + φ)), p/q in lowest terms.
    /// </summary>
    /// <param name="p">Periods; f/fs = p/q. 0 or more.</param>
    /// <param name="q">Samples in those periods, 1 … 10,000,000.</param>
    /// <param name="phaseRad">Phase φ of the first sample in radians, finite.</param>
    /// <returns>In continuous time it would be 1/π. For φ = 0 and q divisible by 4 it is cot(π/q)/q.</returns>
    public static double Dc(int p, int q, double phaseRad)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(p);
        Argument.Within(q, 1, MostSamples, "The number of samples q");
        Argument.Finite(phaseRad, "A phase in radians");

        var phases = q / (int)System.Numerics.BigInteger.GreatestCommonDivisor(p, q);
        var sum = 0.0;
        for (var j = 0; j < phases; j++)
            sum += Relu.Apply(Math.Cos(2 * Math.PI * j / phases + phaseRad));
        return sum / phases;
    }

    /// <summary>
    /// The same without a sum: cos δ/(Q·sin(π/Q)), Q = q for even and 2q for odd q, and δ the phase reduced to −π/Q … π/Q.
    /// </summary>
    /// <inheritdoc cref="Dc" path="/param"/>
    /// <remarks>
    /// Q/2 neighbouring phases are positive; their sum is a geometric series, largest when they lie symmetrically around the crest (δ
    /// = 0). An odd number of phases is, by |x|, twice as many. For φ = 0, δ is 0 if Q/2 is odd and π/Q if it is even.
    /// </remarks>
    public static double ClosedFormDc(int p, int q, double phaseRad)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(p);
        ArgumentOutOfRangeException.ThrowIfLessThan(q, 1);
        Argument.Finite(phaseRad, "A phase in radians");

        var phases = q / (int)System.Numerics.BigInteger.GreatestCommonDivisor(p, q);
        if (phases == 1)
            return Relu.Apply(Math.Cos(phaseRad)); // a constant: the tone itself folds onto DC
        var effective = EffectiveSamples(phases);
        var fromCrest = effective % 4 == 0 ? phaseRad + Math.PI / effective : phaseRad;
        return Math.Cos(Math.IEEERemainder(fromCrest, 2 * Math.PI / effective)) / (effective * Math.Sin(Math.PI / effective));
    }

    /// <summary>
    /// The lowest and the highest DC that any phase can give: cot(π/Q)/Q and 1/(Q·sin(π/Q)). 1/π lies between; for large Q they are
    /// π²/3Q² below and π²/6Q² above.
    /// </summary>
    /// <param name="p">Periods; f/fs = p/q. 0 or more.</param>
    /// <param name="q">Samples in those periods, 1 or more.</param>
    public static (double Lowest, double Highest) Range(int p, int q)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(p);
        ArgumentOutOfRangeException.ThrowIfLessThan(q, 1);
        var phases = q / (int)System.Numerics.BigInteger.GreatestCommonDivisor(p, q);
        var effective = EffectiveSamples(phases);
        return phases == 1
            ? (0, 1)
            : (1 / (effective * Math.Tan(Math.PI / effective)), 1 / (effective * Math.Sin(Math.PI / effective)));
    }

    /// <summary>
    /// What folded lines leak into the mean of a window, beyond those that fold onto DC: Σ_n c_n·cos(nθ_m)·sin(Nβ)/N·(1/sin β
    /// − 1/β), β = πnf/fs.
    /// </summary>
    /// <remarks>
    /// Line n enters the mean of N samples by sin(Nβ)/(N·sin β), and that of N/fs seconds of continuous time by sin(Nβ)/(Nβ); θ_m
    /// is the tone's phase in the window's middle. With <see cref="OneToneRelu.Mean"/> and <see cref="ClosedFormDc"/> this is all that
    /// a sampled window's DC consists of.
    /// </remarks>
    /// <param name="tone">The tone; above 0 Hz.</param>
    /// <param name="sampleRateHz">fs in hertz, above 0.</param>
    /// <param name="count">Samples N in the window, from time 0 on; 1 or more.</param>
    /// <param name="maxHarmonic">Last line in the sum, 1 … 10,000,000; the rest adds |a|/(π·maxHarmonic) at most.</param>
    public static double FoldedLeakage(Tone tone, double sampleRateHz, int count, int maxHarmonic)
    {
        Argument.SampleRate(sampleRateHz);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Argument.Within(maxHarmonic, 1, MostSamples, "The last line");
        var relu = new OneToneRelu(tone);
        var cycles = tone.FrequencyHz / sampleRateHz;
        if (!double.IsFinite(Math.PI * cycles * count * maxHarmonic))
            throw new ArgumentOutOfRangeException(
                nameof(tone), tone, "A tone has a finite number of periods in the window, and so has its last line.");
        var q = Fraction(tone.FrequencyHz, sampleRateHz)?.Q;
        var middleRad = Math.PI * cycles * (count - 1) + tone.PhaseRad + (tone.Amplitude < 0 ? Math.PI : 0);
        var sum = 0.0;
        for (var n = 1; n <= maxHarmonic; n += n == 1 ? 1 : 2) // odd lines above the first are zero
            if (q is null || n % q != 0)
                sum += relu.LineAmplitude(n) * Math.Cos(n * middleRad) * Math.Sin(Math.PI * n * cycles * count) / count
                    * (1 / Math.Sin(Math.PI * n * cycles) - 1 / (Math.PI * n * cycles));
        return sum;
    }

    /// <summary>
    /// f/fs = p/q in lowest terms, if both lie on the grid of 1e-6 Hz that frequencies are typed on; null if not, or if q is beyond
    /// 10,000,000.
    /// </summary>
    /// <param name="frequencyHz">f in hertz, 0 or more.</param>
    /// <param name="sampleRateHz">fs in hertz, above 0.</param>
    public static (int P, int Q)? Fraction(double frequencyHz, double sampleRateHz)
    {
        Argument.NotNegative(frequencyHz, "A frequency in hertz");
        Argument.SampleRate(sampleRateHz);
        if (CommonPeriod.Of(new ToneSum(new Tone(frequencyHz), new Tone(sampleRateHz))) is not { Harmonics: [var p, var q] })
            return null;
        return q is >= 1 and <= MostSamples && p <= int.MaxValue ? ((int)p, (int)q) : null;
    }

    /// <summary>Q: as many distinct phases as |x| has, which sees x and −x alike.</summary>
    private static long EffectiveSamples(int q) => q % 2 == 0 ? q : 2L * q;
}
