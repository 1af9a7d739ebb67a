using System.Collections.Immutable;

namespace ReluDc.Networks;

/// <summary>One cell of the architecture grid: a task and a network for it. Taught in notebook 09.</summary>
/// <param name="SpacingHz">
/// Distance between neighbouring classes, in hertz: there are three, around <see cref="CentreHz"/>. Above 0, at most 5.
/// </param>
/// <param name="Depth">Convolutions in a row, each followed by the activation; 1 … 100.</param>
/// <param name="KernelSize">Taps of each, 1 … 256: a window has as many samples.</param>
/// <param name="Pooling">The read-out over time: "average", "maximum", "RMS", or "none", where a dense layer sees every sample.</param>
/// <param name="Activation">"ReLU", "leaky ReLU 0.1", "|x|" or "identity".</param>
public sealed record Architecture(double SpacingHz, int Depth, int KernelSize, string Pooling, string Activation)
{
    /// <summary>The middle class, in hertz.</summary>
    public const double CentreHz = 5;

    private const int Filters = 16;
    private const int MostLayers = 100;
    private const int MostTaps = 256;

    /// <summary>The spacings of the grid, in hertz. [4]</summary>
    public static ImmutableArray<double> Spacings { get; } = [2, 1, 0.5, 0.25];

    /// <summary>The depths of the grid, in convolutions. [3]</summary>
    public static ImmutableArray<int> Depths { get; } = [1, 2, 3];

    /// <summary>The kernel sizes of the grid, in taps. [4]</summary>
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

    /// <inheritdoc cref="Architecture(double, int, int, string, string)" path="/param[@name='SpacingHz']"/>
    public double SpacingHz { get; init => field = CheckedSpacing(value); } = CheckedSpacing(SpacingHz);

    /// <inheritdoc cref="Architecture(double, int, int, string, string)" path="/param[@name='Depth']"/>
    public int Depth { get; init => field = Argument.Within(value, 1, MostLayers, "The number of convolutions", nameof(Depth)); } =
        Argument.Within(Depth, 1, MostLayers, "The number of convolutions");

    /// <inheritdoc cref="Architecture(double, int, int, string, string)" path="/param[@name='KernelSize']"/>
    public int KernelSize { get; init => field = Argument.Within(value, 1, MostTaps, "The number of taps", nameof(KernelSize)); } =
        Argument.Within(KernelSize, 1, MostTaps, "The number of taps");

    /// <inheritdoc cref="Architecture(double, int, int, string, string)" path="/param[@name='Pooling']"/>
    public string Pooling { get; init => field = Known(value, Poolings, "read-out"); } = Known(Pooling, Poolings, "read-out");

    /// <inheritdoc cref="Architecture(double, int, int, string, string)" path="/param[@name='Activation']"/>
    public string Activation { get; init => field = Known(value, Activations, "activation"); } =
        Known(Activation, Activations, "activation");

    /// <summary>The task: tones at 32 Hz, windows of 8 s, frequencies that scatter by 0.1 Hz.</summary>
    public ToneClasses Classes => new(CentreHz - SpacingHz, CentreHz, CentreHz + SpacingHz);

    /// <summary>
    /// The network: convolutions of 16 causal filters without bias, the read-out, a dense layer that names the class. [time, 1] → [1,
    /// classes]
    /// </summary>
    /// <param name="input">Shape of a window, [time, 1].</param>
    /// <param name="classes">Number of classes, 1 or more.</param>
    /// <param name="random">Where the initial weights come from.</param>
    public Network Network(Shape input, int classes, Pcg32 random)
    {
        var activation = GridLayers.ActivationOf(Activation);
        Layer[] one = [new Conv1D(Filters, KernelSize) { Padding = Padding.Causal, Bias = false }, activation];
        var convolutions = Enumerable.Range(0, Depth).SelectMany(_ => one);
        return new(input, [.. convolutions, .. GridLayers.PoolingOf(Pooling), new Dense(classes)], random);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{SpacingHz} Hz apart, {Depth} × {KernelSize} taps, {Activation}, pooling {Pooling}");

    private static double CheckedSpacing(double spacingHz) => spacingHz is > 0 and <= CentreHz
        ? spacingHz
        : throw new ArgumentOutOfRangeException(nameof(SpacingHz), spacingHz, $"Classes lie more than 0 and at most {CentreHz} Hz apart.");

    private static string Known(string name, ImmutableArray<string> names, string noun) => names.Contains(name)
        ? name
        : throw new ArgumentException($"{name}: no such {noun}; allowed: {string.Join(", ", names)}", nameof(name));
}
