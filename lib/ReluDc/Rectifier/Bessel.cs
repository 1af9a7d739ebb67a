using System.Numerics;
using MathNet.Numerics;

namespace ReluDc;

/// <summary>Bessel functions of integer order m ≥ 0, scaled so that neither growth nor decay over- or underflows.</summary>
/// <remarks>
/// From MathNet, but for two cases: far out its relative error grows with |z|, and there Hankel's expansion is exact to rounding; and its
/// H² is wrong at large orders above the real axis (by ten orders of magnitude at m = 100, z = 203 + 200i), so that is taken as 2·J
/// − H¹.
/// </remarks>
internal static class Bessel
{
    /// <summary>J_m(x), x ≥ 0.</summary>
    public static double J(int m, double x) => SpecialFunctions.BesselJ(m, x);

    /// <summary>J_m(z)·e^{−|Im z|}, Re z ≥ 0, Im z ≥ 0.</summary>
    public static Complex ScaledJ(int m, Complex z)
    {
        if (!IsFar(m, z))
            return SpecialFunctions.BesselJScaled(m, z);
        var turn = Complex.FromPolarCoordinates(1, z.Real);
        return (Expansion(m, z, 1) * turn * Math.Exp(-2 * z.Imaginary) + Expansion(m, z, -1) / turn) / 2;
    }

    /// <summary>H¹_m(z)·e^{−iz}, the outgoing half of 2·J_m without its exponential; Re z ≥ m + 2, Im z ≥ 0.</summary>
    public static Complex ScaledHankel1(int m, Complex z) =>
        IsFar(m, z) ? Expansion(m, z, 1) : SpecialFunctions.HankelH1Scaled(m, z);

    /// <summary>H²_m(z)·e^{iz}, the incoming half of 2·J_m without its exponential; Re z ≥ m + 2, Im z ≥ 0.</summary>
    public static Complex ScaledHankel2(int m, Complex z)
    {
        if (IsFar(m, z))
            return Expansion(m, z, -1);
        var turn = Complex.FromPolarCoordinates(1, z.Real);
        return turn * (2 * SpecialFunctions.BesselJScaled(m, z) - ScaledHankel1(m, z) * turn * Math.Exp(-2 * z.Imaginary));
    }

    /// <summary>An upper envelope of |J_m(x)| on x ≥ 0 (Krasikov 2006 gives less than 1/√x from x = 2m + 2 on).</summary>
    public static double Envelope(int m, double x) => x > 2 * m + 2 ? 1 / Math.Sqrt(x) : 1;

    // From here on the smallest term of Hankel's expansion is below rounding, and none is much above 1.
    private static bool IsFar(int m, Complex z) => z.Magnitude > 25 + 0.5 * m * m;

    /// <summary>Hankel's expansion of H¹ (sign +1) or H² (−1) without its exponential (DLMF 10.17.5 and 6).</summary>
    private static Complex Expansion(int m, Complex z, int sign)
    {
        var turn = sign * Complex.ImaginaryOne;
        Complex term = 1, sum = 1;
        for (var k = 1; k < 50 && term.Magnitude > 1e-17; k++)
        {
            term *= turn * (4.0 * m * m - (2.0 * k - 1) * (2.0 * k - 1)) / (8.0 * k * z);
            sum += term;
        }
        return Complex.Sqrt(2 / (Math.PI * z)) * Complex.Exp(-turn * (Math.PI / 2 * (m % 4 + 0.5))) * sum;
    }
}
