using System.Collections.Immutable;

namespace ReluDc;

/// <summary>A frequency at which several lines of ReLU of harmonically related tones meet. Taught in notebook 03.</summary>
/// <param name="FrequencyHz">Where they meet, in hertz; 0 is the DC component.</param>
/// <param name="Lines">The lines' orders m_k, one vector for each line, lowest order first.</param>
public readonly record struct LineCoincidence(double FrequencyHz, ImmutableArray<ImmutableArray<int>> Lines)
{
    /// <summary>The order Σ|m_k| up to which one must look to see the two lowest meet.</summary>
    public int Order => Lines[1].Sum(Math.Abs);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{string.Join(" and ", Lines.Take(2).Select(orders => $"({string.Join(", ", orders)})"))} at {FrequencyHz:G6} Hz");
}
