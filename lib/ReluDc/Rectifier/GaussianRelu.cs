namespace ReluDc;

/// <summary>ReLU of Gaussian noise, which is also the limit of many small tones with independent phases. Taught in notebook 07.</summary>
public static class GaussianRelu
{
    /// <summary>DC component σ/√(2π): the paper's √P/2 is √(π/2) − 1 = 25.3 % above it.</summary>
    /// <param name="sigma">Standard deviation σ of zero-mean noise; finite, 0 or more.</param>
    public static double Dc(double sigma) => double.IsFinite(sigma) && sigma >= 0
        ? sigma / Math.Sqrt(2 * Math.PI)
        : throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "A standard deviation is a finite number, 0 or more.");
}
