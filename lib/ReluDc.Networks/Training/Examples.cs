using System.Collections.Immutable;

namespace ReluDc.Networks;

/// <summary>Examples to learn from: inputs of one shape, each with its target. Immutable. Taught in notebook 05.</summary>
public sealed class Examples
{
    private readonly float[] inputs;
    private readonly float[] targets;

    private Examples(Shape shape, int outputs, float[] inputs, float[] targets)
    {
        Shape = shape;
        Outputs = outputs;
        this.inputs = inputs;
        this.targets = targets;
    }

    /// <summary>Shape of each input, [time, channels].</summary>
    public Shape Shape { get; }

    /// <summary>Numbers in each target: the classes, or the values to predict.</summary>
    public int Outputs { get; }

    /// <summary>Number of examples.</summary>
    public int Count => inputs.Length / Shape.Size;

    /// <summary>Signals of one length, each of a class. The target is 1 at the class and 0 elsewhere. [examples] of [time, 1]</summary>
    /// <param name="examples">The signals with their class, from 0.</param>
    /// <param name="classes">How many classes there are, 1 or more.</param>
    public static Examples Labelled(IEnumerable<(Signal Signal, int Label)> examples, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        return Of(examples.Select(example => example.Label >= 0 && example.Label < classes
            ? (example.Signal, Enumerable.Range(0, classes).Select(label => label == example.Label ? 1.0 : 0))
            : throw new ArgumentException($"A label of {classes} classes is 0 … {classes - 1}; one is {example.Label}.", nameof(examples))));
    }

    /// <summary>Signals of one length, each with the numbers to predict from it. [examples] of [time, 1]</summary>
    /// <param name="examples">At least one signal; as many numbers with each as with the first.</param>
    public static Examples Of(IEnumerable<(Signal Signal, IEnumerable<double> Target)> examples) =>
        Of(examples.Select(example => ((IReadOnlyList<Signal>)[example.Signal], example.Target)));

    /// <summary>Examples of several signals each, the channels. [examples] of [time, channels]</summary>
    /// <param name="examples">At least one; all signals of one length, as many channels and numbers in each as in the first.</param>
    public static Examples Of(IEnumerable<(IReadOnlyList<Signal> Channels, IEnumerable<double> Target)> examples)
    {
        List<float> inputs = [], targets = [];
        Shape? shape = null;
        var outputs = 0;
        foreach (var (channels, target) in examples)
        {
            var before = targets.Count;
            targets.AddRange(target.Select(x => (float)x));
            Shape here = new(channels[0].Count, channels.Count);
            if (shape is null)
                (shape, outputs) = (here, targets.Count);
            if (here != shape || channels.Any(channel => channel.Count != here.Time) || targets.Count - before != outputs)
                throw new ArgumentException($"Examples have one shape: the first is {shape} with {outputs} numbers, one is {here} with {targets.Count - before}.", nameof(examples));
            for (var t = 0; t < here.Time; t++)
                foreach (var channel in channels)
                    inputs.Add((float)channel.Samples[t]);
        }
        return outputs > 0
            ? new(shape!.Value, outputs, [.. inputs], [.. targets])
            : throw new ArgumentException("There is at least one example, with at least one number to predict.", nameof(examples));
    }

    /// <summary>One input, time step by time step.</summary>
    public ReadOnlySpan<float> Input(int example) => inputs.AsSpan(example * Shape.Size, Shape.Size);

    /// <summary>One target.</summary>
    public ReadOnlySpan<float> Target(int example) => targets.AsSpan(example * Outputs, Outputs);

    /// <summary>The class of an example: where its target is largest.</summary>
    public int Label(int example) => LargestAt(Target(example));

    /// <summary>The classes of all examples.</summary>
    public ImmutableArray<int> Labels => [.. Enumerable.Range(0, Count).Select(Label)];

    /// <inheritdoc/>
    public override string ToString() => $"{Count} examples of {Shape}, {Outputs} outputs";

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
}
