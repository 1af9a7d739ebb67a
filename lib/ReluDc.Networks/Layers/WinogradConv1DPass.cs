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

    private readonly int before;
    private readonly int channels;
    private readonly int filters;
    private readonly AlignedArray forward;  // the kernel at the six points, [product, channel, filter]
    private readonly AlignedArray backward; // the reversed one, [product, filter, channel]
    private readonly AlignedArray samples;  // the input of an example, [product, tile, channel]
    private readonly AlignedArray gradients;
    private readonly AlignedArray products;
    private readonly AlignedArray kernelGradient;
    private Frames? transformed; // whose samples those are

    public WinogradConv1DPass(Conv1D layer, Shape input) : base(layer, input)
    {
        (before, channels, filters) = (layer.PaddingBefore(input), input.Channels, layer.Filters);
        forward = new(Winograd.Products * channels * filters);
        backward = new(forward.Span.Length);
        kernelGradient = new(forward.Span.Length);
        var tiles = Math.Max(Winograd.TilesFor(Input.Time), Winograd.TilesFor(Output.Time));
        samples = new(Winograd.Products * Winograd.Distance(tiles, channels));
        gradients = new(Winograd.Products * Winograd.Distance(tiles, filters));
        products = new(Winograd.Products * Winograd.Distance(tiles, Math.Max(channels, filters)));
    }

    /// <summary>Whether it is faster than the direct passes: `bench -- step` has both.</summary>
    public static bool IsFaster(Conv1D layer, Shape input) => IsAllowed
        && layer is { KernelSize: Winograd.Taps, Stride: 1, Dilation: 1 }
        && Fits(input.Channels) && Fits(layer.Filters) && input.Time >= ShortestInput;

    /// <summary>Whether it is used at all; a test or a benchmark that compares it with the direct passes says no.</summary>
    internal static bool IsAllowed { get; set; } = true;

    public override Margins InputMargins => Reaching(base.InputMargins, Winograd.SamplesFor(Output.Time) - before - Input.Time);

    public override Margins GradientMargins => Reaching(base.GradientMargins,
        Winograd.SamplesFor(Input.Time) - base.GradientMargins.Before - Output.Time);

    public override void Prepare(ReadOnlySpan<float> state)
    {
        base.Prepare(state);
        Winograd.TransformTaps(state[..Reversed.Length], forward.Span);
        Winograd.TransformTaps(Reversed, backward.Span);
    }

    protected override void ComputeOutput(ReadOnlySpan<float> kernel, Frames x, Span<float> y, float slope)
    {
        Transform(x);
        Multiply(samples.Span, channels, forward.Span, filters, Winograd.TilesFor(Output.Time));
        Winograd.TransformProducts(products.Span, filters, y, slope, default);
    }

    protected override void AddKernelGradient(Frames x, Frames dy, Span<float> gradient)
    {
        if (transformed != x)
            Transform(x);
        var tiles = Winograd.TilesFor(Output.Time);
        Winograd.TransformOutputGradient(dy.From(0), filters, tiles, gradients.Span);
        for (var i = 0; i < Winograd.Products; i++)
            MatrixProduct.Compute(new(samples.Span[(i * Winograd.Distance(tiles, channels))..], 1, channels),
                new(gradients.Span[(i * Winograd.Distance(tiles, filters))..], filters),
                new(kernelGradient.Span[(i * channels * filters)..], filters), channels, filters, tiles, add: false);
        Winograd.AddTapGradient(kernelGradient.Span, gradient);
    }

    protected override void ComputeInputGradient(Frames dy, Span<float> dx, float slope, ReadOnlySpan<float> mask)
    {
        var tiles = Winograd.TilesFor(Input.Time);
        Winograd.TransformSamples(dy.From(base.GradientMargins.Before), filters, tiles, gradients.Span);
        Multiply(gradients.Span, filters, backward.Span, channels, tiles);
        Winograd.TransformProducts(products.Span, channels, dx, slope, mask);
    }

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
}
