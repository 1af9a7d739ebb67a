using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReluDc.Figures;

/// <summary>
/// A drawing with a title, units on its axes, and a text that says in words what it shows. As a cell's last expression it draws itself: as
/// plotly JSON, as SVG where there is no plotly, as the same in HTML for nbconvert 6.5, whose cleaning leaves nothing of an SVG, and as its
/// text.
/// </summary>
/// <remarks>Used in notebook 01 first.</remarks>
[TypeFormatterSource(typeof(FigureFormatterSource), PreferredMimeTypes = [MimeType.Plotly, MimeType.Svg, MimeType.Html, MimeType.Plain])]
public sealed partial class Figure : IDisplayable
{
    private static readonly Lazy<string> theme = new(() =>
    {
        using var reader = new StreamReader(typeof(Figure).Assembly.GetManifestResourceStream("figure-theme.js")!);
        var darker = string.Join(", ", Palette.All.Select(pair => $"\"{pair.Light}\": \"{pair.Dark}\""));
        return reader.ReadToEnd().Replace("const onDark = {}", $"const onDark = {{ {darker} }}");
    });

    private string? svg; // asked for as it is, and in HTML

    private Figure(string title, string alt, string? caption, Axis x, Axis y, IEnumerable<JsonObject> traces,
        SliderFrames? slider = null)
    {
        (Title, Alt) = (Given(title, "title"), Given(alt, "alternative text that says what it shows"));
        ArgumentNullException.ThrowIfNull(x, "xAxis");
        ArgumentNullException.ThrowIfNull(y, "yAxis");
        Traces = [.. traces];
        if (Traces.Count == 0)
            throw new ArgumentException($"The figure \"{title}\" shows nothing; it needs a curve or more.", nameof(traces));
        (Caption, X, Y, Choice) = (caption, x.Checked(), y.Checked(), slider);
        (XExtent, YExtent) = (Extent.Of(Traces, "x", X), Extent.Of(Traces, "y", Y));
    }

    /// <summary>What the figure is about.</summary>
    public string Title { get; }

    /// <summary>What the figure shows, in one sentence for those who cannot see it.</summary>
    public string Alt { get; }

    /// <summary>A line below the figure; null without one.</summary>
    public string? Caption { get; }

    internal Axis X { get; }

    internal Axis Y { get; }

    /// <summary>From where to where the figure shows each axis.</summary>
    internal Extent XExtent { get; }

    /// <inheritdoc cref="XExtent"/>
    internal Extent YExtent { get; }

    internal IReadOnlyList<JsonObject> Traces { get; }

    /// <summary>The frames between which a slider chooses; null without one.</summary>
    internal SliderFrames? Choice { get; }

    /// <summary>
    /// Script that gives figures their colours on a light and on a dark ground, the same wherever they are drawn: it defines
    /// <c>globalThis.figureTheme(figure, look)</c>.
    /// </summary>
    public static string ThemeScript => theme.Value;

    /// <summary>
    /// Style of the drawings inside of a page: the colours follow the page's <c>data-theme</c>, or else the system's, and on paper they are
    /// those for a light ground.
    /// </summary>
    public static string PageStyle => FigureStyle.PageCss;

    /// <summary>The figure as plotly.js takes it: data, layout, config.</summary>
    public string ToPlotlyJson()
    {
        var layout = PlotLayout.Of(this);
        if (Choice is not null)
        {
            layout["sliders"] = new JsonArray(Choice.Control());
            layout["height"] = 470;
            layout["margin"]!["b"] = 128;
        }
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("data");
            foreach (var trace in Traces)
                trace.WriteTo(writer);
            writer.WriteEndArray();
            writer.WritePropertyName("layout");
            layout.WriteTo(writer);
            writer.WritePropertyName("config");
            new JsonObject { ["responsive"] = true, ["displaylogo"] = false, ["displayModeBar"] = false }.WriteTo(writer);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    /// <summary>
    /// The figure as SVG, the same in what it says: for print, mail, and wherever nothing runs. Of a slider it holds all frames, and shows
    /// the first that the slider does.
    /// </summary>
    public string ToSvg() => svg ??= new StaticFigure(this).ToSvg();

    /// <inheritdoc/>
    string IDisplayable.As(string mimeType) => mimeType switch
    {
        MimeType.Plotly => ToPlotlyJson(),
        MimeType.Svg => ToSvg(),
        MimeType.Html => $"<div class=\"reludc-figure\">\n{ToSvg()}</div>",
        _ => ToString(),
    };

    /// <summary>The title and the alternative text.</summary>
    public override string ToString() => $"{Title}. {Alt}";

    private static string Given(string text, string what) => string.IsNullOrWhiteSpace(text)
        ? throw new ArgumentException($"A figure has a {what}.")
        : text;
}
