using System.Text.Json.Nodes;

namespace ReluDc.Figures;

/// <summary>The names of a drawing's traces with a sample of each, in rows.</summary>
internal sealed class Legend
{
    private const double SampleWidth = 30, Gap = 18;

    private readonly List<(JsonObject Trace, double X, int Row)> entries = [];

    /// <param name="traces">The traces that are drawn together.</param>
    public Legend(IEnumerable<JsonObject> traces)
    {
        var named = traces.Where(trace => (bool?)trace["showlegend"] != false && (string?)trace["name"] is { Length: > 0 }).ToList();
        if (named.Count < 2)
            return; // what a single curve is, the title says
        var (x, row) = (0.0, 0);
        foreach (var trace in named)
        {
            var width = SampleWidth + Frame.Room((string)trace["name"]!) + Gap;
            if (x > 0 && x + width > Frame.Width - 8)
                (x, row) = (0, row + 1);
            entries.Add((trace, 4 + x, row));
            x += width;
        }
        Rows = row + 1;
    }

    /// <summary>Rows that it takes.</summary>
    public int Rows { get; }

    /// <summary>The names, in order.</summary>
    public IEnumerable<string> Names => entries.Select(entry => (string)entry.Trace["name"]!);

    /// <summary>The legend as SVG.</summary>
    public Html ToSvg() => entries.Count == 0 ? Html.Nothing
        : Html.Of($"<g class=\"legend\" stroke-linecap=\"round\">{entries.Select(Entry)}</g>");

    private static Html Entry((JsonObject Trace, double X, int Row) entry)
    {
        var y = 6 + (entry.Row + 0.5) * Frame.LegendRowHeight;
        var text = PathData.Length(entry.X + SampleWidth);
        return Html.Of($"""{DrawnTrace.Sample(entry.Trace, entry.X, y)}<text x="{text}" y="{PathData.Length(y)}" dy=".35em">{(string)entry
            .Trace["name"]!}</text>""");
    }
}
