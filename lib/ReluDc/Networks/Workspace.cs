using System.Collections.Immutable;

namespace ReluDc;

/// <summary>The memory of a forward and backward pass through the first layers of a network. Made once, then nothing more is allocated. One thread's own.</summary>
internal sealed class Workspace
{
    private readonly Network network;
    private readonly ImmutableArray<Pass> passes;
    private readonly Frames[][] values;     // before each pass, and after the last; one for each example of a group
    private readonly Frames[][] gradients;  // of the loss, likewise; that of the input stays empty: nobody asks for it

    /// <summary>Memory for groups of examples.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layers">How many of its layers, from the first.</param>
    /// <param name="batchSize">Examples in the largest batch.</param>
    /// <param name="backward">Whether gradients are wanted.</param>
    public Workspace(Network network, int layers, int batchSize, bool backward)
    {
        this.network = network;
        passes = [.. network.Layers.Take(layers).Select((layer, i) => layer.Bind(network.Shapes[i]))];
        // One example at a time goes through all layers, so that its values are still in the cache on the way back; unless a layer needs the whole batch.
        GroupSize = backward && passes.Any(pass => pass.MixesExamples) ? batchSize : 1;
        values = [.. Enumerable.Range(0, layers + 1).Select(i => Group(network.Shapes[i], i < layers ? passes[i].InputMargins : default))];
        gradients = [.. Enumerable.Range(0, layers + 1).Select(i => backward && i > 0 ? Group(network.Shapes[i], passes[i - 1].GradientMargins) : [])];
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
            passes[i].Prepare(network.StateOf(i));
    }

    /// <summary>Inputs to outputs.</summary>
    public void Forward(int count, bool training)
    {
        for (var i = 0; i < passes.Length; i++)
            passes[i].Forward(network.StateOf(i), values[i].AsSpan(0, count), values[i + 1].AsSpan(0, count), training);
    }

    /// <summary>Output gradients back to the parameters'; added to <paramref name="gradient"/>, laid out as the network's state.</summary>
    public void Backward(int count, Span<float> gradient)
    {
        for (var i = passes.Length - 1; i >= 0; i--)
            passes[i].Backward(network.StateOf(i), values[i].AsSpan(0, count), values[i + 1].AsSpan(0, count), gradients[i + 1].AsSpan(0, count),
                i > 0 ? gradients[i].AsSpan(0, count) : [], network.Slice(gradient, i));
    }

    private Frames[] Group(Shape shape, Margins margins) => [.. Enumerable.Range(0, GroupSize).Select(_ => new Frames(shape, margins))];
}

/// <summary>The first layers of a network, ready to compute outputs one after the other.</summary>
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
    }

    /// <summary>The output for one example; valid until the next.</summary>
    public ReadOnlySpan<float> Of(ReadOnlySpan<float> example)
    {
        if (example.Length != input.Size)
            throw new ArgumentException($"The network takes {input}, {input.Size} values; given are {example.Length}.", nameof(example));
        example.CopyTo(workspace.Input(0));
        workspace.Forward(1, training: false);
        return workspace.Output(0);
    }
}
