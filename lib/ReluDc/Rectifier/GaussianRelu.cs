using MathNet.Numerics;

namespace ReluDc;

/// <summary>ReLU of Gaussian noise, which is also the limit of many small tones with independent phases. Taught in notebook 07.</summary>
public static class GaussianRelu
{
    /// <summary>DC component σ/√(2π): the paper's √P/2 is √(π/2) − 1 = 25.3 % above it.</summary>
    /// <param name="sigma">Standard deviation σ of zero-mean noise; finite, 0 or more.</param>
    public static double Dc(double sigma) => Argument.NotNegative(sigma, "A standard deviation") / Math.Sqrt(2 * Math.PI);

    /// <summary>
    /// DC component of ReLU of a tone in Gaussian noise (Rice 1945): σ/√(2π)·e^(−u)·((1 + 2u)·I₀(u) + 2u·I₁(u)), u =
    /// a²/4σ². It goes from σ/√(2π) without the tone to a/π without the noise.
    /// </summary>
    /// <param name="amplitude">Amplitude a of the tone, 0 or more.</param>
    /// <param name="sigma">Standard deviation σ of the noise, above 0 and at least 10⁻⁴ of the amplitude.</param>
    public static double DcOfTone(double amplitude, double sigma)
    {
        Argument.NotNegative(amplitude, "An amplitude");
        if (!(double.IsFinite(sigma) && sigma > 0 && sigma >= 1e-4 * amplitude))
            throw new ArgumentOutOfRangeException(
                nameof(sigma), sigma, "The standard deviation is finite, above 0 and at least 1e-4 of the amplitude.");
        var ratio = amplitude / sigma; // squared as a ratio: the squares alone would over- or underflow
        var u = ratio * ratio / 4;
        return Dc(sigma) * ((1 + 2 * u) * SpecialFunctions.BesselIScaled(0, u) + 2 * u * SpecialFunctions.BesselIScaled(1, u));
    }
}
