using System.Text.Json.Nodes;
using ReluDc.Notebooks.Documents;

namespace ReluDc.Notebooks.Rendering;

/// <summary>A cell's outputs as HTML: of each value the form that reads best on a page.</summary>
/// <param name="math">Sets outputs that are LaTeX.</param>
/// <param name="prose">Renders outputs that are Markdown.</param>
/// <param name="anchors">The ids of the page.</param>
internal sealed class OutputRenderer(MathRenderer math, ProseRenderer prose, Anchors anchors)
{
    private const string Plotly = "application/vnd.plotly.v1+json";
    private const string Claim = "application/vnd.reludc.claim+json";

    /// <summary>An output as HTML.</summary>
    /// <param name="output">The output.</param>
    /// <param name="faults">Receives what cannot be rendered.</param>
    public string Render(CellOutput output, Action<string> faults) => output switch
    {
        StreamOutput stream => TerminalText.ToHtml(stream.Text, stream.Name == "stderr" ? "stream stderr" : "stream"),
        ErrorOutput error => TerminalText.ToHtml(string.Join('\n', error.Traceback is [] ? [$"{error.Name}: {error.Value}"] : error.Traceback), "error"),
        DisplayOutput display => Render(display.Data, faults),
        ResultOutput result => Render(result.Data, faults),
        _ => "",
    };

    /// <summary>The plotly JSON of the first figure among some outputs; null if there is none.</summary>
    public static JsonObject? FirstFigure(IEnumerable<CellOutput> outputs) => outputs
        .Select(output => (output as ResultOutput)?.Data ?? (output as DisplayOutput)?.Data)
        .Select(bundle => bundle is null ? null : FigureOf(bundle)).FirstOrDefault(figure => figure is not null);

    /// <summary>A figure: title, drawing area with its alternative text, plotly's JSON beside it, and its numbers behind a disclosure.</summary>
    public string Figure(JsonObject figure, bool withData = true)
    {
        var meta = figure["layout"]?["meta"];
        var title = (string?)meta?["title"] ?? (string?)figure["layout"]?["title"]?["text"] ?? "Figure";
        var caption = (string?)meta?["caption"] is { Length: > 0 } text ? $"\n<p class=\"figure-caption\">{Html.Escape(text)}</p>" : "";
        var id = anchors.Take("figure");
        var data = withData ? "\n<details class=\"data\"><summary>Numbers in this figure</summary><div class=\"scroll\"></div></details>" : "";
        // The page's script fills the slider in; its place is kept, so that nothing moves when it comes.
        var slider = withData && figure["layout"]?["sliders"] is JsonArray { Count: > 0 } ? "\n<div class=\"slider\"></div>" : "";
        return $"""
            <figure class="plot" id="{id}" aria-labelledby="{id}-title">
            <p class="figure-title" id="{id}-title">{Html.Escape(title)}</p>{slider}
            <div class="drawing" role="img" aria-label="{Html.Escape((string?)meta?["alt"] ?? title)}"></div>
            <script type="application/json">{figure.ToJsonString(JsonStyle.Compact).Replace("</", "<\\/").Replace("<!--", "<\\u0021--")}</script>{caption}{data}
            </figure>
            """;
    }

    private string Render(MimeBundle bundle, Action<string> faults)
    {
        if (bundle.Has(Claim) && bundle.Text("text/html") is { } claim)
            return claim;
        if (bundle.Has(Plotly))
        {
            if (FigureOf(bundle) is { } figure)
                return Figure(figure);
            faults("a figure is not in plotly's form, an object with an array \"data\" and an object \"layout\"");
        }
        // The engine's own tree of members needs the engine's style; its plain text says the same.
        if (bundle.Text("text/html") is { } html && !(html.Contains("dni-", StringComparison.Ordinal) && bundle.Has("text/plain")))
            return $"<div class=\"value scroll\">{html}</div>";
        if (bundle.Text("image/svg+xml") is { } svg)
            return Image(bundle, "image/svg+xml", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(svg)));
        if (bundle.Text("image/png") is { } png)
            return Image(bundle, "image/png", png.ReplaceLineEndings(""));
        if (bundle.Text("text/latex") is { } latex)
            return Latex(latex.Trim().Trim('$'), faults);
        if (bundle.Text("text/markdown") is { } markdown)
            return prose.Render(markdown, faults);
        return bundle.Text("text/plain") is { } plain ? TerminalText.ToHtml(plain, "value") : "";
    }

    private string Latex(string latex, Action<string> faults)
    {
        try
        {
            return $"<div class=\"formula scroll\">{math.Render(latex, display: true)}</div>";
        }
        catch (FormatException e)
        {
            faults(e.Message);
            return $"<pre class=\"fault\">{Html.Escape(latex)}</pre>";
        }
    }

    private static JsonObject? FigureOf(MimeBundle bundle) =>
        bundle.Json(Plotly) is JsonObject figure && figure["data"] is JsonArray && figure["layout"] is null or JsonObject ? figure : null;

    private static string Image(MimeBundle bundle, string mimeType, string base64) =>
        $"<img class=\"value\" alt=\"{Html.Escape(bundle.Text("text/plain") ?? "image")}\" src=\"data:{mimeType};base64,{Html.Escape(base64)}\">";
}
