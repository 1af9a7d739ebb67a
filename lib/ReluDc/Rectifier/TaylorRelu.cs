using System.Collections.Immutable;

namespace ReluDc;

/// <summary>
/// The paper's model of ReLU (the expansion behind its Eq. 8): ReLU(x) = (x + √P·√(1 + g))/2 with √(1 + g) replaced by its Taylor polynomial in g = x²/P − 1.
/// Taught in notebook 02.
/// </summary>
/// <remarks>It converges only where |g| &lt; 1 (and, slowly, at g = ±1). Elsewhere more terms make it worse, up to overflow.</remarks>
public sealed class TaylorRelu
{
    private readonly double[] coefficients;

    /// <summary>A model around a centre.</summary>
    /// <param name="centre">P, from <see cref="TaylorCentre"/>.</param>
    /// <param name="order">Last power n of g, 0 or more. Order 0 is the paper's Eq. 8; order n has powers of x up to 2n.</param>
    public TaylorRelu(TaylorCentre centre, int order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
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

    /// <summary>The DC component that the paper states, (√2/4)·√(Σ a_k²) (Eq. 8): order 0 around the mean power.</summary>
    public static double PaperDc(ToneSum tones) => Math.Sqrt(tones.Power) / 2;

    /// <summary>c_n in √(1 + g) = Σ c_n gⁿ: (−1)ⁿ·C(2n, n)/((1 − 2n)·4ⁿ) = 1, 1/2, −1/8, 1/16, −5/128 … by c_n = c_{n−1}·(3 − 2n)/(2n).</summary>
    /// <param name="n">0 or more.</param>
    public static double Coefficient(int n) => new TaylorRelu(TaylorCentre.At(1), n).coefficients[n];

    /// <summary>The expansion's variable g = x²/P − 1: −1 at x = 0, 0 at |x| = √P.</summary>
    public double G(double x) => x * x / Centre.Value - 1;

    /// <summary>g of each sample.</summary>
    public Signal G(Signal signal) => signal.Map(G);

    /// <summary>Share of samples, 0 … 1, with |g| ≥ 1: there the series diverges (at |g| = 1 it still converges, slowly).</summary>
    public double DivergentShare(Signal signal) => signal.Samples.Count(x => Math.Abs(G(x)) >= 1) / (double)signal.Count;

    /// <summary>The model's value at x; ±∞ where it is too large for a double.</summary>
    public double Of(double x)
    {
        var g = G(x);
        var sum = coefficients[Order];
        for (var n = Order - 1; n >= 0; n--)
            sum = sum * g + coefficients[n];
        return (x + Math.Sqrt(Centre.Value) * sum) / 2;
    }

    /// <summary>The model of each sample. [N samples] → [N samples]</summary>
    /// <exception cref="OverflowException">The series has diverged beyond what a double holds; <see cref="PartialSums"/> shows where.</exception>
    public Signal Of(Signal signal)
    {
        var model = new double[signal.Count];
        for (var n = 0; n < model.Length; n++)
            model[n] = Of(signal.Samples[n]) is var y && double.IsFinite(y) ? y : throw new OverflowException(FormattableString.Invariant(
                $"At x = {signal.Samples[n]:G6}, g = {G(signal.Samples[n]):G6}, order {Order}, the diverging series exceeds the range of a double."));
        return Signal.Own(model, signal.SampleRateHz);
    }

    /// <summary>Error and mean of every partial sum, orders 0 … <see cref="Order"/>, on one signal: convergence, or the lack of it.</summary>
    /// <param name="signal">Any signal whose ReLU is not all zero.</param>
    public ImmutableArray<TaylorPartialSum> PartialSums(Signal signal)
    {
        var reference = signal.Relu();
        var model = signal.Samples.Select(x => x / 2).ToArray();
        var term = Enumerable.Repeat(Math.Sqrt(Centre.Value) / 2, signal.Count).ToArray();
        var rows = ImmutableArray.CreateBuilder<TaylorPartialSum>(Order + 1);
        for (var n = 0; n <= Order; n++)
        {
            var ratio = n == 0 ? 1 : (3.0 - 2 * n) / (2 * n);
            for (var i = 0; i < model.Length; i++)
            {
                term[i] *= n == 0 ? 1 : ratio * G(signal.Samples[i]);
                model[i] += term[i];
            }
            var error = model.All(double.IsFinite)
                ? Signal.Own([.. model], signal.SampleRateHz).RelativeErrorTo(reference)
                : double.PositiveInfinity;
            rows.Add(new(n, error, model.Sum() / model.Length));
        }
        return rows.MoveToImmutable();
    }

    /// <inheritdoc/>
    public override string ToString() => $"Taylor model of ReLU, order {Order}, {Centre}";
}
