using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>
/// Stretches in which a PPG is spoilt by something no accelerometer sees, such as a sensor that shifts: two states that follow each other,
/// each lasting exponentially long (Paliakaitė et al. 2021).
/// </summary>
/// <param name="CleanS">Mean duration of the clean state, in seconds, above 0; such as 10.</param>
/// <param name="ArtefactS">Mean duration of the other, in seconds, above 1; such as 5. None is shorter than 1 s.</param>
/// <param name="Strength">RMS of the artefact over that of the pulse, 0 or more.</param>
public sealed record ArtefactBursts(double CleanS, double ArtefactS, double Strength)
{
    /// <summary>Shortest stretch of either state, in seconds.</summary>
    public const double ShortestS = 1;

    private const double HighestRateHz = 1e6;

    /// <inheritdoc cref="ArtefactBursts(double, double, double)" path="/param[@name='CleanS']"/>
    public double CleanS { get; init => field = Argument.Positive(value, "A mean duration in seconds", nameof(CleanS)); } =
        Argument.Positive(CleanS, "A mean duration in seconds");

    /// <inheritdoc cref="ArtefactBursts(double, double, double)" path="/param[@name='ArtefactS']"/>
    public double ArtefactS { get; init => field = CheckArtefact(value); } = CheckArtefact(ArtefactS);

    /// <inheritdoc cref="ArtefactBursts(double, double, double)" path="/param[@name='Strength']"/>
    public double Strength { get; init => field = Argument.NotNegative(value, "A strength", nameof(Strength)); } =
        Argument.NotNegative(Strength, "A strength");

    /// <summary>Draws which samples lie in an artefact. → [count]</summary>
    /// <param name="count">Number of samples, 1 or more.</param>
    /// <param name="sampleRateHz">Their rate in hertz, 1 … 10⁶.</param>
    /// <param name="random">Where the bursts come from.</param>
    public bool[] DrawState(int count, double sampleRateHz, Pcg32 random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Argument.Within(count, 1, Argument.MostNumbers, "The number of samples");
        Argument.Within(sampleRateHz, 1, HighestRateHz, "A sampling rate in hertz");
        var spoilt = new bool[count];
        var state = random.NextDouble() < ArtefactS / (CleanS + ArtefactS);
        for (double end = 0, n = 0; n < count; state = !state)
        {
            // The mean stays as stated although no artefact is shorter than the least: what lies beyond the least is exponential.
            var least = state ? ShortestS : 0;
            end += (least - ((state ? ArtefactS : CleanS) - least) * Math.Log(1 - random.NextDouble())) * sampleRateHz;
            for (; n < Math.Min(end, count); n++)
                spoilt[(int)n] = state;
        }
        return spoilt;
    }

    /// <summary>
    /// Draws the artefact: noise whose power falls with frequency, each burst with a level of its own. RMS <see cref="Strength"/> inside
    /// bursts, 0 outside. → [count]
    /// </summary>
    /// <param name="count">Number of samples, 2 or more.</param>
    /// <param name="sampleRateHz">Their rate in hertz, 1 … 10⁶.</param>
    /// <param name="random">Where the bursts come from.</param>
    public double[] Draw(int count, double sampleRateHz, Pcg32 random)
    {
        Argument.Within(count, 2, Argument.MostNumbers, "The number of samples");
        var spoilt = DrawState(count, sampleRateHz, random);
        var noise = Noise.Pink(1, sampleRateHz, count / sampleRateHz, random).Samples;
        var artefact = new double[count];
        var level = 0.0;
        for (var n = 0; n < count; n++)
        {
            if (spoilt[n] && (n == 0 || !spoilt[n - 1]))
                level = Math.Exp(0.5 * random.NextGaussian() - 0.25); // mean square 1
            artefact[n] = spoilt[n] ? Strength * level * noise[n] : 0;
        }
        return artefact;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"Bursts of {ArtefactS:G4} s after {CleanS:G4} s on the average, {Strength:G4} times the pulse");

    private static double CheckArtefact(double seconds) => seconds > ShortestS && double.IsFinite(seconds)
        ? seconds
        : throw new ArgumentOutOfRangeException(
            nameof(ArtefactS), seconds, $"A mean duration of artefacts is finite and above {ShortestS} s.");
}
