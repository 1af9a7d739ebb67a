using System.Collections.Immutable;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>A mean heart rate that changes in time as it does in daily life: towards the level of an activity, and restless around it. For notebook 10.</summary>
/// <remarks>
/// The change of the rate is a Gauss–Markov process whose strength itself varies slowly; its spread is set so that the rate of windows 2 s apart differs by
/// 0.6–0.9 (median), 2.2–3.3 (95 %) and 3.2–4.8 (99 %) beats a minute, as measured on real recordings in exercise.
/// </remarks>
public sealed class HeartRateTrajectory
{
    /// <summary>The lowest rate a trajectory takes, in beats a minute.</summary>
    public const double LowestBpm = 35;

    /// <summary>The highest, in beats a minute.</summary>
    public const double HighestBpm = 210;

    private const double ChangeTimeS = 12;       // how long the rate keeps rising or falling
    private const double StrengthTimeS = 60;     // how long it keeps being restless or calm
    private const double StrengthDeviation = 0.5; // of the logarithm of the strength
    private const double ReturnTimeS = 90;       // how long it stays away from its level

    private readonly ImmutableArray<double> everySecondBpm;

    private HeartRateTrajectory(ImmutableArray<double> everySecondBpm) => this.everySecondBpm = everySecondBpm;

    /// <summary>Draws a trajectory.</summary>
    /// <param name="startBpm">Level at the start, in beats a minute, 35 … 210.</param>
    /// <param name="endBpm">Level that it tends to, likewise.</param>
    /// <param name="riseTimeS">Time constant of that, in seconds, above 0.</param>
    /// <param name="changeBpmPerS">Standard deviation of the change around it, in beats a minute per second, 0 or more; 0.5 in exercise.</param>
    /// <param name="durationS">How long, in seconds, above 0.</param>
    /// <param name="random">Where the restlessness comes from.</param>
    public static HeartRateTrajectory Draw(double startBpm, double endBpm, double riseTimeS, double changeBpmPerS, double durationS, Pcg32 random)
    {
        foreach (var level in new[] { startBpm, endBpm })
            if (!(level is >= LowestBpm and <= HighestBpm))
                throw new ArgumentOutOfRangeException(nameof(startBpm), level, $"A level lies between {LowestBpm} and {HighestBpm} beats a minute.");
        if (!(riseTimeS > 0 && changeBpmPerS >= 0 && double.IsFinite(changeBpmPerS) && durationS is > 0 and < 1e6))
            throw new ArgumentOutOfRangeException(nameof(durationS), "A time constant and a duration lie above 0, and a change is 0 or more.");
        double change = random.NextGaussian(), strength = StrengthDeviation * random.NextGaussian(), away = 0;
        var rates = ImmutableArray.CreateBuilder<double>();
        for (var second = 0; second <= Math.Ceiling(durationS) + 1; second++)
        {
            var level = endBpm + (startBpm - endBpm) * Math.Exp(-second / riseTimeS);
            rates.Add(Math.Clamp(level + away, LowestBpm, HighestBpm));
            Step(ref change, ChangeTimeS, 1);
            Step(ref strength, StrengthTimeS, StrengthDeviation);
            away += changeBpmPerS * Math.Exp(strength - StrengthDeviation * StrengthDeviation) * change - away / ReturnTimeS;
        }
        return new(rates.ToImmutable());

        void Step(ref double value, double timeS, double deviation)
        {
            var kept = Math.Exp(-1 / timeS);
            value = kept * value + deviation * Math.Sqrt(1 - kept * kept) * random.NextGaussian();
        }
    }

    /// <summary>The rate at a time from 0 to the end, in beats a minute.</summary>
    public double AtBpm(double timeS)
    {
        var second = (int)Math.Clamp(Math.Floor(timeS), 0, everySecondBpm.Length - 2);
        var part = Math.Clamp(timeS - second, 0, 1);
        return (1 - part) * everySecondBpm[second] + part * everySecondBpm[second + 1];
    }
}
