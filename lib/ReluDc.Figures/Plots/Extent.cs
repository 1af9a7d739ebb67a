using System.Text.Json.Nodes;

namespace ReluDc.Figures;

/// <summary>From the lowest to the highest value that traces show along an axis.</summary>
internal readonly record struct Extent(double Low, double High)
{
    /// <summary>Powers of ten between the ends.</summary>
    public double Decades => Math.Log10(High) - Math.Log10(Low);

    /// <summary>The extent of one coordinate of traces, "x" or "y", within the axis's own range; null if nothing is shown.</summary>
    public static Extent? Of(IEnumerable<JsonObject> traces, string coordinate, Axis axis)
    {
        var values = traces.SelectMany(trace => trace[coordinate]!.AsArray())
            .Where(node => node is not null).Select(node => node!.GetValue<double>()).Where(axis.Shows).ToList();
        return values.Count == 0 ? null : new(axis.From ?? values.Min(), axis.To ?? values.Max());
    }

    /// <summary>The extent with a margin, so that no curve lies on the frame; of a single value, some room around it.</summary>
    public Extent Widened(bool log)
    {
        if (log)
            return new(Low / 1.2, High * 1.2);
        var margin = High > Low ? 0.05 * (High - Low) : Math.Max(0.05 * Math.Abs(High), 0.05);
        return new(Low - margin, High + margin);
    }
}
