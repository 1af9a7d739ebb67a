using System.Collections.Immutable;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>
/// The network of the paper's Sec. V.B, 147,473 parameters, from a weights file of its authors where a reader has one. [256, 1] → [1, 1]
/// </summary>
/// <remarks>
/// Three blocks of three dilated, causal convolutions with ReLU, each block followed by average pooling; self-attention, layer
/// normalisation, and two dense layers that end in one number, the heart rate. Dropout acts in training only and is left out.
/// Taught in notebook 10.
/// </remarks>
public sealed class PaperNetwork
{
    /// <summary>Taps of the separable filter that the authors take out motion with, 0.66 s.</summary>
    public const int MotionTaps = 21;

    private const int Taps = 5;
    private const int Heads = 4;
    private const int KeySize = 16;
    private const int Units = 32;
    private static readonly ImmutableArray<(int Filters, int Pooling)> Blocks = [(32, 4), (48, 2), (64, 2)];
    private const int ConvolutionsPerBlock = 3;

    private PaperNetwork(Network network) => Network = network;

    /// <summary>Its layers and weights. [256, 1] → [1, 1]</summary>
    public Network Network { get; }

    /// <summary>Which layer is a convolution; the ReLU after it is the next one.</summary>
    /// <param name="block">Which block, from 1.</param>
    /// <param name="convolution">Which of its three, from 1.</param>
    public static int ConvolutionLayer(int block, int convolution)
    {
        if (block < 1 || block > Blocks.Length || convolution is < 1 or > ConvolutionsPerBlock)
            throw new ArgumentOutOfRangeException(
                nameof(block), $"There are blocks 1 to {Blocks.Length} with convolutions 1 to {ConvolutionsPerBlock}.");
        return (block - 1) * (2 * ConvolutionsPerBlock + 1) + 2 * (convolution - 1);
    }

    /// <summary>Reads the weights.</summary>
    /// <param name="path">A Keras model saved as .h5.</param>
    /// <exception cref="FormatException">The file is not that of this network; the message is one line.</exception>
    public static PaperNetwork Read(string path)
    {
        var weights = KerasWeights.Read(path);
        var layers = new List<Layer>();
        var parameters = new List<ImmutableArray<float>>();
        void Add(Layer layer, ImmutableArray<float> values = default)
        {
            layers.Add(layer);
            parameters.Add(values.IsDefault ? [] : values);
        }

        var (channels, convolution) = (1, 0);
        foreach (var (filters, pooling) in Blocks)
        {
            for (var i = 0; i < ConvolutionsPerBlock; i++, channels = filters)
            {
                Add(new Conv1D(filters, Taps) { Dilation = 2, Padding = Padding.Causal },
                    weights.Parameters("conv1d", convolution++, ("kernel", [Taps, channels, filters]), ("bias", [filters])));
                Add(Activation.Relu);
            }
            Add(Pooling.Average(pooling));
        }
        (string, int[]) Map(string name) => ($"{name}/kernel", [channels, Heads, KeySize]);
        (string, int[]) Bias(string name) => ($"{name}/bias", [Heads, KeySize]);
        Add(new SelfAttention(Heads, KeySize), weights.Parameters("multi_head_attention", 0,
            Map("query"), Map("key"), Map("value"), ("attention_output/kernel", [Heads, KeySize, channels]),
            Bias("query"), Bias("key"), Bias("value"), ("attention_output/bias", [channels])));
        Add(new LayerNormalization(), weights.Parameters("layer_normalization", 0, ("gamma", [channels]), ("beta", [channels])));
        var flat = PpgRecording.WindowCount / Blocks.Aggregate(1, (product, block) => product * block.Pooling) * channels;
        Add(new Dense(Units), weights.Parameters("dense", 0, ("kernel", [flat, Units]), ("bias", [Units])));
        Add(Activation.Relu);
        Add(new Dense(1), weights.Parameters("dense", 1, ("kernel", [Units, 1]), ("bias", [1])));
        return new(Network.Of(new(PpgRecording.WindowCount, 1), layers, parameters));
    }

    /// <summary>The heart rate of every window, in beats a minute; it has no notion of how sure it is. [samples] → [windows]</summary>
    /// <param name="recording">Its windows are taken.</param>
    /// <param name="ppg">
    /// The PPG at the scale of its sensor, as long as the recording. The authors take out what the acceleration explains
    /// (<see cref="MotionFilter"/>).
    /// </param>
    public ImmutableArray<double> RatesBpm(PpgRecording recording, Signal ppg)
    {
        ArgumentNullException.ThrowIfNull(recording);
        var windows = Enumerable.Range(0, recording.Windows).Select(window => (recording.Window(ppg, window), (IEnumerable<double>)[0.0]));
        return [.. Network.Features(Examples.Of(windows)).Select(output => output[0])];
    }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"The paper's network {Network.InputShape} → heart rate, {Network.ParameterCount:N0} parameters");
}
