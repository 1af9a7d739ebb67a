namespace ReluDc.Networks;

/// <summary>
/// Each channel to mean 0 and variance 1 over batch and time, then scaled and shifted: y = γ·(x − mean)/√(variance + ε) + β.
/// [time, channels] → [time, channels]
/// </summary>
/// <remarks>In training the statistics are the batch's own; outside it, running averages of them (Ioffe and Szegedy 2015).</remarks>
public sealed record BatchNormalization : Layer
{
    /// <summary>How much of the running averages each batch leaves in place, in [0, 1).</summary>
    public double Momentum
    {
        get;
        init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(
            nameof(Momentum), value, "Momentum is in [0, 1).");
    } = 0.99;

    /// <summary>ε, added to the variance, above 0.</summary>
    public double Epsilon
    {
        get;
        init => field = Argument.Positive(value, "Epsilon", nameof(Epsilon));
    } = 1e-3;

    /// <inheritdoc/>
    private protected override Shape ShapeAfter(Shape input) => input;

    /// <summary>A scale γ and a shift β for each channel. The running averages are not learned and not counted.</summary>
    private protected override int LearnedCount(Shape input) => KernelSizeOf(input, 2, input.Channels);

    /// <inheritdoc/>
    public override string ToString() => "Batch normalization";

    internal override int StateCount(Shape input) => KernelSizeOf(input, 4, input.Channels);

    internal override void Initialize(Span<float> state, Shape input, Pcg32 random)
    {
        state[..input.Channels].Fill(1);                          // γ
        state.Slice(3 * input.Channels, input.Channels).Fill(1);  // running variance
    }

    internal override Pass Bind(Shape input) => new BatchNormalizationPass(this, input);
}

/// <summary>The forward and backward pass of a <see cref="BatchNormalization"/>, over the whole batch at once.</summary>
internal sealed class BatchNormalizationPass(BatchNormalization layer, Shape input) : Pass(input, input)
{
    private readonly double[] mean = new double[input.Channels];
    private readonly double[] scale = new double[input.Channels]; // 1/√(variance + ε)

    public override bool MixesExamples => true;

    public override void Forward(Span<float> state, ReadOnlySpan<Frames> x, ReadOnlySpan<Frames> y, bool training)
    {
        var channels = Input.Channels;
        Span<float> gamma = state[..channels], beta = state.Slice(channels, channels);
        Span<float> runningMean = state.Slice(2 * channels, channels), runningVariance = state.Slice(3 * channels, channels);
        for (var c = 0; c < channels; c++)
        {
            mean[c] = runningMean[c];
            double variance = runningVariance[c];
            if (training)
            {
                (mean[c], variance) = Statistics(x, c);
                runningMean[c] = (float)(layer.Momentum * runningMean[c] + (1 - layer.Momentum) * mean[c]);
                runningVariance[c] = (float)(layer.Momentum * runningVariance[c] + (1 - layer.Momentum) * variance);
            }
            scale[c] = 1 / Math.Sqrt(variance + layer.Epsilon);
            for (var i = 0; i < x.Length; i++)
                for (var n = c; n < Input.Size; n += channels)
                    y[i].Values[n] = (float)(gamma[c] * (x[i].Values[n] - mean[c]) * scale[c] + beta[c]);
        }
    }

    public override void Backward(ReadOnlySpan<float> state, ReadOnlySpan<Frames> x, ReadOnlySpan<Frames> y, ReadOnlySpan<Frames> dy,
        ReadOnlySpan<Frames> dx, Span<float> gradient)
    {
        var channels = Input.Channels;
        var count = (double)x.Length * Input.Time;
        for (var c = 0; c < channels; c++)
        {
            double sum = 0, projected = 0; // Σ dy and Σ dy·x̂, with x̂ the normalised input
            for (var i = 0; i < x.Length; i++)
                for (var n = c; n < Input.Size; n += channels)
                {
                    sum += dy[i].Values[n];
                    projected += dy[i].Values[n] * (x[i].Values[n] - mean[c]) * scale[c];
                }
            gradient[c] += (float)projected;
            gradient[channels + c] += (float)sum;
            for (var i = 0; i < dx.Length; i++)
                for (var n = c; n < Input.Size; n += channels)
                {
                    var normalised = (x[i].Values[n] - mean[c]) * scale[c];
                    dx[i].Values[n] = (float)(state[c] * scale[c] * (dy[i].Values[n] - sum / count - normalised * projected / count));
                }
        }
    }

    private (double Mean, double Variance) Statistics(ReadOnlySpan<Frames> x, int channel)
    {
        double sum = 0, squares = 0, count = (double)x.Length * Input.Time;
        foreach (var example in x)
            for (var n = channel; n < Input.Size; n += Input.Channels)
                sum += example.Values[n];
        foreach (var example in x)
            for (var n = channel; n < Input.Size; n += Input.Channels)
                squares += (example.Values[n] - sum / count) * (example.Values[n] - sum / count);
        return (sum / count, squares / count);
    }
}
