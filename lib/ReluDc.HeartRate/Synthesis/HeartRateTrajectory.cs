using System.Collections.Immutable;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>
/// A mean heart rate that changes in time as it does in daily life: towards the level of an activity, and restless around it.
/// </summary>
/// <remarks>
/// The change of the rate is a Gauss–Markov process whose strength itself varies slowly; its spread is set so that the rate of
/// windows 2 s apart differs by 0.6–0.9 (median), 2.2–3.3 (95 %) and 3.2–4.8 (99 %) beats a minute, as measured on real
/// recordings in exercise.
/// </remarks>
public sealed class HeartRateTrajectory
{
    /// <summary>The lowest rate a trajectory takes, in beats a minute.</summary>
    public const double LowestBpm = 35;

    /// <summary>The highest, in beats a minute.</summary>
    public const double HighestBpm = 210;

    private const double LongestS = 1e6;
    private const double LargestChange = 100;
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
    /// <param name="changeBpmPerS">
    /// Standard deviation of the change around it, in beats a minute per second, 0 … 100; 0.5 in exercise.
    /// </param>
    /// <param name="durationS">How long, in seconds, above 0, less than 10⁶.</param>
    /// <param name="random">Where the restlessness comes from.</param>
    public static HeartRateTrajectory Draw(
        double startBpm, double endBpm, double riseTimeS, double changeBpmPerS, double durationS, Pcg32 random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Argument.Within(startBpm, LowestBpm, HighestBpm, "A level in beats a minute");
        Argument.Within(endBpm, LowestBpm, HighestBpm, "A level in beats a minute");
        Argument.Positive(riseTimeS, "A time constant in seconds");
        CheckChange(changeBpmPerS, nameof(changeBpmPerS));
        if (!(durationS is > 0 and < LongestS))
            throw new ArgumentOutOfRangeException(
                nameof(durationS), durationS, $"A duration in seconds lies above 0 and below {LongestS}.");
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

    /// <summary>The rate at a time, in beats a minute.</summary>
    /// <param name="timeS">From 0 to the end, in seconds.</param>
    public double AtBpm(double timeS)
    {
        Argument.Within(timeS, 0, everySecondBpm.Length - 1, "A time in seconds");
        var second = (int)Math.Clamp(Math.Floor(timeS), 0, everySecondBpm.Length - 2);
        var part = Math.Clamp(timeS - second, 0, 1);
        return (1 - part) * everySecondBpm[second] + part * everySecondBpm[second + 1];
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{everySecondBpm.Length - 2} s from {everySecondBpm[0]:F0} to {everySecondBpm[^2]:F0} BPM, mean {everySecondBpm.Average():F1}");

    /// <summary>How restless a rate may be.</summary>
    internal static double CheckChange(double bpmPerS, string name) =>
        Argument.Within(bpmPerS, 0, LargestChange, "A change in beats a minute per second", name);
}
