using System.Collections.Immutable;

namespace ReluDc.Networks;

/// <summary>
/// One contender of the convergence experiment (paper, Sec. V.C): the network's activation and pooling, and what is added to its inputs.
/// </summary>
/// <remarks>Taught in notebook 05.</remarks>
/// <param name="Name">Its name in tables and in the frozen results.</param>
/// <param name="First">What follows the first convolution.</param>
/// <param name="Second">What follows the second.</param>
/// <param name="Pooling">The read-out over time.</param>
/// <param name="Offset">What is added to the inputs.</param>
public sealed record ConvergenceModel(string Name, Activation First, Activation Second, Pooling Pooling, InputOffset Offset)
{
    private static readonly ImmutableArray<double> PaperLevels = [1, 5, 19];

    /// <inheritdoc cref="ConvergenceModel(string, Activation, Activation, Pooling, InputOffset)" path="/param[@name='Name']"/>
    public string Name { get; init => field = Argument.Given(value, nameof(Name)); } = Argument.Given(Name);

    /// <inheritdoc cref="ConvergenceModel(string, Activation, Activation, Pooling, InputOffset)" path="/param[@name='First']"/>
    public Activation First { get; init => field = Argument.Given(value, nameof(First)); } = Argument.Given(First);

    /// <inheritdoc cref="ConvergenceModel(string, Activation, Activation, Pooling, InputOffset)" path="/param[@name='Second']"/>
    public Activation Second { get; init => field = Argument.Given(value, nameof(Second)); } = Argument.Given(Second);

    /// <inheritdoc cref="ConvergenceModel(string, Activation, Activation, Pooling, InputOffset)" path="/param[@name='Pooling']"/>
    public Pooling Pooling { get; init => field = Argument.Given(value, nameof(Pooling)); } = Argument.Given(Pooling);

    /// <inheritdoc cref="ConvergenceModel(string, Activation, Activation, Pooling, InputOffset)" path="/param[@name='Offset']"/>
    public InputOffset Offset { get; init => field = Argument.Given(value, nameof(Offset)); } = Argument.Given(Offset);

    /// <summary>The layer after whose output the paper's two convolutions have done their work: the pooling.</summary>
    public const int PoolingLayer = 4;

    /// <summary>The layers of the two convolutions.</summary>
    public static (int First, int Second) Convolutions => (0, 2);

    /// <summary>
    /// The paper's three: identity activations, ReLU, and identity with a DC component of each class's own added to the input.
    /// </summary>
    public static ImmutableArray<ConvergenceModel> Paper { get; } =
    [
        With("linear", Activation.Identity),
        With("ReLU", Activation.Relu),
        With("linear + DC", Activation.Identity) with { Offset = InputOffset.PerClass(PaperLevels) },
    ];

    /// <summary>What separates the causes: other offsets, other activations, other read-outs.</summary>
    public static ImmutableArray<ConvergenceModel> Ablations { get; } =
    [
        With("linear + same DC", Activation.Identity) with { Offset = InputOffset.Same(PaperLevels.Average()) },
        With("linear + shuffled DC", Activation.Identity) with { Offset = InputOffset.Shuffled(PaperLevels) },
        With("linear + small DC", Activation.Identity) with
        {
            Offset = InputOffset.PerClass([.. PaperLevels.Select(level => level / PaperLevels.Max() * OneToneDc / InputOffset.Unit)]),
        },
        With("ReLU less its mean in layer 1", Activation.Relu) with { First = Activation.ReluWithoutMean },
        With("ReLU less its mean in layer 2", Activation.Relu) with { Second = Activation.ReluWithoutMean },
        With("|x|", Activation.Absolute),
        With("leaky ReLU 0.1", Activation.LeakyRelu(0.1)),
        With("leaky ReLU 0.5", Activation.LeakyRelu(0.5)),
        With("leaky ReLU 0.9", Activation.LeakyRelu(0.9)),
        With("linear with max pooling", Activation.Identity) with { Pooling = Pooling.GlobalMax },
        With("linear with RMS pooling", Activation.Identity) with { Pooling = Pooling.GlobalRms },
    ];

    /// <summary>What ReLU makes of a tone of amplitude 1: 1/π.</summary>
    private const double OneToneDc = 1 / Math.PI;

    /// <summary>
    /// The paper's network with this activation and pooling; it sees 256 samples and tells classes apart. [time, 1] → [1, classes]
    /// </summary>
    /// <param name="input">Shape of a window, [time, 1].</param>
    /// <param name="classes">Number of classes, 1 or more.</param>
    /// <param name="random">Where the initial weights come from.</param>
    /// <param name="filters">Filters of each convolution, 1 or more; 32 in the paper.</param>
    public Network Network(Shape input, int classes, Pcg32 random, int filters = 32) => new(input,
    [
        new Conv1D(filters, 3) { Padding = Padding.Causal, Bias = false },
        First,
        new Conv1D(filters, 3) { Padding = Padding.Causal, Bias = false },
        Second,
        Pooling,
        new Dense(32),
        Activation.Relu,
        new Dense(classes),
    ], random);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static ConvergenceModel With(string name, Activation activation) =>
        new(name, activation, activation, Pooling.GlobalAverage, InputOffset.None);
}
