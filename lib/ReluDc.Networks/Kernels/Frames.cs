namespace ReluDc.Networks;

/// <summary>
/// The values of one example between two layers, [time, channels], with time steps of zeros around them for the next layer.
/// </summary>
internal sealed class Frames
{
    private readonly AlignedArray padded;
    private readonly int first;

    public Frames(Shape shape, Margins margins, float slope = 1)
    {
        Shape = shape;
        Margins = margins;
        Slope = slope;
        first = margins.Before * shape.Channels;
        var count = ((long)margins.Before + shape.Time + margins.After) * shape.Channels;
        padded = count <= Argument.MostNumbers
            ? new AlignedArray((int)count)
            : throw new ArgumentException(
                $"{shape} with {margins.Before} zeros before and {margins.After} after has more values than {Argument.MostNumbers:N0}.");
    }

    public Shape Shape { get; }

    public Margins Margins { get; }

    /// <summary>
    /// The slope of the activation that the values have already passed; 1 for none. Gradients are those before the activation.
    /// </summary>
    public float Slope { get; }

    /// <summary>The values, row by row: time step t, channel c at t·channels + c.</summary>
    public Span<float> Values => padded.Span.Slice(first, Shape.Size);

    /// <summary>From <paramref name="steps"/> time steps before the first value to the end of the zeros after the last.</summary>
    public Span<float> From(int steps) => padded.Span[(first - steps * Shape.Channels)..];
}
