namespace ReluDc.Networks;

/// <summary>What a <see cref="Pooling"/> makes of a window of time steps.</summary>
public enum PoolingKind
{
    /// <summary>The mean: the window's DC component.</summary>
    Average,

    /// <summary>The largest value.</summary>
    Max,

    /// <summary>The root mean square, √(mean of x²).</summary>
    Rms,
}

/// <summary>
/// One number for each window of time steps, channel by channel. [time, channels] → [⌊time/size⌋, channels], or [1, channels] for
/// a global one
/// </summary>
/// <remarks>
/// Windows follow each other without overlap; time steps that do not fill one at the end are left out. Taught in notebook 04.
/// </remarks>
public sealed record Pooling : Layer
{
    private Pooling(PoolingKind kind, int? size)
    {
        Kind = kind;
        Size = size is { } given ? AtLeastOne(given, nameof(size)) : null;
    }

    /// <summary>The mean over all time: each channel's DC component.</summary>
    public static Pooling GlobalAverage { get; } = new(PoolingKind.Average, null);

    /// <summary>The largest value over all time.</summary>
    public static Pooling GlobalMax { get; } = new(PoolingKind.Max, null);

    /// <summary>The root mean square over all time.</summary>
    public static Pooling GlobalRms { get; } = new(PoolingKind.Rms, null);

    /// <summary>What it makes of a window.</summary>
    public PoolingKind Kind { get; }

    /// <summary>Time steps in a window; null for all there are.</summary>
    public int? Size { get; }

    /// <summary>The mean of each window.</summary>
    /// <param name="size">Time steps in a window, 1 or more.</param>
    public static Pooling Average(int size) => new(PoolingKind.Average, size);

    /// <summary>The largest value of each window.</summary>
    /// <inheritdoc cref="Average" path="/param"/>
    public static Pooling Max(int size) => new(PoolingKind.Max, size);

    /// <summary>The root mean square of each window.</summary>
    /// <inheritdoc cref="Average" path="/param"/>
    public static Pooling Rms(int size) => new(PoolingKind.Rms, size);

    /// <inheritdoc/>
    private protected override Shape ShapeAfter(Shape input)
    {
        if (Size is not { } size)
            return new(1, input.Channels);
        return input.Time >= size
            ? new(input.Time / size, input.Channels)
            : throw new ArgumentException(
                $"{this} needs an input of at least {new Shape(size, input.Channels)}; given is {input}.", nameof(input));
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var kind = Kind == PoolingKind.Rms ? "RMS" : Kind.ToString().ToLowerInvariant();
        return Size is { } size ? $"{kind} pooling({size})" : $"Global {kind} pooling";
    }

    internal override Pass Bind(Shape input) => new PoolingPass(this, input);
}
