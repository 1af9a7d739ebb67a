namespace ReluDc;

/// <summary>The rectified linear unit, ReLU(x) = max(0, x) = (x + |x|)/2. Taught in notebook 01.</summary>
public static class Relu
{
    /// <summary>ReLU of one number.</summary>
    public static double Of(double x) => Math.Max(0, x);
}
