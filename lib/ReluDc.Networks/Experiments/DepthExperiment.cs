using System.Collections.Immutable;

namespace ReluDc.Networks;

/// <summary>
/// Networks of several depths, trained alike, looked at before and after: does depth pay once weights may move? Taught in notebook 06.
/// </summary>
/// <param name="Classes">The tones to tell apart.</param>
public sealed record DepthExperiment(ToneClasses Classes)
{
    private const int PerClass = 150; // windows, to train on and to judge by
    private const int Filters = 24;
    private const int Taps = 5;
    private const int BatchSize = 32;
    private const double LearningRate = 3e-3;
    private const int MostLayers = 32;

    /// <summary>The depths whose results are kept in data/depth.csv, in convolutions. [5]</summary>
    public static ImmutableArray<int> Depths { get; } = [1, 2, 3, 4, 6];

    /// <summary>The task of data/depth.csv: tones at 4.7, 5 and 5.3 Hz in noise of a standard deviation of 0.5.</summary>
    public static DepthExperiment Frozen { get; } = new(new ToneClasses(4.7, 5, 5.3) { NoiseDeviation = 0.5 });

    /// <inheritdoc cref="DepthExperiment(ToneClasses)" path="/param[@name='Classes']"/>
    public ToneClasses Classes { get; init => field = Argument.Given(value, nameof(Classes)); } = Argument.Given(Classes);

    /// <summary>After how many epochs a network is looked at: ascending, from 0, which is before training, to 10,000. [moments]</summary>
    public ImmutableArray<int> Moments { get; init => field = CheckedMoments(value); } = [0, 12, 120];

    /// <summary>
    /// A random network: convolutions of 24 filters of 5 taps without padding or bias, each followed by a ReLU, the mean over time, and a
    /// dense layer that names the class. [time, 1] → [1, classes]
    /// </summary>
    /// <param name="depth">Convolutions in a row, 1 … 32.</param>
    /// <param name="random">Where the initial weights come from.</param>
    public Network Network(int depth, Pcg32 random)
    {
        Argument.Within(depth, 1, MostLayers, "The number of convolutions");
        Layer[] one =
        [
            new Conv1D(Filters, Taps) { Padding = Padding.Valid, Bias = false, Initializer = Initializer.HeUniform }, Activation.Relu,
        ];
        var convolutions = Enumerable.Range(0, depth).SelectMany(_ => one);
        return new(Classes.Shape, [.. convolutions, Pooling.GlobalAverage, new Dense(Classes.FrequenciesHz.Length)], random);
    }

    /// <summary>
    /// Trains one network: Adam (3·10⁻³) on 150 windows of each class in batches of 32, judged on as many fresh ones. → [moments]
    /// </summary>
    /// <param name="depth">Convolutions in a row, 1 … 32.</param>
    /// <param name="seed">Which repetition, from 1. Networks of all depths share its windows.</param>
    /// <param name="cancellation">Asked before every step.</param>
    public ImmutableArray<DepthRun> Run(int depth, int seed, CancellationToken cancellation = default)
    {
        Argument.AtLeastOne(seed, "Repetitions");
        Pcg32 Stream(int number) => new((ulong)seed, (ulong)number);
        var training = Classes.Label(Classes.Draw(PerClass, Stream(2)));
        var test = Classes.Label(Classes.Draw(PerClass, Stream(3)));
        var network = Network(depth, Stream(4));
        var before = network.Copy();

        var runs = ImmutableArray.CreateBuilder<DepthRun>();
        void Look(int epochs, double accuracy) => runs.Add(
            new(depth, seed, epochs, accuracy, network.RelativeDistanceFrom(before), MeanDcShare(network, 2 * depth - 1, test)));
        if (Moments.Contains(0))
            Look(0, ReadOut(network, 2 * depth + 1, training, test));
        if (Moments[^1] > 0)
            new Training(new Adam(LearningRate), Loss.SoftmaxCrossEntropy, Moments[^1], BatchSize)
                .Run(network, training, Stream(5), new EachEpoch(epoch =>
                {
                    if (Moments.Contains(epoch))
                        Look(epoch, network.Accuracy(test));
                }), cancellation);
        return runs.ToImmutable();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Classes}; looked at after {string.Join(", ", Moments)} epochs";

    /// <summary>What a linear read-out makes of the first layers, untrained.</summary>
    private static double ReadOut(Network network, int layers, Examples training, Examples test) => LinearDiscriminant
        .Fit(network.Features(training, layers), training.Labels).Accuracy(network.Features(test, layers), test.Labels);

    private static double MeanDcShare(Network network, int layer, Examples examples) =>
        Enumerable.Range(0, examples.Count).Average(i => network.DcShare(layer, examples.Input(i)));

    private static ImmutableArray<int> CheckedMoments(ImmutableArray<int> moments) =>
        !moments.IsDefaultOrEmpty && moments[0] >= 0 && moments[^1] <= 10_000
            && moments.Zip(moments.Skip(1)).All(pair => pair.First < pair.Second)
            ? moments
            : throw new ArgumentException("Moments ascend, one or more, from 0 to 10,000 epochs.", nameof(Moments));

    private sealed class EachEpoch(Action<int> look) : IProgress<Epoch>
    {
        public void Report(Epoch value) => look(value.Number);
    }
}
