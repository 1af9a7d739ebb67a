using ReluDc.Networks;
using Xunit;

namespace ReluDc.Tests.Networks;

/// <summary>The tangent of a network: the network itself where that is linear in its weights, close to it where steps are short.</summary>
public sealed class LinearizedNetworkTests
{
    private static readonly ToneClasses Classes = new(3, 5, 10) { DurationS = 1 };
    private static readonly Examples Windows = Classes.Label(Classes.Draw(20, new(2)));

    private static Network Deep(params Layer[] between) => new(Classes.Shape,
    [
        new Conv1D(6, 3) { Padding = Padding.Causal, Bias = false }, Activation.Relu, .. between,
        new Conv1D(5, 3) { Padding = Padding.Causal }, Activation.Relu, Pooling.GlobalAverage, new Dense(3),
    ], new(1));

    private static (Epoch[] Network, Epoch[] Tangent) Race(Network network, Training training)
    {
        var tangent = new LinearizedNetwork(network, Windows);
        return ([.. training.Run(network, Windows, new(3))], [.. tangent.Train(training, new(3))]);
    }

    [Fact]
    public void A_network_of_one_layer_is_its_own_tangent()
    {
        var network = new Network(Classes.Shape, [new Conv1D(3, 3) { Padding = Padding.Causal }, Pooling.GlobalAverage], new(1));
        var (real, tangent) = Race(network, new(new Adam(), Loss.SoftmaxCrossEntropy, 20, BatchSize: 16));
        Assert.All(real.Zip(tangent), pair =>
        {
            Assert.Equal(pair.First.Loss, pair.Second.Loss, 1e-5);
            Assert.Equal(pair.First.Distances[0], pair.Second.Distances[0], 1e-4 * pair.First.Distances[0]);
            Assert.Equal(pair.First.Accuracy, pair.Second.Accuracy, 0.02); // a window whose two largest outputs are equal
        });
    }

    /// <summary>What a tangent leaves out is of second order: on a way of a tenth the length it is, about, a tenth of the way.</summary>
    [Fact]
    public void The_shorter_the_way_the_better_a_deep_network_follows_its_tangent()
    {
        double Apart(double rate)
        {
            var (real, tangent) = Race(Deep(), new(new Sgd(rate), Loss.SoftmaxCrossEntropy, 5, BatchSize: 16));
            return Math.Abs(real[^1].Distances[3 - 1] / tangent[^1].Distances[3 - 1] - 1);
        }
        var (far, near) = (Apart(0.01), Apart(0.001));
        Assert.InRange(far, 1e-3, 0.3);
        Assert.InRange(near, 0, far / 5);
    }

    [Fact]
    public void The_network_is_left_as_it_was_and_the_same_seed_gives_the_same_way()
    {
        var network = Deep();
        var before = network.Copy();
        var tangent = new LinearizedNetwork(network, Windows);
        var training = new Training(new Adam(), Loss.MeanSquaredError, 3);
        Assert.Equal(tangent.Train(training, new(3))[^1].Distances, tangent.Train(training, new(3))[^1].Distances);
        Assert.Equal(0, network.DistanceFrom(before, 0));
    }

    [Fact]
    public void What_has_no_tangent_is_refused()
    {
        Assert.Contains("leave it out", Assert.Throws<ArgumentException>(
            () => new LinearizedNetwork(Deep(new BatchNormalization()), Windows)).Message);
        Assert.Contains("The network takes", Assert.Throws<ArgumentException>(
            () => new LinearizedNetwork(Deep(), new ToneClasses(3, 5, 10).Label(new ToneClasses(3, 5, 10).Draw(1, new(1))))).Message);
        var wide = new Network(Classes.Shape,
            [new Conv1D(1024, 3), Activation.Relu, new Conv1D(512, 3), Pooling.GlobalAverage, new Dense(3)], new(1));
        Assert.Contains("are allowed", Assert.Throws<ArgumentException>(() => new LinearizedNetwork(wide, Windows)).Message);
    }
}
