namespace ReluDc.Networks;

/// <summary>
/// The passes of a <see cref="Conv1D"/> of three neighbouring taps with half the multiplications; how, is explained at
/// <see cref="Winograd"/>.
/// </summary>
internal sealed class WinogradConv1DPass : Conv1DPass
{
    // Below these the sums with constants, and the last tile's surplus, outweigh what is saved.
    private const int FewestChannels = 32;
    private const int ShortestInput = 16;

    // Above this the kernel at six points leaves the cache, and one example does not pay for making it.
    private const int MostPairs = 1 << 16;

    private readonly int before;
    private readonly int channels;
    private readonly int filters;
    private readonly int kernelCount;
    private readonly AlignedArray kernel;   // at the six points, [product, channel, filter]
    private readonly AlignedArray samples;  // the input of an example, [product, tile, channel]
    private readonly AlignedArray products; // of samples or gradients and kernel, [product, tile, filter or channel]
    private ForGradients? gradients;        // made when a backward pass is announced
    private Frames? transformed;            // whose samples those are

    public WinogradConv1DPass(Conv1D layer, Shape input) : base(layer, input)
    {
        (before, channels, filters, kernelCount) = (layer.PaddingBefore(input), input.Channels, layer.Filters, layer.KernelCount(input));
        kernel = new(Winograd.Products * channels * filters);
        samples = new(Winograd.Products * Winograd.Distance(MostTiles, channels));
        products = new(Winograd.Products * Winograd.Distance(MostTiles, Math.Max(channels, filters)));
    }

    /// <summary>Whether it is faster than the direct passes: `bench -- step` has both.</summary>
    public static bool IsFaster(Conv1D layer, Shape input) => IsAllowed
        && layer is { KernelSize: Winograd.Taps, Stride: 1, Dilation: 1 }
        && Fits(input.Channels) && Fits(layer.Filters) && (long)input.Channels * layer.Filters <= MostPairs && input.Time >= ShortestInput;

    /// <summary>Whether it is used at all; a test or a benchmark that compares it with the direct passes says no.</summary>
    internal static bool IsAllowed { get; set; } = true;

    public override Margins InputMargins => Reaching(base.InputMargins, Winograd.SamplesFor(Output.Time) - before - Input.Time);

    public override Margins GradientMargins => Reaching(base.GradientMargins,
        Winograd.SamplesFor(Input.Time) - base.GradientMargins.Before - Output.Time);

    public override void Prepare(ReadOnlySpan<float> state, bool backward)
    {
        base.Prepare(state, backward);
        Winograd.TransformTaps(state[..kernelCount], kernel.Span);
        if (!backward)
            return;
        gradients ??= new(new(kernel.Span.Length), new(kernel.Span.Length),
            new(Winograd.Products * Winograd.Distance(MostTiles, filters)));
        Winograd.TransformTaps(Reversed, gradients.Reversed.Span);
    }

    protected override void ComputeOutput(ReadOnlySpan<float> kernel, Frames x, Span<float> y, float slope)
    {
        Transform(x);
        Multiply(samples.Span, channels, this.kernel.Span, filters, Winograd.TilesFor(Output.Time));
        Winograd.TransformProducts(products.Span, filters, y, slope, default);
    }

    protected override void AddKernelGradient(Frames x, Frames dy, Span<float> gradient)
    {
        if (transformed != x)
            Transform(x);
        var tiles = Winograd.TilesFor(Output.Time);
        var (_, ofKernel, dys) = gradients!;
        Winograd.TransformOutputGradient(dy.From(0), filters, tiles, dys.Span);
        for (var i = 0; i < Winograd.Products; i++)
            MatrixProduct.Compute(new(samples.Span[(i * Winograd.Distance(tiles, channels))..], 1, channels),
                new(dys.Span[(i * Winograd.Distance(tiles, filters))..], filters),
                new(ofKernel.Span[(i * channels * filters)..], filters), channels, filters, tiles, add: false);
        Winograd.AddTapGradient(ofKernel.Span, gradient);
    }

    protected override void ComputeInputGradient(Frames dy, Span<float> dx, float slope, ReadOnlySpan<float> mask)
    {
        var tiles = Winograd.TilesFor(Input.Time);
        var (reversed, _, dys) = gradients!;
        Winograd.TransformSamples(dy.From(base.GradientMargins.Before), filters, tiles, dys.Span);
        Multiply(dys.Span, filters, reversed.Span, channels, tiles);
        Winograd.TransformProducts(products.Span, channels, dx, slope, mask);
    }

    private int MostTiles => Math.Max(Winograd.TilesFor(Input.Time), Winograd.TilesFor(Output.Time));

    private static bool Fits(int columns) => columns >= FewestChannels && columns % AlignedArray.Line == 0;

    private static Margins Reaching(Margins margins, int after) => margins with { After = Math.Max(margins.After, after) };

    private void Transform(Frames x)
    {
        Winograd.TransformSamples(x.From(before), channels, Winograd.TilesFor(Output.Time), samples.Span);
        transformed = x;
    }

    private void Multiply(ReadOnlySpan<float> from, int depth, ReadOnlySpan<float> kernel, int columns, int tiles)
    {
        for (var i = 0; i < Winograd.Products; i++)
            MatrixProduct.Compute(new(from[(i * Winograd.Distance(tiles, depth))..], depth), new(kernel[(i * depth * columns)..], columns),
                new(products.Span[(i * Winograd.Distance(tiles, columns))..], columns), tiles, columns, depth, add: false);
    }

    /// <summary>What gradients take beside: the reversed kernel at the six points, the kernel's gradient there, and an example's.</summary>
    private sealed record ForGradients(AlignedArray Reversed, AlignedArray OfKernel, AlignedArray Dy);
}
