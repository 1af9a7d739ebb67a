using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ReluDc.Notebooks.Documents;

namespace ReluDc.Notebooks.Rendering;

/// <summary>A cell's outputs as HTML: of each value the form that reads best on a page.</summary>
internal sealed partial class OutputRenderer(MathRenderer math, ProseRenderer prose)
{
    private const string Plotly = "application/vnd.plotly.v1+json";
    private const string Claim = "application/vnd.reludc.claim+json";

    private int figures;

    /// <summary>An output as HTML.</summary>
    /// <param name="output">The output.</param>
    /// <param name="faults">Receives what cannot be rendered.</param>
    public string Render(CellOutput output, Action<string> faults) => output switch
    {
        StreamOutput stream => $"<pre class=\"stream scroll\" data-stream=\"{Html.Escape(stream.Name)}\">{Html.Escape(WithoutColours(stream.Text))}</pre>",
        ErrorOutput error => $"<pre class=\"error scroll\">{Html.Escape(WithoutColours(string.Join('\n', error.Traceback is [] ? [$"{error.Name}: {error.Value}"] : error.Traceback)))}</pre>",
        DisplayOutput display => Render(display.Data, faults),
        ResultOutput result => Render(result.Data, faults),
        _ => "",
    };

    /// <summary>The plotly JSON of the first figure among some outputs; null if there is none.</summary>
    public static JsonObject? FirstFigure(IEnumerable<CellOutput> outputs) => outputs
        .Select(output => (output as ResultOutput)?.Data ?? (output as DisplayOutput)?.Data)
        .Where(bundle => bundle?.Has(Plotly) == true).Select(bundle => bundle!.Json(Plotly) as JsonObject).FirstOrDefault();

    /// <summary>A figure: title, drawing area with its alternative text, plotly's JSON beside it, and its numbers behind a disclosure.</summary>
    public string Figure(JsonObject figure, bool withData = true)
    {
        var meta = figure["layout"]?["meta"];
        var title = (string?)meta?["title"] ?? (string?)figure["layout"]?["title"]?["text"] ?? "Figure";
        var caption = (string?)meta?["caption"] is { Length: > 0 } text ? $"\n<figcaption>{Html.Escape(text)}</figcaption>" : "";
        var id = $"figure-{++figures}";
        var data = withData ? "\n<details class=\"data\"><summary>Numbers in this figure</summary><div class=\"scroll\"></div></details>" : "";
        return $"""
            <figure class="plot" id="{id}" aria-labelledby="{id}-title">
            <p class="figure-title" id="{id}-title">{Html.Escape(title)}</p>
            <div class="drawing" role="img" aria-label="{Html.Escape((string?)meta?["alt"] ?? title)}"></div>
            <script type="application/json">{figure.ToJsonString(JsonStyle.Compact).Replace("</", "<\\/").Replace("<!--", "<\\!--")}</script>{caption}{data}
            </figure>
            """;
    }

    private string Render(MimeBundle bundle, Action<string> faults)
    {
        if (bundle.Has(Claim) && bundle.Text("text/html") is { } claim)
            return claim;
        if (bundle.Has(Plotly))
        {
            if (bundle.Json(Plotly) is JsonObject figure && figure["data"] is JsonArray)
                return Figure(figure);
            faults("a figure is not in plotly's form");
        }
        if (bundle.Text("text/html") is { } html)
            return $"<div class=\"value scroll\">{html}</div>";
        if (bundle.Text("image/svg+xml") is { } svg)
            return $"<div class=\"value scroll\">{svg}</div>";
        if (bundle.Text("image/png") is { } png)
            return $"<img class=\"value\" alt=\"{Html.Escape(bundle.Text("text/plain"))}\" src=\"data:image/png;base64,{png.ReplaceLineEndings("")}\">";
        if (bundle.Text("text/latex") is { } latex)
            return Latex(latex.Trim().Trim('$'), faults);
        if (bundle.Text("text/markdown") is { } markdown)
            return prose.Render(markdown, faults);
        return $"<pre class=\"value scroll\">{Html.Escape(bundle.Text("text/plain"))}</pre>";
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

    private static string WithoutColours(string text) => AnsiEscape().Replace(text, "");

    [GeneratedRegex(@"\e\[[0-9;]*[A-Za-z]")]
    private static partial Regex AnsiEscape();
}
