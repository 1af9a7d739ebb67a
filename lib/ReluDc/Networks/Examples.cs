using System.Collections.Immutable;

namespace ReluDc;

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
    public static Examples Of(IEnumerable<(Signal Signal, IEnumerable<double> Target)> examples)
    {
        List<float> inputs = [], targets = [];
        int time = 0, outputs = 0;
        foreach (var (signal, target) in examples)
        {
            var before = targets.Count;
            inputs.AddRange(signal.Samples.Select(x => (float)x));
            targets.AddRange(target.Select(x => (float)x));
            if (before == 0)
                (time, outputs) = (signal.Count, targets.Count);
            if (signal.Count != time || targets.Count - before != outputs)
                throw new ArgumentException($"Examples have one shape: the first is {new Shape(time, 1)} with {outputs} numbers, one is {new Shape(signal.Count, 1)} with {targets.Count - before}.", nameof(examples));
        }
        return outputs > 0
            ? new(new(time, 1), outputs, [.. inputs], [.. targets])
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
