using ReluDc.Networks;
using Xunit;

namespace ReluDc.Tests.Networks;

/// <summary>What a network tells of itself: shapes, parameter counts, filters, activations; and what it refuses.</summary>
public sealed class NetworkTests
{
    private static readonly ToneClasses Classes = new(3, 5, 10);

    [Fact]
    public void The_papers_network_has_4323_parameters_and_says_so_with_its_shapes()
    {
        var network = ConvergenceModel.Paper[1].Network(Classes.Shape, 3, new(1));
        Assert.Equal(3 * 1 * 32 + 3 * 32 * 32 + (32 * 32 + 32) + (32 * 3 + 3), network.ParameterCount);
        var text = network.ToString();
        Assert.Contains("4,323 parameters", text, StringComparison.Ordinal);
        Assert.Contains("Conv1D(32 filters of 3, causal, no bias)  [256, 32]  3,072 parameters", text, StringComparison.Ordinal);
        Assert.Contains("input                                     [256, 1]", text, StringComparison.Ordinal);
        Assert.Equal(new Shape(1, 3), network.OutputShape);
    }

    [Theory]
    [InlineData(Padding.Valid, 20, 3, 1, 1, 18)]
    [InlineData(Padding.Valid, 20, 3, 2, 1, 9)]
    [InlineData(Padding.Valid, 20, 3, 1, 4, 12)]
    [InlineData(Padding.Causal, 20, 5, 1, 3, 20)]
    [InlineData(Padding.Causal, 21, 3, 2, 1, 11)]
    [InlineData(Padding.Same, 20, 4, 3, 1, 7)]
    public void A_convolution_makes_the_length_that_its_padding_promises(Padding padding, int time, int kernel, int stride, int dilation,
        int expected) =>
        Assert.Equal(new(expected, 4),
            new Conv1D(4, kernel) { Padding = padding, Stride = stride, Dilation = dilation }.OutputShape(new(time, 2)));

    [Fact]
    public void What_is_too_short_is_refused_with_both_shapes()
    {
        var convolution = Assert.Throws<ArgumentException>(() => new Network(new(6, 2), [new Conv1D(4, 3) { Dilation = 3 }], new(1)));
        Assert.Contains("[7, 2]", convolution.Message, StringComparison.Ordinal);
        Assert.Contains("[6, 2]", convolution.Message, StringComparison.Ordinal);
        var pooling = Assert.Throws<ArgumentException>(() => new Network(new(6, 2), [Pooling.Max(7)], new(1)));
        Assert.Contains("[7, 2]", pooling.Message, StringComparison.Ordinal);
        Assert.Contains("[6, 2]", pooling.Message, StringComparison.Ordinal);
        var output = Assert.Throws<ArgumentException>(() => new Network(new(6, 2), [Pooling.Max(2)], new(1)).Output(new float[11]));
        Assert.Contains("[6, 2], 12 values; given are 11", output.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Network(new(6, 2), [], new(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv1D(0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv1D(1, 3) { Stride = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Activation.LeakyRelu(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(learningRate: 0));
    }

    [Fact]
    public void The_share_of_dc_is_the_means_power_over_all_power()
    {
        // taps (1, −1) and (0, 1), newest sample last, on 0, 3, 4, 0, 0: differences −3, −1, 4, 0 and the samples 3, 4, 0, 0
        var network = Network.Of(new(5, 1), [new Conv1D(2, 2) { Bias = false }, Activation.Relu], [[1, 0, -1, 1], default]);
        float[] input = [0, 3, 4, 0, 0];
        Assert.Equal([0, 3, 0, 4, 4, 0, 0, 0], network.Activation(1, input));
        // means 1 and 7/4, mean squares 4 and 25/4; over the last two steps means 2 and 0, mean squares 8 and 0
        Assert.Equal((1 + 49 / 16.0) / (4 + 25 / 4.0), network.DcShare(1, input), 1e-12);
        Assert.Equal(4 / 8.0, network.DcShare(1, input, last: 2), 1e-12);
        Assert.Equal(0, network.DcShare(1, new float[5]));
    }

    [Fact]
    public void The_shares_of_all_layers_are_those_of_each()
    {
        Layer[] two = [new Conv1D(32, 3), new BatchNormalization(), Activation.Relu]; // of 32 channels: the fast algorithm's size
        var network = new Network(new(64, 2), [.. two, .. two, Pooling.GlobalAverage, new Dense(3)], new(5));
        var random = new Pcg32(6);
        float[] input = [.. Enumerable.Range(0, 128).Select(_ => (float)random.NextGaussian())];
        Assert.Equal(Enumerable.Range(0, 8).Select(layer => network.DcShare(layer, input)), network.DcShares(input));
        var convolutions = new Network(new(64, 2), [.. two, .. two], new(5));
        Assert.Equal(Enumerable.Range(0, 6).Select(layer => convolutions.DcShare(layer, input, last: 9)), convolutions.DcShares(input, 9));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(1, 2)]
    public void A_filters_response_is_the_gain_that_a_tone_meets(int dilation, int stride)
    {
        var network = new Network(new(1600, 1),
            [new Conv1D(5, 4) { Dilation = dilation, Stride = stride, Padding = Padding.Causal, Bias = false }], new(3));
        var tone = new ToneSum(new Tone(3)).Sample(32, 50);
        for (var filter = 0; filter < 5; filter++)
        {
            var steady = network.Activation(0, filter, tone).Samples.Skip(20).ToArray();
            var gain = network.Filter(0, filter).FrequencyResponse(3, 32).Magnitude;
            // The record is not a whole number of periods.
            Assert.Equal(gain / Math.Sqrt(2), Math.Sqrt(steady.Average(x => x * x)), gain * 0.01);
            Assert.Equal(32.0 / stride, network.Activation(0, filter, tone).SampleRateHz);
            var filtered = network.Filter(0, filter).Causal(tone).Samples; // also the order of the taps, which the gain does not tell
            Assert.All(network.Activation(0, filter, tone).Samples.Select((y, t) => y - filtered[t * stride]), difference =>
                Assert.Equal(0, difference, 1e-6));
        }
    }

    [Fact]
    public void Filter_rectifier_and_average_make_the_gain_over_pi()
    {
        // 101 periods in 4000 samples: every sample has a phase of its own, and the sampled mean is that of 4000 phases, 1e-6 from
        // continuous.
        double rate = 4000, frequency = 101;
        var network = new Network(new(4000, 1),
            [new Conv1D(6, 5) { Padding = Padding.Causal, Bias = false }, Activation.Relu, Pooling.GlobalAverage], new(4));
        var dc = network.Output([.. new ToneSum(new Tone(frequency)).Sample(rate, 1).Samples.Select(x => (float)x)]);
        for (var filter = 0; filter < 6; filter++)
        {
            var start = 4 * network.Filter(0, filter).Taps.Sum(Math.Abs) / 4000; // four outputs see less than all taps
            Assert.Equal(network.Filter(0, filter).FrequencyResponse(frequency, rate).Magnitude / Math.PI, dc[filter], start + 1e-5);
        }
    }

    [Fact]
    public void Activations_of_every_layer_agree_with_running_the_layers_before_it()
    {
        var network = ConvergenceModel.Paper[1].Network(Classes.Shape, 3, new(1));
        var example = Classes.Label(Classes.Draw(1, new(1))).Input(0).ToArray();
        float[] before = network.Activation(0, example), after = network.Activation(1, example);
        Assert.Contains(before, x => x < 0);
        Assert.Equal(before.Select(x => Math.Max(0, x)), after);
        Assert.Equal(network.Output(example), network.Activation(7, example));
        var pooled = network.Activation(4, example);
        var rectified = network.Activation(3, example);
        for (var c = 0; c < 32; c++)
            Assert.Equal(Enumerable.Range(0, 256).Average(t => rectified[t * 32 + c]), pooled[c], 1e-6);
    }

    [Fact]
    public void Batch_normalization_outside_training_uses_its_running_averages()
    {
        var network = new Network(new(8, 1), [new BatchNormalization { Momentum = 0 }, Pooling.GlobalAverage], new(1));
        var examples = Examples.Of(Enumerable.Range(0, 3)
            .Select(i => (new Signal(Enumerable.Range(0, 8).Select(t => (double)(t * i)), 1), (IEnumerable<double>)[0.0])));
        new TrainingStep(network, examples, new Sgd(1e-30), Loss.MeanSquaredError, 3).Run([0, 1, 2]);
        double[] all = [.. Enumerable.Range(0, 3).SelectMany(i => Enumerable.Range(0, 8).Select(t => (double)(t * i)))];
        var mean = all.Average();
        var deviation = Math.Sqrt(all.Average(x => (x - mean) * (x - mean)) + 1e-3);
        Assert.Equal((3.5 - mean) / deviation, network.Output(examples.Input(1))[0], 1e-5);
    }

    [Theory]
    [InlineData("Glorot uniform", 3 * 20 + 3 * 50, 6.0)]
    [InlineData("He uniform", 3 * 20, 6.0)]
    [InlineData("LeCun uniform", 3 * 20, 3.0)]
    public void An_initializer_fills_the_range_it_names(string name, int fan, double numerator)
    {
        var initializer = new[] { Initializer.GlorotUniform, Initializer.HeUniform, Initializer.LecunUniform }
            .Single(i => i.ToString() == name);
        var weights = new Network(new(9, 20), [new Conv1D(50, 3) { Initializer = initializer, Bias = false }], new(5)).Parameters(0);
        var limit = Math.Sqrt(numerator / fan);
        Assert.All(weights, w => Assert.InRange(w, -limit, limit));
        // 3000 draws: 1.6 % is one standard error.
        Assert.Equal(limit * limit / 3, weights.Average(w => (double)w * w), 0.05 * limit * limit);
        Assert.Equal(0, weights.Average(), 0.05 * limit);
    }

    [Fact]
    public void A_copy_stays_while_the_network_is_trained()
    {
        var network = ConvergenceModel.Paper[1].Network(Classes.Shape, 3, new(1));
        var copy = network.Copy();
        new Training(new Sgd(0.1), Loss.SoftmaxCrossEntropy, 1)
            .Run(network, Classes.Label(Classes.Draw(8, new(1))), new(1), cancellation: TestContext.Current.CancellationToken);
        double Distance(int layer) =>
            Math.Sqrt(network.Parameters(layer).Zip(copy.Parameters(layer), (a, b) => ((double)a - b) * ((double)a - b)).Sum());
        Assert.True(Distance(0) > 0);
        Assert.Equal(Distance(0), network.DistanceFrom(copy, 0), 1e-9);
        Assert.Equal(Distance(2), network.DistanceFrom(copy, 2), 1e-9);
        Assert.Equal(0, copy.DistanceFrom(ConvergenceModel.Paper[1].Network(Classes.Shape, 3, new(1)), 0));
    }
}
