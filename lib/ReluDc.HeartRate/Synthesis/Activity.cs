using System.Collections.Immutable;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>What a person does in a synthetic recording. Taught in notebook 10.</summary>
/// <param name="Name">rest, walk, run, or one of the everyday scenes.</param>
/// <param name="Scene">Pulse, motion and noise.</param>
/// <param name="StartBpm">Heart rate that it begins around, in beats a minute, 55 … 190: people differ by up to 20.</param>
/// <param name="EndBpm">Heart rate that it tends to, likewise.</param>
/// <param name="ChangeBpmPerS">How restless the rate is around it, in beats a minute per second, 0 … 100.</param>
public sealed record Activity(string Name, SyntheticPpg Scene, double StartBpm, double EndBpm, double ChangeBpmPerS)
{
    private const double RiseTimeS = 30;
    private const double ScatterBpm = 10; // between people, at most twice that
    private const double LowestBpm = HeartRateTrajectory.LowestBpm + 2 * ScatterBpm;
    private const double HighestBpm = HeartRateTrajectory.HighestBpm - 2 * ScatterBpm;

    /// <inheritdoc cref="Activity(string, SyntheticPpg, double, double, double)" path="/param[@name='Name']"/>
    public string Name { get; init => field = Argument.Given(value, nameof(Name)); } = Argument.Given(Name);

    /// <inheritdoc cref="Activity(string, SyntheticPpg, double, double, double)" path="/param[@name='Scene']"/>
    public SyntheticPpg Scene { get; init => field = Argument.Given(value, nameof(Scene)); } = Argument.Given(Scene);

    /// <inheritdoc cref="Activity(string, SyntheticPpg, double, double, double)" path="/param[@name='StartBpm']"/>
    public double StartBpm { get; init => field = Level(value, nameof(StartBpm)); } = Level(StartBpm, nameof(StartBpm));

    /// <inheritdoc cref="Activity(string, SyntheticPpg, double, double, double)" path="/param[@name='EndBpm']"/>
    public double EndBpm { get; init => field = Level(value, nameof(EndBpm)); } = Level(EndBpm, nameof(EndBpm));

    /// <inheritdoc cref="Activity(string, SyntheticPpg, double, double, double)" path="/param[@name='ChangeBpmPerS']"/>
    public double ChangeBpmPerS { get; init => field = HeartRateTrajectory.CheckChange(value, nameof(ChangeBpmPerS)); } =
        HeartRateTrajectory.CheckChange(ChangeBpmPerS, nameof(ChangeBpmPerS));

    /// <summary>Someone who sits.</summary>
    public static Activity Rest { get; } = new("rest", SyntheticPpg.Rest, 68, 68, 0.2);

    /// <summary>Someone who gets up and walks.</summary>
    public static Activity Walk { get; } = new("walk", SyntheticPpg.Walk, 80, 100, 0.6);

    /// <summary>Someone who begins to run.</summary>
    public static Activity Run { get; } = new("run", SyntheticPpg.Run, 120, 160, 0.8);

    /// <summary>What a training or a night consists of.</summary>
    public static ImmutableArray<Activity> All { get; } = [Rest, Walk, Run];

    /// <summary>What else a day consists of: movement without rhythm, and sensors that do not sit well.</summary>
    public static ImmutableArray<Activity> Everyday { get; } =
    [
        new("desk", SyntheticPpg.Rest with { Motion = Slight, Gestures = new(30, 8, 0.08) }, 70, 72, 0.3),
        new("button", SyntheticPpg.Rest with { Motion = Slight, Gestures = new(40, 4, 0.01, Regularity: 0.85) }, 68, 70, 0.3),
        new("errands", SyntheticPpg.Walk with
        {
            Motion = new(1.7, 0.2, RestlessShare: 0.6) { CadenceSpread = 0.3 },
            Bursts = null,
            Gestures = new(20, 6, 0.2),
        }, 85, 95, 0.6),
        new("armswing", SyntheticPpg.Run with { Motion = new(2.7, 0.7) { SwingShare = 0.8 }, Bursts = null }, 120, 160, 0.8),
        new("loose", SyntheticPpg.Walk with { Loss = new(25, 15), Bursts = null }, 80, 95, 0.5),
        new("drift", SyntheticPpg.Run with { Drift = new(15, 0.3), MotionOverPulse = 0.8, Bursts = null }, 110, 150, 0.8),
        new("saturated", SyntheticPpg.Walk with { Drift = new(1, 0.1), LimitRange = 1, Bursts = null }, 80, 100, 0.6),
    ];

    private static BodyMotion Slight => new(1, 0.02, RestlessShare: 1);

    /// <summary>Draws a recording of someone, and the true heart rates.</summary>
    /// <param name="durationS">How long, in seconds, 8 … 86,400.</param>
    /// <param name="seed">Who it is: each person has a level of heart rate of their own.</param>
    public (PpgRecording Recording, HeartRateReference Reference) Draw(double durationS, ulong seed)
    {
        SyntheticPpg.CheckDuration(durationS);
        var random = new Pcg32(seed, 20);
        var own = ScatterBpm * Math.Clamp(random.NextGaussian(), -2, 2);
        var rate = HeartRateTrajectory.Draw(StartBpm + own, EndBpm + own, RiseTimeS, ChangeBpmPerS, durationS, random);
        return Scene.Draw(Name, rate, durationS, random);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static double Level(double bpm, string name) => Argument.Within(bpm, LowestBpm, HighestBpm, "A level in beats a minute", name);
}
