namespace ReluDc.Networks;

/// <summary>
/// Multi-head self-attention (Vaswani et al. 2017): each head averages all time steps, weighted by how well they answer to one.
/// [time, channels] → [time, channels]
/// </summary>
/// <remarks>
/// Per head: queries, keys and values are linear in the input, and y = softmax(Q Kᵀ/√keySize) V; a last linear map brings all heads
/// back to the input's channels. All four maps have biases, as in Keras. Parameters: the kernels of queries, keys and values,
/// [channel, head, key] each, and of the last map, [head, key, channel]; then their biases. For inference: it has no backward pass.
/// The paper's network of Sec. V.B has one.
/// </remarks>
public sealed record SelfAttention : Layer
{
    private const int MostSize = 4096;

    /// <summary>Self-attention.</summary>
    /// <param name="heads">Number of heads, 1 … 4096.</param>
    /// <param name="keySize">Length of queries, keys and values of a head, 1 … 4096.</param>
    public SelfAttention(int heads, int keySize)
    {
        Heads = Argument.Within(heads, 1, MostSize, "The number of heads");
        KeySize = Argument.Within(keySize, 1, MostSize, "The size of a key");
    }

    /// <summary>Number of heads.</summary>
    public int Heads { get; }

    /// <summary>Length of queries, keys and values of a head.</summary>
    public int KeySize { get; }

    /// <inheritdoc/>
    private protected override Shape ShapeAfter(Shape input)
    {
        KernelSizeOf(input, input.Time, Heads, KeySize); // queries, keys and values are as many numbers
        return input;
    }

    /// <inheritdoc/>
    private protected override int LearnedCount(Shape input) => KernelCount(input) + 3 * Heads * KeySize + input.Channels;

    /// <inheritdoc/>
    public override string ToString() => $"Self-attention({Heads} heads of {KeySize})";

    internal override int KernelCount(Shape input) => KernelSizeOf(input, 4, input.Channels, Heads, KeySize);

    internal override void Initialize(Span<float> state, Shape input, Pcg32 random) =>
        Initializer.GlorotUniform.Draw(state[..KernelCount(input)], input.Channels, Heads * KeySize, random);

    internal override Pass Bind(Shape input) => new SelfAttentionPass(this, input);
}

/// <summary>The forward pass of <see cref="SelfAttention"/>.</summary>
internal sealed class SelfAttentionPass(SelfAttention layer, Shape input) : ExamplePass(input, input)
{
    private readonly int width = layer.Heads * layer.KeySize;
    private readonly float[][] projected = // queries, keys, values: [time, head, key]
        [.. Enumerable.Range(0, 3).Select(_ => new float[input.Time * layer.Heads * layer.KeySize])];

    private readonly float[] mixed = new float[input.Time * layer.Heads * layer.KeySize];
    private readonly double[] weights = new double[input.Time];

    protected override void Forward(ReadOnlySpan<float> state, Frames x, Frames y)
    {
        var kernel = Input.Channels * width;
        var biases = state[(4 * kernel)..];
        for (var map = 0; map < 3; map++)
            Project(x.Values, Input.Channels, state.Slice(map * kernel, kernel), biases.Slice(map * width, width), projected[map]);
        for (var head = 0; head < layer.Heads; head++)
            for (var t = 0; t < Input.Time; t++)
                Attend(head, t);
        Project(mixed, width, state.Slice(3 * kernel, kernel), biases.Slice(3 * width, Input.Channels), y.Values);
    }

    protected override void Backward(ReadOnlySpan<float> state, Frames x, Frames y, Frames dy, Frames? dx, Span<float> gradient) =>
        throw new NotSupportedException($"{layer} is for inference: it cannot be trained.");

    private void Attend(int head, int t)
    {
        var (queries, keys, values) = (projected[0], projected[1], projected[2]);
        int Row(int time) => time * width + head * layer.KeySize;
        double largest = double.NegativeInfinity, sum = 0;
        for (var s = 0; s < weights.Length; s++)
        {
            var score = 0.0;
            for (var k = 0; k < layer.KeySize; k++)
                score += (double)queries[Row(t) + k] * keys[Row(s) + k];
            weights[s] = score / Math.Sqrt(layer.KeySize);
            largest = Math.Max(largest, weights[s]);
        }
        for (var s = 0; s < weights.Length; s++)
            sum += weights[s] = Math.Exp(weights[s] - largest); // the largest is taken out, so that no exponential overflows
        for (var k = 0; k < layer.KeySize; k++)
        {
            var mean = 0.0;
            for (var s = 0; s < weights.Length; s++)
                mean += weights[s] * values[Row(s) + k];
            mixed[Row(t) + k] = (float)(mean / sum);
        }
    }

    /// <summary>to[t, j] = bias[j] + Σ_i from[t, i]·kernel[i, j]</summary>
    private static void Project(ReadOnlySpan<float> from, int inputs, ReadOnlySpan<float> kernel, ReadOnlySpan<float> bias, Span<float> to)
    {
        for (var t = 0; t < from.Length / inputs; t++)
            bias.CopyTo(to.Slice(t * bias.Length, bias.Length));
        MatrixProduct.Compute(new(from, inputs), new(kernel, bias.Length), new(to, bias.Length),
            from.Length / inputs, bias.Length, inputs, add: true);
    }
}
