using System.Text.Json.Nodes;
using Plotly.NET;
using Plotly.NET.CSharp;
using Chart = Plotly.NET.CSharp.Chart;

namespace ReluDc.Figures;

/// <summary>
/// The traces of a figure, made by Plotly.NET and kept as the JSON that plotly.js draws. All numbers are cut to what a screen shows.
/// </summary>
internal static class Traces
{
    private const int Digits = 5;

    private static readonly double[] None = []; // in place of a chart's numbers

    /// <summary>
    /// A line through points; a value that is not finite leaves a gap. Abscissae in equal steps are written as the first one and the step.
    /// </summary>
    public static JsonObject Line(string name, IReadOnlyList<double> x, IReadOnlyList<double> y, int index, double width = 2)
    {
        var line = LineThrough(name, x, y, index, width);
        if (x.Count < 8 || !((x[^1] - x[0]) / (x.Count - 1) is > 0 and var step)
            || x.Index().Any(point => !(Math.Abs(point.Item - x[0] - point.Index * step) <= 1e-9 * (x[^1] - x[0]))))
            return line;
        line.Remove("x");
        (line["x0"], line["dx"]) = (Number.Round(x[0], 12), Number.Round(step, 12));
        return line;
    }

    private static JsonObject LineThrough(string name, IReadOnlyList<double> x, IReadOnlyList<double> y, int index, double width) =>
        Styled(Chart.Line<double, double, string>(None, None, Name: name, UseDefaults: false), x, y, new()
        {
            ["mode"] = "lines",
            ["line"] = new JsonObject { ["color"] = Palette.Colour(index), ["width"] = width, ["dash"] = Palette.Dash(index) },
        });

    /// <summary>Markers at points.</summary>
    public static JsonObject Points(string name, IReadOnlyList<double> x, IReadOnlyList<double> y, int index) =>
        Markers(name, x, y, Palette.Colour(index), Palette.Symbol(index), 8);

    /// <summary>Open circles: where a line is predicted.</summary>
    public static JsonObject Predictions(string name, IReadOnlyList<double> x, IReadOnlyList<double> y) =>
        Markers(name, x, y, Palette.Prediction, "circle-open", 11);

    /// <summary>The area between two curves over the same abscissae, without an entry in the legend.</summary>
    public static JsonObject Band(IReadOnlyList<double> x, IReadOnlyList<double> lower, IReadOnlyList<double> upper, int index) =>
        Styled(Chart.Line<double, double, string>(None, None, ShowLegend: false, UseDefaults: false),
            [.. x, .. x.Reverse()], [.. upper, .. lower.Reverse()], new()
        {
            ["mode"] = "lines",
            ["line"] = new JsonObject { ["width"] = 0 },
            ["fill"] = "toself",
            ["fillcolor"] = Palette.Colour(index) + "33",
            ["hoverinfo"] = "skip",
        });

    /// <summary>Dots on strokes from a floor: the lines of a spectrum. The points are the lines, and the strokes hang from them.</summary>
    public static JsonObject Stems(string name, IReadOnlyList<double> x, IReadOnlyList<double> y, double floor)
    {
        var isCrowded = x.Count > 150;
        var stems = Markers(name, x, y, Palette.Colour(0), "circle", isCrowded ? 2 : 6);
        stems["error_y"] = new JsonObject
        {
            ["type"] = "data", ["symmetric"] = false, ["array"] = Written(x.Select(_ => 0.0)),
            ["arrayminus"] = Written(Rounded(y).Select(value => Number.Round(value - floor, 6))),
            ["width"] = 0.0, ["thickness"] = isCrowded ? 1.0 : 3.0,
        };
        return stems;
    }

    /// <summary>The outline of columns around their abscissae: several of these over one another stay apart.</summary>
    public static JsonObject Outline(string name, IReadOnlyList<double> x, IReadOnlyList<double> y, int index)
    {
        var outline = Line(name, x, y, index);
        outline["line"]!["shape"] = "hvh";
        return outline;
    }

    /// <summary>Columns of equal width around their abscissae.</summary>
    public static JsonObject Columns(string name, IReadOnlyList<double> x, IReadOnlyList<double> y, int index) =>
        Styled(Chart.Column<double, double, string>(None, Keys: new Optional<IEnumerable<double>>(None, true), Name: name,
            UseDefaults: false), x, y, new()
        {
            ["marker"] = new JsonObject { ["color"] = Palette.Colour(index) },
        });

    /// <summary>A map of values over two axes. z[row of y][column of x].</summary>
    public static JsonObject HeatMap(IReadOnlyList<double> x, IReadOnlyList<double> y, IEnumerable<IEnumerable<double>> z, Axis values,
        bool withNumbers)
    {
        var map = Styled(Chart.Heatmap<double, double, double, string>([None],
            X: new Optional<IEnumerable<double>>(None, true), Y: new Optional<IEnumerable<double>>(None, true),
            UseDefaults: false), x, y, new()
        {
            ["colorscale"] = "Cividis",
            ["zmin"] = values.From,
            ["zmax"] = values.To,
            ["texttemplate"] = withNumbers ? "%{z:.3~g}" : null,
            ["colorbar"] = new JsonObject { ["title"] = new JsonObject { ["text"] = values.Title, ["side"] = "right" } },
        });
        map["z"] = new JsonArray([.. z.Select(row => Numbers([.. row]))]);
        return map;
    }

    private static JsonObject Markers(string name, IReadOnlyList<double> x, IReadOnlyList<double> y, string colour, string symbol,
        int size) =>
        Styled(Chart.Point<double, double, string>(None, None, Name: name, UseDefaults: false), x, y, new()
        {
            ["mode"] = "markers",
            ["marker"] = new JsonObject
            {
                ["color"] = colour,
                ["symbol"] = symbol,
                ["size"] = size,
                ["line"] = new JsonObject { ["color"] = colour, ["width"] = 2 },
            },
        });

    /// <summary>
    /// The values with five digits of what they span, so that a short stretch far from zero has more. What is not finite is not a number
    /// here.
    /// </summary>
    private static double[] Rounded(IReadOnlyList<double> values)
    {
        var finite = values.Where(double.IsFinite).ToList();
        var (peak, span) = finite.Count == 0 ? (0, 0) : (finite.Max(Math.Abs), finite.Max() - finite.Min());
        var digits = span > 0 ? Math.Min(Digits + (int)Math.Max(0, Math.Ceiling(Math.Log10(peak / span))), 17) : Digits;
        return [.. values.Select(value => double.IsFinite(value) ? Number.Round(value, digits) : double.NaN)];
    }

    private static JsonArray Numbers(IReadOnlyList<double> values) => Written(Rounded(values));

    /// <summary>Numbers as JSON; not-a-number, which it lacks, becomes null: a gap.</summary>
    private static JsonArray Written(IEnumerable<double> values) =>
        new([.. values.Select(value => double.IsFinite(value) ? JsonValue.Create(value) : null)]);

    /// <summary>The chart's one trace with a style laid over it, and the numbers that the chart was made without.</summary>
    /// <remarks>Plotly.NET would take each number through two libraries for JSON, some 1.5 µs.</remarks>
    private static JsonObject Styled(GenericChart chart, IReadOnlyList<double> x, IReadOnlyList<double> y, JsonObject style)
    {
        var trace = JsonNode.Parse(GenericChart.toFigureJson(chart))!["data"]![0]!.AsObject();
        foreach (var (name, value) in style)
            if (value is not null)
                trace[name] = value.DeepClone();
        trace = JsonNode.Parse(trace.ToJsonString())!.AsObject(); // as if read: then whole numbers can be asked for as numbers
        (trace["x"], trace["y"]) = (Numbers(x), Numbers(y));
        return trace;
    }
}
