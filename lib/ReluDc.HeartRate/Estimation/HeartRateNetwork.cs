using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>
/// A small network that reads heart rates: long filters, ReLU, and the DC of what comes out; trained on synthetic recordings only.
/// [256, 5] → [97]
/// </summary>
/// <remarks>
/// One convolution (96 filters, 48 taps, 6 s long), ReLU and a global average: 96 DC components, which three dense layers turn into a
/// probability for each of the <see cref="HeartRateBins"/>, and for no pulse. Taught in notebook 10.
/// </remarks>
[System.ComponentModel.ImmutableObject(false), System.ComponentModel.ReadOnly(true)] // changed by training alone
public sealed class HeartRateNetwork
{
    /// <summary>The first line of a file of weights.</summary>
    public const string Header = "layer,name,parameters_base64";

    /// <summary>Which layer makes the DC components that are its features.</summary>
    public const int PoolingLayer = 2;

    private const int BatchSize = 64;
    private const int ReadAtOnce = 16; // windows

    private HeartRateNetwork(Network network) => Network = network;

    /// <summary>Its layers and weights. [256, 5] → [1, 97]</summary>
    public Network Network { get; }

    private static ImmutableArray<Layer> Layers { get; } =
    [
        new Conv1D(96, 48) { Dilation = 4, Initializer = Initializer.HeUniform }, Activation.Relu, Pooling.GlobalAverage,
        new Dense(256) { Initializer = Initializer.HeUniform }, Activation.Relu,
        new Dense(128) { Initializer = Initializer.HeUniform }, Activation.Relu,
        new Dense(HeartRateBins.Outcomes),
    ];

    /// <summary>With weights drawn at random.</summary>
    /// <param name="random">Where they come from.</param>
    public static HeartRateNetwork Untrained(Pcg32 random) => new(new(HeartRateInput.Shape, Layers, Argument.Given(random)));

    /// <summary>
    /// Its convolution and ReLU with the same weights, on longer windows: to see as many samples come out as are wanted.
    /// [outputs + 188, 5] → [outputs, 96]
    /// </summary>
    /// <param name="outputs">Samples of output, 1 … 2²⁰; the network itself has 68.</param>
    public Network FirstLayers(int outputs)
    {
        Argument.Within(outputs, 1, 1 << 20, "The number of samples of output");
        Shape input = new(outputs + ((Conv1D)Layers[0]).Reach, HeartRateInput.Channels);
        return Network.Of(input, Layers[..PoolingLayer], [Network.Parameters(0), []]);
    }

    /// <summary>
    /// Trains one with Adam: 60 % of the epochs at a step of 10⁻³, the next quarter at 3·10⁻⁴, the rest at 10⁻⁴.
    /// </summary>
    /// <param name="examples">Such as <see cref="HeartRateTraining.DrawExamples"/> draws.</param>
    /// <param name="epochs">How often all are seen, 3 or more.</param>
    /// <param name="seed">Of the weights and of the order.</param>
    /// <param name="progress">Told after every epoch.</param>
    /// <param name="cancellation">Asked before every step.</param>
    public static HeartRateNetwork Train(
        Examples examples, int epochs, ulong seed, IProgress<Epoch>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 3);
        var network = Untrained(new(seed, 1));
        var random = new Pcg32(seed, 2);
        var first = (int)Math.Max(1, epochs * 6L / 10);
        var second = Math.Max(1, epochs / 4);
        foreach (var (count, step) in new[] { (first, 1e-3), (second, 3e-4), (epochs - first - second, 1e-4) })
            new Training(new Adam(step), Loss.SoftmaxCrossEntropy, count, BatchSize)
                .Run(network.Network, examples, random, progress, cancellation);
        return network;
    }

    /// <summary>
    /// What each window by itself says of the heart rate; in one in which the PPG never changes there is no pulse.
    /// → [windows][outcomes], each row of sum 1
    /// </summary>
    /// <param name="recording">The recording.</param>
    public double[][] Probabilities(PpgRecording recording) => [.. Probabilities(Argument.Given(recording), 0)];

    /// <summary>The same from a window on. → [windows − first][outcomes]</summary>
    internal IEnumerable<double[]> Probabilities(PpgRecording recording, int first)
    {
        var window = first;
        foreach (var some in HeartRateInput.Windows(recording, PpgRecording.WindowCount, first).Chunk(ReadAtOnce))
            foreach (var outcomes in Probabilities(Examples(some)))
                yield return recording.IsDark(window++) ? [.. new double[HeartRateBins.NoPulse], 1] : outcomes;
    }

    /// <summary>The same for examples of its input's shape. [examples] of [256, 5] → [examples][outcomes]</summary>
    /// <param name="windows">The examples; their targets do not matter.</param>
    public double[][] Probabilities(Examples windows) => [.. Network.Features(Argument.Given(windows)).Select(Softmax)];

    /// <summary>A recording's windows as examples, with targets of zeros. → [windows] of [256, 5], 97 numbers each</summary>
    /// <param name="recording">The recording.</param>
    public static Examples Windows(PpgRecording recording) => Examples(HeartRateInput.Windows(recording));

    private static Examples Examples(IEnumerable<ImmutableArray<Signal>> windows)
    {
        IEnumerable<double> nothing = new double[HeartRateBins.Outcomes];
        return Networks.Examples.Of(windows.Select(channels => ((IReadOnlyList<Signal>)channels, nothing)));
    }

    /// <summary>How many <see cref="Rows"/> there are: one for each layer that learns.</summary>
    internal static int RowCount => Layers.Count(layer => layer is Conv1D or Dense);

    /// <summary>Its weights as lines of a file: single precision, little-endian, in base 64.</summary>
    public IEnumerable<string> Rows() =>
        from layer in Enumerable.Range(0, Network.Layers.Length)
        let parameters = Network.Parameters(layer)
        where parameters.Length > 0
        select string.Create(CultureInfo.InvariantCulture,
            $"{layer},{Network.Layers[layer].GetType().Name},{Convert.ToBase64String(Bytes(parameters))}");

    /// <summary>Reads weights, such as data/heart-rate.csv.</summary>
    /// <param name="path">Lines of <see cref="Rows"/> below <see cref="Header"/>.</param>
    /// <exception cref="FormatException">A line is not as it should be; the message names it.</exception>
    public static HeartRateNetwork Read(string path)
    {
        var table = CsvTable.Read(path, Header, "name", "parameters_base64");
        var like = Untrained(new(0)).Network;
        var parameters = Layers.Select(_ => ImmutableArray<float>.Empty).ToArray();
        ImmutableArray<int> learning = [.. Enumerable.Range(0, Layers.Length).Where(layer => like.Parameters(layer).Length > 0)];
        if (table.RowCount != learning.Length)
            throw new FormatException($"{path}: {learning.Length} layers were to be there; {table.RowCount} are");
        foreach (var (row, layer) in learning.Index())
        {
            var name = Layers[layer].GetType().Name;
            var bytes = new byte[like.Parameters(layer).Length * sizeof(float)];
            if (table["layer"][row] != layer || table.Texts("name")[row] != name
                || !Convert.TryFromBase64String(table.Texts("parameters_base64")[row], bytes, out var count) || count != bytes.Length)
                throw table.Fault(row, $"layer {layer}, {name}, and {bytes.Length / sizeof(float)} numbers in base 64 were to be there");
            parameters[layer] = [.. MemoryMarshal.Cast<byte, float>(bytes)];
            if (!parameters[layer].All(float.IsFinite))
                throw table.Fault(row, $"layer {layer}, {name}, has a weight that is no finite number");
        }
        return new(Network.Of(HeartRateInput.Shape, Layers, parameters));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"Heart-rate network {HeartRateInput.Shape} → {HeartRateBins.Outcomes} outcomes, {Network.ParameterCount:N0} parameters");

    private static byte[] Bytes(ImmutableArray<float> numbers)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Weights are written on little-endian machines.");
        return MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray();
    }

    private static double[] Softmax(double[] scores)
    {
        var largest = scores.Max();
        var exponentials = Array.ConvertAll(scores, score => Math.Exp(score - largest));
        var sum = exponentials.Sum();
        return Array.ConvertAll(exponentials, e => e / sum);
    }
}
