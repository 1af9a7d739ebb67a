using System.Collections.Immutable;
using System.Numerics;

namespace ReluDc;

/// <summary>
/// The paper's model of ReLU (the expansion that its Eq. 8 comes from): ReLU(x) = (x + √P·√(1 + g))/2 with √(1 + g) replaced by
/// its Taylor polynomial in g = x²/P − 1. Taught in notebook 02.
/// </summary>
/// <remarks>It converges only where |g| &lt; 1 (and, slowly, at g = ±1). Elsewhere more terms make it worse, up to overflow.</remarks>
public sealed class TaylorRelu
{
    private const int LargestOrder = 1_000_000;

    private readonly double[] coefficients;

    /// <summary>A model around a centre.</summary>
    /// <param name="centre">P, from <see cref="TaylorCentre"/>.</param>
    /// <param name="order">Last power n of g, 0 … 1,000,000. Order 0 is the paper's Eq. 8; order n has powers of x up to 2n.</param>
    public TaylorRelu(TaylorCentre centre, int order)
    {
        Argument.Within(order, 0, LargestOrder, "The order of a Taylor model");
        if (centre == default)
            throw new ArgumentException("A Taylor centre comes from TaylorCentre.Power, .Peak or .At.", nameof(centre));
        (Centre, Order) = (centre, order);
        coefficients = new double[order + 1];
        for (var n = 0; n <= order; n++)
            coefficients[n] = n == 0 ? 1 : coefficients[n - 1] * (3 - 2 * n) / (2 * n);
    }

    /// <summary>Where the model is expanded.</summary>
    public TaylorCentre Centre { get; }

    /// <summary>The last power of g.</summary>
    public int Order { get; }

    /// <summary>
    /// The DC component that the paper states (Eq. 8), half the RMS √P/2: (√2/4)·√(Σ a_k²) of tones at different frequencies
    /// above 0. It is the model of order 0 around the mean power.
    /// </summary>
    /// <param name="tones">
    /// Any tones; those of one frequency count as their sum, and one of 0 Hz as a constant (<see cref="ToneSum.Power"/>).
    /// </param>
    public static double PaperDc(ToneSum tones) => Math.Sqrt(Argument.Given(tones).Power) / 2;

    /// <summary>
    /// c_n in √(1 + g) = Σ c_n gⁿ: (−1)ⁿ·C(2n, n)/((1 − 2n)·4ⁿ) = 1, 1/2, −1/8, 1/16, −5/128 … by c_n =
    /// c_{n−1}·(3 − 2n)/(2n).
    /// </summary>
    /// <param name="n">0 … 1,000,000.</param>
    public static double Coefficient(int n) =>
        new TaylorRelu(TaylorCentre.At(1), Argument.Within(n, 0, LargestOrder, "The power of g")).coefficients[n];

    /// <summary>The expansion's variable g = x²/P − 1: −1 at x = 0, 0 at |x| = √P.</summary>
    /// <param name="x">Finite.</param>
    public double G(double x)
    {
        Argument.Finite(x, "What is rectified");
        return x * x / Centre.Value - 1;
    }

    /// <summary>g of each sample. [N samples] → [N samples]</summary>
    public Signal G(Signal signal) => Argument.Given(signal).Map(G);

    /// <summary>
    /// Share of samples, 0 … 1, with g &gt; 1: there the series diverges. (At g = ±1, a tone's peaks and zeros, it converges, slowly.)
    /// [N samples]
    /// </summary>
    public double DivergentShare(Signal signal)
    {
        const double Rounding = 1e-12; // a tone's own peak may come out above 1 by as much
        return Argument.Given(signal).Samples.Count(x => G(x) > 1 + Rounding) / (double)signal.Count;
    }

    /// <summary>The model's value at x; ±∞ where it is too large for a double.</summary>
    /// <param name="x">Finite.</param>
    public double Apply(double x)
    {
        Argument.Finite(x, "What is rectified");
        return At(new(x))[0];
    }

    /// <summary>The model of each sample. [N samples] → [N samples]</summary>
    /// <exception cref="OverflowException">
    /// The series has diverged beyond what a double holds; <see cref="PartialSums"/> shows where.
    /// </exception>
    public Signal Apply(Signal signal)
    {
        var model = Argument.Given(signal).MapTogether(At);
        if (Array.FindIndex(model, y => !double.IsFinite(y)) is >= 0 and var n && signal.Samples[n] is var x)
            throw new OverflowException(FormattableString.Invariant(
                $"At x = {x:G6}, g = {G(x):G6}, order {Order}, the diverging series exceeds the range of a double."));
        return Signal.Own(model, signal.SampleRateHz);
    }

    /// <summary>
    /// Error and mean of every partial sum, orders 0 … <see cref="Order"/>, on one signal: convergence, or the lack of it.
    /// [N samples] → [<see cref="Order"/> + 1 sums]
    /// </summary>
    /// <param name="signal">Any signal with a sample above 0.</param>
    public ImmutableArray<TaylorPartialSum> PartialSums(Signal signal)
    {
        var reference = Argument.Given(signal).Relu();
        if (reference.Peak == 0)
            throw new ArgumentException("A model's relative error needs a signal with a sample above 0.", nameof(signal));
        var referenceRms = reference.Rms;
        var g = signal.Samples.Select(G).ToArray();
        var model = signal.Samples.Select(x => x / 2).ToArray();
        var term = Enumerable.Repeat(Math.Sqrt(Centre.Value) / 2, signal.Count).ToArray();
        var rows = ImmutableArray.CreateBuilder<TaylorPartialSum>(Order + 1);
        for (var n = 0; n <= Order; n++)
        {
            if (n > 0)
                Multiply(term, (3.0 - 2 * n) / (2 * n), g);
            var (sum, squares, largest) = Add(term, model, reference.Samples.AsSpan());
            var rms = double.IsFinite(largest) ? Rms(squares, largest, model, reference) / referenceRms : double.PositiveInfinity;
            rows.Add(new(n, rms, sum / model.Length));
        }
        return rows.MoveToImmutable();
    }

    /// <inheritdoc/>
    public override string ToString() => $"Taylor model of ReLU, order {Order}, {Centre}";

    /// <summary>Several values at once, by Horner's rule.</summary>
    private Vector<double> At(Vector<double> x)
    {
        var g = x * x / Centre.Value - Vector<double>.One;
        var sum = new Vector<double>(coefficients[Order]);
        for (var n = Order - 1; n >= 0; n--)
            sum = sum * g + new Vector<double>(coefficients[n]);
        return (x + Math.Sqrt(Centre.Value) * sum) / 2;
    }

    private static void Multiply(Span<double> term, double ratio, ReadOnlySpan<double> g)
    {
        var i = 0;
        for (; i <= term.Length - Vector<double>.Count; i += Vector<double>.Count)
            (new Vector<double>(term[i..]) * (ratio * new Vector<double>(g[i..]))).CopyTo(term[i..]);
        for (; i < term.Length; i++)
            term[i] *= ratio * g[i];
    }

    /// <summary>
    /// Adds a term to the model: the model's sum, the sum of its squared errors, and the largest error; NaN if there is one.
    /// </summary>
    private static (double Sum, double Squares, double Largest) Add(
        ReadOnlySpan<double> term, Span<double> model, ReadOnlySpan<double> reference)
    {
        var (i, sums, squares, largest) = (0, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
        for (; i <= model.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var value = new Vector<double>(model[i..]) + new Vector<double>(term[i..]);
            value.CopyTo(model[i..]);
            var error = value - new Vector<double>(reference[i..]);
            sums += value;
            squares += error * error;
            largest = Vector.Max(largest, Vector.Abs(error));
        }
        var (sum, square, most) = (Vector.Sum(sums), Vector.Sum(squares), 0.0);
        for (var lane = 0; lane < Vector<double>.Count; lane++)
            most = Math.Max(most, largest[lane]);
        for (; i < model.Length; i++)
        {
            model[i] += term[i];
            var error = model[i] - reference[i];
            (sum, square, most) = (sum + model[i], square + error * error, Math.Max(most, Math.Abs(error)));
        }
        return (sum, square, most);
    }

    /// <summary>
    /// The root of the mean square of model less reference: from the sum of squares, unless that has left a double's range.
    /// </summary>
    private static double Rms(double squares, double largest, double[] model, Signal reference)
    {
        const double Tiny = 1e-140; // whose squares begin to lose digits
        if (double.IsFinite(squares) && largest > Tiny)
            return Math.Sqrt(squares / model.Length);
        var error = new double[model.Length];
        for (var n = 0; n < error.Length; n++)
            error[n] = model[n] - reference.Samples[n];
        return Signal.RmsOf(error, largest);
    }
}
