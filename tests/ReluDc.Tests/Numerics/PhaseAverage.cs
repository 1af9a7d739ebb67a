namespace ReluDc.Tests.Numerics;

/// <summary>Slow and obvious: ReLU of tones with independent phases, averaged over the phases.</summary>
internal static class PhaseAverage
{
    /// <summary>
    /// E[ReLU(Σ a_k cos θ_k)·Π cos(m_k θ_k)]: over the first phase in closed form, over the others by the trapezoid rule, which
    /// converges geometrically where the first amplitude exceeds the sum of the others.
    /// </summary>
    public static double Of(double[] amplitudes, int[] orders, int points = 128)
    {
        double Average(int k, double sum) => k == amplitudes.Length
            ? OverOnePhase(sum, amplitudes[0], orders[0])
            : Enumerable.Range(0, points).Select(j => 2 * Math.PI * (j + 0.5) / points)
                .Average(theta => Average(k + 1, sum + amplitudes[k] * Math.Cos(theta)) * Math.Cos(orders[k] * theta));
        return Average(1, 0);
    }

    /// <summary>
    /// DC by Fourier series: on |x| ≤ L = Σ a_k, |x| is a triangle wave, L/2 − (4L/π²)·Σ_{j odd} cos(jπx/L)/j², and the mean
    /// of cos(c·x) is Π J₀(a_k c). Its terms fall like j^{−2−K/2}.
    /// </summary>
    public static double DcByTriangleWave(double[] amplitudes, int lastTerm)
    {
        var peak = amplitudes.Sum();
        double BesselJ0(double x) => // the mean of cos(x·sin θ): the trapezoid rule is exact to rounding with more points than x
            Enumerable.Range(0, (int)x + 40).Average(j => Math.Cos(x * Math.Sin(Math.PI * (j + 0.5) / ((int)x + 40))));
        var series = Enumerable.Range(0, lastTerm / 2 + 1).Select(i => 2 * i + 1).Reverse()
            .Sum(j => amplitudes.Distinct().Aggregate(1.0, (product, a) =>
                product * Math.Pow(BesselJ0(a * j * Math.PI / peak), amplitudes.Count(x => x == a))) / j / j);
        return (peak / 2 - 4 * peak / (Math.PI * Math.PI) * series) / 2;
    }

    private static double OverOnePhase(double rest, double amplitude, int order)
    {
        // rest + a·cos θ is positive for |θ| < β.
        var beta = Math.Acos(Math.Clamp(-rest / amplitude, -1, 1));
        double Integral(int m) => m == 0 ? beta : Math.Sin(m * beta) / m; // of cos mθ over 0 … β
        return (rest * Integral(order) + amplitude / 2 * (Integral(order - 1) + Integral(order + 1))) / Math.PI;
    }
}
