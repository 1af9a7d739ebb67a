using System.Collections.Immutable;

namespace ReluDc;

/// <summary>Where x(τ) = Σ a_k cos(n_k τ + φ_k) is positive in one period 0 … 2π: its zero crossings, each as the end or start of an interval.</summary>
internal sealed class PositiveIntervals
{
    private readonly (double Amplitude, long Harmonic, double PhaseRad)[] terms;
    private readonly List<double> crossings = [];

    public PositiveIntervals(IEnumerable<(double Amplitude, long Harmonic, double PhaseRad)> terms)
    {
        this.terms = [.. terms];

        // Sixteen points in each period of the fastest tone; a pair of crossings between two points shows as an extremum that changes sign.
        var points = (int)(16 * this.terms.Max(term => term.Harmonic) + 64);
        var (x, slope) = At(0);
        var startsPositive = x > 0;
        for (var i = 1; i <= points; i++)
        {
            var right = At(i == points ? 0 : 2 * Math.PI * i / points);
            AddCrossings((2 * Math.PI * (i - 1) / points, x, slope), (2 * Math.PI * i / points, right.X, right.Slope));
            (x, slope) = right;
        }
        Edges = [.. crossings.Select((tau, i) => (tau, startsPositive == (i % 2 == 0) ? 1 : -1))];
        Length = Edges.Sum(edge => edge.Side * edge.Tau) + (startsPositive ? 2 * Math.PI : 0);
    }

    /// <summary>The crossings, ascending: side +1 ends a positive interval, −1 starts one.</summary>
    public ImmutableArray<(double Tau, int Side)> Edges { get; }

    /// <summary>Total length of the positive intervals, 0 … 2π.</summary>
    public double Length { get; }

    private double X(double tau) => At(tau).X;

    private double Slope(double tau) => At(tau).Slope;

    private (double X, double Slope) At(double tau)
    {
        double x = 0, slope = 0;
        foreach (var (amplitude, n, phaseRad) in terms)
        {
            var (sine, cosine) = Math.SinCos(n * tau + phaseRad);
            x += amplitude * cosine;
            slope -= amplitude * n * sine;
        }
        return (x, slope);
    }

    private void AddCrossings((double Tau, double X, double Slope) left, (double Tau, double X, double Slope) right)
    {
        if (left.X > 0 != right.X > 0)
            crossings.Add(Crossing(X, left.Tau, right.Tau));
        else if (left.Slope > 0 != right.Slope > 0 && left.Slope > 0 != left.X > 0)
        {
            var extremum = Crossing(Slope, left.Tau, right.Tau);
            if (X(extremum) > 0 == left.X > 0)
                return; // it turns back before zero
            crossings.Add(Crossing(X, left.Tau, extremum));
            crossings.Add(Crossing(X, extremum, right.Tau));
        }
    }

    /// <summary>The point between two of different sign where a function crosses zero, to rounding (regula falsi in its Illinois form).</summary>
    private static double Crossing(Func<double, double> function, double left, double right)
    {
        var (atLeft, atRight) = (function(left), function(right));
        for (var i = 0; i < 100 && right - left > 1e-16 * right && atLeft != 0 && atRight != 0; i++)
        {
            var middle = i % 3 == 2 ? (left + right) / 2 : left - atLeft * (right - left) / (atRight - atLeft);
            if (middle <= left || middle >= right)
                break;
            var atMiddle = function(middle);
            if (atMiddle > 0 == atLeft > 0)
                (left, atLeft, atRight) = (middle, atMiddle, atRight / 2);
            else
                (right, atRight, atLeft) = (middle, atMiddle, atLeft / 2);
        }
        return Math.Abs(function(left)) < Math.Abs(function(right)) ? left : right;
    }
}
