using System.Collections.Immutable;

namespace ReluDc.Networks;

/// <summary>
/// Examples to learn from: inputs of one shape, [examples] of [time, channels], each with its target. Taught in notebook 05.
/// </summary>
/// <remarks>Immutable. Kept in single precision.</remarks>
public sealed class Examples
{
    private const int MostClasses = 1 << 20;

    private readonly float[] inputs;
    private readonly float[] targets;

    private Examples(Shape shape, int outputs, float[] inputs, float[] targets)
    {
        Shape = shape;
        Outputs = outputs;
        Count = inputs.Length / shape.Size;
        this.inputs = inputs;
        this.targets = targets;
    }

    /// <summary>Shape of each input, [time, channels].</summary>
    public Shape Shape { get; }

    /// <summary>Numbers in each target: the classes, or the values to predict.</summary>
    public int Outputs { get; }

    /// <summary>Number of examples.</summary>
    public int Count { get; }

    /// <summary>Signals of one length, each of a class. The target is 1 at the class and 0 elsewhere. [examples] of [time, 1]</summary>
    /// <param name="examples">At least one signal, all of one length and rate, with its class, from 0.</param>
    /// <param name="classes">How many classes there are, 1 or more.</param>
    public static Examples Labelled(IEnumerable<(Signal Signal, int Label)> examples, int classes)
    {
        ArgumentNullException.ThrowIfNull(examples);
        Argument.Within(classes, 1, MostClasses, "The number of classes");
        return Of(examples.Select(example => example.Label >= 0 && example.Label < classes
            ? (example.Signal, Enumerable.Range(0, classes).Select(label => label == example.Label ? 1.0 : 0))
            : throw new ArgumentException(
                $"A label of {classes} classes is 0 … {classes - 1}; one is {example.Label}.", nameof(examples))));
    }

    /// <summary>Signals of one length, each with the numbers to predict from it. [examples] of [time, 1]</summary>
    /// <param name="examples">At least one signal, all of one length and rate; as many finite numbers with each as with the first.</param>
    public static Examples Of(IEnumerable<(Signal Signal, IEnumerable<double> Target)> examples) =>
        Of(Argument.Given(examples).Select(example => ((IReadOnlyList<Signal>)[example.Signal], example.Target)));

    /// <summary>Examples of several signals each, the channels. [examples] of [time, channels]</summary>
    /// <param name="examples">
    /// At least one; all signals of one length and rate, as many channels and finite numbers in each as in the first.
    /// </param>
    public static Examples Of(IEnumerable<(IReadOnlyList<Signal> Channels, IEnumerable<double> Target)> examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        List<float> targets = [];
        List<float[]> inputs = []; // one array for all is made when their number is known
        Shape? shape = null;
        var (outputs, rateHz) = (0, 0.0);
        foreach (var (given, target) in examples)
        {
            var channels = Checked(given, target);
            var before = targets.Count;
            targets.AddRange(target.Select(x => (float)x));
            Shape here = new(channels[0].Count, channels.Count);
            if (shape is null)
                (shape, outputs, rateHz) = (here, targets.Count, channels[0].SampleRateHz);
            if (here != shape || channels.Any(channel => channel.Count != here.Time) || targets.Count - before != outputs)
                throw new ArgumentException(
                    $"Examples have one shape: the first is {shape} with {outputs} numbers, one is {here} with {targets.Count - before}.",
                    nameof(examples));
            if (channels.FirstOrDefault(channel => channel.SampleRateHz != rateHz) is { } other)
                throw new ArgumentException(FormattableString.Invariant(
                    $"Signals of examples have one sampling rate: the first has {rateHz:G6} Hz, one has {other.SampleRateHz:G6} Hz."),
                    nameof(examples));
            var input = new float[here.Size];
            for (var c = 0; c < here.Channels; c++)
            {
                var samples = channels[c].Samples.AsSpan();
                for (var t = 0; t < samples.Length; t++)
                    input[t * here.Channels + c] = (float)samples[t];
            }
            inputs.Add(input);
        }
        if (outputs == 0)
            throw new ArgumentException("There is at least one example, with at least one number to predict.", nameof(examples));
        var all = new float[inputs.Count * shape!.Value.Size];
        for (var i = 0; i < inputs.Count; i++)
            inputs[i].CopyTo(all, i * shape.Value.Size);
        var made = new Examples(shape.Value, outputs, all, [.. targets]);
        Argument.FiniteValues(made.inputs, nameof(examples));
        Argument.FiniteValues(made.targets, nameof(examples));
        return made;
    }

    /// <summary>One input, time step by time step. → [time, channels], row by row</summary>
    /// <param name="example">Which example, from 0.</param>
    public ReadOnlySpan<float> Input(int example) => inputs.AsSpan(Checked(example) * Shape.Size, Shape.Size);

    /// <summary>One target. → [outputs]</summary>
    /// <param name="example">Which example, from 0.</param>
    public ReadOnlySpan<float> Target(int example) => targets.AsSpan(Checked(example) * Outputs, Outputs);

    /// <summary>The class of an example: where its target is largest.</summary>
    /// <param name="example">Which example, from 0.</param>
    public int Label(int example) => LargestAt(Target(example));

    /// <summary>The classes of all examples. → [examples]</summary>
    public ImmutableArray<int> Labels => [.. Enumerable.Range(0, Count).Select(Label)];

    /// <inheritdoc/>
    public override string ToString() => $"{Count} examples of {Shape}, {Outputs} {(Outputs == 1 ? "output" : "outputs")}";

    /// <summary>Where the largest number stands; the first, where several do.</summary>
    internal static int LargestAt(ReadOnlySpan<float> numbers)
    {
        var largest = 0;
        for (var i = 1; i < numbers.Length; i++)
            if (numbers[i] > numbers[largest])
                largest = i;
        return largest;
    }

    internal void CheckShape(Shape input)
    {
        if (Shape != input)
            throw new ArgumentException($"The network takes {input}; the examples have {Shape}.");
    }

    internal void CheckTargets(Shape output)
    {
        if (Outputs != output.Size)
            throw new ArgumentException($"The network puts out {output}, {output.Size} numbers; the examples' targets have {Outputs}.");
    }

    private int Checked(int example) => Argument.Index(example, Count, "This set", "examples"); // no text made here: every step passes

    private static IReadOnlyList<Signal> Checked(IReadOnlyList<Signal>? channels, IEnumerable<double>? target) =>
        channels is not (null or ImmutableArray<Signal> { IsDefault: true }) && target is not null
            && channels.Count > 0 && channels.All(channel => channel is not null)
            ? channels
            : throw new ArgumentException("Each example has a signal or more, and the numbers to predict.", "examples");
}
