using System.Collections.Immutable;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>
/// Synthetic recordings of all kinds, for a network to learn from: any heart rate, at rest and in motion, with and without an
/// accelerometer.
/// </summary>
/// <remarks>
/// Its ranges are wider than what is usual, so that no device or activity is outside them; heart rates are equally likely, whatever the
/// motion. Taught in notebook 10.
/// </remarks>
public static class HeartRateTraining
{
    /// <summary>Length of a recording, in seconds.</summary>
    public const double RecordingS = 64;

    /// <summary>Spread of the target over the bins, in beats a minute.</summary>
    public const double TargetDeviationBpm = 1.5;

    /// <summary>Share of recordings whose sensor sees no pulse.</summary>
    public const double NoPulseShare = 0.1;

    private const double EverydayShare = 0.5; // of recordings: movement without rhythm, and sensors that do not sit well
    private const int MostRecordings = 50_000; // as many windows of them as one array holds
    private const double NoAccelerometerShare = 0.3; // of recordings: at rest or in motion, nobody measures it

    /// <summary>One recording with its true rates; without a reference where its sensor sees no pulse.</summary>
    /// <param name="random">Where all that is random comes from.</param>
    public static (PpgRecording Recording, HeartRateReference? Reference) Draw(Pcg32 random) =>
        DrawSeen(random) is var drawn ? (drawn.Recording, drawn.Reference) : default;

    private static (PpgRecording Recording, HeartRateReference? Reference, double[] Contact) DrawSeen(Pcg32 random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double Between(double low, double high) => low + (high - low) * random.NextDouble();
        double BetweenLog(double low, double high) => Math.Exp(Between(Math.Log(low), Math.Log(high)));
        var start = Between(40, 205);
        var end = Math.Clamp(start + Between(-30, 30), 40, 205);
        var still = random.NextDouble() < 0.4;
        var scene = new SyntheticPpg
        {
            Pulse = random.NextDouble() < 0.4 ? PulseShape.Between(random.NextDouble()) : PulseShape.Draw(random),
            HighPassHz = random.NextDouble() < 0.5 ? 0 : BetweenLog(0.1, 3),
            PulseHeight = random.NextDouble() < NoPulseShare ? 0 : 1,
            DeviationBpm = Between(0.3, Math.Max(1, 8 - start / 20)),
            BreathsPerMinute = Between(6, 45),
            SensorNoise = BetweenLog(0.02, 1),
            Motion = still
                ? new(BetweenLog(0.5, 3.3), BetweenLog(0.002, 0.1), random.NextDouble())
                : new(BetweenLog(0.6, 3.3), BetweenLog(0.05, 1.2), Math.Pow(random.NextDouble(), 2), Between(0.05, 0.7), BetweenLog(2, 20)),
            MotionOverPulse = still ? Between(0, 0.3) : BetweenLog(0.2, 3),
            Bursts = random.NextDouble() < 0.5 ? new(Between(5, 40), Between(2, 8), BetweenLog(0.3, 3)) : null,
        };
        var rate = HeartRateTrajectory.Draw(start, end, Between(10, 60), Between(0.1, 1), RecordingS, random);
        if (random.NextDouble() < EverydayShare)
            scene = Everyday(scene, random);
        var (recording, reference, contact) = scene.DrawSeen("synthetic", rate, RecordingS, random);
        var sign = random.NextDouble() < 0.5 ? 1 : -1; // some sensors show a beat as a rise, some as a fall
        var acceleration = random.NextDouble() < NoAccelerometerShare ? [] : recording.Acceleration;
        var ppg = new Signal(recording.Ppg.Samples.Select(x => sign * x), PpgRecording.SampleRateHz);
        return (new(recording.Name, ppg, acceleration), scene.PulseHeight > 0 ? reference : null, contact);
    }

    /// <summary>The same with movement without rhythm, and a sensor that does not sit well: some of it, or all at once.</summary>
    private static SyntheticPpg Everyday(SyntheticPpg scene, Pcg32 random)
    {
        double Between(double low, double high) => low + (high - low) * random.NextDouble();
        double BetweenLog(double low, double high) => Math.Exp(Between(Math.Log(low), Math.Log(high)));
        bool Chance(double share) => random.NextDouble() < share;
        return scene with
        {
            Motion = scene.Motion! with
            {
                CadenceSpread = Chance(0.3) ? Between(0.05, 0.5) : scene.Motion.CadenceSpread,
                SwingShare = Chance(0.3) ? random.NextDouble() : 0,
            },
            Gestures = Chance(0.6)
                ? new(BetweenLog(4, 80), BetweenLog(0.7, 10), BetweenLog(0.003, 0.5), Chance(0.4) ? Between(0.5, 1) : 0)
                : null,
            Drift = Chance(0.4) ? new(BetweenLog(0.5, 30), BetweenLog(0.01, 0.5), BetweenLog(5, 30)) : null,
            Loss = Chance(0.15) ? new(Between(5, 40), Between(4, 30)) : null,
            LimitRange = Chance(0.2) ? BetweenLog(0.6, 4) : double.PositiveInfinity,
        };
    }

    /// <summary>
    /// All windows of so many recordings, with the true rate spread over the <see cref="HeartRateBins"/>; all of it on
    /// <see cref="HeartRateBins.NoPulse"/> where there is none. → [examples] of [256, 5], 97 numbers each
    /// </summary>
    /// <param name="recordings">How many, 1 … 50,000; recording number i depends on the seed and i alone.</param>
    /// <param name="seed">Where the sequence starts.</param>
    public static Examples DrawExamples(int recordings, ulong seed)
    {
        Argument.Within(recordings, 1, MostRecordings, "The number of recordings");
        return Examples.Of(Enumerable.Range(0, recordings).AsParallel().AsOrdered()
            .Select(i => Labelled(new(seed, (ulong)i))).SelectMany(windows => windows));
    }

    private static (IReadOnlyList<Signal> Channels, IEnumerable<double> Target)[] Labelled(Pcg32 random)
    {
        var (recording, reference, contact) = DrawSeen(random);
        IEnumerable<double> Target(int window)
        {
            // Where the sensor has the skin for a part of the window, the pulse is there with that probability.
            var seen = reference is null ? 0 : contact[window];
            var target = reference is null
                ? new double[HeartRateBins.Outcomes]
                : Array.ConvertAll(HeartRateBins.Spread(reference.RatesBpm[window], TargetDeviationBpm), share => seen * share);
            target[HeartRateBins.NoPulse] = 1 - seen;
            return target;
        }
        return [.. HeartRateInput.Windows(recording).Select((channels, window) => ((IReadOnlyList<Signal>)channels, Target(window)))];
    }
}
