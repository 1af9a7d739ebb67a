using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>
/// Stretches in which a sensor has lost the skin: the pulse fades out within half a second, light from outside comes in, and the level is
/// another one.
/// </summary>
/// <param name="HeldS">Mean duration of contact, in seconds, above 0.</param>
/// <param name="LostS">Mean duration without it, in seconds, above 1.</param>
public sealed record ContactLoss(double HeldS, double LostS)
{
    private const double FadeS = 0.5;

    /// <inheritdoc cref="ContactLoss(double, double)" path="/param[@name='HeldS']"/>
    public double HeldS { get; init => field = Bursts(value, 2).CleanS; } = Bursts(HeldS, 2).CleanS;

    /// <inheritdoc cref="ContactLoss(double, double)" path="/param[@name='LostS']"/>
    public double LostS { get; init => field = Bursts(1, value).ArtefactS; } = Bursts(1, LostS).ArtefactS;

    /// <summary>
    /// Draws how much of the pulse arrives, from 0 to 1, and the level that is added, in pulse ranges. → [count], [count]
    /// </summary>
    /// <param name="count">Number of samples at 32 Hz, 1 or more.</param>
    /// <param name="random">Where the losses come from.</param>
    public (double[] Contact, double[] Level) Draw(int count, Pcg32 random)
    {
        var lost = Bursts(HeldS, LostS).DrawState(count, PpgRecording.SampleRateHz, random);
        var (contact, level) = (new double[count], new double[count]);
        var kept = Math.Exp(-1 / (FadeS / 3 * PpgRecording.SampleRateHz)); // three time constants: 5 % are left
        var (held, target) = (lost[0] ? 0.0 : 1.0, 0.0);
        for (var n = 0; n < count; n++)
        {
            if (lost[n] && (n == 0 || !lost[n - 1]))
                target = 4 * random.NextGaussian();
            held = kept * held + (1 - kept) * (lost[n] ? 0 : 1);
            contact[n] = held;
            level[n] = (1 - held) * target;
        }
        return (contact, level);
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"Contact lost for {LostS:G3} s after {HeldS:G3} s on the average");

    private static ArtefactBursts Bursts(double heldS, double lostS) => new(heldS, lostS, 0);
}
