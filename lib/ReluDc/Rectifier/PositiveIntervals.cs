using System.Collections.Immutable;
using System.Numerics;

namespace ReluDc;

/// <summary>
/// Where x(τ) = Σ a_k cos(n_k τ + φ_k) is positive in one period 0 … 2π: its zero crossings, each as the end or start of an
/// interval.
/// </summary>
internal sealed class PositiveIntervals
{
    private const long PartPieces = 1024; // of which a core looks for crossings at a time

    private readonly (double Amplitude, long Harmonic, double PhaseRad)[] terms;
    private readonly double peak;      // |x| is at most this
    private readonly double curvature; // |x″| is at most this

    public PositiveIntervals(IEnumerable<(double Amplitude, long Harmonic, double PhaseRad)> terms)
    {
        // Tones of one frequency are one: where they cancel, only noise would cross zero.
        this.terms = [.. terms.GroupBy(term => term.Harmonic, term => Complex.FromPolarCoordinates(1, term.PhaseRad) * term.Amplitude)
            .Select(same => (same.Key, Sum: same.Aggregate(Complex.Add))).Select(tone => (tone.Sum.Magnitude, tone.Key, tone.Sum.Phase))];
        peak = this.terms.Sum(term => Math.Abs(term.Amplitude));
        curvature = this.terms.Sum(term => Math.Abs(term.Amplitude) * term.Harmonic * term.Harmonic);

        var pieces = 8 * this.terms.Max(term => term.Harmonic);
        var startsPositive = X(0) > 0;
        var found = new List<double>[(pieces + PartPieces - 1) / PartPieces]; // by parts of the period, side by side
        Parallel.For(0, found.Length, part =>
            found[part] = CrossingsOf(part * PartPieces, Math.Min((part + 1) * PartPieces, pieces), pieces));
        double[] crossings = [.. found.SelectMany(part => part)];
        Edges = [.. crossings.Select((tau, i) => (tau, startsPositive == (i % 2 == 0) ? 1 : -1))];
        Length = Edges.Sum(edge => edge.Side * edge.Tau) + (startsPositive ? 2 * Math.PI : 0);
    }

    /// <summary>The crossings, ascending: side +1 ends a positive interval, −1 starts one.</summary>
    public ImmutableArray<(double Tau, int Side)> Edges { get; }

    /// <summary>Total length of the positive intervals, 0 … 2π.</summary>
    public double Length { get; }

    /// <summary>The crossings in the pieces of a period from one on, up to but not including another.</summary>
    private List<double> CrossingsOf(long first, long end, long pieces)
    {
        List<double> crossings = [];
        var left = At(2 * Math.PI * first / pieces);
        for (var i = first + 1; i <= end; i++)
        {
            var right = At(2 * Math.PI * i / pieces);
            AddCrossings(crossings, left, i < pieces ? right : At(0) with { Tau = right.Tau });
            left = right;
        }
        return crossings;
    }

    private double X(double tau) => At(tau).X;

    private (double Tau, double X, double Slope) At(double tau)
    {
        double x = 0, slope = 0;
        foreach (var (amplitude, n, phaseRad) in terms)
        {
            var (sine, cosine) = Math.SinCos(n * tau + phaseRad);
            x += amplitude * cosine;
            slope -= amplitude * n * sine;
        }
        return (tau, x, slope);
    }

    /// <summary>Halves a piece until the bound on the curvature shows that it has no crossing, or at most one.</summary>
    private void AddCrossings(List<double> crossings, (double Tau, double X, double Slope) left, (double Tau, double X, double Slope) right)
    {
        const double Flat = 1e-13; // of the peak: a pair of crossings where x stays as small as this changes nothing
        var width = right.Tau - left.Tau;
        var bend = curvature * width;
        if (Math.Abs(left.X) > Math.Abs(left.Slope) * width + bend * width / 2)
            return;
        if (Math.Max(Math.Abs(left.Slope), Math.Abs(right.Slope)) > bend || bend * width <= Flat * peak)
        {
            if (left.X > 0 != right.X > 0)
                crossings.Add(Crossing(X, left.Tau, right.Tau));
            return;
        }
        var middle = At((left.Tau + right.Tau) / 2);
        AddCrossings(crossings, left, middle);
        AddCrossings(crossings, middle, right);
    }

    /// <summary>
    /// The point between two of different sign where a function crosses zero, to rounding (regula falsi in its Illinois form).
    /// </summary>
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
