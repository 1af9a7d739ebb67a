using System.Collections.Immutable;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>The long experiment with heart rates: the training of the network whose weights lie in data/.</summary>
public static class HeartRateExperiments
{
    private const int Recordings = 9000;
    private const int Epochs = 20;

    /// <summary>All there are: one network, trained once.</summary>
    public static ImmutableArray<FrozenExperiment> All { get; } =
    [
        new("heart-rate", HeartRateNetwork.Header, [new("the network's training", cancellation => [.. HeartRateNetwork.Train(
            HeartRateTraining.DrawExamples(Recordings, seed: 1), Epochs, seed: 1, cancellation: cancellation).Rows()])
            { RowCount = HeartRateNetwork.RowCount }]),
    ];
}
