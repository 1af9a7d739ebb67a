using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>A chart of Plotly.NET as it is, as plotly takes it. The assembly is the cell's, so that it is found by name.</summary>
internal static class ChartValue
{
    /// <summary>The charts' type.</summary>
    public const string TypeName = "Plotly.NET.GenericChart";

    /// <summary>MIME type of a figure of plotly: data, layout, config.</summary>
    public const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>The chart as an output, which needs no network; null if the value is none.</summary>
    public static JsonObject? Of(object value)
    {
        for (var type = value.GetType(); type is not null; type = type.BaseType)
            if (type.FullName == TypeName && ToFigure(type) is { } toFigure && toFigure(value) is JsonObject figure)
                return new() { [Plotly] = figure, ["text/plain"] = Title(figure) is { } title ? $"chart: {title}" : "chart" };
        return null;
    }

    /// <summary>What makes plotly's figure of a chart; null if the library's version has nothing that does.</summary>
    /// <param name="chart">The type of the charts.</param>
    public static Func<object, JsonNode>? ToFigure(Type chart) => chart.GetMethod("toFigureJson", [chart]) is { } toJson
        ? value => JsonNode.Parse(((string)toJson.Invoke(null, [value])!).Replace("\"NaN\"", "null"))!
        : null;

    private static string? Title(JsonObject figure) =>
        figure["layout"]?["title"] switch { JsonObject title => (string?)title["text"], JsonValue text => (string?)text, _ => null };
}
