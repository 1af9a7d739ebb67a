namespace ReluDc;

/// <summary>How good a Taylor model is when its terms 0 … <paramref name="Order"/> are summed. Used in notebook 02.</summary>
/// <param name="Order">The last term n in the sum.</param>
/// <param name="RelativeError">RMS(model − ReLU)/RMS(ReLU) on a signal; ∞ where the model is too large for a double.</param>
/// <param name="Dc">The model's mean on that signal; ±∞ or NaN where the model is too large for a double.</param>
public readonly record struct TaylorPartialSum(int Order, double RelativeError, double Dc)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"terms 0..{Order}: error {RelativeError:G6}, DC {Dc:G6}");
}
