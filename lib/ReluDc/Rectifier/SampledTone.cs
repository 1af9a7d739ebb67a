namespace ReluDc;

/// <summary>ReLU of a sampled tone: sampling folds its endless harmonics, so even its DC depends on frequency and phase. Taught in notebook 08.</summary>
public static class SampledTone
{
    /// <summary>DC component of ReLU(cos(2πn·p/q + φ)) over whole periods: (1/q)·Σ_j ReLU(cos(2πj/q + φ)), p/q in lowest terms.</summary>
    /// <param name="p">Periods; f/fs = p/q. 0 or more.</param>
    /// <param name="q">Samples in those periods, 1 … 10,000,000.</param>
    /// <param name="phaseRad">Phase φ of the first sample in radians, finite.</param>
    /// <returns>In continuous time it would be 1/π. For φ = 0 and q divisible by 4 it is cot(π/q)/q.</returns>
    public static double Dc(int p, int q, double phaseRad)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(p);
        if (q is < 1 or > 10_000_000)
            throw new ArgumentOutOfRangeException(nameof(q), q, "The number of samples q is 1 to 10,000,000.");
        if (!double.IsFinite(phaseRad))
            throw new ArgumentOutOfRangeException(nameof(phaseRad), phaseRad, "A phase is a finite number of radians.");

        var phases = q / (int)System.Numerics.BigInteger.GreatestCommonDivisor(p, q);
        var sum = 0.0;
        for (var j = 0; j < phases; j++)
            sum += Relu.Of(Math.Cos(2 * Math.PI * j / phases + phaseRad));
        return sum / phases;
    }
}
