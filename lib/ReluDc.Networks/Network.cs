using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ReluDc.Networks;

/// <summary>
/// A list of layers with weights: a convolutional network over signals. [time, channels] → [time', channels'] Taught in notebook 04.
/// </summary>
/// <remarks>
/// The weights change only in <see cref="Training.Run"/>. Several threads may read one network; one at a time may train it.
/// </remarks>
[System.ComponentModel.ImmutableObject(false), System.ComponentModel.ReadOnly(true)] // changed by training alone
public sealed class Network
{
    private readonly ImmutableArray<int> offsets; // where each layer's state begins, on a cache line; the last is where all end
    private readonly ImmutableArray<int> counts;  // how many numbers each layer's state has
    private readonly AlignedArray state;

    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="input">Shape of each example, [time, channels].</param>
    /// <param name="layers">At least one layer; each must accept what the one before makes.</param>
    /// <param name="random">Where the initial weights come from, layer by layer.</param>
    /// <exception cref="ArgumentException">A layer cannot take the shape that reaches it.</exception>
    public Network(Shape input, IEnumerable<Layer> layers, Pcg32 random) : this(input, [.. Argument.Given(layers)])
    {
        ArgumentNullException.ThrowIfNull(random);
        for (var i = 0; i < Layers.Length; i++)
            Layers[i].Initialize(StateOf(i), Shapes[i], random);
    }

    /// <summary>A network with given weights.</summary>
    /// <param name="input">Shape of each example, [time, channels].</param>
    /// <param name="layers">At least one layer; each must accept what the one before makes.</param>
    /// <param name="parameters">
    /// Those of every layer as <see cref="Parameters"/> gives them, finite; nothing for a layer without any.
    /// </param>
    /// <exception cref="ArgumentException">A layer cannot take the shape that reaches it, or has another number of parameters.</exception>
    public static Network Of(Shape input, IEnumerable<Layer> layers, IReadOnlyList<ImmutableArray<float>> parameters)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(parameters);
        var network = new Network(input, [.. layers]);
        if (parameters.Count != network.Layers.Length)
            throw new ArgumentException(
                $"The network has {network.Layers.Length} layers; given are parameters of {parameters.Count}.", nameof(parameters));
        for (var i = 0; i < parameters.Count; i++)
        {
            ReadOnlySpan<float> given = parameters[i].IsDefault ? [] : parameters[i].AsSpan();
            var (layer, shape) = (network.Layers[i], network.Shapes[i]);
            var count = layer.ParameterCount(shape);
            if (given.Length != count || count != network.counts[i])
                throw new ArgumentException(
                    $"Layer {i}, {layer} on {shape}, has {count} parameters, and nothing beside them; given are {given.Length}.",
                    nameof(parameters));
            Argument.FiniteValues(given, nameof(parameters));
            given.CopyTo(network.StateOf(i));
        }
        return network;
    }

    private Network(Shape input, ImmutableArray<Layer> layers)
    {
        Layers = Argument.Filled(layers, "A network has layers", nameof(layers));
        var shape = input.Checked();
        var shapes = ImmutableArray.CreateBuilder<Shape>();
        var starts = ImmutableArray.CreateBuilder<int>();
        var sizes = ImmutableArray.CreateBuilder<int>();
        long end = 0;
        foreach (var layer in layers)
        {
            shapes.Add(shape);
            starts.Add((int)end);
            sizes.Add(layer.StateCount(shape));
            end += AlignedArray.RoundUp(sizes[^1]);
            if (end > Argument.MostNumbers)
                throw new ArgumentException($"A network has at most {Argument.MostNumbers:N0} weights.", nameof(layers));
            shape = layer.OutputShape(shape);
        }
        shapes.Add(shape);
        starts.Add((int)end);
        Shapes = shapes.ToImmutable();
        offsets = starts.ToImmutable();
        counts = sizes.ToImmutable();
        state = new AlignedArray((int)end);
    }

    /// <summary>The layers, first to last.</summary>
    public ImmutableArray<Layer> Layers { get; }

    /// <summary>
    /// The shape before each layer, and at the end the output's: one more than there are layers. [layers + 1] of [time, channels]
    /// </summary>
    public ImmutableArray<Shape> Shapes { get; }

    /// <summary>Shape of an example, [time, channels].</summary>
    public Shape InputShape => Shapes[0];

    /// <summary>Shape of the output, [time', channels'].</summary>
    public Shape OutputShape => Shapes[^1];

    /// <summary>Number of weights that training changes.</summary>
    public int ParameterCount => Layers.Select((layer, i) => layer.ParameterCount(Shapes[i])).Sum();

    /// <summary>
    /// The parameters of one layer: kernel first ([tap, channel, filter] or [input, unit], last index fastest), then biases. →
    /// [parameters]
    /// </summary>
    /// <param name="layer">Which layer, from 0.</param>
    public ImmutableArray<float> Parameters(int layer) => [.. StateOf(Checked(layer))[..Layers[layer].ParameterCount(Shapes[layer])]];

    /// <summary>One filter of a convolution as an FIR filter, newest sample first, to ask for its frequency response.</summary>
    /// <param name="layer">Which layer, from 0; a <see cref="Conv1D"/>.</param>
    /// <param name="filter">Which of its filters, from 0.</param>
    /// <param name="channel">Which channel of its input, from 0.</param>
    /// <remarks>
    /// A dilated kernel has zeros between its taps. At a stride above 1 the filter runs at the input's rate, before samples are left out.
    /// </remarks>
    public FirFilter Filter(int layer, int filter, int channel = 0)
    {
        if (Layers[Checked(layer)] is not Conv1D convolution)
            throw new ArgumentException($"Layer {layer} is {Layers[layer]}: only a Conv1D has filters.", nameof(layer));
        var channels = Shapes[layer].Channels;
        Argument.Index(filter, convolution.Filters, $"{convolution}", "filters");
        Argument.Index(channel, channels, $"The input of {convolution}", "channels");
        var taps = new double[convolution.Reach + 1];
        for (var k = 0; k < convolution.KernelSize; k++)
            taps[convolution.Reach - k * convolution.Dilation] = StateOf(layer)[(k * channels + channel) * convolution.Filters + filter];
        return new(taps);
    }

    /// <summary>The network's output for one example. [time, channels] → [time', channels'], row by row</summary>
    /// <param name="example">The values, time step by time step; as many as <see cref="InputShape"/> has, all finite.</param>
    public float[] Output(ReadOnlySpan<float> example) => Activation(Layers.Length - 1, example);

    /// <summary>What comes out of one layer for one example. [time, channels] → [time', channels'], row by row</summary>
    /// <param name="layer">Which layer, from 0.</param>
    /// <param name="example">The values, time step by time step, all finite.</param>
    public float[] Activation(int layer, ReadOnlySpan<float> example)
    {
        Argument.FiniteValues(example, nameof(example));
        return new Inference(this, Checked(layer) + 1).Run(example).ToArray();
    }

    /// <summary>What comes out of one channel of one layer for a signal, with the rate it has there. [time] → [time']</summary>
    /// <param name="layer">Which layer, from 0.</param>
    /// <param name="channel">Which of its output's channels, from 0.</param>
    /// <param name="signal">The input of a network of one channel, finite in single precision.</param>
    public Signal Activation(int layer, int channel, Signal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        if (new Shape(signal.Count, 1) != InputShape)
            throw new ArgumentException($"The network takes {InputShape}; given is a signal of [{signal.Count}, 1].", nameof(signal));
        var shape = Shapes[Checked(layer) + 1];
        Argument.Index(channel, shape.Channels, $"What comes out of layer {layer}", "channels");
        var values = Activation(layer, [.. signal.Samples.Select(x => (float)x)]);
        var rate = Layers[..(layer + 1)].Aggregate(signal.SampleRateHz, (hz, l) => l switch
        {
            Conv1D convolution => hz / convolution.Stride,
            Pooling { Size: { } size } => hz / size,
            _ => hz,
        });
        return new(Enumerable.Range(0, shape.Time).Select(t => (double)values[t * shape.Channels + channel]), rate);
    }

    /// <summary>
    /// The share of power at 0 Hz in what comes out of one layer for one example: the squared means of its channels over the mean of all
    /// squares, both summed over the channels. In [0, 1]; 0 where nothing comes out. Taught in notebook 06.
    /// </summary>
    /// <param name="layer">Which layer, from 0.</param>
    /// <param name="example">The values, time step by time step, all finite.</param>
    /// <param name="last">Over how many of the output's last time steps, 1 or more; all where not given.</param>
    public double DcShare(int layer, ReadOnlySpan<float> example, int? last = null)
    {
        var steps = Steps(Checked(layer), last);
        return DcShare(Activation(layer, example), Shapes[layer + 1].Channels, steps);
    }

    /// <summary>The share of power at 0 Hz in what comes out of every layer for one example, each layer run once. → [layers]</summary>
    /// <param name="example">The values, time step by time step, all finite.</param>
    /// <param name="last">Over how many of each output's last time steps, 1 or more; all where not given.</param>
    public ImmutableArray<double> DcShares(ReadOnlySpan<float> example, int? last = null)
    {
        Argument.FiniteValues(example, nameof(example));
        int[] steps = [.. Enumerable.Range(0, Layers.Length).Select(layer => Steps(layer, last))];
        var shares = ImmutableArray.CreateBuilder<double>(Layers.Length);
        var values = example;
        for (var layer = 0; layer < Layers.Length; layer++)
        {
            var alone = new Network(Shapes[layer], [Layers[layer]]);
            StateOf(layer).CopyTo(alone.StateOf(0));
            values = new Inference(alone, 1).Run(values);
            shares.Add(DcShare(values, Shapes[layer + 1].Channels, steps[layer]));
        }
        return shares.MoveToImmutable();
    }

    private int Steps(int layer, int? last) => last is { } some
        ? Argument.Within(some, 1, Shapes[layer + 1].Time, "The number of time steps of this layer", nameof(last))
        : Shapes[layer + 1].Time;

    private static double DcShare(ReadOnlySpan<float> values, int channels, int steps)
    {
        values = values[^(steps * channels)..];
        var (sums, power) = (new double[channels], 0.0);
        for (var first = 0; first < values.Length; first += channels)
        {
            var squares = 0.0;
            for (var c = 0; c < channels; c++)
            {
                double x = values[first + c];
                sums[c] += x;
                squares += x * x;
            }
            power += squares;
        }
        return power > 0 ? sums.Sum(sum => sum / steps * (sum / steps)) / (power / steps) : 0;
    }

    /// <summary>
    /// The outputs of the first layers for every example, as rows: features for a read-out. [examples] → [examples][features]
    /// </summary>
    /// <param name="examples">Examples of the network's input shape.</param>
    /// <param name="layers">How many layers, from the first, 1 or more; all where not given.</param>
    public double[][] Features(Examples examples, int? layers = null)
    {
        ArgumentNullException.ThrowIfNull(examples);
        examples.CheckShape(InputShape);
        var count = Argument.Within(layers ?? Layers.Length, 1, Layers.Length, "The number of layers of this network", nameof(layers));
        var inference = new Inference(this, count);
        var features = new double[examples.Count][];
        for (var i = 0; i < features.Length; i++)
            features[i] = Array.ConvertAll(inference.Run(examples.Input(i)).ToArray(), x => (double)x);
        return features;
    }

    /// <summary>The accuracy: the share of examples whose largest output is that of their class, in [0, 1].</summary>
    /// <param name="examples">Examples of the network's input and output shapes.</param>
    public double Accuracy(Examples examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        examples.CheckTargets(OutputShape);
        var correct = Features(examples).Where((output, i) => Array.IndexOf(output, output.Max()) == examples.Label(i)).Count();
        return correct / (double)examples.Count;
    }

    /// <summary>The same layers and weights, to keep while this one is trained on.</summary>
    public Network Copy()
    {
        var copy = new Network(InputShape, Layers);
        state.Span.CopyTo(copy.state.Span);
        return copy;
    }

    /// <summary>
    /// The Frobenius distance ‖w − w'‖ of one layer's kernel, without biases, from that of another network (paper, Sec. V.C).
    /// </summary>
    /// <param name="other">A network of the same layers, such as a copy made before training.</param>
    /// <param name="layer">Which layer, from 0.</param>
    public double DistanceFrom(Network other, int layer)
    {
        ArgumentNullException.ThrowIfNull(other);
        var count = Layers[Checked(layer)].KernelCount(Shapes[layer]);
        if (layer >= other.Layers.Length || other.Layers[layer].KernelCount(other.Shapes[layer]) != count)
            throw new ArgumentException(
                $"Layer {layer} of the two networks differs: {Layers[layer]} on {Shapes[layer]} and, there, {other}", nameof(other));
        ReadOnlySpan<float> here = StateOf(layer)[..count], there = other.StateOf(layer)[..count];
        var squares = 0.0;
        for (var i = 0; i < count; i++)
            squares += ((double)here[i] - there[i]) * ((double)here[i] - there[i]);
        return Math.Sqrt(squares);
    }

    /// <summary>
    /// How far the convolutions' kernels are from those of another network, as a multiple of the length that those have together:
    /// √(Σ‖w − w₀‖²/Σ‖w₀‖²).
    /// </summary>
    /// <param name="before">A network of the same layers, such as a copy made before training.</param>
    internal double RelativeDistanceFrom(Network before)
    {
        var convolutions = Enumerable.Range(0, Layers.Length).Where(i => Layers[i] is Conv1D).ToArray();
        var moved = convolutions.Sum(i => Math.Pow(DistanceFrom(before, i), 2));
        var length = convolutions.Sum(i => before.Parameters(i).Sum(w => (double)w * w));
        return Math.Sqrt(moved / length);
    }

    /// <summary>A table: each layer with the shape it makes and its number of parameters.</summary>
    public override string ToString()
    {
        static string Text(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
        var rows = Layers
            .Select((layer, i) => (Name: $"{i}  {layer}", Shape: Shapes[i + 1].ToString(), Count: Text(layer.ParameterCount(Shapes[i]))))
            .Prepend((Name: "   input", Shape: InputShape.ToString(), Count: ""))
            .Append((Name: "   in all", Shape: "", Count: Text(ParameterCount))).ToList();
        int name = rows.Max(row => row.Name.Length), shape = rows.Max(row => row.Shape.Length), count = rows.Max(row => row.Count.Length);
        var text = new StringBuilder();
        foreach (var row in rows)
            text.Append(row.Name.PadRight(name + 2)).Append(row.Shape.PadRight(shape + 2)).Append(row.Count.PadLeft(count))
                .Append(" parameters\n");
        return text.Replace($"{new string(' ', count)} parameters\n", "\n").ToString().TrimEnd('\n');
    }

    internal int StateCount => offsets[^1];

    /// <summary>All layers' state, each on a cache line of its own; the gaps between are zero.</summary>
    internal Span<float> State => state.Span;

    internal Span<float> StateOf(int layer) => Slice(state.Span, layer);

    /// <summary>One layer's part of an array laid out as <see cref="State"/>.</summary>
    internal Span<float> Slice(Span<float> all, int layer) => all.Slice(offsets[layer], counts[layer]);

    /// <summary>The index of a layer, if there is such a layer.</summary>
    internal int Checked(int layer) => Argument.Index(layer, Layers.Length, "This network", "layers");
}
