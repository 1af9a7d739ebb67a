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
        return AsRead(line);
    }

    private static JsonObject LineThrough(string name, IReadOnlyList<double> x, IReadOnlyList<double> y, int index, double width) =>
        Styled(Chart.Line<double, double, string>(Rounded(x), Rounded(y), Name: name, UseDefaults: false), new()
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
        Styled(Chart.Line<double, double, string>(
            Rounded([.. x, .. x.Reverse()]), Rounded([.. upper, .. lower.Reverse()]), ShowLegend: false, UseDefaults: false), new()
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
            ["type"] = "data", ["symmetric"] = false, ["array"] = new JsonArray([.. x.Select(_ => JsonValue.Create(0))]),
            ["arrayminus"] = new JsonArray([.. Rounded(y).Select(value => JsonValue.Create(Number.Round(value - floor, 6)))]),
            ["width"] = 0, ["thickness"] = isCrowded ? 1 : 3,
        };
        return AsRead(stems);
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
        Styled(Chart.Column<double, double, string>(Rounded(y), Keys: new Optional<IEnumerable<double>>(Rounded(x), true), Name: name,
            UseDefaults: false), new()
        {
            ["marker"] = new JsonObject { ["color"] = Palette.Colour(index) },
        });

    /// <summary>A map of values over two axes. z[row of y][column of x].</summary>
    public static JsonObject HeatMap(IReadOnlyList<double> x, IReadOnlyList<double> y, IEnumerable<IEnumerable<double>> z, Axis values,
        bool withNumbers) =>
        Styled(Chart.Heatmap<double, double, double, string>(z.Select(row => Rounded([.. row]).AsEnumerable()),
            X: new Optional<IEnumerable<double>>(Rounded(x), true), Y: new Optional<IEnumerable<double>>(Rounded(y), true),
            UseDefaults: false), new()
        {
            ["colorscale"] = "Cividis",
            ["zmin"] = values.From,
            ["zmax"] = values.To,
            ["texttemplate"] = withNumbers ? "%{z:.3~g}" : null,
            ["colorbar"] = new JsonObject { ["title"] = new JsonObject { ["text"] = values.Title, ["side"] = "right" } },
        });

    private static JsonObject Markers(string name, IReadOnlyList<double> x, IReadOnlyList<double> y, string colour, string symbol,
        int size) =>
        Styled(Chart.Point<double, double, string>(Rounded(x), Rounded(y), Name: name, UseDefaults: false), new()
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

    /// <summary>The chart's one trace with a style laid over it. Not-a-number, which JSON lacks, becomes null: a gap.</summary>
    private static JsonObject Styled(GenericChart chart, JsonObject style)
    {
        var json = GenericChart.toFigureJson(chart).Replace("\"NaN\"", "null");
        var trace = JsonNode.Parse(json)!["data"]![0]!.DeepClone().AsObject();
        foreach (var (name, value) in style)
            if (value is not null)
                trace[name] = value.DeepClone();
        return AsRead(trace);
    }

    /// <summary>The trace as if read from text: then whole numbers can be asked for as numbers.</summary>
    private static JsonObject AsRead(JsonObject trace) => JsonNode.Parse(trace.ToJsonString())!.AsObject();
}
