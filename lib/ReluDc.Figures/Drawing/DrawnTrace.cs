using System.Text.Json.Nodes;

namespace ReluDc.Figures;

/// <summary>A trace as SVG: what plotly.js draws of its JSON, as far as figures of this library have it.</summary>
internal static class DrawnTrace
{
    /// <summary>The trace over two axes.</summary>
    /// <param name="trace">The trace, as plotly takes it.</param>
    /// <param name="x">Where abscissae lie.</param>
    /// <param name="y">Where ordinates lie.</param>
    /// <param name="tolerance">How far the drawing may be off, in units.</param>
    public static Html Of(JsonObject trace, Scale x, Scale y, double tolerance) => (string?)trace["type"] switch
    {
        "heatmap" => ColourMap.Of(trace, x, y, ColourMap.StepsWithin(tolerance)),
        "bar" => Bars(trace, x, y),
        _ when (string?)trace["fill"] == "toself" => Area(trace, x, y, tolerance),
        _ when (string?)trace["mode"] == "lines" => Line(trace, x, y, tolerance),
        _ => Markers(trace, x, y, tolerance),
    };

    /// <summary>A sample of the trace for the legend.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="x">Left end of the sample.</param>
    /// <param name="y">Its middle.</param>
    public static Html Sample(JsonObject trace, double x, double y)
    {
        const double Width = 24;
        if ((string?)trace["type"] == "bar")
            return Stroke(trace, 9, "", new PathData(0).Move(x + 4, y).LineTo(x + 18, y));
        if ((string?)trace["mode"] == "lines")
            return Stroke(trace, WidthOf(trace), Dashes(trace), new PathData(0).Move(x, y).LineTo(x + Width, y));
        return Symbols(trace, [(x + Width / 2, y)]);
    }

    /// <summary>
    /// The values of one of a trace's arrays, or of abscissae that are given by the first one and a step; what is no number there is none
    /// here.
    /// </summary>
    public static double[] Values(JsonObject trace, string name) =>
        trace[name] is JsonArray values ? [.. values.Select(value => value is null ? double.NaN : value.GetValue<double>())]
        : name == "x" && (double?)trace["x0"] is { } first && (double?)trace["dx"] is { } step
            ? [.. trace["y"]!.AsArray().Select((_, i) => first + i * step)]
            : [];

    private static IEnumerable<(double X, double Y)> Points(JsonObject trace, Scale x, Scale y) =>
        Values(trace, "x").Zip(Values(trace, "y"), (first, second) => (x.Near(first), y.Near(second)));

    private static Html Line(JsonObject trace, Scale x, Scale y, double tolerance)
    {
        var points = Points(trace, x, y);
        if ((string?)trace["line"]?["shape"] == "hvh")
            points = Stairs([.. points]);
        return Stroke(trace, WidthOf(trace), Dashes(trace), new PathData(tolerance).Lines(points));
    }

    /// <summary>Level around each point, and upright midway.</summary>
    private static IEnumerable<(double X, double Y)> Stairs(IReadOnlyList<(double X, double Y)> points)
    {
        for (var i = 0; i < points.Count; i++)
        {
            if (i > 0)
                yield return ((points[i - 1].X + points[i].X) / 2, points[i].Y);
            yield return points[i];
            if (i < points.Count - 1)
                yield return ((points[i].X + points[i + 1].X) / 2, points[i].Y);
        }
    }

    private static Html Area(JsonObject trace, Scale x, Scale y, double tolerance)
    {
        var colour = ((string)trace["fillcolor"]!)[..7];
        var outline = new PathData(tolerance).Lines(Points(trace, x, y)).Close();
        return Html.Of($"""<path{Coloured(colour)} fill="currentColor" fill-opacity=".2" d="{outline}"/>""");
    }

    private static Html Bars(JsonObject trace, Scale x, Scale y)
    {
        var centres = Values(trace, "x");
        var width = 0.95 * (centres.Length > 1 ? Math.Abs(x.At(centres[1]) - x.At(centres[0])) : 40);
        var path = new PathData(0);
        foreach (var (centre, height) in centres.Zip(Values(trace, "y")).Where(bar => bar.Second > 0))
            path.Move(x.Near(centre) - width / 2, y.At(0)).LineTo(x.Near(centre) - width / 2, y.Near(height))
                .LineTo(x.Near(centre) + width / 2, y.Near(height)).LineTo(x.Near(centre) + width / 2, y.At(0)).Close();
        var opacity = (double?)trace["marker"]?["opacity"] is < 1 and var share ? Html.Of($" fill-opacity=\"{share}\"") : Html.Nothing;
        return Html.Of($"""<path{Coloured(ColourOf(trace))} fill="currentColor"{opacity} d="{path}"/>""");
    }

    private static Html Markers(JsonObject trace, Scale x, Scale y, double tolerance)
    {
        var points = Points(trace, x, y).Where(point => !double.IsNaN(point.X) && !double.IsNaN(point.Y)).ToList();
        // of those that lie on one another, within a unit, one is seen
        var grid = Math.Max(1, 2 * tolerance);
        var seen = points.DistinctBy(point => (Math.Round(point.X / grid), Math.Round(point.Y / grid))).ToList();
        return Stems(trace, x, y) is { } stems ? Html.Of($"{stems}{Symbols(trace, seen)}") : Symbols(trace, seen);
    }

    /// <summary>Strokes that lead down from the markers; null if there are none.</summary>
    private static Html? Stems(JsonObject trace, Scale x, Scale y)
    {
        if (trace["error_y"] is not JsonObject down)
            return null;
        var path = new PathData(0);
        var (xs, ys, lengths) = (Values(trace, "x"), Values(trace, "y"), Values(down, "arrayminus"));
        for (var i = 0; i < xs.Length; i++)
            if (double.IsFinite(ys[i]))
                path.Move(x.Near(xs[i]), y.Near(ys[i] - lengths[i])).LineTo(x.Near(xs[i]), y.Near(ys[i]));
        return Stroke(trace, (double)down["thickness"]!, "", path);
    }

    private static Html Symbols(JsonObject trace, IReadOnlyList<(double X, double Y)> points)
    {
        var symbol = (string)trace["marker"]!["symbol"]!;
        var size = (double)trace["marker"]!["size"]!;
        var mark = Marker.Of(symbol, size);
        var path = new PathData(0);
        foreach (var (x, y) in points)
            path.Move(x + mark.X, y + mark.Y).Mark(mark.Outline);
        return Stroke(trace, Marker.IsDisc(symbol) ? size : 2, "", path);
    }

    private static Html Stroke(JsonObject trace, double width, string dashes, PathData path)
    {
        var dash = dashes.Length > 0 ? Html.Of($" stroke-dasharray=\"{dashes}\"") : Html.Nothing;
        var pen = Html.Of($" fill=\"none\" stroke=\"currentColor\" stroke-width=\"{PathData.Length(width)}\"");
        return Html.Of($"<path{Coloured(ColourOf(trace))}{pen}{dash} d=\"{path}\"/>");
    }

    private static string ColourOf(JsonObject trace) => (string?)trace["marker"]?["color"] ?? (string?)trace["line"]?["color"]
        ?? Palette.Colour(0);

    /// <summary>The colour where there is no style, and a class by which a style sets it.</summary>
    private static Html Coloured(string colour) => Palette.IndexOf(colour) is >= 0 and var index
        ? Html.Of($" class=\"c{index}\" color=\"{colour}\"")
        : Html.Of($" color=\"{colour}\"");

    private static double WidthOf(JsonObject trace) => (double?)trace["line"]?["width"] ?? 2;

    /// <summary>plotly's dashes, in units.</summary>
    private static string Dashes(JsonObject trace) => (string?)trace["line"]?["dash"] switch
    {
        "dash" => "9 9",
        "dot" => "3 3",
        "dashdot" => "9 3 3 3",
        "longdash" => "15 15",
        _ => "",
    };
}
