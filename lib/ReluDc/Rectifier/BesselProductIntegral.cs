using System.Numerics;
using MathNet.Numerics.Integration;

namespace ReluDc;

/// <summary>
/// ∫₀^∞ Π_k J_{m_k}(a_k u)/u² du, the integral behind every line of ReLU of tones with independent phases; with all m_k = 0,
/// where that diverges, ∫₀^∞ [1 − Π_k J₀(a_k u)]/u² du.
/// </summary>
/// <remarks>
/// The integrand oscillates with all frequencies Σ ± a_k and decays slowly, so its tail cannot be cut off. Up to U it is integrated as it
/// stands. Beyond, the largest tones are split into travelling waves, J = (H¹ + H²)/2. A product of waves goes like e^{iωu} with ω
/// = Σ ± a_k. Where |ω| exceeds the sum of the amplitudes not yet split, the path turns from U to U + i∞ (Cauchy): there the
/// integrand dies without a ripple. Products that do not yet qualify are followed along the real axis, slowly varying now, to where the
/// next tones can be split.
/// </remarks>
internal sealed class BesselProductIntegral
{
    private const int LargestSplit = 12; // tones split at once: 2^12 products at most; more tones decay fast enough on the real axis
    private const double Negligible = 1e-16;

    private readonly double[] amplitudes;
    private readonly int[] orders;
    private readonly double[] rest; // rest[k] = Σ_{j ≥ k} a_j

    private BesselProductIntegral(IEnumerable<(double Amplitude, int Order)> factors)
    {
        var sorted = factors.OrderBy(factor => SplitPoint(factor.Amplitude, factor.Order)).ToArray();
        amplitudes = [.. sorted.Select(factor => factor.Amplitude)];
        orders = [.. sorted.Select(factor => factor.Order)];
        rest = new double[sorted.Length + 1];
        for (var k = sorted.Length - 1; k >= 0; k--)
            rest[k] = rest[k + 1] + amplitudes[k];
    }

    /// <summary>The integral for amplitudes above 0 and orders m_k ≥ 0 with an even sum.</summary>
    public static double Of(IReadOnlyCollection<(double Amplitude, int Order)> factors)
    {
        var unit = factors.Max(factor => factor.Amplitude); // the integral is homogeneous: I(c·a) = c·I(a)
        return unit * new BesselProductIntegral(factors.Select(factor => (factor.Amplitude / unit, factor.Order))).Evaluate();
    }

    private int Count => amplitudes.Length;

    // From here on H¹ and H² are of the size of J (nearer to 0 they grow and would cancel), and go like e^{±iau} at once on the ray, not
    // only where |au| exceeds m²: else the products would grow first, and cancel.
    private static double SplitPoint(double amplitude, int order) => (2 + order + 0.25 * order * order) / amplitude;

    private double SplitPoint(int k) => SplitPoint(amplitudes[k], orders[k]);

    private double Evaluate()
    {
        var isDc = orders.All(order => order == 0);
        List<int[]> waves = [[]]; // the products still followed on the real axis, as signs of the tones split so far; first sign +1
        double from = 0, head = 0, tail = 0;
        for (var split = 0; split < Count && waves.Count > 0;)
        {
            var next = split + 1;
            while (next < Count && SplitPoint(next) <= 2 * SplitPoint(split))
                next++;
            var to = Math.Max(from, SplitPoint(next - 1));
            if (from == 0)
                head = isDc
                    ? OnRealAxis(0, to, u => (1 - Product(u)) / (u * u)) + 1 / to
                    : OnRealAxis(0, to, u => Product(u) / (u * u));
            else
                tail += OnRealAxis(from, to, waves, split);
            from = to;

            var scale = Negligible * (Math.Abs(head) + Math.Abs(tail));
            for (; next - split > LargestSplit && Bound(from) > scale; from *= 2)
                tail += OnRealAxis(from, 2 * from, waves, split);
            if (Bound(from) <= scale)
                break;
            var ray = new BesselRay(from, amplitudes, orders, split, next);
            tail += ray.Sum(waves, out waves);
            split = next;
        }
        return isDc ? head - tail : head + tail;
    }

    /// <summary>More than |∫_U^∞| can be.</summary>
    private double Bound(double u)
    {
        var bound = 1 / u;
        for (var k = 0; k < Count; k++)
            bound *= Bessel.Envelope(orders[k], amplitudes[k] * u);
        return bound;
    }

    private double Product(double u)
    {
        var product = 1.0;
        for (var k = 0; k < Count; k++)
            product *= Bessel.J(orders[k], amplitudes[k] * u);
        return product;
    }

    /// <summary>∫ of the followed products, each with its mirror image (all signs turned), which is its complex conjugate.</summary>
    private double OnRealAxis(double from, double to, List<int[]> waves, int split) => split == 0
        ? OnRealAxis(from, to, u => Product(u) / (u * u))
        : OnRealAxis(from, to, u =>
        {
            var outgoing = new Complex[split]; // H¹(a u); H² is its conjugate
            for (var k = 0; k < split; k++)
                outgoing[k] = Bessel.ScaledHankel1(orders[k], amplitudes[k] * u) * Complex.FromPolarCoordinates(1, amplitudes[k] * u);
            var sum = waves.Sum(signs => signs.Select((sign, k) => sign > 0 ? outgoing[k] : Complex.Conjugate(outgoing[k]))
                .Aggregate((x, y) => x * y).Real);
            for (var k = split; k < Count; k++)
                sum *= Bessel.J(orders[k], amplitudes[k] * u);
            return Math.ScaleB(sum, 1 - split) / (u * u);
        }, bandwidth: 2 * rest[split]);

    private double OnRealAxis(double from, double to, Func<double, double> integrand, double? bandwidth = null)
    {
        // Gauss–Legendre is exact to rounding on a panel of ten radians that is no longer than its distance from the origin.
        var sum = 0.0;
        var longest = 10 / (bandwidth ?? rest[0]);
        for (double left = from, right; left < to; left = right)
        {
            right = Math.Min(to, left + (left == 0 ? longest : Math.Min(longest, left)));
            sum += GaussLegendreRule.Integrate(integrand, left, right, order: 20);
        }
        return sum;
    }
}
