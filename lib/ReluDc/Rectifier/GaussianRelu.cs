namespace ReluDc;

/// <summary>ReLU of Gaussian noise, which is also the limit of many small tones with independent phases. Taught in notebook 07.</summary>
public static class GaussianRelu
{
    /// <summary>DC component σ/√(2π): the paper's √P/2 is √(π/2) − 1 = 25.3 % above it.</summary>
    /// <param name="sigma">Standard deviation σ of zero-mean noise; finite, 0 or more.</param>
    public static double Dc(double sigma) => double.IsFinite(sigma) && sigma >= 0
        ? sigma / Math.Sqrt(2 * Math.PI)
        : throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "A standard deviation is a finite number, 0 or more.");

    /// <summary>
    /// DC component of ReLU of a tone in Gaussian noise (Rice 1945): σ/√(2π)·e^(−u)·((1 + 2u)·I₀(u) + 2u·I₁(u)), u = a²/4σ². It goes from σ/√(2π) without
    /// the tone to a/π without the noise.
    /// </summary>
    /// <param name="amplitude">Amplitude a of the tone, 0 or more.</param>
    /// <param name="sigma">Standard deviation σ of the noise, above 0 and at least 10⁻⁴ of the amplitude.</param>
    public static double DcOfTone(double amplitude, double sigma)
    {
        if (!(double.IsFinite(amplitude) && amplitude >= 0))
            throw new ArgumentOutOfRangeException(nameof(amplitude), amplitude, "An amplitude is a finite number, 0 or more.");
        if (!(double.IsFinite(sigma) && sigma > 0 && sigma >= 1e-4 * amplitude))
            throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "The standard deviation is above 0 and at least 1e-4 of the amplitude.");
        var u = amplitude * amplitude / (4 * sigma * sigma);
        return Dc(sigma) * ((1 + 2 * u) * MathNet.Numerics.SpecialFunctions.BesselIScaled(0, u) + 2 * u * MathNet.Numerics.SpecialFunctions.BesselIScaled(1, u));
    }
}
