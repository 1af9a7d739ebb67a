using System.Collections.Immutable;

namespace ReluDc.Networks;

/// <summary>How to train a network: optimizer, loss, epochs and batches. Taught in notebook 05.</summary>
/// <param name="Optimizer">How gradients move the weights.</param>
/// <param name="Loss">What is made small.</param>
/// <param name="Epochs">How often all examples are seen, 1 or more.</param>
/// <param name="BatchSize">Examples in a step, 1 or more; an epoch's last batch may be smaller.</param>
public sealed record Training(Optimizer Optimizer, Loss Loss, int Epochs, int BatchSize = 64)
{
    /// <inheritdoc cref="Training(Optimizer, Loss, int, int)" path="/param[@name='Optimizer']"/>
    public Optimizer Optimizer { get; init => field = Argument.Given(value, nameof(Optimizer)); } = Argument.Given(Optimizer);

    /// <inheritdoc cref="Training(Optimizer, Loss, int, int)" path="/param[@name='Loss']"/>
    public Loss Loss { get; init => field = Argument.Given(value, nameof(Loss)); } = Argument.Given(Loss);

    /// <inheritdoc cref="Training(Optimizer, Loss, int, int)" path="/param[@name='Epochs']"/>
    public int Epochs { get; init => field = Argument.AtLeastOne(value, nameof(Epochs), nameof(Epochs)); } =
        Argument.AtLeastOne(Epochs, nameof(Epochs));

    /// <inheritdoc cref="Training(Optimizer, Loss, int, int)" path="/param[@name='BatchSize']"/>
    public int BatchSize { get; init => field = Argument.AtLeastOne(value, "Examples in a batch", nameof(BatchSize)); } =
        Argument.AtLeastOne(BatchSize, "Examples in a batch");

    /// <summary>Trains the network in place. Examples are shuffled anew for every epoch.</summary>
    /// <param name="network">Its weights change.</param>
    /// <param name="examples">Inputs and targets of the network's shapes.</param>
    /// <param name="random">Where the order of the examples comes from: the same seed gives the same weights, to the bit.</param>
    /// <param name="progress">Told after every epoch.</param>
    /// <param name="cancellation">Asked before every step; what was learned so far stays in the network.</param>
    /// <returns>What each epoch reached. [epochs]</returns>
    /// <exception cref="ArgumentException">The examples do not have the network's shapes; the message has both.</exception>
    public ImmutableArray<Epoch> Run(
        [System.ComponentModel.ReadOnly(false)] Network network, Examples examples, Pcg32 random, IProgress<Epoch>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(random);
        var step = new TrainingStep(network, examples, Optimizer, Loss, Math.Min(BatchSize, examples.Count));
        var start = network.Copy();
        return RunEpochs(network.Layers.Length, examples.Count, random, step.Run, layer => network.DistanceFrom(start, layer), progress,
            cancellation);
    }

    /// <summary>The epochs of whatever learns batch by batch: the same seed gives the same order of examples.</summary>
    /// <param name="layers">Layers of what learns.</param>
    /// <param name="count">Examples, 1 or more.</param>
    /// <param name="random">Where their order comes from.</param>
    /// <param name="learn">Learns from a batch.</param>
    /// <param name="distance">How far a layer's kernel is from where it began.</param>
    /// <param name="progress">Told after every epoch.</param>
    /// <param name="cancellation">Asked before every step.</param>
    internal ImmutableArray<Epoch> RunEpochs(int layers, int count, Pcg32 random, BatchStep learn, Func<int, double> distance,
        IProgress<Epoch>? progress = null, CancellationToken cancellation = default)
    {
        var order = Enumerable.Range(0, count).ToArray();
        var epochs = ImmutableArray.CreateBuilder<Epoch>();
        for (var number = 1; epochs.Count < Epochs; number++)
        {
            random.Shuffle(order);
            var (loss, correct) = (0.0, 0);
            for (var first = 0; first < order.Length;)
            {
                cancellation.ThrowIfCancellationRequested();
                var size = Math.Min(BatchSize, order.Length - first);
                var batch = learn(order.AsSpan(first, size));
                first += size;
                loss += batch.Loss;
                correct += batch.Correct;
            }
            var distances = Enumerable.Range(0, layers).Select(distance);
            epochs.Add(new(number, loss / order.Length, (double)correct / order.Length, [.. distances]));
            progress?.Report(epochs[^1]);
        }
        return epochs.ToImmutable();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Epochs} {(Epochs == 1 ? "epoch" : "epochs")} of {Optimizer} in batches of {BatchSize}, {Loss}";
}

/// <summary>Learns from one batch, given as places of examples.</summary>
/// <returns>The sum of their losses, and how many were right before the move.</returns>
internal delegate (double Loss, int Correct) BatchStep(ReadOnlySpan<int> batch);

/// <summary>What an epoch of training reached. Taught in notebook 05.</summary>
/// <param name="Number">Which epoch, from 1.</param>
/// <param name="Loss">Mean loss of its examples, each at the moment it was learned from.</param>
/// <param name="Accuracy">Share of them whose largest output was that of the target, in [0, 1], at the same moment.</param>
/// <param name="Distances">
/// Frobenius distance of each layer's kernel from where this training began; 0 for layers without one. [layers]
/// </param>
public sealed record Epoch(int Number, double Loss, double Accuracy, ImmutableArray<double> Distances)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"epoch {Number}: loss {Loss:G4}, accuracy {Accuracy:P1}");
}
