namespace ReluDc.Networks;

/// <summary>Time steps of zeros before and after the values of a <see cref="Frames"/>.</summary>
internal readonly record struct Margins(int Before, int After);

/// <summary>
/// A layer at work: its forward and backward pass over a group of examples, with scratch memory of its own. Not for two threads at
/// once.
/// </summary>
/// <param name="input">Shape of each example that comes in.</param>
/// <param name="output">Shape of each example that goes out.</param>
internal abstract class Pass(Shape input, Shape output)
{
    public Shape Input { get; } = input;

    public Shape Output { get; } = output;

    /// <summary>The zeros it reads around its input.</summary>
    public virtual Margins InputMargins => default;

    /// <summary>The zeros it reads around the gradient of its output.</summary>
    public virtual Margins GradientMargins => default;

    /// <summary>Whether an example's output depends on the others of its batch. If so, a group must be the whole batch.</summary>
    public virtual bool MixesExamples => false;

    /// <summary>
    /// Whether its backward pass goes back through the activation that <see cref="Frames.Slope"/> names; if not, the workspace does.
    /// </summary>
    public virtual bool PassesActivation => false;

    /// <summary>Called after the state changed, before the passes of one step: rearranges weights once for the whole batch.</summary>
    /// <param name="state">The layer's parameters and what it remembers.</param>
    /// <param name="backward">Whether there will be a backward pass.</param>
    public virtual void Prepare(ReadOnlySpan<float> state, bool backward)
    {
    }

    /// <summary>Computes y from x.</summary>
    public abstract void Forward(Span<float> state, ReadOnlySpan<Frames> x, ReadOnlySpan<Frames> y, bool training);

    /// <summary>Computes the gradient of the input, dx, and adds that of the parameters to <paramref name="gradient"/>.</summary>
    /// <param name="state">The layer's parameters and what it remembers.</param>
    /// <param name="x">What the last forward pass read.</param>
    /// <param name="y">What it computed.</param>
    /// <param name="dy">Gradient of the loss with respect to y. A pass may overwrite it.</param>
    /// <param name="dx">Receives the gradient with respect to x; empty where nobody asks for it.</param>
    /// <param name="gradient">Gradient of the loss with respect to the state, added to.</param>
    public abstract void Backward(ReadOnlySpan<float> state, ReadOnlySpan<Frames> x, ReadOnlySpan<Frames> y, ReadOnlySpan<Frames> dy,
        ReadOnlySpan<Frames> dx, Span<float> gradient);
}

/// <summary>A pass that treats each example by itself.</summary>
internal abstract class ExamplePass(Shape input, Shape output) : Pass(input, output)
{
    public sealed override void Forward(Span<float> state, ReadOnlySpan<Frames> x, ReadOnlySpan<Frames> y, bool training)
    {
        for (var i = 0; i < x.Length; i++)
            Forward(state, x[i], y[i]);
    }

    public sealed override void Backward(ReadOnlySpan<float> state, ReadOnlySpan<Frames> x, ReadOnlySpan<Frames> y, ReadOnlySpan<Frames> dy,
        ReadOnlySpan<Frames> dx, Span<float> gradient)
    {
        for (var i = 0; i < x.Length; i++)
            Backward(state, x[i], y[i], dy[i], dx.IsEmpty ? null : dx[i], gradient);
    }

    protected abstract void Forward(ReadOnlySpan<float> state, Frames x, Frames y);

    protected abstract void Backward(ReadOnlySpan<float> state, Frames x, Frames y, Frames dy, Frames? dx, Span<float> gradient);
}
