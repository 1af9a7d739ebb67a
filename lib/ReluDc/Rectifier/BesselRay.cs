using System.Numerics;

namespace ReluDc;

/// <summary>
/// The integrals of <see cref="BesselProductIntegral"/> from a point U on the real axis to U + i∞, for all products of waves that may
/// turn there.
/// </summary>
/// <remarks>
/// On u = U + iv a product of waves and of tones not split goes like e^{−(ω − b)v}, ω = Σ ± a_k over the split ones and b = Σ
/// a_k over the others. Products with ω &lt; 0 turn downwards and give the complex conjugate of their mirror images, so only ω ≥ 0
/// is computed.
/// </remarks>
internal sealed class BesselRay
{
    // Exp-sinh quadrature, v = U·exp(π/2·sinh s): it copes with every rate of decay at once, algebraic (ω = b) included.
    private const double Step = 0.09;
    private static readonly (double Node, double Weight)[] Rule =
        [.. Enumerable.Range(-43, 81).Select(i => i * Step).Select(s =>
            (Math.Exp(Math.PI / 2 * Math.Sinh(s)), Step * Math.PI / 2 * Math.Cosh(s) * Math.Exp(Math.PI / 2 * Math.Sinh(s))))];

    private readonly double start;
    private readonly double[] amplitudes;
    private readonly int split;
    private readonly int next;
    private readonly double[] rest;         // rest[k] = Σ_{j ≥ k} a_j
    private readonly Complex[][] outgoing;  // H¹(a_k u)·e^{−i a_k u} of the tones split so far and now, [k][node]
    private readonly Complex[][] incoming;  // H²(a_k u)·e^{+i a_k u}
    private readonly Complex[][] unsplit;   // weight/u²·Π_{j ≥ k} J(a_j u)·e^{−a_j v}
    private double sum;

    /// <summary>
    /// A ray from a point, where tones before <paramref name="split"/> are split already and those before <paramref name="next"/> may be.
    /// </summary>
    public BesselRay(double start, double[] amplitudes, int[] orders, int split, int next)
    {
        (this.start, this.amplitudes, this.split, this.next) = (start, amplitudes, split, next);
        var count = amplitudes.Length;
        rest = new double[count + 1];
        (outgoing, incoming, unsplit) = (new Complex[next][], new Complex[next][], new Complex[count + 1][]);
        unsplit[count] = [.. Rule.Select(rule => start * rule.Weight / Square(At(rule)))];
        for (var k = count - 1; k >= 0; k--)
        {
            rest[k] = rest[k + 1] + amplitudes[k];
            var (m, a) = (orders[k], amplitudes[k]);
            if (k < next)
            {
                var repeats = k + 1 < next && orders[k + 1] == m && amplitudes[k + 1] == a;
                outgoing[k] = repeats ? outgoing[k + 1] : [.. Rule.Select(rule => Bessel.ScaledHankel1(m, a * At(rule)))];
                incoming[k] = repeats ? incoming[k + 1] : [.. Rule.Select(rule => Bessel.ScaledHankel2(m, a * At(rule)))];
            }
            if (k >= split)
                unsplit[k] = [.. unsplit[k + 1].Select((later, i) => later * (k < next ? J(k, i) : Bessel.ScaledJ(m, a * At(Rule[i]))))];
        }
    }

    /// <summary>The sum over all products of waves that turn here; the others, with more tones split, go on along the real axis.</summary>
    /// <param name="arriving">Signs of the tones split already, one of each mirror pair.</param>
    /// <param name="staying">Signs of the tones split now, one of each mirror pair.</param>
    public double Sum(List<int[]> arriving, out List<int[]> staying)
    {
        (sum, staying) = (0, []);
        foreach (var signs in arriving)
            foreach (var mirror in signs.Length == 0 ? [1] : new[] { 1, -1 })
            {
                var path = new int[next];
                var product = Enumerable.Repeat(Complex.One, Rule.Length).ToArray();
                var frequency = 0.0;
                for (var k = 0; k < split; k++)
                {
                    path[k] = mirror * signs[k];
                    frequency += path[k] * amplitudes[k];
                    product = Times(product, path[k] > 0 ? outgoing[k] : incoming[k]);
                }
                Follow(split, path, frequency, product, staying);
            }
        return sum;
    }

    private void Follow(int k, int[] path, double frequency, Complex[] product, List<int[]> staying)
    {
        if (k > 0 && Math.Abs(frequency) >= rest[k])
            Turn(k, frequency, product);
        else if (k < next)
            foreach (var sign in new[] { 1, -1 })
            {
                path[k] = sign;
                Follow(k + 1, path, frequency + sign * amplitudes[k], Times(product, sign > 0 ? outgoing[k] : incoming[k]), staying);
            }
        else if (path[0] > 0)
            staying.Add([.. path]);
    }

    private void Turn(int k, double frequency, Complex[] product)
    {
        if (frequency < 0)
            return;
        var decay = start * (frequency - rest[k]);
        var integral = Complex.Zero;
        for (var i = 0; i < Rule.Length; i++)
            integral += product[i] * unsplit[k][i] * Math.Exp(-decay * Rule[i].Node);
        var turned = Complex.ImaginaryOne * Complex.FromPolarCoordinates(1, frequency * start) * integral;
        sum += Math.ScaleB(turned.Real, 1 - k); // J = (H¹ + H²)/2, k times; and the mirror image. ω = 0 would have turned one tone earlier.
    }

    private Complex At((double Node, double Weight) rule) => new(start, start * rule.Node);

    private Complex J(int k, int node)
    {
        var (x, v) = (amplitudes[k] * start, amplitudes[k] * start * Rule[node].Node);
        return (outgoing[k][node] * Math.Exp(-2 * v) * Complex.FromPolarCoordinates(1, x)
            + incoming[k][node] * Complex.FromPolarCoordinates(1, -x)) / 2;
    }

    private static Complex Square(Complex u) => u * u;

    private static Complex[] Times(Complex[] left, Complex[] right)
    {
        var product = new Complex[left.Length];
        for (var i = 0; i < product.Length; i++)
            product[i] = left[i] * right[i];
        return product;
    }
}
