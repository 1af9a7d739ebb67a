using System.Collections.Immutable;
using System.Numerics;

namespace ReluDc;

/// <summary>
/// The period that tones share when their frequencies are whole multiples n_k of one base frequency. Taught in notebook 03.
/// </summary>
/// <remarks>
/// Frequencies count as people type them, in decimal on a grid of 1e-6 Hz. Tones with a common period have lines that coincide from some
/// order on; there amplitudes add by phase, and formulas for independent phases no longer hold.
/// </remarks>
public sealed class CommonPeriod
{
    private CommonPeriod(ToneSum tones, long baseMicrohertz, ImmutableArray<long> harmonics) =>
        (Tones, BaseMicrohertz, Harmonics) = (tones, baseMicrohertz, harmonics);

    /// <summary>The tones.</summary>
    public ToneSum Tones { get; }

    /// <summary>The base frequency in hertz, the greatest that divides every tone's.</summary>
    public double BaseHz => BaseMicrohertz / 1e6;

    /// <summary>The common period 1/base in seconds.</summary>
    public double PeriodS => 1 / BaseHz;

    /// <summary>n_k = f_k/base, 0 for a constant. [K tones]</summary>
    public ImmutableArray<long> Harmonics { get; }

    internal long BaseMicrohertz { get; }

    /// <summary>
    /// The period of some tones; null if one frequency does not lie on the grid (such as 5·√2 Hz, or 1e9 Hz and more), or all are 0 Hz.
    /// </summary>
    public static CommonPeriod? Of(ToneSum tones)
    {
        var microhertz = Argument.Given(tones).Tones.Select(tone => FrequencyGrid.Steps(tone.FrequencyHz)).ToArray();
        if (microhertz.Contains(null))
            return null;
        var common = microhertz.Aggregate(0L, (gcd, next) => (long)BigInteger.GreatestCommonDivisor(gcd, next!.Value));
        return common == 0 ? null : new(tones, common, [.. microhertz.Select(frequency => frequency!.Value / common)]);
    }

    /// <summary>The frequencies up to an order at which several lines meet, lowest order first. → [meetings]</summary>
    /// <param name="maxOrder">Largest Σ|m_k| looked at, 0 or more, with at most 2,000,000 combinations m_k.</param>
    public ImmutableArray<LineCoincidence> Coincidences(int maxOrder) =>
        [.. IntermodulationOrders.UpTo(Harmonics.Length, maxOrder)
            .GroupBy(m => BigInteger.Abs(m.Zip(Harmonics, (k, n) => (BigInteger)k * n).Aggregate(BigInteger.Zero, BigInteger.Add)))
            .Where(group => group.Skip(1).Any())
            .Select(group => new LineCoincidence((double)group.Key * BaseHz,
                [.. group.OrderBy(m => m.Sum(Math.Abs)).Select(ImmutableArray.Create)]))
            .OrderBy(meeting => meeting.Order).ThenBy(meeting => meeting.FrequencyHz)];

    /// <summary>Whether any two lines up to an order meet.</summary>
    /// <inheritdoc cref="Coincidences" path="/param"/>
    public bool LinesCoincide(int maxOrder) => !Coincidences(maxOrder).IsEmpty;

    /// <summary>One sentence for the reader: how these tones are related, and what that means for their lines.</summary>
    /// <param name="tones">Any tones.</param>
    /// <param name="maxOrder">Largest order looked at, as for <see cref="Coincidences"/>.</param>
    public static string Describe(ToneSum tones, int maxOrder)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxOrder);
        if (Of(tones) is not { } period)
            return "These tones have no common period: no lines coincide, and phases do not matter.";
        var common = FormattableString.Invariant($"These tones repeat together every {period.PeriodS:G6} s (base {period.BaseHz:G6} Hz)");
        return period.Coincidences(maxOrder) is [var first, ..]
            ? $"{common} and are harmonically related: lines coincide from order {first.Order} on ({first}), so phases matter."
            : $"{common}, but no lines up to order {maxOrder} coincide: up to there phases do not matter.";
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"common period {PeriodS:G6} s, base {BaseHz:G6} Hz, harmonics {string.Join(", ", Harmonics)}");
}
