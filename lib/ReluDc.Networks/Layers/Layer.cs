namespace ReluDc.Networks;

/// <summary>One layer of a <see cref="Network"/>, described: what it does, not the weights it has learned. Immutable, so it may stand in many networks.</summary>
public abstract record Layer
{
    /// <summary>The shape this layer makes of an input's shape. [time, channels] → [time', channels']</summary>
    /// <exception cref="ArgumentException">The layer cannot take such an input; the message has both shapes.</exception>
    public abstract Shape OutputShape(Shape input);

    /// <summary>The number of weights the layer learns for an input of this shape, kernel and biases together.</summary>
    public virtual int ParameterCount(Shape input) => 0;

    /// <summary>How many of the parameters, the first ones, are the kernel: what <see cref="Network.DistanceFrom"/> measures.</summary>
    internal virtual int KernelCount(Shape input) => 0;

    /// <summary>Numbers to keep for the layer: its parameters and, behind them, what it remembers without learning it.</summary>
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
}
