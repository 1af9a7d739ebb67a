using System.Text;
using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>A cell's outputs as HTML: of each value the form that reads best on a page.</summary>
/// <param name="course">Knows the look of its own outputs.</param>
/// <param name="math">Sets outputs that are LaTeX.</param>
/// <param name="prose">Renders outputs that are Markdown.</param>
/// <param name="anchors">The ids of the page.</param>
internal sealed class OutputRenderer(ICourse course, MathRenderer math, ProseRenderer prose, Anchors anchors)
{
    private const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>An output as HTML.</summary>
    /// <param name="output">The output.</param>
    /// <param name="faults">Receives what cannot be rendered.</param>
    public Html Render(CellOutput output, Action<string> faults) => output switch
    {
        StreamOutput stream => TerminalText.ToHtml(stream.Text, stream.Name == "stderr" ? "stream stderr" : "stream"),
        ErrorOutput error => TerminalText.ToHtml(
            string.Join('\n', error.Traceback is [] ? [$"{error.Name}: {error.Value}"] : error.Traceback), "error"),
        _ => output.Bundle is { } bundle ? Render(bundle, faults) : Html.Empty,
    };

    /// <summary>The plotly JSON of the first figure among some outputs; null if there is none.</summary>
    public static JsonObject? FirstFigure(IEnumerable<CellOutput> outputs) =>
        outputs.Select(output => output.Bundle is { } bundle ? FigureOf(bundle) : null).FirstOrDefault(figure => figure is not null);

    /// <summary>
    /// A figure: title, drawing area with its alternative text, plotly's JSON beside it, and its numbers behind a disclosure.
    /// </summary>
    public Html Figure(JsonObject figure, bool withData = true)
    {
        var meta = figure["layout"]?["meta"];
        var title = (string?)meta?["title"] ?? (string?)figure["layout"]?["title"]?["text"] ?? "Figure";
        var caption = (string?)meta?["caption"] is { Length: > 0 } text ? Html.Of($"\n<p class=\"figure-caption\">{text}</p>") : Html.Empty;
        var id = anchors.Take("figure");
        var isSmall = meta?["small"] is JsonValue small && small.TryGetValue<bool>(out var yes) && yes;
        var data = Html.Raw(withData
            ? "\n<details class=\"data\"><summary>Numbers in this figure</summary><div class=\"scroll\"></div></details>"
            : "");
        // The page's script fills the slider in; its place is kept, so that nothing moves when it comes.
        var slider = Html.Raw(withData && figure["layout"]?["sliders"] is JsonArray { Count: > 0 } ? "\n<div class=\"slider\"></div>" : "");
        var json = Html.Raw(figure.ToJsonString(JsonStyle.Compact).Replace("</", "<\\/").Replace("<!--", "<\\u0021--"));
        return Html.Of($"""
            <figure class="plot{(isSmall ? " small" : "")}" id="{id}" aria-labelledby="{id}-title">
            <p class="figure-title" id="{id}-title">{title}</p>{slider}
            <div class="drawing" role="img" aria-label="{(string?)meta?["alt"] ?? title}"></div>
            <script type="application/json">{json}</script>{caption}{data}
            </figure>
            """);
    }

    private Html Render(MimeBundle bundle, Action<string> faults)
    {
        if (course.Output(bundle) is { } own)
            return own;
        if (bundle.Has(Plotly))
        {
            if (FigureOf(bundle) is { } figure)
                return Figure(figure);
            faults("a figure is not in plotly's form, an object with an array \"data\" and an object \"layout\"");
        }
        // The engine's own tree of members needs the engine's style; its plain text says the same.
        if (bundle.Text("text/html") is { } html && !(html.Contains("dni-", StringComparison.Ordinal) && bundle.Has("text/plain")))
            return Html.Of($"<div class=\"value scroll\">{Html.Raw(html)}</div>");
        if (bundle.Text("image/svg+xml") is { } svg)
            return Image(bundle, "image/svg+xml", Convert.ToBase64String(Encoding.UTF8.GetBytes(svg)));
        if (bundle.Text("image/png") is { } png)
            return Image(bundle, "image/png", png.ReplaceLineEndings(""));
        if (bundle.Text("text/latex") is { } latex)
            return Latex(latex.Trim().Trim('$'), faults);
        if (bundle.Text("text/markdown") is { } markdown)
            return prose.Render(markdown, faults);
        return bundle.Text("text/plain") is { } plain ? TerminalText.ToHtml(plain, "value") : Html.Empty;
    }

    private Html Latex(string latex, Action<string> faults)
    {
        try
        {
            return Html.Of($"<div class=\"formula scroll\">{math.Render(latex, display: true)}</div>");
        }
        catch (FormatException e)
        {
            faults(e.Message);
            return Html.Of($"<pre class=\"fault\">{latex}</pre>");
        }
    }

    private static JsonObject? FigureOf(MimeBundle bundle) =>
        bundle.Json(Plotly) is JsonObject figure && figure["data"] is JsonArray && figure["layout"] is null or JsonObject ? figure : null;

    private static Html Image(MimeBundle bundle, string mimeType, string base64) =>
        Html.Of($"<img class=\"value\" alt=\"{bundle.Text("text/plain") ?? "image"}\" src=\"data:{mimeType};base64,{base64}\">");
}
