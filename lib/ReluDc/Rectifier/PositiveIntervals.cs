using System.Collections.Immutable;
using System.Numerics;

namespace ReluDc;

/// <summary>
/// Where x(τ) = Σ a_k cos(n_k τ + φ_k) is positive in one period 0 … 2π: its zero crossings, each as the end or start of an
/// interval.
/// </summary>
internal sealed class PositiveIntervals
{
    private const long PartPieces = 512; // of which a core looks for crossings at a time
    private const double Flat = 1e-13;   // of the peak: a pair of crossings where x stays as small as this changes nothing

    private readonly (double Amplitude, long Harmonic, double PhaseRad)[] terms;
    private readonly double peak;      // |x| is at most this
    private readonly double curvature; // |x″| is at most this
    private readonly double settled;   // a crossing is known once the bound on its error is this, in radians of τ

    public PositiveIntervals(IEnumerable<(double Amplitude, long Harmonic, double PhaseRad)> terms)
    {
        // Tones of one frequency are one: where they cancel, only noise would cross zero.
        this.terms = [.. terms.GroupBy(term => term.Harmonic, term => Complex.FromPolarCoordinates(1, term.PhaseRad) * term.Amplitude)
            .Select(same => (same.Key, Sum: same.Aggregate(Complex.Add))).Select(tone => (tone.Sum.Magnitude, tone.Key, tone.Sum.Phase))];
        peak = this.terms.Sum(term => Math.Abs(term.Amplitude));
        curvature = this.terms.Sum(term => Math.Abs(term.Amplitude) * term.Harmonic * term.Harmonic);

        var fastest = this.terms.Max(term => term.Harmonic);
        settled = 1e-9 / fastest; // x is zero there: what an error changes in integrals over x is of its square

        var pieces = 8 * fastest;
        var startsPositive = At(0).X > 0;
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
    /// <remarks>
    /// Between the two ends, which the neighbouring parts compute the same way, each tone's phasor turns by the same small angle from
    /// piece to piece: a product in place of a sine and a cosine, and off by less than <see cref="Flat"/> at the end of a part.
    /// </remarks>
    private List<double> CrossingsOf(long first, long end, long pieces)
    {
        List<double> crossings = [];
        var phasors = Array.ConvertAll(terms, term =>
            Complex.FromPolarCoordinates(term.Amplitude, term.Harmonic * (2 * Math.PI * first / pieces) + term.PhaseRad));
        var turns = Array.ConvertAll(terms, term => Complex.FromPolarCoordinates(1, 2 * Math.PI * term.Harmonic / pieces));
        var left = At(2 * Math.PI * first / pieces);
        for (var i = first + 1; i <= end; i++)
        {
            var right = i < end ? Turned(phasors, turns, 2 * Math.PI * i / pieces)
                : At(i < pieces ? 2 * Math.PI * i / pieces : 0) with { Tau = 2 * Math.PI * i / pieces };
            AddCrossings(crossings, left, right);
            left = right;
        }
        return crossings;
    }

    private (double Tau, double X, double Slope) Turned(Complex[] phasors, Complex[] turns, double tau)
    {
        double x = 0, slope = 0;
        for (var k = 0; k < phasors.Length; k++)
        {
            phasors[k] *= turns[k];
            x += phasors[k].Real;
            slope -= terms[k].Harmonic * phasors[k].Imaginary;
        }
        return (tau, x, slope);
    }

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
        var width = right.Tau - left.Tau;
        var bend = curvature * width;
        if (Math.Abs(left.X) > Math.Abs(left.Slope) * width + bend * width / 2)
            return;
        if (Math.Max(Math.Abs(left.Slope), Math.Abs(right.Slope)) > bend || bend * width <= Flat * peak)
        {
            if (left.X > 0 != right.X > 0)
                crossings.Add(Crossing(left, right));
            return;
        }
        var middle = At((left.Tau + right.Tau) / 2);
        AddCrossings(crossings, left, middle);
        AddCrossings(crossings, middle, right);
    }

    /// <summary>The point between two of different sign where x crosses zero.</summary>
    /// <remarks>
    /// Newton's method, which squares the error with each step: the bound on the curvature tells how much of it is left. It begins where
    /// the cubic through values and slopes of both ends, taken as τ of x, is at zero. Where a step would leave the bracket, the bracket is
    /// halved.
    /// </remarks>
    private double Crossing((double Tau, double X, double Slope) left, (double Tau, double X, double Slope) right)
    {
        const int MostSteps = 100; // halving alone ends after 53
        var (rise, share) = (right.X - left.X, -left.X / (right.X - left.X));
        var tau = left.Tau + share * share * (3 - 2 * share) * (right.Tau - left.Tau)
            + rise * share * (1 - share) * ((1 - share) / left.Slope - share / right.Slope);
        if (!(tau >= left.Tau && tau <= right.Tau))
            tau = (left.Tau + right.Tau) / 2;
        for (var i = 0; i < MostSteps; i++)
        {
            var here = At(tau);
            var step = -here.X / here.Slope;
            if (curvature * step * step <= 2 * Math.Abs(here.Slope) * settled)
                return tau + step;
            (left, right) = here.X > 0 == left.X > 0 ? (here, right) : (left, here);
            tau += step;
            if (!(tau > left.Tau && tau < right.Tau))
                tau = (left.Tau + right.Tau) / 2;
            if (tau <= left.Tau || tau >= right.Tau)
                break;
        }
        return Math.Abs(left.X) < Math.Abs(right.X) ? left.Tau : right.Tau;
    }
}
