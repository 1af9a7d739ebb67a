using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>Stretches in which a PPG is spoilt by something no accelerometer sees, such as a sensor that shifts: two states that follow each other, each lasting exponentially long (Paliakaitė et al. 2021). For notebook 10.</summary>
/// <param name="CleanS">Mean duration of the clean state, in seconds, above 0; such as 10.</param>
/// <param name="ArtefactS">Mean duration of the other, in seconds, above 1; such as 5. None is shorter than 1 s.</param>
/// <param name="Strength">RMS of the artefact over that of the pulse, 0 or more.</param>
public sealed record ArtefactBursts(double CleanS, double ArtefactS, double Strength)
{
    /// <summary>Shortest stretch of either state, in seconds.</summary>
    public const double ShortestS = 1;

    /// <summary>Draws which samples lie in an artefact.</summary>
    public bool[] DrawState(int count, double sampleRateHz, Pcg32 random)
    {
        if (!(CleanS > 0 && ArtefactS > ShortestS && Strength >= 0))
            throw new ArgumentOutOfRangeException(nameof(count), $"Durations lie above 0 and {ShortestS} s, a strength is 0 or more; given is {this}.");
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

    /// <summary>Draws the artefact: noise whose power falls with frequency, each burst with a level of its own. RMS <see cref="Strength"/> inside bursts, 0 outside. [count]</summary>
    public double[] Draw(int count, double sampleRateHz, Pcg32 random)
    {
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
}
