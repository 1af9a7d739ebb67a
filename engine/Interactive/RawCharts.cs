using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;

namespace ReluDc.Engine;

/// <summary>
/// Charts of Plotly.NET as figures that need no network: as plotly's JSON, which front-ends draw themselves. The formatter that
/// Plotly.NET.Interactive registers fetches its script from the web.
/// </summary>
/// <remarks>The library is met by name, in whatever version a cell asks for.</remarks>
internal static class RawCharts
{
    private const string Library = "Plotly.NET";
    private const string Html = "text/html";
    private const string Plain = "text/plain";

    private static int shown;

    /// <summary>Waits for the library.</summary>
    public static void Watch() => AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => Register(loaded.LoadedAssembly);

    /// <summary>Registers once more, after a package has registered its own.</summary>
    public static void Insist() => Array.ForEach(AppDomain.CurrentDomain.GetAssemblies(), Register);

    private static void Register(Assembly assembly)
    {
        if (assembly.GetName().Name != Library || assembly.GetType(ChartValue.TypeName) is not { } chart
            || ChartValue.ToFigure(chart) is not { } toFigure)
            return;
        Formatter.Register(chart, (value, writer) => writer.Write(toFigure(value).ToJsonString(JsonStyle.Compact)), ChartValue.Plotly);
        Formatter.Register(chart, (value, writer) => writer.Write(ToHtml(toFigure(value))), Html);
        Formatter.Register(chart, (value, writer) => writer.Write(Words(toFigure(value))), Plain);
        Formatter.SetPreferredMimeTypesFor(chart, ChartValue.Plotly, Html, Plain);
    }

    /// <summary>The chart's title, or how many traces it has.</summary>
    private static string Words(JsonNode figure) => figure["layout"]?["title"] switch
    {
        JsonValue title => $"{title}",
        JsonObject title when title["text"] is { } text => $"{text}",
        _ => figure["data"]?.AsArray().Count is 1 ? "a chart of 1 trace" : $"a chart of {figure["data"]?.AsArray().Count} traces",
    };

    /// <summary>For front-ends that draw HTML alone: with the page's plotly.js if it has one, else in words.</summary>
    private static string ToHtml(JsonNode figure)
    {
        var id = $"chart-{Interlocked.Increment(ref shown)}";
        return $$"""
            <div id="{{id}}">{{WebUtility.HtmlEncode(Words(figure))}}</div>
            <script>
            if (window.Plotly) {
              const figure = {{figure.ToJsonString(JsonStyle.Compact).Replace("<", "\\u003c")}};
              document.getElementById("{{id}}").textContent = "";
              Plotly.newPlot("{{id}}", figure.data, figure.layout, figure.config);
            }
            </script>
            """.ReplaceLineEndings("\n");
    }
}
