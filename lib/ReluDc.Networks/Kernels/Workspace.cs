using System.Collections.Immutable;

namespace ReluDc.Networks;

/// <summary>The memory of a forward and backward pass through the first layers of a network. One thread's own.</summary>
/// <remarks>Made once, then nothing more is allocated.</remarks>
internal sealed class Workspace
{
    private readonly Network network;
    private readonly ImmutableArray<Pass> passes;
    private readonly ImmutableArray<int> layerOf; // the layer whose state each pass uses
    private readonly Frames[][] values;     // before each pass, and after the last; one for each example of a group
    private readonly bool backward;
    private readonly Frames[][] gradients;  // of the loss, likewise; that of the input stays empty: nobody asks for it

    /// <summary>Memory for groups of examples.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layers">How many of its layers, from the first.</param>
    /// <param name="batchSize">Examples in the largest batch.</param>
    /// <param name="backward">Whether gradients are wanted.</param>
    public Workspace(Network network, int layers, int batchSize, bool backward)
    {
        (this.network, this.backward) = (network, backward);
        var bound = ImmutableArray.CreateBuilder<Pass>();
        var states = ImmutableArray.CreateBuilder<int>();
        List<float> slopes = [1]; // of the activation that the values before each pass, and after the last, have passed
        for (var i = 0; i < layers; i++)
        {
            bound.Add(network.Layers[i].Bind(network.Shapes[i]));
            states.Add(i);
            slopes.Add(1);
            // An activation after a convolution costs nothing while the values are still in registers.
            if (network.Layers[i] is Conv1D && i + 2 < layers && network.Layers[i + 1] is Activation { CanFollowInPlace: true } activation)
            {
                slopes[^1] = (float)activation.NegativeSlope;
                i++;
            }
        }
        passes = bound.ToImmutable();
        layerOf = states.ToImmutable();
        // One example at a time goes through all layers, so that its values are still in the cache on the way back; unless a layer needs
        // the whole batch.
        GroupSize = backward && passes.Any(pass => pass.MixesExamples) ? batchSize : 1;
        values = [.. Enumerable.Range(0, passes.Length + 1).Select(i =>
            Group(i == 0 ? network.InputShape : passes[i - 1].Output, i < passes.Length ? passes[i].InputMargins : default, slopes[i]))];
        gradients = [.. Enumerable.Range(0, passes.Length + 1).Select(i =>
            backward && i > 0 ? Group(passes[i - 1].Output, passes[i - 1].GradientMargins, 1) : [])];
    }

    /// <summary>How many examples go through a layer before the next layer begins: 1, or the whole batch.</summary>
    public int GroupSize { get; }

    /// <summary>Where an example of the group goes in.</summary>
    public Span<float> Input(int example) => values[0][example].Values;

    /// <summary>Where its output comes out.</summary>
    public Span<float> Output(int example) => values[^1][example].Values;

    /// <summary>Where the gradient of the loss with respect to its output goes in.</summary>
    public Span<float> OutputGradient(int example) => gradients[^1][example].Values;

    /// <summary>To be called whenever the network's weights have changed.</summary>
    public void Prepare()
    {
        for (var i = 0; i < passes.Length; i++)
            passes[i].Prepare(network.StateOf(layerOf[i]), backward);
    }

    /// <summary>Inputs to outputs.</summary>
    public void Forward(int count, bool training)
    {
        for (var i = 0; i < passes.Length; i++)
            passes[i].Forward(network.StateOf(layerOf[i]), values[i].AsSpan(0, count), values[i + 1].AsSpan(0, count), training);
    }

    /// <summary>Output gradients back to the parameters'; added to <paramref name="gradient"/>, laid out as the network's state.</summary>
    public void Backward(int count, Span<float> gradient)
    {
        for (var i = passes.Length - 1; i >= 0; i--)
        {
            passes[i].Backward(network.StateOf(layerOf[i]), values[i].AsSpan(0, count), values[i + 1].AsSpan(0, count),
                gradients[i + 1].AsSpan(0, count), i > 0 ? gradients[i].AsSpan(0, count) : [], network.Slice(gradient, layerOf[i]));
            if (i > 0 && values[i][0].Slope is not 1 and var slope && !passes[i].PassesActivation)
                for (var example = 0; example < count; example++)
                    Rectification.Derive(values[i][example].Values, gradients[i][example].Values, gradients[i][example].Values, slope);
        }
    }

    private Frames[] Group(Shape shape, Margins margins, float slope) =>
        [.. Enumerable.Range(0, GroupSize).Select(_ => new Frames(shape, margins, slope))];
}

/// <summary>The first layers of a network with the weights of now, ready to compute outputs one after the other.</summary>
internal sealed class Inference
{
    private readonly Workspace workspace;
    private readonly Shape input;

    public Inference(Network network, int layers)
    {
        if (layers < 1 || layers > network.Layers.Length)
            throw new ArgumentOutOfRangeException(nameof(layers), layers, $"The network has {network.Layers.Length} layers.");
        input = network.InputShape;
        workspace = new(network, layers, batchSize: 1, backward: false);
        workspace.Prepare();
    }

    /// <summary>The output for one example; valid until the next.</summary>
    public ReadOnlySpan<float> Run(ReadOnlySpan<float> example)
    {
        if (example.Length != input.Size)
            throw new ArgumentException($"The network takes {input}, {input.Size} values; given are {example.Length}.", nameof(example));
        example.CopyTo(workspace.Input(0));
        workspace.Forward(1, training: false);
        return workspace.Output(0);
    }
}
