using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;
using ReluDc.Figures;

namespace ReluDc.Tests.Figures;

/// <summary>
/// Values as a notebook engine shows them: through .NET Interactive's own formatting, not through this library's methods.
/// </summary>
internal static class Shown
{
    public const string Plotly = "application/vnd.plotly.v1+json";
    public const string Claim = "application/vnd.reludc.claim+json";

    public static string Html(object value) => value.ToDisplayString("text/html");

    public static string Plain(object value) => value.ToDisplayString("text/plain");

    public static JsonNode Json(object value, string mimeType = Plotly) => JsonNode.Parse(value.ToDisplayString(mimeType))!;

    public static JsonNode Trace(Figure figure, int index) => Json(figure)["data"]![index]!;

    /// <summary>
    /// The numbers of one coordinate of a trace; null where it has a gap. plotly takes equal steps as the first and the step.
    /// </summary>
    public static double?[] Numbers(Figure figure, int index, string coordinate) =>
        coordinate == "x" && Trace(figure, index) is var trace && trace["x0"] is { } first
            ? [.. trace["y"]!.AsArray().Select((_, i) => (double?)((double)first + i * (double)trace["dx"]!))]
            : [.. Trace(figure, index)[coordinate]!.AsArray().Select(node => (double?)node)];
}
