using System.Text.Json.Nodes;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>A figure among a notebook's outputs, read back as numbers.</summary>
/// <param name="Cell">The cell that shows it.</param>
/// <param name="Plotly">What plotly.js would draw.</param>
internal sealed record PlotlyFigure(string Cell, JsonNode Plotly)
{
    private const string MimeType = "application/vnd.plotly.v1+json";

    /// <summary>The figure that a cell shows.</summary>
    /// <exception cref="FormatException">There is no such cell, or it shows no figure.</exception>
    public static PlotlyFigure In(Notebook executed, string cell)
    {
        var outputs = executed.Cells.FirstOrDefault(candidate => candidate.Id == cell)?.Outputs ?? [];
        return outputs.Select(output => output.Bundle?.Json(MimeType)).OfType<JsonNode>().FirstOrDefault() is { } plotly
            ? new(cell, plotly)
            : throw new FormatException($"{Path.GetFileName(executed.Path)}: no cell '{cell}' with a figure; the picture is drawn from it");
    }

    /// <summary>The points of a trace, without its gaps.</summary>
    /// <exception cref="FormatException">The figure has no such trace, or the trace no points.</exception>
    public IReadOnlyList<(double X, double Y)> Trace(string name)
    {
        var trace = (Plotly["data"] as JsonArray)?.FirstOrDefault(trace => (string?)trace?["name"] == name);
        // abscissae in equal steps are given by the first one and the step
        var x = trace?["x"] is JsonArray given ? given.Select(value => (double?)value) : (double?)trace?["x0"] is { } first
            && (double?)trace["dx"] is { } step ? Enumerable.Range(0, int.MaxValue).Select(i => (double?)(first + i * step)) : [];
        List<(double, double)> points = trace?["y"] is JsonArray y
            ? [.. from point in x.Zip(y)
                where point is { First: not null, Second: not null }
                select (point.First ?? 0, (double)point.Second)]
            : [];
        return points.Count > 0
            ? points
            : throw new FormatException($"the figure of cell '{Cell}' has no points of '{name}'; the picture is drawn from them");
    }
}
