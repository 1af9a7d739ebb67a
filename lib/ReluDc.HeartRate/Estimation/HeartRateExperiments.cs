using System.Collections.Immutable;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>The long experiments with heart rates: the training of the network whose weights lie in data/, and its scenes.</summary>
public static class HeartRateExperiments
{
    private const int Recordings = 9000;
    private const int Epochs = 20;

    /// <summary>Those that need nothing but themselves: one network, trained once.</summary>
    public static ImmutableArray<FrozenExperiment> All { get; } =
    [
        new("heart-rate", HeartRateNetwork.Header, [new("the network's training", cancellation => [.. HeartRateNetwork.Train(
            HeartRateTraining.DrawExamples(Recordings, seed: 1), Epochs, seed: 1, cancellation: cancellation).Rows()])
            { RowCount = HeartRateNetwork.RowCount }]),
    ];

    /// <summary>All designs on the scenes of <see cref="Activity.All"/> and <see cref="Activity.Everyday"/>, a part each.</summary>
    /// <param name="network">Reads the network; asked by each part.</param>
    public static FrozenExperiment Scenes(Func<HeartRateNetwork> network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new("scenes", SceneRun.Header, [.. Activity.All.Concat(Activity.Everyday).Select(activity => new ExperimentPart(
            activity.Name, cancellation => [.. SceneRun.Of(activity, network(), cancellation).Select(run => $"{run}")])
            { RowCount = SceneRun.Runs })]);
    }
}
