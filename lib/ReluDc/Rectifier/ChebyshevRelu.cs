using System.Numerics;

namespace ReluDc;

/// <summary>
/// A model of ReLU that converges wherever |x| ≤ X: (x + |x|)/2 with |x| replaced by its Chebyshev series,
/// |x| = X·[2/π + (4/π)·Σ_{n≥1} (−1)^{n+1}·T_{2n}(x/X)/(4n² − 1)]. Taught in notebook 02.
/// </summary>
public sealed class ChebyshevRelu
{
    private readonly double[] coefficients; // of T_2n(x/X), but for the factor 4/π

    /// <summary>A model for signals up to a peak.</summary>
    /// <param name="peak">X, the largest |x|; finite and above 0.</param>
    /// <param name="terms">
    /// Number N of terms after the constant, 0 … 1,000,000: powers of x up to 2N, as a Taylor model of order N.
    /// </param>
    public ChebyshevRelu(double peak, int terms)
    {
        Peak = Argument.Positive(peak, "The peak");
        Terms = Argument.Within(terms, 0, 1_000_000, "The number of terms");
        coefficients = [.. Enumerable.Range(0, terms + 1).Select(n => (n % 2 == 1 ? 1 : -1) / (4.0 * n * n - 1))];
    }

    /// <summary>The largest |x| that the model is for.</summary>
    public double Peak { get; }

    /// <summary>The number of terms after the constant.</summary>
    public int Terms { get; }

    /// <summary>The largest error anywhere on |x| ≤ X: the sum of what is left out, X/(π(2N + 1)). It is reached at x = 0.</summary>
    public double ErrorBound => Peak / (Math.PI * (2.0 * Terms + 1));

    /// <summary>The model's value at x.</summary>
    /// <param name="x">−X … X.</param>
    public double Apply(double x) => At(new(Within(x)))[0];

    /// <summary>The model of each sample. [N samples] → [N samples]</summary>
    /// <param name="signal">Samples within −X … X.</param>
    public Signal Apply(Signal signal)
    {
        foreach (var x in Argument.Given(signal).Samples)
            Within(x);
        return Signal.Own(signal.MapTogether(At), signal.SampleRateHz);
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"Chebyshev model of ReLU, {Terms} terms on |x| ≤ {Peak:G6}");

    private double Within(double x)
    {
        const double Rounding = 1e-12; // a sum of tones at its peak may exceed it by rounding
        return Math.Abs(x) <= Peak * (1 + Rounding)
            ? x
            : throw new ArgumentOutOfRangeException(nameof(x), x,
                FormattableString.Invariant($"This series holds for |x| up to {Peak:G6}."));
    }

    /// <summary>Several values at once. T_{2n}(z) = T_n(2z² − 1); Clenshaw's recurrence sums the terms from the last one down.</summary>
    private Vector<double> At(Vector<double> x)
    {
        var z = x / Peak;
        var twice = 2 * (2 * z * z - Vector<double>.One);
        Vector<double> later = default, latest = default;
        for (var n = Terms; n >= 1; n--)
            (latest, later) = (new Vector<double>(coefficients[n]) + twice * latest - later, latest);
        var magnitude = Peak * ((new Vector<double>(2) + 4 * (twice / 2 * latest - later)) / Math.PI);
        return x / 2 + magnitude / 2;
    }
}
