using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ReluDc.Figures;

/// <summary>A named sequence of points, drawn as a line or as markers, if wanted with a band around it.</summary>
/// <remarks>Used in notebook 01 first.</remarks>
public sealed record Curve
{
    private Curve(string name, IEnumerable<double> x, IEnumerable<double> y, bool markersOnly)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new ArgumentException("A curve has a name, for the legend and for readers who cannot see it.", nameof(name));
        (Name, X, Y, MarkersOnly) = (name, [.. x ?? []], [.. y ?? []], markersOnly); // of nothing given there are no values
        if (X.Length != Y.Length || x is null || y is null)
            throw new ArgumentException($"The curve \"{name}\" has {X.Length} x values and {Y.Length} y values; allowed: as many of each.",
                nameof(y));
    }

    /// <summary>The curve's name in the legend.</summary>
    public string Name { get; }

    /// <summary>Abscissae, in the unit of the x axis.</summary>
    public ImmutableArray<double> X { get; }

    /// <summary>Ordinates, in the unit of the y axis. As many as abscissae.</summary>
    public ImmutableArray<double> Y { get; }

    /// <summary>True if only markers are drawn, false for a line.</summary>
    public bool MarkersOnly { get; }

    /// <summary>Lower and upper edge of the band, as long as the curve; null without one.</summary>
    internal (ImmutableArray<double> Lower, ImmutableArray<double> Upper)? Band { get; private init; }

    /// <summary>A line through points. Values that are not finite leave a gap.</summary>
    public static Curve Line(string name, IEnumerable<double> x, IEnumerable<double> y) => new(name, x, y, markersOnly: false);

    /// <summary>Markers at points.</summary>
    public static Curve Points(string name, IEnumerable<double> x, IEnumerable<double> y) => new(name, x, y, markersOnly: true);

    /// <summary>A function drawn as a line over [from, to].</summary>
    /// <param name="name">The curve's name in the legend.</param>
    /// <param name="function">The ordinate at an abscissa.</param>
    /// <param name="from">First abscissa.</param>
    /// <param name="to">Last abscissa, above the first.</param>
    /// <param name="points">Number of equally spaced points, 2 or more.</param>
    public static Curve Function(string name, Func<double, double> function, double from, double to, int points = 401)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (!(from < to) || points < 2)
            throw new ArgumentException("A function is drawn from a lower to a higher abscissa through 2 points or more.", nameof(to));
        var x = Enumerable.Range(0, points).Select(n => from + (to - from) * n / (points - 1)).ToList();
        return Line(name, x, x.Select(function));
    }

    /// <summary>The curve with a shaded band, such as ± one standard deviation.</summary>
    /// <param name="lower">Lower edge; as many values as the curve.</param>
    /// <param name="upper">Upper edge; as many values as the curve.</param>
    public Curve WithBand(IEnumerable<double> lower, IEnumerable<double> upper)
    {
        ImmutableArray<double> low = [.. lower], high = [.. upper];
        return low.Length == X.Length && high.Length == X.Length
            ? this with { Band = (low, high) }
            : throw new ArgumentException($"The band of \"{Name}\" has {low.Length} and {high.Length} values; allowed: {X.Length} each.",
                nameof(lower));
    }

    /// <summary>
    /// The curve in the colour of another one of the same figure, since both are of the same thing: a prediction and what was measured, a
    /// model and a run of it.
    /// </summary>
    /// <param name="curve">The other's name in the legend.</param>
    public Curve InColourOf(string curve)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(curve);
        return this with { ColourOf = curve };
    }

    /// <summary>The name of the curve whose colour it has; null if it has one of its own.</summary>
    internal string? ColourOf { get; private init; }

    /// <summary>The band below and the curve, over two axes.</summary>
    internal IEnumerable<JsonObject> TracesOn(Axis xAxis, Axis yAxis, int index)
    {
        if (Band is { } band)
        {
            // a gap would tear the outline apart: the band spans what cannot be drawn
            int[] drawn = [.. Enumerable.Range(0, X.Length)
                .Where(i => xAxis.Shows(X[i]) && yAxis.Shows(band.Lower[i]) && yAxis.Shows(band.Upper[i]))];
            yield return Traces.Band([.. drawn.Select(i => X[i])], [.. drawn.Select(i => band.Lower[i])],
                [.. drawn.Select(i => band.Upper[i])], index);
        }
        double[] x = [.. X.Select(value => xAxis.Shows(value) ? value : double.NaN)];
        double[] y = [.. Y.Select(value => yAxis.Shows(value) ? value : double.NaN)];
        yield return MarkersOnly ? Traces.Points(Name, x, y, index) : Traces.Line(Name, x, y, index);
    }
}
