using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ReluDc.Figures;

/// <summary>
/// A drawing with a title, units on its axes, and a text that says in words what it shows. As a cell's last expression it draws itself: as
/// plotly JSON, as HTML where there is no plotly, and as its text.
/// </summary>
/// <remarks>Used in notebook 01 first.</remarks>
[TypeFormatterSource(typeof(FigureFormatterSource), PreferredMimeTypes = [MimeType.Plotly, MimeType.Html, MimeType.Plain])]
public sealed partial class Figure : IDisplayable
{
    private static readonly Lazy<string> theme = new(() =>
    {
        using var reader = new StreamReader(typeof(Figure).Assembly.GetManifestResourceStream("figure-theme.js")!);
        return reader.ReadToEnd();
    });

    private static int shown;
    private readonly JsonArray? sliders;

    private Figure(string title, string alt, string? caption, Axis x, Axis y, IEnumerable<JsonObject> traces, JsonArray? sliders = null)
    {
        (Title, Alt) = (Given(title, "title"), Given(alt, "alternative text that says what it shows"));
        ArgumentNullException.ThrowIfNull(x, "xAxis");
        ArgumentNullException.ThrowIfNull(y, "yAxis");
        Traces = [.. traces];
        if (Traces.Count == 0)
            throw new ArgumentException($"The figure \"{title}\" shows nothing; it needs a curve or more.", nameof(traces));
        (Caption, X, Y, this.sliders) = (caption, x.Checked(), y.Checked(), sliders);
    }

    /// <summary>What the figure is about.</summary>
    public string Title { get; }

    /// <summary>What the figure shows, in one sentence for those who cannot see it.</summary>
    public string Alt { get; }

    /// <summary>A line below the figure; null without one.</summary>
    public string? Caption { get; }

    internal Axis X { get; }

    internal Axis Y { get; }

    internal IReadOnlyList<JsonObject> Traces { get; }

    /// <summary>
    /// Script that gives figures their colours on a light and on a dark ground, the same wherever they are drawn: it defines
    /// <c>globalThis.figureTheme(figure, look)</c>.
    /// </summary>
    public static string ThemeScript => theme.Value;

    /// <summary>The figure as plotly.js takes it: data, layout, config.</summary>
    public string ToPlotlyJson()
    {
        var layout = PlotLayout.Of(this);
        if (sliders is not null)
        {
            layout["sliders"] = sliders.DeepClone();
            layout["height"] = 470;
            layout["margin"]!["b"] = 128;
        }
        return new JsonObject
        {
            ["data"] = new JsonArray([.. Traces.Select(trace => trace.DeepClone())]),
            ["layout"] = layout,
            ["config"] = new JsonObject { ["responsive"] = true, ["displaylogo"] = false, ["displayModeBar"] = false },
        }.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <inheritdoc/>
    string IDisplayable.As(string mimeType) => mimeType switch
    {
        MimeType.Plotly => ToPlotlyJson(),
        MimeType.Html => ToHtml(),
        _ => ToString(),
    };

    /// <summary>The title and the alternative text.</summary>
    public override string ToString() => $"{Title}. {Alt}";

    /// <summary>For front-ends that draw HTML alone: with the page's plotly.js, or else with the one from the web.</summary>
    private string ToHtml()
    {
        var json = ToPlotlyJson().Replace("<", "\\u003c"); // nothing in it can end the script
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(json));
        // the same in every run of a notebook, twice in none
        var id = $"reludc-{Convert.ToHexStringLower(hash)[..12]}-{Interlocked.Increment(ref shown)}";
        return $$"""
            <div id="{{id}}" class="reludc-figure" role="img" aria-label="{{Html.Of($"{Alt}")}}"></div>
            <script>
            {{ThemeScript}}
            (() => {
              const figure = {{json}};
              const draw = () => {
                const { data, layout } = figureTheme(figure, { text: getComputedStyle(document.getElementById("{{id}}")).color });
                Plotly.newPlot("{{id}}", data, layout, figure.config);
              };
              if (window.Plotly) { draw(); return; }
              const script = document.createElement("script");
              script.src = "https://cdn.plot.ly/plotly-2.28.0.min.js";
              script.onload = draw;
              document.head.appendChild(script);
            })();
            </script>
            """;
    }

    private static string Given(string text, string what) => string.IsNullOrWhiteSpace(text)
        ? throw new ArgumentException($"A figure has a {what}.")
        : text;
}
