using System.Text.Json.Nodes;

namespace ReluDc.Figures;

/// <summary>The one layout of all figures: axes with units, room for the legend above, colours left to the page.</summary>
internal static class PlotLayout
{
    /// <summary>The layout as plotly.js takes it. Its meta part carries title, alt text and caption in plain words, for whoever draws the figure.</summary>
    public static JsonObject Of(string title, string alt, string? caption, Axis x, Axis y) => new()
    {
        ["title"] = new JsonObject { ["text"] = Broken(title), ["x"] = 0.01, ["xanchor"] = "left", ["y"] = 0.98, ["yanchor"] = "top", ["font"] = new JsonObject { ["size"] = 15 } },
        ["meta"] = new JsonObject { ["title"] = title, ["alt"] = alt, ["caption"] = caption },
        ["xaxis"] = AxisOf(x),
        ["yaxis"] = AxisOf(y),
        ["height"] = 400,
        ["autosize"] = true,
        ["margin"] = new JsonObject { ["l"] = 56, ["r"] = 16, ["t"] = 76, ["b"] = 48 },
        ["legend"] = new JsonObject { ["orientation"] = "h", ["x"] = 0, ["y"] = 1.01, ["xanchor"] = "left", ["yanchor"] = "bottom" },
        ["hovermode"] = "closest",
        ["bargap"] = 0.05,
        ["paper_bgcolor"] = "rgba(0,0,0,0)",
        ["plot_bgcolor"] = "rgba(0,0,0,0)",
    };

    private static JsonObject AxisOf(Axis axis)
    {
        var json = new JsonObject
        {
            ["title"] = new JsonObject { ["text"] = axis.Title, ["standoff"] = 8 },
            ["type"] = axis.Log ? "log" : "linear",
            ["automargin"] = true,
            ["zeroline"] = !axis.Log,
            ["showgrid"] = true,
        };
        if (axis.Log)
            (json["exponentformat"], json["dtick"]) = ("power", 1); // a label for each decade, 10⁻³
        if (axis is { From: { } from, To: { } to })
            json["range"] = axis.Log ? new JsonArray(Math.Log10(from), Math.Log10(to)) : new JsonArray(from, to);
        return json;
    }

    /// <summary>A long title in two lines, so that a narrow page shows all of it.</summary>
    private static string Broken(string title)
    {
        if (title.Length <= 46)
            return title;
        var space = title.LastIndexOf(' ', 46);
        return space < 0 ? title : title[..space] + "<br>" + title[(space + 1)..];
    }
}
