namespace ReluDc;

/// <summary>
/// A uniform mid-tread quantiser: 2^bits levels, one of them 0, over −full scale … full scale − Δ. Taught in notebook 08.
/// </summary>
public sealed class Quantizer
{
    /// <summary>A quantiser.</summary>
    /// <param name="bits">1 … 32. One bit leaves −full scale and 0.</param>
    /// <param name="fullScale">Largest magnitude, finite and above 0; what lies beyond is clipped.</param>
    public Quantizer(int bits, double fullScale)
    {
        if (bits is < 1 or > 32)
            throw new ArgumentOutOfRangeException(nameof(bits), bits, "A quantiser has 1 to 32 bits.");
        if (!double.IsFinite(fullScale) || Math.ScaleB(fullScale, 1 - bits) is not > 0)
            throw new ArgumentOutOfRangeException(
                nameof(fullScale), fullScale, "Full scale is a finite number above 0, and so is its step.");
        (Bits, FullScale) = (bits, fullScale);
    }

    /// <summary>The number of bits.</summary>
    public int Bits { get; }

    /// <summary>The largest magnitude.</summary>
    public double FullScale { get; }

    /// <summary>The distance of two levels, Δ = 2·full scale/2^bits.</summary>
    public double Step => Math.ScaleB(FullScale, 1 - Bits);

    /// <summary>The noise power Δ²/12 that a signal crossing many levels, unrelated to the grid, would get.</summary>
    public double NoisePower => Step * Step / 12;

    /// <summary>
    /// The error's power for Gaussian noise that is not clipped: Δ²/12·[1 + (12/π²)·Σ (−1)^k/k²·exp(−2(πkσ/Δ)²)]
    /// (Sripad and Snyder 1977).
    /// </summary>
    /// <param name="standardDeviation">σ of the noise, finite, 0 or more.</param>
    public double NoisePowerOfGaussian(double standardDeviation)
    {
        Argument.NotNegative(standardDeviation, "A standard deviation");
        if (standardDeviation < Step / 20)
            return standardDeviation * standardDeviation; // all but 1e-23 of the samples become 0, and the error is the noise
        var series = 0.0;
        for (var k = 1000; k >= 1; k--) // few matter
            series += (k % 2 == 0 ? 1.0 : -1) / ((double)k * k) * Math.Exp(-2 * Math.Pow(Math.PI * k * standardDeviation / Step, 2));
        return NoisePower * (1 + 12 / (Math.PI * Math.PI) * series);
    }

    /// <summary>The level nearest to x (of two, the even one), clipped to the range.</summary>
    /// <param name="x">Any number but NaN.</param>
    public double Apply(double x) =>
        double.IsNaN(x) ? throw new ArgumentOutOfRangeException(nameof(x), x, "Any number but NaN has a nearest level.") :
        Math.Clamp(Math.Round(x / Step), -Math.ScaleB(1, Bits - 1), Math.ScaleB(1, Bits - 1) - 1) * Step;

    /// <summary>The signal quantised. [N samples] → [N samples]</summary>
    public Signal Apply(Signal signal) => Argument.Given(signal).Map(Apply);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"Quantiser of {Bits} bits, ±{FullScale:G6}, Δ = {Step:G6}");
}
