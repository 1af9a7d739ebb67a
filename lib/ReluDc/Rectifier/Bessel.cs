using System.Numerics;
using MathNet.Numerics;

namespace ReluDc;

/// <summary>Bessel functions of integer order m ≥ 0, scaled so that neither growth nor decay over- or underflows.</summary>
internal static class Bessel
{
    /// <summary>J_m(x), x ≥ 0.</summary>
    public static double J(int m, double x) => SpecialFunctions.BesselJ(m, x);

    /// <summary>J_m(z)·e^{−|Im z|}.</summary>
    public static Complex ScaledJ(int m, Complex z) => z.Magnitude < Far
        ? SpecialFunctions.BesselJScaled(m, z)
        : (ScaledHankel1(m, z) * Complex.Exp(new(-z.Imaginary - Math.Abs(z.Imaginary), z.Real))
            + ScaledHankel2(m, z) * Complex.Exp(new(z.Imaginary - Math.Abs(z.Imaginary), -z.Real))) / 2;

    /// <summary>H¹_m(z)·e^{−iz}: the outgoing half of 2·J_m, without its exponential.</summary>
    public static Complex ScaledHankel1(int m, Complex z) =>
        z.Magnitude < Far ? SpecialFunctions.HankelH1Scaled(m, z) : Asymptotic(m, z, 1);

    /// <summary>H²_m(z)·e^{iz}: the incoming half of 2·J_m, without its exponential.</summary>
    public static Complex ScaledHankel2(int m, Complex z) =>
        z.Magnitude < Far ? SpecialFunctions.HankelH2Scaled(m, z) : Asymptotic(m, z, -1);

    /// <summary>An upper envelope of |J_m(x)| on x ≥ 0 (Krasikov 2006 gives less than 1/√x from x = 2m + 2 on).</summary>
    public static double Envelope(int m, double x) => x > 2 * m + 2 ? 1 / Math.Sqrt(x) : 1;

    // MathNet's own expansions lose their footing far out; Hankel's asymptotic series is exact to rounding there for m up to 100.
    private const double Far = 1e6;

    private static Complex Asymptotic(int m, Complex z, int sign)
    {
        var turn = sign * Complex.ImaginaryOne;
        var mu = 4.0 * m * m;
        var correction = 1 + turn * (mu - 1) / (8 * z) - (mu - 1) * (mu - 9) / (128 * z * z);
        return Complex.Sqrt(2 / (Math.PI * z)) * Complex.Exp(-turn * Math.PI * (0.5 * m + 0.25)) * correction;
    }
}
