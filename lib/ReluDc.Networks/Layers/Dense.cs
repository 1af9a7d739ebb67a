namespace ReluDc.Networks;

/// <summary>
/// Every output a weighted sum of every input, y[n] = b[n] + Σ_d w[d, n]·x[d], all time steps and channels in one row. [time,
/// channels] → [1, units]
/// </summary>
/// <remarks>Used in notebook 10.</remarks>
public sealed record Dense : Layer
{
    /// <summary>A dense layer.</summary>
    /// <param name="units">Number of outputs, 1 or more.</param>
    public Dense(int units) => Units = AtLeastOne(units, nameof(units));

    /// <summary>Number of outputs.</summary>
    public int Units { get; }

    /// <summary>Whether each output has a bias.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>How the weights begin; fan-in is time·channels, fan-out the units.</summary>
    public Initializer Initializer { get; init => field = Argument.Given(value, nameof(Initializer)); } = Initializer.GlorotUniform;

    /// <inheritdoc/>
    private protected override Shape ShapeAfter(Shape input) => new(1, Units);

    /// <inheritdoc/>
    private protected override int LearnedCount(Shape input) => KernelCount(input) + (Bias ? Units : 0);

    /// <inheritdoc/>
    public override string ToString() => $"Dense({Units}{(Bias ? "" : ", no bias")})";

    internal override int KernelCount(Shape input) => KernelSizeOf(input, input.Size, Units);

    internal override void Initialize(Span<float> state, Shape input, Pcg32 random) =>
        Initializer.Draw(state[..KernelCount(input)], input.Size, Units, random);

    internal override Pass Bind(Shape input) => new DensePass(this, input);
}

/// <summary>The forward and backward pass of a <see cref="Dense"/> layer.</summary>
internal sealed class DensePass(Dense layer, Shape input) : ExamplePass(input, layer.OutputShape(input))
{
    private readonly int kernelCount = layer.KernelCount(input);
    private readonly AlignedArray transposed = new(layer.KernelCount(input)); // [unit, input], for the backward pass

    public override void Prepare(ReadOnlySpan<float> state, bool backward)
    {
        if (!backward)
            return;
        var to = transposed.Span;
        for (var d = 0; d < Input.Size; d++)
            for (var unit = 0; unit < layer.Units; unit++)
                to[unit * Input.Size + d] = state[d * layer.Units + unit];
    }

    protected override void Forward(ReadOnlySpan<float> state, Frames x, Frames y)
    {
        if (layer.Bias)
            state.Slice(kernelCount, layer.Units).CopyTo(y.Values);
        MatrixProduct.Compute(new(x.Values, Input.Size), new(state[..kernelCount], layer.Units), new(y.Values, layer.Units),
            1, layer.Units, Input.Size, add: layer.Bias);
    }

    protected override void Backward(ReadOnlySpan<float> state, Frames x, Frames y, Frames dy, Frames? dx, Span<float> gradient)
    {
        MatrixProduct.Compute(new(x.Values, 1, Input.Size), new(dy.Values, layer.Units), new(gradient[..kernelCount], layer.Units),
            Input.Size, layer.Units, 1, add: true);
        if (layer.Bias)
            AddTo(gradient[kernelCount..], dy.Values);
        if (dx is not null)
            MatrixProduct.Compute(new(dy.Values, layer.Units), new(transposed.Span, Input.Size), new(dx.Values, Input.Size),
                1, Input.Size, layer.Units, add: false);
    }

    private static void AddTo(Span<float> sums, ReadOnlySpan<float> values)
    {
        for (var i = 0; i < values.Length; i++)
            sums[i] += values[i];
    }
}
