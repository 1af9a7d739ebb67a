using System.Collections.Immutable;

namespace ReluDc.Networks;

/// <summary>A convolution, its ReLU and a mean over time as a microcontroller computes them: integers only, until the last step. Taught in notebook 08.</summary>
/// <remarks>
/// Inputs and weights are codes of 2 to 8 bits: whole numbers of a step. Their products add up exactly in 32 bits. ReLU keeps the positive sums, which an
/// integer multiplication and a shift bring back to 2 to 8 bits (the scheme of Jacob et al. 2018, symmetric and without offsets). The steps
/// multiply the mean at the end.
/// </remarks>
public sealed class Int8Conv1D
{
    private readonly Conv1D convolution;
    private readonly Shape input, output;
    private readonly ImmutableArray<sbyte> weights; // [tap, channel, filter], as the network lays out its own
    private readonly ImmutableArray<double> weightSteps;
    private readonly ImmutableArray<int> largest;   // what |sum| can reach, for each filter
    private readonly ImmutableArray<Requantizer> requantizers;

    /// <summary>Rounds the weights of one convolution.</summary>
    /// <param name="network">Where the convolution stands.</param>
    /// <param name="layer">Which layer, from 0; a <see cref="Conv1D"/> without bias.</param>
    /// <param name="inputFullScale">Largest magnitude of the input; finite, above 0. What lies beyond is clipped.</param>
    /// <param name="bits">Bits of inputs, of weights and of outputs, 2 … 8.</param>
    /// <param name="perFilter">A step of its own for the weights of each filter, set by its largest tap; or else one step for all filters.</param>
    /// <exception cref="ArgumentException">The layer is no convolution, has a bias, or sums more products than 32 bits can hold.</exception>
    public Int8Conv1D(Network network, int layer, double inputFullScale, int bits = 8, bool perFilter = true)
    {
        if (bits is < 2 or > 8)
            throw new ArgumentOutOfRangeException(nameof(bits), bits, "Integer codes have 2 to 8 bits here.");
        if (network.Layers[layer] is not Conv1D { Bias: false } found)
            throw new ArgumentException($"Layer {layer} is {network.Layers[layer]}: wanted is a Conv1D without bias.", nameof(layer));
        (convolution, input, output) = (found, network.Shapes[layer], network.Shapes[layer + 1]);
        var products = convolution.KernelSize * input.Channels;
        Input = new(bits, inputFullScale);
        int lowest = 1 << bits - 1, highest = lowest - 1; // inputs reach −lowest; weights ±highest, so that no sign is favoured
        if (products > int.MaxValue / (lowest * highest))
            throw new ArgumentException($"{convolution} on {input} adds up {products} products of {bits} bits: more than 32 bits hold.", nameof(network));

        var exact = network.Parameters(layer);
        double LargestTap(int filter) => Enumerable.Range(0, products).Max(k => Math.Abs((double)exact[k * convolution.Filters + filter]));
        double[] peaks = [.. Enumerable.Range(0, convolution.Filters).Select(LargestTap)];
        weightSteps = [.. peaks.Select(peak => (perFilter ? peak : peaks.Max()) / highest)];
        weights = [.. exact.Select((w, i) => weightSteps[i % convolution.Filters] is > 0 and var step ? (sbyte)Math.Round(w / step) : (sbyte)0)];
        largest = [.. Enumerable.Range(0, convolution.Filters).Select(f => lowest * Enumerable.Range(0, products).Sum(k => Math.Abs((int)weights[k * convolution.Filters + f])))];
        requantizers = [.. largest.Select(sum => new Requantizer(sum == 0 ? 0 : ((1 << bits) - 1.0) / sum))];
    }

    /// <summary>How inputs are rounded.</summary>
    public Quantizer Input { get; }

    /// <summary>The codes of the weights, [tap, channel, filter], last index fastest.</summary>
    public ImmutableArray<sbyte> Weights => weights;

    /// <summary>What one unit of a weight's code is worth, for each filter.</summary>
    public ImmutableArray<double> WeightSteps => weightSteps;

    /// <summary>What one unit of an output's code is worth, for each filter. The largest sum that can occur has the largest code: no output is ever clipped.</summary>
    public ImmutableArray<double> OutputSteps => [.. largest.Select((sum, f) => Input.Step * weightSteps[f] * sum / ((1 << Input.Bits) - 1))];

    /// <summary>One filter with its rounded weights, newest sample first, to ask for its frequency response.</summary>
    /// <param name="filter">Which filter, from 0.</param>
    /// <param name="channel">Which channel of the input, from 0.</param>
    public FirFilter Filter(int filter, int channel = 0)
    {
        var taps = new double[convolution.Reach + 1];
        for (var k = 0; k < convolution.KernelSize; k++)
            taps[convolution.Reach - k * convolution.Dilation] = weightSteps[filter] * weights[(k * input.Channels + channel) * convolution.Filters + filter];
        return new(taps);
    }

    /// <summary>The codes of an input. [time, channels] → as many</summary>
    public sbyte[] Codes(ReadOnlySpan<float> values)
    {
        if (values.Length != input.Size)
            throw new ArgumentException($"The convolution takes {input}, {input.Size} values; given are {values.Length}.", nameof(values));
        var codes = new sbyte[values.Length];
        for (var i = 0; i < codes.Length; i++)
            codes[i] = (sbyte)Math.Round(Input.Apply(values[i]) / Input.Step);
        return codes;
    }

    /// <summary>The convolution in integers, exact. [time, channels] → [time', filters], row by row</summary>
    /// <param name="codes">An input's codes.</param>
    public int[] Sums(ReadOnlySpan<sbyte> codes)
    {
        var sums = new int[output.Size];
        var before = convolution.PaddingBefore(input);
        for (var t = 0; t < output.Time; t++)
            for (var k = 0; k < convolution.KernelSize; k++)
            {
                var from = t * convolution.Stride + k * convolution.Dilation - before;
                if (from < 0 || from >= input.Time)
                    continue; // padding is zero
                for (var c = 0; c < input.Channels; c++)
                    for (var f = 0; f < convolution.Filters; f++)
                        sums[t * convolution.Filters + f] += weights[(k * input.Channels + c) * convolution.Filters + f] * codes[from * input.Channels + c];
            }
        return sums;
    }

    /// <summary>ReLU of the sums, brought back to the bits of the inputs but without sign, 0 … 2^bits − 1. [time', filters] → the same</summary>
    /// <param name="sums">What <see cref="Sums"/> makes.</param>
    public byte[] Rectified(ReadOnlySpan<int> sums)
    {
        var codes = new byte[sums.Length];
        for (var i = 0; i < codes.Length; i++)
            codes[i] = (byte)requantizers[i % convolution.Filters].Of(Math.Max(0, sums[i]));
        return codes;
    }

    /// <summary>The DC component behind each filter and the ReLU, for every example. [examples] → [examples][filters]</summary>
    /// <param name="examples">Examples of the shape that the convolution takes.</param>
    /// <param name="roundOutputs">Whether outputs are rounded to codes before the mean, or averaged as the 32-bit sums they are.</param>
    public double[][] Features(Examples examples, bool roundOutputs = true)
    {
        examples.CheckShape(input);
        return [.. Enumerable.Range(0, examples.Count).Select(i =>
        {
            var sums = Sums(Codes(examples.Input(i)));
            var rectified = roundOutputs ? Array.ConvertAll(Rectified(sums), code => (int)code) : Array.ConvertAll(sums, sum => Math.Max(0, sum));
            var totals = new long[convolution.Filters];
            for (var j = 0; j < rectified.Length; j++)
                totals[j % totals.Length] += rectified[j];
            return totals.Select((total, f) => (roundOutputs ? OutputSteps[f] : Input.Step * weightSteps[f]) * total / output.Time).ToArray();
        })];
    }

    /// <inheritdoc/>
    public override string ToString() => $"{convolution} in integers of {Input.Bits} bits";

    /// <summary>Multiplies by a real factor in integers: by a whole number of 31 bits, then a shift to the right that rounds halves up.</summary>
    private readonly struct Requantizer
    {
        private readonly long multiplier;
        private readonly int shift;

        public Requantizer(double factor)
        {
            shift = factor > 0 ? 30 - Math.ILogB(factor) : 1;
            multiplier = (long)Math.Round(Math.ScaleB(factor, shift));
        }

        public int Of(int sum) => (int)(sum * multiplier + (1L << shift - 1) >> shift);
    }
}
