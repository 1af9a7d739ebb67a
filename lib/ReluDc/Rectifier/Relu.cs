namespace ReluDc;

/// <summary>The rectified linear unit, ReLU(x) = max(0, x) = (x + |x|)/2. Taught in notebook 01.</summary>
public static class Relu
{
    /// <summary>ReLU of one number.</summary>
    /// <param name="x">Any number but NaN.</param>
    public static double Apply(double x) => double.IsNaN(x)
        ? throw new ArgumentOutOfRangeException(nameof(x), x, "ReLU is of any number but NaN.")
        : Math.Max(0, x);
}
