using System.Text.Json.Nodes;

namespace ReluDc.Figures;

/// <summary>A map of values as SVG: cells in steps of colour, and the bar that says which value has which.</summary>
internal static class ColourMap
{
    private const int MostSteps = 64; // an eye sees no more, and equal neighbours are drawn at once

    /// <summary>The cells.</summary>
    /// <param name="trace">plotly's heat map.</param>
    /// <param name="x">Where columns lie.</param>
    /// <param name="y">Where rows lie.</param>
    /// <param name="steps">How many colours.</param>
    public static Html Of(JsonObject trace, Scale x, Scale y, int steps)
    {
        var range = RangeOf(trace);
        var columns = Scale.Borders(DrawnTrace.Values(trace, "x"), x.IsLog).Select(x.At).ToArray();
        var rows = Scale.Borders(DrawnTrace.Values(trace, "y"), y.IsLog).Select(y.At).ToArray();
        var strokes = new Dictionary<(int Step, string Height), PathData>(); // a row of equal cells is one stroke, as wide as the row
        var z = trace["z"]!.AsArray();
        for (var row = 0; row < z.Count; row++)
        {
            var height = PathData.Length(Math.Abs(rows[row + 1] - rows[row]));
            var cells = z[row]!.AsArray().Select(value => value is null ? -1 : StepOf(value.GetValue<double>(), range, steps)).ToList();
            for (var from = 0; from < cells.Count;)
            {
                var to = from + 1;
                while (to < cells.Count && cells[to] == cells[from])
                    to++;
                if (cells[from] >= 0)
                {
                    if (!strokes.TryGetValue((cells[from], height), out var path))
                        strokes[(cells[from], height)] = path = new(0);
                    path.Move(columns[from], (rows[row] + rows[row + 1]) / 2).LineTo(columns[to], (rows[row] + rows[row + 1]) / 2);
                }
                from = to;
            }
        }
        var paths = strokes.OrderBy(stroke => stroke.Key).Select(stroke => Html.Of(
            $"<path stroke=\"{ColourOf(stroke.Key.Step, steps)}\" stroke-width=\"{stroke.Key.Height}\" d=\"{stroke.Value}\"/>"));
        return Html.Of($"""
            <g class="map" fill="none" stroke-linecap="butt" shape-rendering="crispEdges">{paths}</g>{Numbers(trace, x, y)}
            """);
    }

    /// <summary>The number of each cell, light on dark and dark on light; nothing unless the map has them.</summary>
    private static Html Numbers(JsonObject trace, Scale x, Scale y)
    {
        if (trace["texttemplate"] is null)
            return Html.Nothing;
        var (columns, rows, range) = (DrawnTrace.Values(trace, "x"), DrawnTrace.Values(trace, "y"), RangeOf(trace));
        string Place(Scale scale, double value) => PathData.Length(scale.At(value));
        var texts = trace["z"]!.AsArray().SelectMany((row, r) => row!.AsArray().Select((cell, c) =>
            (double?)cell is not { } value ? Html.Nothing : Html.Of($"""
                <text x="{Place(x, columns[c])}" y="{Place(y, rows[r])}" dy=".35em" fill="{InkOn(value, range)}">{
                    Number.Text(value, "G3")}</text>
                """)));
        return Html.Of($"<g class=\"cell-numbers\" text-anchor=\"middle\">{texts}</g>");
    }

    /// <summary>The colour of a number on its cell: where the map is lighter than its middle, dark.</summary>
    private static string InkOn(double value, Extent range) => (value - range.Low) / (range.High - range.Low) > 0.5 ? "#1f2328" : "#ffffff";

    /// <summary>The bar of colours at the right of the axes, with labels and what is mapped.</summary>
    public static Html Bar(JsonObject trace, Frame frame)
    {
        const double Width = 14;
        var left = frame.Right + 12;
        var range = RangeOf(trace);
        var scale = new Scale(range, log: false, frame.Bottom, frame.Top);
        var height = (frame.Bottom - frame.Top) / MostSteps;
        var steps = Enumerable.Range(0, MostSteps).Select(step => Html.Of($"""
            <path stroke="{ColourOf(step, MostSteps)}" d="{new PathData(0).Move(left + Width / 2, frame.Bottom - step * height)
                .LineTo(left + Width / 2, frame.Bottom - (step + 1) * height)}"/>
            """));
        var beside = PathData.Length(left + Width + 5);
        var labels = scale.Ticks(8).Select(tick => Html.Of(
            $"<text x=\"{beside}\" y=\"{PathData.Length(scale.At(tick.Value))}\" dy=\".35em\">{tick.Label}</text>"));
        var middle = PathData.Length((frame.Top + frame.Bottom) / 2);
        var right = PathData.Length(Frame.Width - 8);
        var title = (string)trace["colorbar"]!["title"]!["text"]!;
        return Html.Of($"""
            <g class="colours"><g fill="none" stroke-width="{Width}" shape-rendering="crispEdges">{steps}</g>{labels}
            <text class="axis-title" text-anchor="middle" transform="translate({right} {middle}) rotate(-90)">{title}</text></g>
            """);
    }

    /// <summary>The values of the darkest and of the lightest colour.</summary>
    private static Extent RangeOf(JsonObject trace)
    {
        var values = trace["z"]!.AsArray().SelectMany(row => row!.AsArray()).Where(value => value is not null)
            .Select(value => value!.GetValue<double>()).ToList();
        var low = (double?)trace["zmin"] ?? values.DefaultIfEmpty(0).Min();
        var high = (double?)trace["zmax"] ?? values.DefaultIfEmpty(1).Max();
        return high > low ? new(low, high) : new(low - 0.5, low + 0.5);
    }

    private static int StepOf(double value, Extent range, int steps) =>
        (int)Math.Clamp(steps * (value - range.Low) / (range.High - range.Low), 0, steps - 1);

    private static string ColourOf(int step, int steps) => Cividis.Colour((step + 0.5) / steps);

    /// <summary>As many colours as a drawing has that may be off so far.</summary>
    public static int StepsWithin(double tolerance) => (int)Math.Clamp(MostSteps * 0.15 / tolerance, 8, MostSteps);
}
