using ReluDc.Networks;

namespace ReluDc.Tests.Networks;

/// <summary>A network with random layers around the one under test, with random examples: what gradients are tried on.</summary>
internal sealed class RandomCase
{
    private static readonly int[] Channels = [1, 3, 5, 16, 17, 20, 33, 40];

    private readonly Pcg32 random;

    /// <param name="seed">Which case.</param>
    /// <param name="tested">
    /// Makes the layer under test from random numbers; a pointwise convolution before it needs its input gradient.
    /// </param>
    public RandomCase(ulong seed, Func<Pcg32, Layer> tested)
        : this(seed, Channels, random => [tested(random)])
    {
    }

    /// <param name="seed">Which case.</param>
    /// <param name="channels">How many channels the pointwise convolution may make for them.</param>
    /// <param name="tested">Makes the layers under test from random numbers.</param>
    public RandomCase(ulong seed, int[] channels, Func<Pcg32, Layer[]> tested)
    {
        random = new(seed);
        var time = 18 + random.NextInt(12);
        Seed = seed;
        CrossEntropy = seed % 2 == 0;
        var classes = 2 + random.NextInt(3);
        var pointwise = new Conv1D(Pick(channels), 1) { Bias = seed % 3 == 0 };
        Layer[] layers = [pointwise, .. tested(random), Pooling.Average(2), new Dense(classes)];
        Network = new(new(time, 1), layers, random);
        Examples = Examples.Of(Enumerable.Range(0, 5)
            .Select(_ => (new Signal(Enumerable.Range(0, time).Select(_ => random.NextGaussian()), 1), Target(classes))));
        Batch = Enumerable.Range(0, Examples.Count).Select(i =>
        {
            var example = new double[time, 1];
            for (var t = 0; t < time; t++)
                example[t, 0] = Examples.Input(i)[t];
            return example;
        }).ToArray();
        Targets = [.. Enumerable.Range(0, Examples.Count).Select(i => Array.ConvertAll(Examples.Target(i).ToArray(), x => (double)x))];
    }

    public ulong Seed { get; }

    public bool CrossEntropy { get; }

    public Network Network { get; }

    public Examples Examples { get; }

    public double[][,] Batch { get; }

    public double[][] Targets { get; }

    public Loss Loss => CrossEntropy ? Loss.SoftmaxCrossEntropy : Loss.MeanSquaredError;

    /// <summary>The library's loss and gradient for the whole batch, the gradient laid out layer after layer without gaps.</summary>
    public (double Loss, double[] Gradient) Fast()
    {
        var step = new TrainingStep(Network, Examples, new Sgd(1), Loss, Examples.Count);
        var (sum, _) = step.AddGradient([0, 1, 2, 3, 4]);
        var gradient = new List<double>();
        for (var i = 0; i < Network.Layers.Length; i++)
            foreach (var value in Network.Slice(step.Gradient, i)[..Network.Layers[i].ParameterCount(Network.Shapes[i])])
                gradient.Add(value);
        return (sum / Examples.Count, [.. gradient]);
    }

    public override string ToString() => $"case {Seed}:\n{Network}";

    public static int Pick(Pcg32 random, params int[] from) => from[random.NextInt(from.Length)];

    private int Pick(int[] from) => Pick(random, from);

    private IEnumerable<double> Target(int classes)
    {
        var label = random.NextInt(classes);
        return Enumerable.Range(0, classes).Select(i => CrossEntropy ? i == label ? 1.0 : 0 : random.NextGaussian()).ToArray();
    }
}
