using System.Collections.Immutable;

namespace ReluDc;

/// <summary>A line that ReLU of several tones makes at |Σ m_k f_k|. Taught in notebook 03.</summary>
/// <param name="Orders">The signed m_k, such that Σ m_k f_k ≥ 0; all 0 for DC. [K tones]</param>
/// <param name="Line">Frequency, amplitude and phase of the line.</param>
public sealed record IntermodulationLine(ImmutableArray<int> Orders, SpectralLine Line)
{
    /// <inheritdoc cref="IntermodulationLine(ImmutableArray{int}, SpectralLine)" path="/param[@name='Orders']"/>
    public ImmutableArray<int> Orders { get; init => field = Vector(value, nameof(Orders)); } = Vector(Orders, nameof(Orders));

    /// <summary>Frequency Σ m_k f_k in hertz.</summary>
    public double FrequencyHz => Line.FrequencyHz;

    /// <summary>Peak amplitude of the line.</summary>
    public double Magnitude => Line.Magnitude;

    /// <summary>The order Σ |m_k|: 0 for DC, 1 for the tones themselves, else even.</summary>
    public int Order => Orders.Sum(Math.Abs);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"({string.Join(", ", Orders)}) {Line}");

    /// <summary>Orders that are there, and whose sum of magnitudes is an order.</summary>
    internal static ImmutableArray<int> Vector(ImmutableArray<int> orders, string name) =>
        Argument.Elements(orders, name).Sum(m => Math.Abs((double)m)) <= int.MaxValue
            ? orders
            : throw new ArgumentOutOfRangeException(name, $"The order of a line is {int.MaxValue:N0} at most.");
}
