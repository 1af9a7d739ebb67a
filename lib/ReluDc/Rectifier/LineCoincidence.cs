using System.Collections.Immutable;

namespace ReluDc;

/// <summary>
/// A frequency at which several lines of ReLU of harmonically related tones meet: what <see cref="CommonPeriod.Coincidences"/> lists.
/// </summary>
/// <param name="FrequencyHz">Where they meet, in hertz, finite and 0 or more; 0 is the DC component.</param>
/// <param name="Lines">The lines' orders m_k, lowest order first. [two lines or more][K tones]</param>
public sealed record LineCoincidence(double FrequencyHz, ImmutableArray<ImmutableArray<int>> Lines)
{
    /// <inheritdoc cref="LineCoincidence(double, ImmutableArray{ImmutableArray{int}})" path="/param[@name='FrequencyHz']"/>
    public double FrequencyHz { get; init => field = Frequency(value); } = Frequency(FrequencyHz);

    /// <inheritdoc cref="LineCoincidence(double, ImmutableArray{ImmutableArray{int}})" path="/param[@name='Lines']"/>
    public ImmutableArray<ImmutableArray<int>> Lines { get; init => field = Meeting(value); } = Meeting(Lines);

    /// <summary>The order Σ|m_k| up to which one must look to see the two lowest meet.</summary>
    public int Order => Lines[1].Sum(Math.Abs);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{string.Join(" and ", Lines.Take(2).Select(orders => $"({string.Join(", ", orders)})"))} at {FrequencyHz:G6} Hz");

    private static double Frequency(double frequencyHz) =>
        Argument.NotNegative(frequencyHz, "The frequency in hertz of a line", nameof(FrequencyHz));

    private static ImmutableArray<ImmutableArray<int>> Meeting(ImmutableArray<ImmutableArray<int>> lines) =>
        Argument.Elements(lines, nameof(Lines)).Select(orders => IntermodulationLine.Vector(orders, nameof(Lines))).Count() >= 2
            ? lines
            : throw new ArgumentException("Lines meet if there are two of them or more.", nameof(Lines));
}
