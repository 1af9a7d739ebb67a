using System.Reflection;
using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>A chart of Plotly.NET as it is, as plotly takes it. The assembly is the cell's, so that it is found by name.</summary>
internal static class ChartValue
{
    /// <summary>MIME type of a figure of plotly: data, layout, config.</summary>
    public const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>The chart as an output, which needs no network; null if the value is none.</summary>
    public static JsonObject? Of(object value)
    {
        for (var type = value.GetType(); type is not null; type = type.BaseType)
            if (type.FullName == "Plotly.NET.GenericChart" && type.Assembly.GetType("Plotly.NET.GenericChart") is { } module)
                return Json(module, value) is { } figure
                    ? new() { [Plotly] = figure, ["text/plain"] = Title(figure) is { } title ? $"chart: {title}" : "chart" }
                    : null;
        return null;
    }

    private static JsonObject? Json(Type module, object chart) =>
        module.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .FirstOrDefault(method => method.Name is "toFigureJson" or "toJson" && method.GetParameters().Length == 1)
            ?.Invoke(null, [chart]) is string json
            ? JsonNode.Parse(json) as JsonObject
            : null;

    private static string? Title(JsonObject figure) =>
        figure["layout"]?["title"] switch { JsonObject title => (string?)title["text"], JsonValue text => (string?)text, _ => null };
}
