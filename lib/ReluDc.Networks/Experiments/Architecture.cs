using System.Collections.Immutable;

namespace ReluDc.Networks;

/// <summary>One cell of the architecture grid: a task and a network for it. Taught in notebook 09.</summary>
/// <param name="SpacingHz">Distance between neighbouring classes, in hertz: there are three, around <see cref="CentreHz"/>.</param>
/// <param name="Depth">Convolutions in a row, each followed by the activation; 1 or more.</param>
/// <param name="KernelSize">Taps of each.</param>
/// <param name="Pooling">The read-out over time: "average", "maximum", "RMS", or "none", where a dense layer sees every sample.</param>
/// <param name="Activation">"ReLU", "leaky ReLU 0.1", "|x|" or "identity".</param>
public sealed record Architecture(double SpacingHz, int Depth, int KernelSize, string Pooling, string Activation)
{
    /// <summary>The middle class, in hertz.</summary>
    public const double CentreHz = 5;

    private const int Filters = 16;

    /// <summary>The spacings of the grid, in hertz.</summary>
    public static ImmutableArray<double> Spacings { get; } = [2, 1, 0.5, 0.25];

    /// <summary>The depths of the grid.</summary>
    public static ImmutableArray<int> Depths { get; } = [1, 2, 3];

    /// <summary>The kernel sizes of the grid.</summary>
    public static ImmutableArray<int> KernelSizes { get; } = [2, 3, 5, 9];

    /// <summary>The read-outs of the grid.</summary>
    public static ImmutableArray<string> Poolings { get; } = ["average", "maximum", "RMS", "none"];

    /// <summary>The activations of the grid.</summary>
    public static ImmutableArray<string> Activations { get; } = ["ReLU", "leaky ReLU 0.1", "|x|", "identity"];

    /// <summary>All combinations.</summary>
    public static ImmutableArray<Architecture> Grid { get; } =
    [
        .. from spacingHz in Spacings
           from depth in Depths
           from kernelSize in KernelSizes
           from pooling in Poolings
           from activation in Activations
           select new Architecture(spacingHz, depth, kernelSize, pooling, activation),
    ];

    /// <summary>The task: tones at 32 Hz, windows of 8 s, frequencies that scatter by 0.1 Hz.</summary>
    public ToneClasses Classes => new(CentreHz - SpacingHz, CentreHz, CentreHz + SpacingHz);

    /// <summary>The network: convolutions of 16 causal filters without bias, the read-out, a dense layer that names the class.</summary>
    /// <param name="input">Shape of a window, [time, 1].</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="random">Where the initial weights come from.</param>
    /// <exception cref="ArgumentException">The pooling or the activation is none of those known.</exception>
    public Network Network(Shape input, int classes, Pcg32 random)
    {
        var activation = GridLayers.ActivationOf(Activation);
        var convolutions = Enumerable.Range(0, Depth).SelectMany(_ => new Layer[] { new Conv1D(Filters, KernelSize) { Padding = Padding.Causal, Bias = false }, activation });
        return new(input, [.. convolutions, .. GridLayers.PoolingOf(Pooling), new Dense(classes)], random);
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{SpacingHz} Hz apart, {Depth} × {KernelSize} taps, {Activation}, pooling {Pooling}");
}
