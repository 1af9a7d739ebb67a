namespace ReluDc.Networks;

/// <summary>
/// A convolution over time, y[t, f] = b[f] + Σ_k Σ_c w[k, c, f]·x[t·stride + k·dilation − before, c]. [time, channels] →
/// [time', filters]
/// </summary>
/// <remarks>
/// As in the frameworks, w[0] weighs the oldest sample: read as a filter, h[j] = w[K − 1 − j] (<see cref="Network.Filter"/>).
/// Taught in notebook 04.
/// </remarks>
public sealed record Conv1D : Layer
{
    private const int MostReach = 1 << 20;

    /// <summary>A convolution.</summary>
    /// <param name="filters">Number of filters, 1 or more: the channels of the output.</param>
    /// <param name="kernelSize">Taps K of each filter, 1 … 2²⁰.</param>
    public Conv1D(int filters, int kernelSize)
    {
        Filters = AtLeastOne(filters, nameof(filters));
        KernelSize = Argument.Within(kernelSize, 1, MostReach, "The number of taps of a kernel");
    }

    /// <summary>Number of filters.</summary>
    public int Filters { get; }

    /// <summary>Taps K of each filter.</summary>
    public int KernelSize { get; }

    /// <summary>Time steps from one output to the next, 1 or more.</summary>
    public int Stride { get; init => field = AtLeastOne(value, nameof(Stride)); } = 1;

    /// <summary>Time steps from one tap to the next, 1 or more.</summary>
    public int Dilation
    {
        get;
        init => field = (long)(KernelSize - 1) * AtLeastOne(value, nameof(Dilation)) <= MostReach
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(Dilation), value, $"From its oldest to its newest tap a kernel reaches {MostReach:N0} time steps at most.");
    } = 1;

    /// <summary>What it reads beyond the ends.</summary>
    public Padding Padding { get; init => field = Argument.Named(value, nameof(Padding)); } = Padding.Valid;

    /// <summary>Whether each filter has a bias. The paper's convolutions in Sec. V.C and V.D have none.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>How the kernel begins; fan-in is K·channels, fan-out K·filters.</summary>
    public Initializer Initializer { get; init => field = Argument.Given(value, nameof(Initializer)); } = Initializer.GlorotUniform;

    /// <summary>Time steps from the oldest to the newest tap.</summary>
    internal int Reach => (KernelSize - 1) * Dilation;

    /// <inheritdoc/>
    private protected override Shape ShapeAfter(Shape input)
    {
        if (Padding != Padding.Valid)
            return new((input.Time - 1) / Stride + 1, Filters);
        return input.Time > Reach
            ? new((input.Time - 1 - Reach) / Stride + 1, Filters)
            : throw new ArgumentException(
                $"{this} needs an input of at least {new Shape(Reach + 1, input.Channels)}; given is {input}.", nameof(input));
    }

    /// <inheritdoc/>
    private protected override int LearnedCount(Shape input) => KernelCount(input) + (Bias ? Filters : 0);

    /// <inheritdoc/>
    public override string ToString()
    {
        var spread = $"{(Dilation > 1 ? $", dilation {Dilation}" : "")}{(Stride > 1 ? $", stride {Stride}" : "")}";
        return $"Conv1D({Filters} filters of {KernelSize}{spread}, {Padding.ToString().ToLowerInvariant()}{(Bias ? "" : ", no bias")})";
    }

    internal override int KernelCount(Shape input) => KernelSizeOf(input, KernelSize, input.Channels, Filters);

    internal override void Initialize(Span<float> state, Shape input, Pcg32 random) =>
        Initializer.Draw(state[..KernelCount(input)], KernelSize * input.Channels, KernelSize * Filters, random);

    internal override Pass Bind(Shape input) =>
        WinogradConv1DPass.IsFaster(this, input) ? new WinogradConv1DPass(this, input) : new Conv1DPass(this, input);

    /// <summary>Zeros before the first time step.</summary>
    internal int PaddingBefore(Shape input) => Padding switch
    {
        Padding.Causal => Reach,
        Padding.Same => Math.Max((OutputShape(input).Time - 1) * Stride + Reach + 1 - input.Time, 0) / 2,
        _ => 0,
    };
}
