namespace ReluDc.Networks;

/// <summary>
/// The forward and backward pass of a <see cref="Conv1D"/>, each a few calls of <see cref="MatrixProduct"/>; which, is explained there.
/// </summary>
internal class Conv1DPass : ExamplePass
{
    private readonly Conv1D layer;
    private readonly int before;
    private readonly int kernelCount;
    private AlignedArray? reversed;
    private readonly Frames? spread;        // with a stride: the output's gradient at the input's rate, zeros between

    public Conv1DPass(Conv1D layer, Shape input) : base(input, layer.OutputShape(input))
    {
        this.layer = layer;
        before = layer.PaddingBefore(input);
        kernelCount = layer.KernelCount(input);
        if (layer.Stride > 1)
            spread = new Frames(new((Output.Time - 1) * layer.Stride + 1, layer.Filters), MarginsOf((Output.Time - 1) * layer.Stride + 1));
    }

    /// <summary>The kernel for the input gradient: [tap, filter, channel], last tap first.</summary>
    protected Span<float> Reversed => reversed!.Span;

    public override Margins InputMargins =>
        new(before, Math.Max(0, (Output.Time - 1) * layer.Stride + layer.Reach + 1 - before - Input.Time));

    public override Margins GradientMargins => layer.Stride > 1 ? default : MarginsOf(Output.Time);

    public override bool PassesActivation => true;

    public override void Prepare(ReadOnlySpan<float> state, bool backward)
    {
        if (!backward)
            return;
        reversed ??= new AlignedArray(kernelCount);
        int channels = Input.Channels, filters = layer.Filters, size = channels * filters;
        for (var tap = 0; tap < layer.KernelSize; tap++)
        {
            var from = state.Slice(tap * size, size);
            var to = reversed.Span.Slice((layer.KernelSize - 1 - tap) * size, size);
            for (var channel = 0; channel < channels; channel++)
                for (var filter = 0; filter < filters; filter++)
                    to[filter * channels + channel] = from[channel * filters + filter];
        }
    }

    protected override void Forward(ReadOnlySpan<float> state, Frames x, Frames y)
    {
        ComputeOutput(state[..kernelCount], x, y.Values, layer.Bias ? 1 : y.Slope);
        if (!layer.Bias)
            return;
        AddBias(y.Values, state.Slice(kernelCount, layer.Filters));
        if (y.Slope != 1)
            Rectification.Apply(y.Values, y.Values, y.Slope);
    }

    protected override void Backward(ReadOnlySpan<float> state, Frames x, Frames y, Frames dy, Frames? dx, Span<float> gradient)
    {
        AddKernelGradient(x, dy, gradient[..kernelCount]);
        if (layer.Bias)
            AddBiasGradient(dy.Values, gradient.Slice(kernelCount, layer.Filters));
        if (dx is not null)
            ComputeInputGradient(dy, dx.Values, x.Slope, x.Values);
    }

    /// <summary>The convolution itself, and what activation follows it in place.</summary>
    protected virtual void ComputeOutput(ReadOnlySpan<float> kernel, Frames x, Span<float> y, float slope) =>
        Correlate(x.From(before), Input.Channels, layer.Stride, kernel, y, layer.Filters, Output.Time, slope);

    /// <summary>Adds the gradient of the kernel, [tap, channel, filter].</summary>
    protected virtual void AddKernelGradient(Frames x, Frames dy, Span<float> gradient)
    {
        int channels = Input.Channels, filters = layer.Filters;
        var products = layer.Dilation == 1 ? 1 : layer.KernelSize;
        var rows = layer.KernelSize * channels / products;
        for (var k = 0; k < products; k++)
            MatrixProduct.Compute(new(x.From(before)[(k * layer.Dilation * channels)..], 1, layer.Stride * channels),
                new(dy.Values, filters), new(gradient[(k * rows * filters)..], filters), rows, filters, Output.Time, add: true);
    }

    /// <summary>The gradient of the input, back through the activation before it, whose outputs are the mask.</summary>
    protected virtual void ComputeInputGradient(Frames dy, Span<float> dx, float slope, ReadOnlySpan<float> mask) =>
        Correlate(AtInputRate(dy).From(layer.Reach - before), layer.Filters, 1, Reversed, dx, Input.Channels, Input.Time, slope, mask);

    /// <summary>
    /// Zeros around the output's gradient: an input step meets the outputs from reach − before earlier to before later.
    /// </summary>
    private Margins MarginsOf(int time) => new(layer.Reach - before, Math.Max(0, Input.Time + before - time));

    private Frames AtInputRate(Frames dy)
    {
        if (spread is null)
            return dy;
        int filters = layer.Filters, step = layer.Stride * filters;
        for (var t = 0; t < Output.Time; t++)
            dy.Values.Slice(t * filters, filters).CopyTo(spread.Values[(t * step)..]);
        return spread;
    }

    /// <summary>
    /// to[t, n] = Σ_k Σ_c weights[k, c, n]·from[t·stride + k·dilation, c]: neighbouring taps are one long row, spread ones a
    /// product each.
    /// </summary>
    private void Correlate(Span<float> from, int channels, int stride, ReadOnlySpan<float> weights, Span<float> to, int columns, int time,
        float slope, ReadOnlySpan<float> mask = default)
    {
        var products = layer.Dilation == 1 ? 1 : layer.KernelSize;
        var depth = layer.KernelSize * channels / products;
        for (var k = 0; k < products; k++)
            MatrixProduct.Compute(new(from[(k * layer.Dilation * channels)..], stride * channels),
                new(weights[(k * depth * columns)..], columns), new(to, columns),
                time, columns, depth, add: k > 0, k == products - 1 ? slope : 1, mask);
    }

    private static void AddBias(Span<float> values, ReadOnlySpan<float> bias)
    {
        for (var start = 0; start < values.Length; start += bias.Length)
            for (var filter = 0; filter < bias.Length; filter++)
                values[start + filter] += bias[filter];
    }

    private static void AddBiasGradient(ReadOnlySpan<float> dy, Span<float> gradient)
    {
        for (var start = 0; start < dy.Length; start += gradient.Length)
            for (var filter = 0; filter < gradient.Length; filter++)
                gradient[filter] += dy[start + filter];
    }
}
