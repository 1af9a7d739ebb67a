namespace ReluDc.Networks;

/// <summary>
/// One step of training, ready to be repeated: forward, loss, backward, and the optimizer's move. Allocates nothing after it is made.
/// </summary>
internal sealed class TrainingStep
{
    private readonly Network network;
    private readonly Examples examples;
    private readonly Loss loss;
    private readonly Workspace workspace;
    private readonly OptimizerState optimizer;
    private readonly AlignedArray gradient;

    public TrainingStep(Network network, Examples examples, Optimizer optimizer, Loss loss, int batchSize)
    {
        examples.CheckShape(network.InputShape);
        examples.CheckTargets(network.OutputShape);
        this.network = network;
        this.examples = examples;
        this.loss = loss;
        BatchSize = batchSize;
        workspace = new(network, network.Layers.Length, batchSize, backward: true);
        this.optimizer = optimizer.Begin(network.StateCount);
        gradient = new(network.StateCount);
    }

    /// <summary>Examples in the largest batch.</summary>
    public int BatchSize { get; }

    /// <summary>Gradient of the last batch's loss, laid out as the network's state; cleared by the move.</summary>
    public Span<float> Gradient => gradient.Span;

    /// <summary>Learns from one batch.</summary>
    /// <param name="batch">Which examples.</param>
    /// <returns>The sum of their losses, and how many the network had right before the move.</returns>
    public (double Loss, int Correct) Run(ReadOnlySpan<int> batch)
    {
        var result = AddGradient(batch);
        optimizer.Step(network.State, gradient.Span);
        return result;
    }

    /// <summary>Forward, loss and backward: adds the gradient of the batch's mean loss, and moves nothing.</summary>
    public (double Loss, int Correct) AddGradient(ReadOnlySpan<int> batch)
    {
        workspace.Prepare();
        var (sum, correct) = (0.0, 0);
        for (var start = 0; start < batch.Length; start += workspace.GroupSize)
        {
            var group = batch.Slice(start, Math.Min(workspace.GroupSize, batch.Length - start));
            for (var i = 0; i < group.Length; i++)
                examples.Input(group[i]).CopyTo(workspace.Input(i));
            workspace.Forward(group.Length, training: true);
            for (var i = 0; i < group.Length; i++)
            {
                var target = examples.Target(group[i]);
                sum += loss.Evaluate(workspace.Output(i), target, workspace.OutputGradient(i), 1.0 / batch.Length);
                correct += Examples.LargestAt(workspace.Output(i)) == Examples.LargestAt(target) ? 1 : 0;
            }
            workspace.Backward(group.Length, gradient.Span);
        }
        return (sum, correct);
    }
}
