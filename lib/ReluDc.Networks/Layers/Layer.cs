namespace ReluDc.Networks;

/// <summary>
/// One layer of a <see cref="Network"/>, described: what it does, not the weights it has learned. [time, channels] → [time',
/// channels']
/// </summary>
/// <remarks>Immutable, so that it may stand in many networks. Taught in notebook 06.</remarks>
public abstract record Layer
{
    /// <summary>The shape this layer makes of an input's shape. [time, channels] → [time', channels']</summary>
    /// <param name="input">Shape of what comes in.</param>
    /// <exception cref="ArgumentException">The layer cannot take such an input; the message has both shapes.</exception>
    public Shape OutputShape(Shape input) => ShapeAfter(input.Checked());

    /// <summary>The number of weights the layer learns for an input of this shape, kernel and biases together.</summary>
    /// <param name="input">Shape of what comes in, [time, channels].</param>
    /// <exception cref="ArgumentException">They would be more than 2²⁸.</exception>
    public int ParameterCount(Shape input) => LearnedCount(input.Checked());

    /// <inheritdoc cref="OutputShape"/>
    private protected abstract Shape ShapeAfter(Shape input);

    /// <inheritdoc cref="ParameterCount"/>
    private protected virtual int LearnedCount(Shape input) => 0;

    /// <summary>How many of the parameters, the first ones, are the kernel: what <see cref="Network.DistanceFrom"/> measures.</summary>
    internal virtual int KernelCount(Shape input) => 0;

    /// <summary>Numbers to keep for the layer: its parameters and, after them, what it remembers without learning it.</summary>
    internal virtual int StateCount(Shape input) => ParameterCount(input);

    /// <summary>Draws the initial weights into the state, which is all zero.</summary>
    internal virtual void Initialize(Span<float> state, Shape input, Pcg32 random)
    {
    }

    /// <summary>The layer's computation for inputs of one shape, with the scratch memory it needs.</summary>
    internal abstract Pass Bind(Shape input);

    /// <summary>A size that a layer is given: 1 or more.</summary>
    private protected static int AtLeastOne(int value, string name) => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is 1 or more.");

    /// <summary>The product of a kernel's sizes.</summary>
    private protected int KernelSizeOf(Shape input, params ReadOnlySpan<int> sizes)
    {
        long product = 1;
        foreach (var size in sizes)
            product = product * size is <= Argument.MostNumbers and var grown
                ? grown
                : throw new ArgumentException(
                    $"{this} on {input} would need more numbers than the {Argument.MostNumbers:N0} that are allowed.", nameof(input));
        return (int)product;
    }
}
