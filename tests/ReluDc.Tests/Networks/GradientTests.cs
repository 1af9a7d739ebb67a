using ReluDc.Networks;
using Xunit;

namespace ReluDc.Tests.Networks;

/// <summary>
/// Losses and gradients of every layer: the fast one against the reference in double precision, and that against
/// central differences.
/// </summary>
public sealed class GradientTests
{
    /// <summary>Single precision rounds to 6e-8; sums of up to some ten thousand terms collect a hundred times that.</summary>
    private const double SinglePrecision = 2e-5;

    /// <summary>Step 1e-5: the difference's own error is its square times a third derivative of order 1, and rounding 1e-16/1e-5.</summary>
    private const double CentralDifference = 1e-6;

    private static readonly Dictionary<string, Func<Pcg32, Layer>> Layers = new()
    {
        ["convolution"] = random => new Conv1D(RandomCase.Pick(random, 1, 3, 5, 16, 17, 20, 33, 40), 1 + random.NextInt(5))
        {
            Stride = 1 + random.NextInt(3),
            Dilation = 1 + random.NextInt(3),
            Padding = (Padding)random.NextInt(3),
            Bias = random.NextInt(2) == 0,
        },
        ["plain convolution"] = random => new Conv1D(RandomCase.Pick(random, 1, 16, 32, 40), 1 + random.NextInt(7))
        {
            Padding = (Padding)random.NextInt(3),
            Bias = false,
        },
        ["ReLU"] = _ => Activation.Relu,
        ["leaky ReLU"] = random => Activation.LeakyRelu(random.NextDouble()),
        ["absolute value"] = _ => Activation.Absolute,
        ["identity"] = _ => Activation.Identity,
        ["ReLU without mean"] = _ => Activation.ReluWithoutMean,
        ["average pooling"] = random => Pooling.Average(1 + random.NextInt(5)),
        ["max pooling"] = random => Pooling.Max(1 + random.NextInt(5)),
        ["RMS pooling"] = random => Pooling.Rms(1 + random.NextInt(5)),
        ["batch normalization"] = _ => new BatchNormalization(),
    };

    public static TheoryData<string> Names => [.. Layers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_is_that_of_the_reference(string name)
    {
        for (ulong seed = 1; seed <= 25; seed++)
        {
            AssertIsTheReferences(new(seed, Layers[name]));
        }
    }

    /// <summary>
    /// Those that go by way of Winograd's algorithm, among activations and in batches that a layer mixes.
    /// </summary>
    [Fact]
    public void The_gradient_of_three_taps_is_that_of_the_reference()
    {
        for (ulong seed = 1; seed <= 60; seed++)
        {
            var tried = new RandomCase(seed, [32, 48, 64], random =>
            [
                ActivationOf(random),
                new Conv1D(RandomCase.Pick(random, 32, 48), 3) { Padding = (Padding)random.NextInt(3), Bias = random.NextInt(2) == 0 },
                ActivationOf(random), .. random.NextInt(4) == 0 ? [new BatchNormalization()] : Array.Empty<Layer>(),
                new Conv1D(32, 3) { Padding = (Padding)random.NextInt(3), Bias = false },
            ]);
            Assert.Equal(2, Enumerable.Range(0, tried.Network.Layers.Length).Count(i =>
                tried.Network.Layers[i] is Conv1D { KernelSize: 3 } layer && layer.Bind(tried.Network.Shapes[i]) is WinogradConv1DPass));
            AssertIsTheReferences(tried);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_references_gradient_is_the_central_difference_of_its_loss(string name)
    {
        for (ulong seed = 1; seed <= 3; seed++)
        {
            var tried = new RandomCase(seed, Layers[name]);
            var reference = new ReferenceNetwork(tried.Network, tried.Loss);
            reference.LossAndGradient(tried.Batch, tried.Targets);
            var scale = reference.Gradient.Max(Math.Abs);
            foreach (var layer in reference.Layers.Where(layer => layer.Parameters.Length > 0))
                for (var p = 0; p < layer.Parameters.Length; p += 1 + layer.Parameters.Length / 12)
                {
                    var difference = (Shifted(1e-5) - Shifted(-1e-5)) / 2e-5;
                    Assert.True(Math.Abs(difference - layer.Gradient[p]) < CentralDifference * Math.Max(1, scale),
                        $"{tried}\n{layer.GetType().Name} {p}: {layer.Gradient[p]}, difference {difference}");

                    double Shifted(double by)
                    {
                        var was = layer.Parameters[p];
                        layer.Parameters[p] = was + by;
                        var loss = reference.MeanLoss(tried.Batch, tried.Targets);
                        layer.Parameters[p] = was;
                        return loss;
                    }
                }
        }
    }

    [Theory]
    [InlineData(PoolingKind.Average)]
    [InlineData(PoolingKind.Max)]
    [InlineData(PoolingKind.Rms)]
    public void A_network_like_the_papers_with_any_global_pooling_has_the_references_gradient(PoolingKind kind)
    {
        var pooling = kind switch
        {
            PoolingKind.Average => Pooling.GlobalAverage,
            PoolingKind.Max => Pooling.GlobalMax,
            _ => Pooling.GlobalRms,
        };
        foreach (var activation in new[] { Activation.Relu, Activation.LeakyRelu(0.3), Activation.Identity, Activation.Absolute,
            Activation.ReluWithoutMean })
        {
            // The mean of what has no mean is rounding, and has no gradient to compare.
            var second = kind == PoolingKind.Average && activation.RemovesMean ? Activation.Relu : activation;
            var model = new ConvergenceModel("test", activation, second, pooling, InputOffset.None);
            var classes = new ToneClasses(3, 5, 10) { DurationS = 1.5 };
            var network = model.Network(classes.Shape, 3, new(1));
            var examples = classes.Label(classes.Draw(2, new(2)));
            var batch = Enumerable.Range(0, examples.Count).Select(i =>
            {
                var example = new double[classes.Shape.Time, 1];
                for (var t = 0; t < classes.Shape.Time; t++)
                    example[t, 0] = examples.Input(i)[t];
                return example;
            }).ToArray();
            var reference = new ReferenceNetwork(network, Loss.SoftmaxCrossEntropy);
            reference.LossAndGradient(batch,
                [.. Enumerable.Range(0, examples.Count).Select(i => Array.ConvertAll(examples.Target(i).ToArray(), x => (double)x))]);
            var step = new TrainingStep(network, examples, new Sgd(1), Loss.SoftmaxCrossEntropy, examples.Count);
            step.AddGradient([0, 1, 2, 3, 4, 5]);
            var gradient = new List<double>();
            for (var i = 0; i < network.Layers.Length; i++)
                foreach (var value in network.Slice(step.Gradient, i))
                    gradient.Add(value);
            AssertClose(reference.Gradient, [.. gradient], SinglePrecision, $"{activation}, {pooling}");
        }
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance, object about)
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = expected.Max(Math.Abs);
        Assert.True(scale > 0, $"{about}\nno gradient at all");
        var worst = Enumerable.Range(0, expected.Length).MaxBy(i => Math.Abs(expected[i] - actual[i]));
        Assert.True(Math.Abs(expected[worst] - actual[worst]) <= tolerance * scale,
            $"{about}\nparameter {worst}: {actual[worst]}, expected {expected[worst]}, largest {scale}");
    }

    private static void AssertIsTheReferences(RandomCase tried)
    {
        var reference = new ReferenceNetwork(tried.Network, tried.Loss);
        var expectedLoss = reference.LossAndGradient(tried.Batch, tried.Targets);
        var (loss, gradient) = tried.Fast();
        Assert.True(Math.Abs(loss - expectedLoss) < SinglePrecision * Math.Max(1, expectedLoss),
            $"{tried}\nloss {loss}, expected {expectedLoss}");
        AssertClose(reference.Gradient, gradient, SinglePrecision, tried);
    }

    private static Activation ActivationOf(Pcg32 random) => RandomCase.Pick(random, 0, 1, 2) switch
    {
        0 => Activation.Relu,
        1 => Activation.LeakyRelu(random.NextDouble()),
        _ => Activation.Identity,
    };
}
