using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ReluDc.Networks;

/// <summary>A list of layers with weights: a convolutional network over signals. Taught in notebook 04.</summary>
/// <remarks>The weights change only in <see cref="Training.Run"/>. Several threads may read one network; one at a time may train it.</remarks>
public sealed class Network
{
    private readonly ImmutableArray<int> offsets; // where each layer's state begins, on a cache line; the last is where all end
    private readonly AlignedArray state;

    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="input">Shape of each example, [time, channels].</param>
    /// <param name="layers">At least one layer; each must accept what the one before makes.</param>
    /// <param name="random">Where the initial weights come from, layer by layer.</param>
    /// <exception cref="ArgumentException">A layer cannot take the shape that reaches it.</exception>
    public Network(Shape input, IEnumerable<Layer> layers, Pcg32 random) : this(input, [.. layers])
    {
        for (var i = 0; i < Layers.Length; i++)
            Layers[i].Initialize(StateOf(i), Shapes[i], random);
    }

    /// <summary>A network with given weights.</summary>
    /// <param name="input">Shape of each example, [time, channels].</param>
    /// <param name="layers">At least one layer; each must accept what the one before makes.</param>
    /// <param name="parameters">Those of every layer as <see cref="Parameters"/> gives them; nothing for a layer without any.</param>
    /// <exception cref="ArgumentException">A layer cannot take the shape that reaches it, or has another number of parameters.</exception>
    public static Network Of(Shape input, IEnumerable<Layer> layers, IReadOnlyList<ImmutableArray<float>> parameters)
    {
        var network = new Network(input, [.. layers]);
        if (parameters.Count != network.Layers.Length)
            throw new ArgumentException($"The network has {network.Layers.Length} layers; given are parameters of {parameters.Count}.", nameof(parameters));
        for (var i = 0; i < parameters.Count; i++)
        {
            var count = network.Layers[i].ParameterCount(network.Shapes[i]);
            if (parameters[i].Length != count || count != network.Layers[i].StateCount(network.Shapes[i]))
                throw new ArgumentException($"Layer {i}, {network.Layers[i]} on {network.Shapes[i]}, has {count} parameters, and nothing beside them; given are {parameters[i].Length}.", nameof(parameters));
            parameters[i].AsSpan().CopyTo(network.StateOf(i));
        }
        return network;
    }

    private Network(Shape input, ImmutableArray<Layer> layers)
    {
        if (layers.IsEmpty)
            throw new ArgumentException("A network has at least one layer.", nameof(layers));
        Layers = layers;
        var shapes = ImmutableArray.CreateBuilder<Shape>();
        var starts = ImmutableArray.CreateBuilder<int>();
        var end = 0;
        foreach (var layer in layers)
        {
            shapes.Add(input);
            starts.Add(end);
            end += AlignedArray.RoundUp(layer.StateCount(input));
            input = layer.OutputShape(input);
        }
        shapes.Add(input);
        starts.Add(end);
        Shapes = shapes.ToImmutable();
        offsets = starts.ToImmutable();
        state = new AlignedArray(end);
    }

    /// <summary>The layers, first to last.</summary>
    public ImmutableArray<Layer> Layers { get; }

    /// <summary>The shape before each layer, and at the end the output's: one more than there are layers.</summary>
    public ImmutableArray<Shape> Shapes { get; }

    /// <summary>Shape of an example.</summary>
    public Shape InputShape => Shapes[0];

    /// <summary>Shape of the output.</summary>
    public Shape OutputShape => Shapes[^1];

    /// <summary>Number of weights that training changes.</summary>
    public int ParameterCount => Layers.Select((layer, i) => layer.ParameterCount(Shapes[i])).Sum();

    /// <summary>The parameters of one layer: kernel first ([tap, channel, filter] or [input, unit], last index fastest), then biases.</summary>
    /// <param name="layer">Which layer, from 0.</param>
    public ImmutableArray<float> Parameters(int layer) => [.. StateOf(layer)[..Layers[layer].ParameterCount(Shapes[layer])]];

    /// <summary>One filter of a convolution as an FIR filter, newest sample first, to ask for its frequency response.</summary>
    /// <param name="layer">Which layer, from 0; a <see cref="Conv1D"/>.</param>
    /// <param name="filter">Which of its filters, from 0.</param>
    /// <param name="channel">Which channel of its input, from 0.</param>
    /// <remarks>A dilated kernel has zeros between its taps. At a stride above 1 the filter runs at the input's rate, before samples are left out.</remarks>
    public FirFilter Filter(int layer, int filter, int channel = 0)
    {
        if (Layers[layer] is not Conv1D convolution)
            throw new ArgumentException($"Layer {layer} is {Layers[layer]}: only a Conv1D has filters.", nameof(layer));
        var channels = Shapes[layer].Channels;
        if ((uint)filter >= (uint)convolution.Filters || (uint)channel >= (uint)channels)
            throw new ArgumentOutOfRangeException(nameof(filter), $"{convolution} has filters 0 … {convolution.Filters - 1} and channels 0 … {channels - 1}; given are {filter} and {channel}.");
        var taps = new double[convolution.Reach + 1];
        for (var k = 0; k < convolution.KernelSize; k++)
            taps[convolution.Reach - k * convolution.Dilation] = StateOf(layer)[(k * channels + channel) * convolution.Filters + filter];
        return new(taps);
    }

    /// <summary>The network's output for one example. [time, channels] → [time', channels'], row by row</summary>
    /// <param name="example">The values, time step by time step; as many as <see cref="InputShape"/> has.</param>
    public float[] Output(ReadOnlySpan<float> example) => Activation(Layers.Length - 1, example);

    /// <summary>What comes out of one layer for one example. [time, channels] → [time', channels'], row by row</summary>
    /// <param name="layer">Which layer, from 0.</param>
    /// <param name="example">The values, time step by time step.</param>
    public float[] Activation(int layer, ReadOnlySpan<float> example) => new Inference(this, layer + 1).Of(example).ToArray();

    /// <summary>What comes out of one channel of one layer for a signal, with the rate it has there.</summary>
    /// <param name="layer">Which layer, from 0.</param>
    /// <param name="channel">Which of its output's channels, from 0.</param>
    /// <param name="signal">The input, one channel.</param>
    public Signal Activation(int layer, int channel, Signal signal)
    {
        if (signal.Count != InputShape.Size)
            throw new ArgumentException($"The network takes {InputShape}; given is a signal of [{signal.Count}, 1].", nameof(signal));
        var shape = Shapes[layer + 1];
        var values = Activation(layer, [.. signal.Samples.Select(x => (float)x)]);
        var rate = Layers[..(layer + 1)].Aggregate(signal.SampleRateHz, (hz, l) => l is Conv1D c ? hz / c.Stride : l is Pooling { Size: { } size } ? hz / size : hz);
        return new(Enumerable.Range(0, shape.Time).Select(t => (double)values[t * shape.Channels + channel]), rate);
    }

    /// <summary>The outputs of the first layers for every example, as rows: features for a read-out. [examples] → [examples][features]</summary>
    /// <param name="examples">Examples of the network's input shape.</param>
    /// <param name="layers">How many layers, from the first; all where not given.</param>
    public double[][] Features(Examples examples, int? layers = null)
    {
        examples.CheckShape(InputShape);
        var inference = new Inference(this, layers ?? Layers.Length);
        var features = new double[examples.Count][];
        for (var i = 0; i < features.Length; i++)
            features[i] = Array.ConvertAll(inference.Of(examples.Input(i)).ToArray(), x => (double)x);
        return features;
    }

    /// <summary>The share of examples whose largest output is that of their class, in [0, 1].</summary>
    public double Accuracy(Examples examples)
    {
        examples.CheckTargets(OutputShape);
        return Features(examples).Where((output, i) => Array.IndexOf(output, output.Max()) == examples.Label(i)).Count() / (double)examples.Count;
    }

    /// <summary>The same layers and weights, to keep while this one is trained on.</summary>
    public Network Copy()
    {
        var copy = new Network(InputShape, Layers);
        state.Span.CopyTo(copy.state.Span);
        return copy;
    }

    /// <summary>The Frobenius distance ‖w − w'‖ of one layer's kernel, without biases, from that of another network (paper, Sec. V.C).</summary>
    /// <param name="other">A network of the same layers, such as a copy made before training.</param>
    /// <param name="layer">Which layer, from 0.</param>
    public double DistanceFrom(Network other, int layer)
    {
        var count = Layers[layer].KernelCount(Shapes[layer]);
        if (layer >= other.Layers.Length || other.Layers[layer].KernelCount(other.Shapes[layer]) != count)
            throw new ArgumentException($"Layer {layer} of the two networks differs: {Layers[layer]} on {Shapes[layer]} and, there, {other}", nameof(other));
        ReadOnlySpan<float> here = StateOf(layer)[..count], there = other.StateOf(layer)[..count];
        var squares = 0.0;
        for (var i = 0; i < count; i++)
            squares += ((double)here[i] - there[i]) * ((double)here[i] - there[i]);
        return Math.Sqrt(squares);
    }

    /// <summary>A table: each layer with the shape it makes and its number of parameters.</summary>
    public override string ToString()
    {
        var rows = Layers.Select((layer, i) => (Name: $"{i}  {layer}", Shape: Shapes[i + 1].ToString(), Count: layer.ParameterCount(Shapes[i]).ToString("N0", CultureInfo.InvariantCulture)))
            .Prepend((Name: "   input", Shape: InputShape.ToString(), Count: ""))
            .Append((Name: "   in all", Shape: "", Count: ParameterCount.ToString("N0", CultureInfo.InvariantCulture))).ToList();
        int name = rows.Max(row => row.Name.Length), shape = rows.Max(row => row.Shape.Length), count = rows.Max(row => row.Count.Length);
        var text = new StringBuilder();
        foreach (var row in rows)
            text.Append(row.Name.PadRight(name + 2)).Append(row.Shape.PadRight(shape + 2)).Append(row.Count.PadLeft(count)).Append(" parameters\n");
        return text.Replace($"{new string(' ', count)} parameters\n", "\n").ToString().TrimEnd('\n');
    }

    internal int StateCount => offsets[^1];

    /// <summary>All layers' state, each on a cache line of its own; the gaps between are zero.</summary>
    internal Span<float> State => state.Span;

    internal Span<float> StateOf(int layer) => Slice(state.Span, layer);

    /// <summary>One layer's part of an array laid out as <see cref="State"/>.</summary>
    internal Span<float> Slice(Span<float> all, int layer) => all.Slice(offsets[layer], Layers[layer].StateCount(Shapes[layer]));
}
