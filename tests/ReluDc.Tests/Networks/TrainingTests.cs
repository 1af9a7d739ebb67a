using System.Collections.Immutable;
using ReluDc.Networks;
using Xunit;

namespace ReluDc.Tests.Networks;

/// <summary>
/// Training as a whole: the trajectory of an independent implementation, the same bits whoever runs beside, no garbage, progress,
/// cancellation.
/// </summary>
public sealed class TrainingTests
{
    private static readonly ToneClasses Classes = new(3, 5, 10) { DurationS = 1 };

    private static Network Small(ulong seed, params Layer[] between) => new(Classes.Shape,
    [
        new Conv1D(16, 3) { Padding = Padding.Causal, Bias = false }, .. between, Activation.Relu,
        new Conv1D(8, 3) { Padding = Padding.Same }, Activation.Relu, Pooling.GlobalAverage, new Dense(3),
    ], new(seed));

    private static Examples Draw(int perClass, ulong seed) => Classes.Label(Classes.Draw(perClass, new(seed)));

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Thirty_steps_go_where_the_reference_goes(bool normalized, bool adam)
    {
        var network = Small(1, normalized ? [new BatchNormalization()] : []);
        var examples = Draw(8, 2);
        var reference = new ReferenceNetwork(network, Loss.SoftmaxCrossEntropy);
        Optimizer optimizer = adam ? new Adam(3e-3) : new Sgd(0.05, 0.9);
        var step = new TrainingStep(network, examples, optimizer, Loss.SoftmaxCrossEntropy, 8);
        for (var number = 1; number <= 30; number++)
        {
            int[] batch = [.. Enumerable.Range(0, number % 4 == 0 ? 5 : 8).Select(i => (i * 7 + number * 11) % examples.Count)];
            var expected = reference.LossAndGradient([.. batch.Select(i => Input(examples, i))],
                [.. batch.Select(i => Array.ConvertAll(examples.Target(i).ToArray(), x => (double)x))]);
            reference.Step(optimizer);
            // Single precision: 6e-8 an operation, which thirty steps of a smooth function magnify some hundred times.
            Assert.Equal(expected, step.Run(batch).Loss / batch.Length, 1e-4 * Math.Max(1, expected));
        }
        var start = Small(1, normalized ? [new BatchNormalization()] : []);
        double[] moved = All(start), reached = All(network), target = reference.Parameters;
        var distance = Math.Sqrt(target.Zip(moved, (a, b) => (a - b) * (a - b)).Sum());
        Assert.True(distance > 0.3, $"the reference moved by {distance} only");
        Assert.True(Math.Sqrt(target.Zip(reached, (a, b) => (a - b) * (a - b)).Sum()) < 1e-3 * distance);

        double[] All(Network of) => [.. Enumerable.Range(0, of.Layers.Length).SelectMany(i => of.Parameters(i)).Select(x => (double)x)];
    }

    [Fact]
    public void The_same_seeds_give_the_same_bits_on_one_two_and_five_threads()
    {
        var alone = Enumerable.Range(1, 5).Select(Train).ToArray();
        foreach (var threads in new[] { 2, 5 })
        {
            var together = new ImmutableArray<float>[5];
            Parallel.For(0, 5, new() { MaxDegreeOfParallelism = threads }, i => together[i] = Train(i + 1));
            for (var i = 0; i < alone.Length; i++)
                Assert.Equal(alone[i], together[i]);
        }
        Assert.NotEqual(alone[0], alone[1]);

        static ImmutableArray<float> Train(int seed)
        {
            var network = Small((ulong)seed);
            new Training(new Adam(), Loss.SoftmaxCrossEntropy, Epochs: 3, BatchSize: 7)
                .Run(network, Draw(10, (ulong)seed), new((ulong)seed), cancellation: TestContext.Current.CancellationToken);
            return [.. Enumerable.Range(0, network.Layers.Length).SelectMany(i => network.Parameters(i))];
        }
    }

    [Fact]
    public void A_step_allocates_nothing_after_the_first()
    {
        foreach (var network in new[] { Small(1), Small(1, new BatchNormalization()) })
        {
            var step = new TrainingStep(network, Draw(4, 1), new Adam(), Loss.SoftmaxCrossEntropy, 12);
            int[] batch = [.. Enumerable.Range(0, 12)];
            step.Run(batch);
            Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => AllocatedBy(() =>
            {
                for (var i = 0; i < 10; i++)
                    step.Run(batch);
            })));
        }

        // A collection that another test sets off counts what is left of this thread's allocation buffer, up to 8 kB, as allocated: so
        // the least of five.
        static long AllocatedBy(Action work)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Progress_is_told_once_an_epoch_and_the_loss_falls()
    {
        var told = new List<Epoch>();
        var epochs = new Training(new Adam(3e-3), Loss.SoftmaxCrossEntropy, Epochs: 25)
            .Run(Small(1), Draw(64, 1), new(1), new Told(told.Add), TestContext.Current.CancellationToken);
        Assert.Equal(epochs, told);
        Assert.Equal(Enumerable.Range(1, 25), epochs.Select(epoch => epoch.Number));
        Assert.True(epochs[^1].Loss < 0.5 * epochs[0].Loss, $"{epochs[0]} … {epochs[^1]}");
        Assert.True(epochs[^1].Accuracy > 0.9);
        Assert.True(epochs[^1].Distances[0] > epochs[0].Distances[0] && epochs[0].Distances[0] > 0);
    }

    [Fact]
    public void Cancelling_stops_at_once_and_keeps_what_was_learned()
    {
        var network = Small(1);
        var start = network.Copy();
        using var cancellation = new CancellationTokenSource();
        var training = new Training(new Adam(), Loss.SoftmaxCrossEntropy, Epochs: 1000);
        var told = 0;
        Assert.Throws<OperationCanceledException>(() => training.Run(network, Draw(8, 1), new(1), new Told(_ =>
        {
            if (++told == 2)
                cancellation.Cancel();
        }), cancellation.Token));
        Assert.Equal(2, told);
        Assert.True(network.DistanceFrom(start, 0) > 0);
    }

    [Fact]
    public void Examples_of_another_shape_are_refused_with_both_shapes()
    {
        var longer = (Classes with { DurationS = 2 }).Label((Classes with { DurationS = 2 }).Draw(1, new(1)));
        var error = Assert.Throws<ArgumentException>(() =>
            new Training(new Adam(), Loss.SoftmaxCrossEntropy, 1)
                .Run(Small(1), longer, new(1), cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("[32, 1]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[64, 1]", error.Message, StringComparison.Ordinal);
        var two = Examples.Of([(new Signal(new double[32], 32), new double[] { 1, 0 })]);
        error = Assert.Throws<ArgumentException>(() =>
            new Training(new Adam(), Loss.SoftmaxCrossEntropy, 1)
                .Run(Small(1), two, new(1), cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("[1, 3]", error.Message, StringComparison.Ordinal);
    }

    private static double[,] Input(Examples examples, int i)
    {
        var example = new double[examples.Shape.Time, 1];
        for (var t = 0; t < examples.Shape.Time; t++)
            example[t, 0] = examples.Input(i)[t];
        return example;
    }

    private sealed class Told(Action<Epoch> report) : IProgress<Epoch>
    {
        public void Report(Epoch value) => report(value);
    }
}
