namespace ReluDc.Networks;

/// <summary>
/// The shape of what flows between two layers: [time, channels]. One example of a batch has this shape. Taught in notebook 04.
/// </summary>
public readonly record struct Shape
{
    /// <summary>A shape.</summary>
    /// <param name="time">Number of time steps, 1 or more.</param>
    /// <param name="channels">Number of channels, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is below 1, or there would be more than 2²⁸ values.</exception>
    public Shape(int time, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        if ((long)time * channels > Argument.MostNumbers)
            throw new ArgumentOutOfRangeException(
                nameof(time), $"A shape has at most {Argument.MostNumbers:N0} values; given is [{time}, {channels}].");
        Time = time;
        Channels = channels;
    }

    /// <summary>Number of time steps.</summary>
    public int Time { get; }

    /// <summary>Number of channels.</summary>
    public int Channels { get; }

    /// <summary>Number of values, time × channels.</summary>
    public int Size => Time * Channels;

    /// <inheritdoc/>
    public override string ToString() => $"[{Time}, {Channels}]";

    /// <summary>This shape, unless it is the one that no constructor has made.</summary>
    internal Shape Checked() => Time > 0
        ? this
        : throw new ArgumentException("A shape has a time step and a channel or more; default(Shape), [0, 0], is none.", "input");
}
