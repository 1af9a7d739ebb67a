namespace ReluDc.Networks;

/// <summary>
/// Gives the channels of each time step mean 0 and variance 1, then a gain and an offset of their own:
/// y = γ(x − mean)/√(variance + ε) + β (Ba et al. 2016). [time, channels] → [time, channels]
/// </summary>
/// <remarks>
/// Parameters: γ, then β, one for each channel. ε is 10⁻³, as in Keras. For inference: it has no backward pass.
/// The paper's network of Sec. V.B has one.
/// </remarks>
public sealed record LayerNormalization : Layer
{
    internal const double Epsilon = 1e-3;

    /// <inheritdoc/>
    private protected override Shape ShapeAfter(Shape input) => input;

    /// <inheritdoc/>
    private protected override int LearnedCount(Shape input) => KernelSizeOf(input, 2, input.Channels);

    /// <inheritdoc/>
    public override string ToString() => "Layer normalisation";

    internal override void Initialize(Span<float> state, Shape input, Pcg32 random) => state[..input.Channels].Fill(1);

    internal override Pass Bind(Shape input) => new LayerNormalizationPass(this, input);
}

/// <summary>The forward pass of <see cref="LayerNormalization"/>.</summary>
internal sealed class LayerNormalizationPass(LayerNormalization layer, Shape input) : ExamplePass(input, input)
{
    protected override void Forward(ReadOnlySpan<float> state, Frames x, Frames y)
    {
        var channels = Input.Channels;
        for (var t = 0; t < Input.Time; t++)
        {
            var from = x.Values.Slice(t * channels, channels);
            var to = y.Values.Slice(t * channels, channels);
            double mean = 0, variance = 0;
            foreach (var value in from)
                mean += (double)value / channels;
            foreach (var value in from)
                variance += (value - mean) * (value - mean) / channels;
            for (var c = 0; c < channels; c++)
                to[c] = (float)((from[c] - mean) / Math.Sqrt(variance + LayerNormalization.Epsilon) * state[c] + state[channels + c]);
        }
    }

    protected override void Backward(ReadOnlySpan<float> state, Frames x, Frames y, Frames dy, Frames? dx, Span<float> gradient) =>
        throw new NotSupportedException($"{layer} is for inference: it cannot be trained.");
}
