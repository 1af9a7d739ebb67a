namespace ReluDc.Networks;

/// <summary>The shape of what flows between two layers: [time, channels]. One example of a batch has this shape. Taught in notebook 04.</summary>
public readonly record struct Shape
{
    /// <summary>A shape.</summary>
    /// <param name="time">Number of time steps, 1 or more.</param>
    /// <param name="channels">Number of channels, 1 or more.</param>
    public Shape(int time, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
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
}
