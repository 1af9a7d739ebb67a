using System.Text.Json.Nodes;

namespace ReluDc.Figures;

/// <summary>The one layout of all figures: axes with units, room for the legend above, colours left to the page.</summary>
internal static class PlotLayout
{
    /// <summary>As many exponents stand beside each other on 390 pixels.</summary>
    private const int DecadeLabels = 6;

    /// <summary>Pixels.</summary>
    private const int LineHeight = 20;

    /// <summary>As many characters of a title stand on 390 pixels.</summary>
    private const int TitleWidth = 46;

    /// <summary>
    /// The layout as plotly.js takes it. Its meta part carries title, alt text and caption in plain words, for whoever draws the figure.
    /// </summary>
    public static JsonObject Of(Figure figure)
    {
        var title = TitleLines.Of(figure.Title, TitleWidth).ToList();
        var titleHeight = LineHeight * (title.Count - 1);
        return new()
        {
            ["title"] = new JsonObject
            {
                ["text"] = string.Join("<br>", title), ["x"] = 0.01, ["xanchor"] = "left", ["y"] = 1, ["yanchor"] = "top",
                ["pad"] = new JsonObject { ["t"] = 10 + titleHeight }, // plotly.js puts the last line there
                ["font"] = new JsonObject { ["size"] = 15 },
            },
            ["meta"] = MetaOf(figure),
            ["xaxis"] = AxisOf(figure.X, figure.XExtent),
            ["yaxis"] = AxisOf(figure.Y, figure.YExtent),
            ["height"] = Frame.HeightOf(figure),
            ["autosize"] = true,
            ["margin"] = new JsonObject { ["l"] = 56, ["r"] = 16, ["t"] = 40 + titleHeight + LineHeight * LegendRows(figure), ["b"] = 48 },
            ["legend"] = new JsonObject { ["orientation"] = "h", ["x"] = 0, ["y"] = 1.01, ["xanchor"] = "left", ["yanchor"] = "bottom" },
            ["hovermode"] = "closest",
            ["bargap"] = 0.05,
            ["barmode"] = "overlay",
            ["paper_bgcolor"] = "rgba(0,0,0,0)",
            ["plot_bgcolor"] = "rgba(0,0,0,0)",
        };
    }

    private static JsonObject MetaOf(Figure figure)
    {
        var meta = new JsonObject { ["title"] = figure.Title, ["alt"] = figure.Alt, ["caption"] = figure.Caption };
        if (figure.IsSmall)
            meta["small"] = true;
        return meta;
    }

    /// <summary>
    /// Rows of the legend on a narrow page, where plotly.js sets its entries in columns as wide as the widest. None for a single curve.
    /// </summary>
    private static int LegendRows(Figure figure)
    {
        var names = figure.Traces.Where(trace => (bool?)trace["visible"] != false && (bool?)trace["showlegend"] != false)
            .Select(trace => (string?)trace["name"]).OfType<string>().ToList();
        return names.Count < 2 ? 0 : (int)Math.Ceiling((double)names.Count
            / Math.Clamp(300 / (46 + 7 * names.Max(name => name.Length)), 1, names.Count));
    }

    private static JsonObject AxisOf(Axis axis, Extent drawn)
    {
        var json = new JsonObject
        {
            ["title"] = new JsonObject { ["text"] = axis.Title, ["standoff"] = 8 },
            ["type"] = axis.Log ? "log" : "linear",
            ["automargin"] = true,
            ["zeroline"] = !axis.Log,
            ["showgrid"] = true,
            ["exponentformat"] = "power",
            ["gridcolor"] = "rgba(128,128,128,0.25)", // seen on light and on dark
            ["zerolinecolor"] = "rgba(128,128,128,0.7)",
        };
        // as plotly.js wants its ends: exponents on a logarithmic axis
        json["range"] = axis.Log ? new JsonArray(Math.Log10(drawn.Low), Math.Log10(drawn.High)) : new JsonArray(drawn.Low, drawn.High);
        if (!axis.Log && axis.Marks.IsEmpty)
            return json;
        // plotly.js's own labels between decades are smaller than those at decades, which reads as if they mattered less
        var ticks = axis.Ticks(drawn, DecadeLabels);
        json["tickmode"] = "array";
        json["tickvals"] = new JsonArray([.. ticks.Select(tick => JsonValue.Create(tick.Value))]);
        json["ticktext"] = new JsonArray([.. ticks.Select(tick => JsonValue.Create(tick.Label))]);
        return json;
    }
}
