using System.Text.Json.Nodes;

namespace ReluDc.Figures;

/// <summary>From the lowest to the highest value along an axis.</summary>
internal readonly record struct Extent(double Low, double High)
{
    /// <summary>
    /// What an axis shows of traces: its own ends where it has them, else those of the values, with a margin, so that no point lies on the
    /// frame. Curves go from side to side; bars stand on the axis; cells fill the frame.
    /// </summary>
    /// <param name="traces">The traces, as plotly takes them.</param>
    /// <param name="coordinate">"x" or "y".</param>
    /// <param name="axis">The axis.</param>
    public static Extent Of(IReadOnlyCollection<JsonObject> traces, string coordinate, Axis axis)
    {
        var values = traces.SelectMany(trace => Reach(trace, coordinate, axis.Log)).Where(axis.Shows).ToList();
        var drawn = values.Count > 0 ? new Extent(values.Min(), values.Max())
            : new(axis.From ?? axis.To / 10 ?? (axis.Log ? 1 : 0), axis.To ?? (axis.Log ? 10 : 1));
        var isTight = traces.All(trace => (string?)trace["type"] switch
        {
            "heatmap" => true,
            "bar" => coordinate == "x",
            _ => coordinate == "x" && (string?)trace["mode"] == "lines",
        });
        var wide = isTight && drawn.High > drawn.Low ? drawn : drawn.Widened(axis.Log);
        var stands = coordinate == "y" && traces.All(trace => (string?)trace["type"] == "bar");
        var (low, high) = (axis.From ?? (stands ? 0 : wide.Low), axis.To ?? wide.High);
        return low < high ? new(low, high) // an end of the axis's own may lie beyond all values
            : axis.To is null ? new(low, axis.Log ? 10 * low : low + 1) : new(axis.Log ? high / 10 : high - 1, high);
    }

    /// <summary>The extent with a margin; of a single value, some room around it.</summary>
    public Extent Widened(bool log)
    {
        if (log)
        {
            var ratio = High > Low ? Math.Pow(High / Low, 0.05) : 1.2;
            return new(Low / ratio, High * ratio);
        }
        var margin = High > Low ? 0.05 * (High - Low) : Math.Max(0.05 * Math.Abs(High), 0.05);
        return new(Low - margin, High + margin);
    }

    /// <summary>The values that a trace takes room for.</summary>
    private static IEnumerable<double> Reach(JsonObject trace, string coordinate, bool log)
    {
        var values = DrawnTrace.Values(trace, coordinate);
        return (string?)trace["type"] switch
        {
            "heatmap" => Scale.Borders(values, log),
            "bar" when coordinate == "x" => Scale.Borders(values, log: false),
            _ when coordinate == "y" && trace["error_y"] is JsonObject down =>
                values.Concat(values.Zip(DrawnTrace.Values(down, "arrayminus"), (value, length) => value - length)),
            _ => values,
        };
    }
}
