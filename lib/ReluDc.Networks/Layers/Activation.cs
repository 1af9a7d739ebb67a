namespace ReluDc.Networks;

/// <summary>
/// What follows a linear layer, applied to each value: y = x where x is above 0, slope·x elsewhere. [time, channels] → [time,
/// channels]
/// </summary>
/// <remarks>ReLU has slope 0, the identity 1, |x| has −1. At x = 0 the derivative is taken as the slope. Taught in notebook 04.</remarks>
public sealed record Activation : Layer
{
    private readonly string name;

    private Activation(string name, double negativeSlope, bool removesMean = false) =>
        (this.name, NegativeSlope, RemovesMean) = (name, negativeSlope, removesMean);

    /// <summary>max(0, x).</summary>
    public static Activation Relu { get; } = new("ReLU", 0);

    /// <summary>x: a linear network.</summary>
    public static Activation Identity { get; } = new("identity", 1);

    /// <summary>|x|: all of ReLU's even lines and twice its DC, without the tone.</summary>
    public static Activation Absolute { get; } = new("|x|", -1);

    /// <summary>max(0, x) less its mean over time, channel by channel: a ReLU without the DC it makes.</summary>
    public static Activation ReluWithoutMean { get; } = new("ReLU without its mean", 0, removesMean: true);

    /// <summary>The slope below 0.</summary>
    public double NegativeSlope { get; }

    /// <summary>Whether the mean over time is taken out of each channel.</summary>
    public bool RemovesMean { get; }

    /// <summary>x above 0, slope·x below. Of a signal without DC of its own it makes (1 − slope) times the DC that ReLU makes.</summary>
    /// <param name="negativeSlope">The slope below 0, finite in single precision.</param>
    public static Activation LeakyRelu(double negativeSlope) => float.IsFinite((float)negativeSlope)
        ? new(FormattableString.Invariant($"leaky ReLU({negativeSlope})"), negativeSlope)
        : throw new ArgumentOutOfRangeException(nameof(negativeSlope), negativeSlope, "A slope is a finite number in single precision.");

    /// <summary>
    /// Whether it can be applied as a convolution's output is stored: value by value, and the output tells the sign of what went in.
    /// </summary>
    internal bool CanFollowInPlace => !RemovesMean && NegativeSlope >= 0;

    /// <inheritdoc/>
    private protected override Shape ShapeAfter(Shape input) => input;

    /// <inheritdoc/>
    public override string ToString() => name;

    internal override Pass Bind(Shape input) => new ActivationPass(this, input);
}

/// <summary>The forward and backward pass of an <see cref="Activation"/>.</summary>
internal sealed class ActivationPass(Activation layer, Shape input) : ExamplePass(input, input)
{
    private readonly float slope = (float)layer.NegativeSlope;
    private readonly float[] mean = new float[input.Channels];

    protected override void Forward(ReadOnlySpan<float> state, Frames x, Frames y)
    {
        Rectification.Apply(x.Values, y.Values, slope);
        if (layer.RemovesMean)
            RemoveMean(y.Values);
    }

    protected override void Backward(ReadOnlySpan<float> state, Frames x, Frames y, Frames dy, Frames? dx, Span<float> gradient)
    {
        if (dx is null)
            return;
        if (layer.RemovesMean)
            RemoveMean(dy.Values); // taking the mean out is symmetric: its gradient does the same
        Rectification.Derive(x.Values, dy.Values, dx.Values, slope);
    }

    private void RemoveMean(Span<float> values)
    {
        ChannelSums.Compute(values, mean);
        foreach (ref var value in mean.AsSpan())
            value /= Input.Time;
        for (var start = 0; start < values.Length; start += mean.Length)
            for (var channel = 0; channel < mean.Length; channel++)
                values[start + channel] -= mean[channel];
    }
}
