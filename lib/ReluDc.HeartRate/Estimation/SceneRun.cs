using System.Collections.Immutable;
using System.Globalization;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>How a design reads the people of one synthetic scene, and whether its confidence is what comes true.</summary>
/// <param name="Scene">Name of the activity.</param>
/// <param name="Design">Name of the design.</param>
/// <param name="Accuracy">Its errors.</param>
/// <param name="FalseReadings">How many readings are wrong by more than 10 beats a minute.</param>
/// <param name="FalseLows">How many of those are below the tracker's floor, 50 beats a minute.</param>
/// <param name="Reliability">
/// Windows by confidence, in five equal steps from 0 to 1: how many there are, and how many of them are right to 5 beats a minute. [5]
/// </param>
internal sealed record SceneRun(string Scene, string Design, HeartRateAccuracy Accuracy, int FalseReadings, int FalseLows,
    ImmutableArray<(int Windows, int Right)> Reliability)
{
    /// <summary>The first line of a file of them.</summary>
    public const string Header = "scene,design,windows,error_bpm,readings,reading_error_bpm,false_readings,false_lows,"
        + "windows_0,right_0,windows_20,right_20,windows_40,right_40,windows_60,right_60,windows_80,right_80";

    /// <summary>How wrong a false reading is, in beats a minute.</summary>
    public const double FalseBpm = 10;

    private const int People = 20;
    private const double DurationS = 120;
    private const int Steps = 5;

    /// <summary>
    /// How many runs a scene has: each design, those that are tracked once more from the past alone, and the last without accelerometer.
    /// </summary>
    public const int Runs = HeartRateEstimator.Designs + 3;

    /// <summary>All designs on a scene: people 1 to 20, two minutes each.</summary>
    /// <param name="activity">The scene.</param>
    /// <param name="network">The network of those designs that have one.</param>
    /// <param name="cancellation">Asked before each person.</param>
    public static ImmutableArray<SceneRun> Of(Activity activity, HeartRateNetwork network, CancellationToken cancellation)
    {
        var people = Enumerable.Range(1, People).Select(person => activity.Draw(DurationS, (ulong)person)).ToList();
        SceneRun Run(string name, Func<PpgRecording, ImmutableArray<HeartRateEstimate>> estimate) =>
            Of(activity.Name, name, [.. people.Select(person =>
            {
                cancellation.ThrowIfCancellationRequested();
                return (estimate(person.Recording), person.Reference);
            })]);
        SceneRun Causal(HeartRateEstimator design) =>
            Run($"{design.Name}, causal", recording => design.Estimate(recording, Outlook.PastOnly));
        var tracked = HeartRateEstimator.Tracked(network);
        return [.. HeartRateEstimator.All(network).Select(design => Run(design.Name, recording => design.Estimate(recording))),
            Causal(HeartRateEstimator.TrackedSpectrum), Causal(tracked),
            Run($"{tracked.Name}, bare", recording => tracked.Estimate(new(recording.Name, recording.Ppg, [])))];
    }

    /// <summary>It as a line of a file.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Scene},\"{Design}\",{Accuracy.Windows},{Accuracy.MeanAbsoluteErrorBpm:F3},{Accuracy.Readings},{Accuracy.ReadingErrorBpm:F3},")
        + string.Join(',', Reliability.SelectMany(step => new[] { step.Windows, step.Right }).Prepend(FalseLows).Prepend(FalseReadings));

    private static SceneRun Of(
        string scene, string design, ImmutableArray<(ImmutableArray<HeartRateEstimate> Estimates, HeartRateReference Reference)> people)
    {
        var all = people.SelectMany(person => person.Estimates.Select(estimate => (Estimate: estimate,
            Error: Math.Abs(estimate.RateBpm - person.Reference.At(estimate.StartS)!.Value)))).ToList();
        var wrong = all.Where(window => window.Estimate.ReadingBpm is not null && window.Error > FalseBpm).ToList();
        var steps = Enumerable.Range(0, Steps)
            .Select(step => all.Where(window => Math.Min(Steps - 1, (int)(Steps * window.Estimate.Confidence)) == step).ToList())
            .Select(windows => (windows.Count, windows.Count(window => window.Error <= HeartRateEstimate.RightBpm)));
        return new(scene, design, HeartRateAccuracy.Of(people.Select(person =>
            ((IReadOnlyList<HeartRateEstimate>)person.Estimates, person.Reference))),
            wrong.Count, wrong.Count(window => window.Estimate.RateBpm < HeartRateTracker.FloorBpm), [.. steps]);
    }
}
