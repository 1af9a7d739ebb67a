using System.Collections.Immutable;
using System.Numerics;

namespace ReluDc;

/// <summary>
/// ReLU of unrelated tones, whose frequencies have no common period and whose phases therefore do not matter, exactly: DC and every line by
/// Bessel integrals (Rice 1945, Bennett 1947). Taught in notebooks 02 (DC) and 03 (lines).
/// </summary>
/// <remarks>
/// Of tones that are harmonically related, lines coincide and phases matter: 5 and 10 Hz of amplitude 1 in phase have the DC 0.4135, not
/// the 0.4053 of two unrelated ones. Those are for <see cref="HarmonicTonesRelu"/>.
/// </remarks>
public static class UnrelatedTonesRelu
{
    private const int LargestOrder = 200;
    private const int MostTones = 1_000; // seconds: the cost grows with their square
    private const int MostLines = 5_000; // an integral each, but for those that differ in signs alone: seconds

    /// <summary>The DC component (1/π)·∫₀^∞ [1 − Π_k J₀(a_k u)]/u² du. Relative error below 1e-12. [K tones]</summary>
    /// <param name="amplitudes">The amplitudes a_k of 1 … 1,000 tones at unrelated frequencies, finite. Signs do not matter.</param>
    public static double Dc(params IEnumerable<double> amplitudes)
    {
        var factors = Checked(amplitudes).Where(a => a != 0).Select(a => (Math.Abs(a), 0)).ToArray();
        return factors.Length == 0 ? 0 : BesselProductIntegral.Of(factors) / Math.PI;
    }

    /// <summary>
    /// Signed amplitude c_m of each line at |± m₁f₁ ± m₂f₂ …|, in cos(Σ m_k(2πf_k t + φ_k)): for an even order M = Σ|m_k|,
    /// c_m = −(−1)^{M/2}·(2/π)·∫₀^∞ Π_k J_{m_k}(a_k u)/u² du; the tones themselves at a_k/2; any other odd order 0; all
    /// m_k = 0 is DC. [K tones], [K orders]
    /// </summary>
    /// <param name="amplitudes">The amplitudes a_k of 1 … 1,000 tones at unrelated frequencies, finite.</param>
    /// <param name="orders">m_k, one for each tone; signs do not matter. Their sum is at most 200.</param>
    /// <returns>The amplitude, with an absolute error below 1e-13 of the largest a_k.</returns>
    public static double LineAmplitude(IEnumerable<double> amplitudes, IEnumerable<int> orders)
    {
        var a = Checked(amplitudes);
        var m = Argument.Elements(orders).Select(k => (int)Math.Min(Math.Abs((long)k), LargestOrder + 1)).ToArray();
        if (m.Length != a.Length)
            throw new ArgumentException(
                $"There is one order for each tone; given are {a.Length} amplitudes and {m.Length} orders.", nameof(orders));

        var order = m.Sum();
        if (order > LargestOrder)
            throw new ArgumentOutOfRangeException(nameof(orders), order, $"Lines are computed up to order {LargestOrder}.");
        if (order == 0)
            return Dc(a);
        if (order % 2 == 1)
            return order == 1 ? a[m.IndexOf(1)] / 2 : 0;
        if (a.Zip(m).Any(pair => pair is { First: 0, Second: > 0 }))
            return 0;

        // A negative amplitude is a phase of π, which turns a line by m_k·π.
        var sign = a.Zip(m).Count(pair => pair.First < 0 && pair.Second % 2 == 1) % 2 == 0 ? 1 : -1;
        var factors = a.Zip(m, (amplitude, k) => (Math.Abs(amplitude), k)).Where(factor => factor.Item1 > 0).ToArray();
        return sign * (order % 4 == 0 ? -1 : 1) * 2 / Math.PI * BesselProductIntegral.Of(factors);
    }

    /// <summary>Every line up to an order, with frequency, amplitude and phase; DC first, then by rising frequency. → [lines]</summary>
    /// <param name="tones">
    /// Tones above 0 Hz. Lines that coincide, as all do of tones of equal frequency, are listed one by one, not added up
    /// (<see cref="CommonPeriod.Coincidences"/>).
    /// </param>
    /// <param name="maxOrder">
    /// Largest Σ|m_k|, 0 or more, with at most 5,000 combinations m_k (49 for two tones, 8 for four). Their number grows like its K-th
    /// power for K tones.
    /// </param>
    public static ImmutableArray<IntermodulationLine> Lines(ToneSum tones, int maxOrder)
    {
        Argument.Within(maxOrder, 0, LargestOrder, "The largest order");
        if (Argument.Given(tones).Tones.Any(tone => tone.FrequencyHz == 0))
            throw new ArgumentException("Unrelated tones are above 0 Hz; HarmonicTonesRelu takes constants.", nameof(tones));

        var a = Checked(tones.Amplitudes);
        var period = CommonPeriod.Of(tones);
        var orders = IntermodulationOrders.UpTo(tones.Tones.Length, maxOrder, MostLines).ToArray();
        static string WithoutSigns(int[] m) => string.Join(',', m.Select(Math.Abs));
        var amplitudes = orders.DistinctBy(WithoutSigns).AsParallel() // lines that differ in signs alone share an amplitude
            .ToDictionary(WithoutSigns, m => LineAmplitude(a, m));

        return [.. orders.Select(m => LineAt(tones, period, m, amplitudes[WithoutSigns(m)]))
            .OrderBy(line => line.Order > 0).ThenBy(line => line.FrequencyHz).ThenBy(line => line.Order)];
    }

    private static IntermodulationLine LineAt(ToneSum tones, CommonPeriod? period, int[] m, double amplitude)
    {
        var frequencyHz = period is not null
            ? period.Harmonics.Zip(m, (n, k) => n * k).Sum() * period.BaseMicrohertz / 1e6 // so that 2·10.1 − 20.2 Hz is 0
            : tones.Tones.Zip(m, (tone, k) => k * tone.FrequencyHz).Sum();
        var sign = frequencyHz < 0 ? -1 : 1;
        var phaseRad = sign * tones.Tones.Zip(m, (tone, k) => k * tone.PhaseRad).Sum();
        return new([.. m.Select(k => sign * k)], new(sign * frequencyHz, frequencyHz == 0
            ? amplitude * Math.Cos(phaseRad)
            : amplitude * Complex.FromPolarCoordinates(1, phaseRad)));
    }

    private static double[] Checked(IEnumerable<double> amplitudes)
    {
        double[] a = [.. Argument.Elements(amplitudes)];
        if (a.Length is 0 or > MostTones)
            throw new ArgumentException(
                FormattableString.Invariant($"Amplitudes are those of 1 to {MostTones:N0} tones."), nameof(amplitudes));
        foreach (var bad in a.Where(x => !double.IsFinite(x)))
            throw new ArgumentException($"Amplitudes are finite numbers; given is {bad}.", nameof(amplitudes));
        return a;
    }
}
