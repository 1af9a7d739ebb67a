using System.Collections.Immutable;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>The times of a heart's beats, and with them its phase and its rate.</summary>
public sealed class HeartBeats
{
    /// <summary>The longest stretch that is drawn, in seconds: a day. The work grows with its square.</summary>
    internal const double LongestS = 86_400;

    private const double LowHz = 0.1; // slow waves of blood pressure
    private const double HighHz = 0.25; // breathing
    private const double WidthHz = 0.01;
    private const double LowOverHigh = 0.5;

    private HeartBeats(ImmutableArray<double> timesS) => TimesS = timesS;

    /// <summary>When the heart beats, in seconds, rising: from before 0 to after the end. [beats]</summary>
    public ImmutableArray<double> TimesS { get; }

    /// <summary>
    /// Draws beats whose intervals vary as those of a heart do (ECGSYN, McSharry et al. 2003): power around 0.1 Hz and 0.25 Hz, half as
    /// much in the first.
    /// </summary>
    /// <param name="rateBpm">Mean heart rate in beats a minute at each time in seconds; 20 … 250.</param>
    /// <param name="deviationBpm">Standard deviation of the rate around it, in beats a minute, 0 or more; 4 to 5 at rest.</param>
    /// <param name="durationS">How long, in seconds, above 0, at most 86,400: a day.</param>
    /// <param name="random">Where the phases of the variation come from.</param>
    public static HeartBeats Draw(Func<double, double> rateBpm, double deviationBpm, double durationS, Pcg32 random)
    {
        ArgumentNullException.ThrowIfNull(rateBpm);
        ArgumentNullException.ThrowIfNull(random);
        if (!(durationS is > 0 and <= LongestS))
            throw new ArgumentOutOfRangeException(
                nameof(durationS), durationS, $"A duration in seconds lies above 0 and is at most {LongestS}.");
        Argument.NotNegative(deviationBpm, "A standard deviation in beats a minute");
        var variation = Variation(durationS, random);
        var times = ImmutableArray.CreateBuilder<double>();
        for (double t = -2 * 60 / Rate(0); ; t += Interval(t))
        {
            times.Add(t);
            if (t > durationS)
                return new(times.ToImmutable());
        }

        double Interval(double t) =>
            Math.Clamp(60 / Rate(t) + 60 * deviationBpm / (Rate(t) * Rate(t)) * variation(t), 60.0 / 300, 60.0 / 15);
        double Rate(double t)
        {
            var rate = rateBpm(Math.Clamp(t, 0, durationS));
            return rate is >= 20 and <= 250
                ? rate
                : throw new ArgumentOutOfRangeException(nameof(rateBpm), rate, "A heart rate lies between 20 and 250 beats a minute.");
        }
    }

    /// <summary>Phase of the cycle, in radians, −π … π: it turns once from beat to beat.</summary>
    /// <param name="timeS">A time from 0 to the end, in seconds.</param>
    public double PhaseRad(double timeS)
    {
        var next = After(timeS);
        return 2 * Math.PI * (timeS - TimesS[next - 1]) / (TimesS[next] - TimesS[next - 1]) - Math.PI;
    }

    /// <summary>Mean heart rate in a stretch of time, in beats a minute: the cycles that pass, parts of them too.</summary>
    /// <param name="startS">Its start in seconds, from 0.</param>
    /// <param name="endS">Its end in seconds, after the start.</param>
    public double RateBpm(double startS, double endS) => endS > startS
        ? 60 * (Cycles(endS) - Cycles(startS)) / (endS - startS)
        : throw new ArgumentOutOfRangeException(nameof(endS), endS, "A stretch of time ends after it starts.");

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{TimesS.Length} beats from {TimesS[0]:F1} to {TimesS[^1]:F1} s, mean {RateBpm(TimesS[0], TimesS[^1]):F1} BPM");

    private double Cycles(double timeS) => After(timeS) + (PhaseRad(timeS) - Math.PI) / (2 * Math.PI);

    private int After(double timeS)
    {
        // Rounding a duration to whole samples may lead past the last beat by part of one.
        if (!(timeS >= TimesS[0] && timeS <= TimesS[^1] + 1 / PpgRecording.SampleRateHz))
            throw new ArgumentOutOfRangeException(nameof(timeS), timeS, FormattableString.Invariant(
                $"A time lies between the first beat, at {TimesS[0]:F1} s, and the last, at {TimesS[^1]:F1} s."));
        var found = TimesS.BinarySearch(timeS);
        return Math.Clamp(found >= 0 ? found + 1 : ~found, 1, TimesS.Length - 1);
    }

    /// <summary>A random function of time with the spectrum of heart-rate variability, of standard deviation 1.</summary>
    private static Func<double, double> Variation(double durationS, Pcg32 random)
    {
        var span = Math.Max(durationS, 100); // shorter ones would have no line inside the narrow bands
        double Density(double hz, double centreHz) => Math.Exp(-Math.Pow((hz - centreHz) / WidthHz, 2) / 2);
        var lines = Enumerable.Range(1, (int)(0.4 * span)).Select(k => k / span)
            .Select(hz => (Hz: hz, Amplitude: Math.Sqrt(LowOverHigh * Density(hz, LowHz) + Density(hz, HighHz)),
                PhaseRad: 2 * Math.PI * random.NextDouble()))
            .Where(line => line.Amplitude > 1e-4).ToArray();
        var scale = 1 / Math.Sqrt(lines.Sum(line => line.Amplitude * line.Amplitude) / 2);
        return t => scale * lines.Sum(line => line.Amplitude * Math.Cos(2 * Math.PI * line.Hz * t + line.PhaseRad));
    }
}
