using System.Collections.Immutable;

namespace ReluDc.Networks;

/// <summary>The convergence experiment of the paper's Sec. V.C: train, and see how far the kernels go. Taught in notebook 05.</summary>
/// <param name="Classes">The tones to tell apart.</param>
/// <param name="PerClass">Training windows of each class, 1 or more.</param>
/// <param name="Epochs">Epochs of training, 1 or more.</param>
public sealed record ConvergenceExperiment(ToneClasses Classes, int PerClass = 1024, int Epochs = 60)
{
    private const int TestPerClass = 256;

    /// <inheritdoc cref="ConvergenceExperiment(ToneClasses, int, int)" path="/param[@name='Classes']"/>
    public ToneClasses Classes { get; init => field = Argument.Given(value, nameof(Classes)); } = Argument.Given(Classes);

    /// <inheritdoc cref="ConvergenceExperiment(ToneClasses, int, int)" path="/param[@name='PerClass']"/>
    public int PerClass { get; init => field = Argument.AtLeastOne(value, "Windows of each class", nameof(PerClass)); } =
        Argument.AtLeastOne(PerClass, "Windows of each class");

    /// <inheritdoc cref="ConvergenceExperiment(ToneClasses, int, int)" path="/param[@name='Epochs']"/>
    public int Epochs { get; init => field = Argument.AtLeastOne(value, nameof(Epochs), nameof(Epochs)); } =
        Argument.AtLeastOne(Epochs, nameof(Epochs));

    /// <summary>One repetition: new data, new weights, training with Adam (10⁻³) on batches of 64.</summary>
    /// <param name="model">Which contender.</param>
    /// <param name="repetition">
    /// Which repetition, from 1: it is the seed. Contenders share the tones, the initial kernels and the order of examples.
    /// </param>
    /// <param name="progress">Told after every epoch.</param>
    /// <param name="cancellation">Asked before every step.</param>
    public ConvergenceRun Run(
        ConvergenceModel model, int repetition, IProgress<Epoch>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        Argument.AtLeastOne(repetition, "Repetitions");
        Pcg32 Stream(int number) => new((ulong)repetition, (ulong)number);
        var offsets = Stream(1);
        Examples Draw(int perClass, int stream) => Classes.Label(model.Offset.AddTo(Classes.Draw(perClass, Stream(stream)), offsets));
        var training = Draw(PerClass, stream: 2);
        var test = Draw(TestPerClass, stream: 3);

        var network = model.Network(Classes.Shape, Classes.FrequenciesHz.Length, Stream(4));
        double[][] Features(Examples examples) => network.Features(examples, ConvergenceModel.PoolingLayer + 1);
        var frozen = LinearDiscriminant.Fit(Features(training), training.Labels).Accuracy(Features(test), test.Labels);
        var epochs = new Training(new Adam(1e-3), Loss.SoftmaxCrossEntropy, Epochs)
            .Run(network, training, Stream(5), progress, cancellation);
        return new(model.Name, repetition, frozen, network.Accuracy(test), [.. epochs.Select(ConvergencePoint.Of)]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Classes}; {PerClass} windows of each class, {Epochs} epochs";
}
