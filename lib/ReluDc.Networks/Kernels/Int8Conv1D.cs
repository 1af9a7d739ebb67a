using System.Collections.Immutable;

namespace ReluDc.Networks;

/// <summary>
/// A convolution, its ReLU and a mean over time as a microcontroller computes them: integers only, until the last step.
/// [time, channels] → [filters]
/// </summary>
/// <remarks>
/// Inputs and weights are codes of 2 to 8 bits: whole numbers of a step. Their products add up exactly in 32 bits. ReLU keeps the
/// positive sums, which an integer multiplication and a shift bring back to 2 to 8 bits (the scheme of Jacob et al. 2018, symmetric and
/// without offsets). The steps multiply the mean at the end. Taught in notebook 08.
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
    /// <param name="perFilter">
    /// A step of its own for the weights of each filter, set by its largest tap; or else one step for all filters.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The layer is no convolution, has a bias, or sums more products than 32 bits can hold.
    /// </exception>
    public Int8Conv1D(Network network, int layer, double inputFullScale, int bits = 8, bool perFilter = true)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (bits is < 2 or > 8)
            throw new ArgumentOutOfRangeException(nameof(bits), bits, "Integer codes have 2 to 8 bits here.");
        if (network.Layers[network.Checked(layer)] is not Conv1D { Bias: false } found)
            throw new ArgumentException($"Layer {layer} is {network.Layers[layer]}: wanted is a Conv1D without bias.", nameof(layer));
        (convolution, input, output) = (found, network.Shapes[layer], network.Shapes[layer + 1]);
        var products = convolution.KernelSize * input.Channels;
        Input = new(bits, inputFullScale);
        int lowest = 1 << bits - 1, highest = lowest - 1; // inputs reach −lowest; weights ±highest, so that no sign is favoured
        if (products > int.MaxValue / (lowest * highest))
            throw new ArgumentException(
                $"{convolution} on {input} adds up {products} products of {bits} bits: more than 32 bits hold.", nameof(network));

        var exact = network.Parameters(layer);
        Argument.FiniteValues(exact.AsSpan(), nameof(network));
        double LargestTap(int filter) => Enumerable.Range(0, products).Max(k => Math.Abs((double)exact[k * convolution.Filters + filter]));
        double[] peaks = [.. Enumerable.Range(0, convolution.Filters).Select(LargestTap)];
        weightSteps = [.. peaks.Select(peak => (perFilter ? peak : peaks.Max()) / highest)];
        weights = [.. exact.Select((w, i) =>
            weightSteps[i % convolution.Filters] is > 0 and var step ? (sbyte)Math.Round(w / step) : (sbyte)0)];
        int Magnitude(int filter) => Enumerable.Range(0, products).Sum(k => Math.Abs((int)weights[k * convolution.Filters + filter]));
        largest = [.. Enumerable.Range(0, convolution.Filters).Select(filter => lowest * Magnitude(filter))];
        requantizers = [.. largest.Select(sum => new Requantizer(sum == 0 ? 0 : ((1 << bits) - 1.0) / sum))];
    }

    /// <summary>How inputs are rounded.</summary>
    public Quantizer Input { get; }

    /// <summary>The codes of the weights, [tap, channel, filter], last index fastest.</summary>
    public ImmutableArray<sbyte> Weights => weights;

    /// <summary>What one unit of a weight's code is worth, for each filter. [filters]</summary>
    public ImmutableArray<double> WeightSteps => weightSteps;

    /// <summary>
    /// What one unit of an output's code is worth, for each filter. The largest sum that can occur has the largest code: no output is
    /// ever clipped. [filters]
    /// </summary>
    public ImmutableArray<double> OutputSteps =>
        [.. largest.Select((sum, f) => Input.Step * weightSteps[f] * sum / ((1 << Input.Bits) - 1))];

    /// <summary>One filter with its rounded weights, newest sample first, to ask for its frequency response.</summary>
    /// <param name="filter">Which filter, from 0.</param>
    /// <param name="channel">Which channel of the input, from 0.</param>
    public FirFilter Filter(int filter, int channel = 0)
    {
        Argument.Index(filter, convolution.Filters, $"{convolution}", "filters");
        Argument.Index(channel, input.Channels, $"The input of {convolution}", "channels");
        var taps = new double[convolution.Reach + 1];
        for (var k = 0; k < convolution.KernelSize; k++)
        {
            var code = weights[(k * input.Channels + channel) * convolution.Filters + filter];
            taps[convolution.Reach - k * convolution.Dilation] = weightSteps[filter] * code;
        }
        return new(taps);
    }

    /// <summary>The codes of an input. [time, channels] → [time, channels], row by row</summary>
    /// <param name="values">As many values as the convolution takes, all finite.</param>
    public sbyte[] Codes(ReadOnlySpan<float> values)
    {
        if (values.Length != input.Size)
            throw new ArgumentException($"The convolution takes {input}, {input.Size} values; given are {values.Length}.", nameof(values));
        Argument.FiniteValues(values, nameof(values));
        var codes = new sbyte[values.Length];
        for (var i = 0; i < codes.Length; i++)
            codes[i] = (sbyte)Math.Round(Input.Apply(values[i]) / Input.Step);
        return codes;
    }

    /// <summary>The convolution in integers, exact. [time, channels] → [time', filters], row by row</summary>
    /// <param name="codes">An input's codes, as <see cref="Codes"/> makes them.</param>
    public int[] Sums(ReadOnlySpan<sbyte> codes)
    {
        var (least, most) = (-(1 << Input.Bits - 1), (1 << Input.Bits - 1) - 1);
        if (codes.Length != input.Size || codes.ContainsAnyExceptInRange((sbyte)least, (sbyte)most))
            throw new ArgumentException(
                $"The convolution takes {input}, {input.Size} codes from {least} to {most}; given are {codes.Length}.", nameof(codes));
        var sums = new int[output.Size];
        var before = convolution.PaddingBefore(input);
        for (var t = 0; t < output.Time; t++)
            for (var k = 0; k < convolution.KernelSize; k++)
            {
                var from = t * convolution.Stride + k * convolution.Dilation - before;
                if (from < 0 || from >= input.Time)
                    continue; // padding is zero
                for (var c = 0; c < input.Channels; c++)
                {
                    var (code, row) = (codes[from * input.Channels + c], (k * input.Channels + c) * convolution.Filters);
                    for (var f = 0; f < convolution.Filters; f++)
                        sums[t * convolution.Filters + f] += weights[row + f] * code;
                }
            }
        return sums;
    }

    /// <summary>
    /// ReLU of the sums, brought back to the bits of the inputs but without sign, 0 … 2^bits − 1. [time', filters] → [time', filters]
    /// </summary>
    /// <param name="sums">What <see cref="Sums"/> makes.</param>
    public byte[] Rectified(ReadOnlySpan<int> sums)
    {
        if (sums.IsEmpty || sums.Length % convolution.Filters != 0)
            throw new ArgumentException(
                $"Each time step has {convolution.Filters} sums, one for each filter; given are {sums.Length}.", nameof(sums));
        var codes = new byte[sums.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            var filter = i % convolution.Filters;
            if (sums[i] > largest[filter])
                throw new ArgumentException($"Filter {filter} makes sums up to {largest[filter]}; number {i} is {sums[i]}.", nameof(sums));
            codes[i] = (byte)requantizers[filter].Apply(Math.Max(0, sums[i]));
        }
        return codes;
    }

    /// <summary>
    /// The DC component after each filter and the ReLU, for every example. [examples] of [time, channels] → [examples][filters]
    /// </summary>
    /// <param name="examples">Examples of the shape that the convolution takes.</param>
    /// <param name="roundOutputs">Whether outputs are rounded to codes before the mean, or averaged as the 32-bit sums they are.</param>
    public double[][] Features(Examples examples, bool roundOutputs = true)
    {
        ArgumentNullException.ThrowIfNull(examples);
        examples.CheckShape(input);
        double[] steps = [.. roundOutputs ? OutputSteps : weightSteps.Select(step => Input.Step * step)];
        return [.. Enumerable.Range(0, examples.Count).Select(i =>
        {
            var sums = Sums(Codes(examples.Input(i)));
            var rectified = roundOutputs
                ? Array.ConvertAll(Rectified(sums), code => (int)code)
                : Array.ConvertAll(sums, sum => Math.Max(0, sum));
            var totals = new long[convolution.Filters];
            for (var j = 0; j < rectified.Length; j++)
                totals[j % totals.Length] += rectified[j];
            return totals.Select((total, f) => steps[f] * total / output.Time).ToArray();
        })];
    }

    /// <inheritdoc/>
    public override string ToString() => $"{convolution} in integers of {Input.Bits} bits";

    /// <summary>
    /// Multiplies by a real factor in integers: by a whole number of 31 bits, then a shift to the right that rounds halves up.
    /// </summary>
    private readonly struct Requantizer
    {
        private readonly long multiplier;
        private readonly int shift;

        public Requantizer(double factor)
        {
            shift = factor > 0 ? 30 - Math.ILogB(factor) : 1;
            multiplier = (long)Math.Round(Math.ScaleB(factor, shift));
        }

        public int Apply(int sum) => (int)(sum * multiplier + (1L << shift - 1) >> shift);
    }
}
