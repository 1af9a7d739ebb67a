using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>
/// A figure on a page: its drawing, which is there at once; beside it plotly's JSON, with which the page's script lets the reader zoom in
/// and read values, and lists its numbers. A figure that brings no drawing along is drawn by plotly.
/// </summary>
/// <param name="figure">plotly's JSON.</param>
/// <param name="drawing">The same as a drawing; empty for none.</param>
internal sealed class FigureElement(JsonObject figure, Html drawing)
{
    private readonly JsonObject? layout = figure["layout"] as JsonObject;

    private JsonObject? Meta => layout?["meta"] as JsonObject;

    private string Title =>
        Words(Meta?["title"]) ?? Words(layout?["title"]) ?? Words((layout?["title"] as JsonObject)?["text"]) ?? "Figure";

    private bool IsSmall => Meta?["small"] is JsonValue small && small.TryGetValue<bool>(out var yes) && yes;

    /// <summary>The figure with number, title, what it shows, and its numbers.</summary>
    /// <param name="id">The id of its element.</param>
    /// <param name="number">Its place among the page's figures, from 1.</param>
    public Html ToHtml(string id, int number)
    {
        var (alt, own) = (Words(Meta?["alt"]), Words(Meta?["caption"]));
        var saysMore = own is not null && alt?.StartsWith(own, StringComparison.Ordinal) == false;
        var finding = saysMore ? $"{alt} {own}" : alt ?? own ?? "";
        var caption = finding.Length > 0 ? Html.Of($"\n<p class=\"figure-caption\">{finding}</p>") : Html.Empty;
        // The page's script fills the slider in; its place is kept, so that nothing moves when it comes.
        var slider = Html.Raw(layout?["sliders"] is JsonArray { Count: > 0 } ? "\n<div class=\"slider\"></div>" : "");
        return Html.Of($"""
            <figure class="plot{(IsSmall ? " small" : "")}" id="{id}" aria-labelledby="{id}-title">
            <p class="figure-title" id="{id}-title"><a class="figure-number" href="#{id}">Figure {number}</a>
            <span>{Title}</span></p>{slider}
            {Drawing()}
            {Json()}{caption}
            <details class="data"><summary>Numbers</summary><div class="scroll"></div></details>
            </figure>
            """);
    }

    /// <summary>The figure for a card: without number, numbers and script.</summary>
    /// <param name="id">The id of its element.</param>
    public Html ToCover(string id) => Html.Of($"""
        <figure class="plot{(IsSmall ? " small" : "")}" id="{id}" aria-labelledby="{id}-title">
        <p class="figure-title" id="{id}-title"><span>{Title}</span></p>
        {Drawing()}
        {(drawing.IsEmpty ? Json() : Html.Empty)}
        </figure>
        """);

    /// <summary>Whether a page holds a figure that plotly has to draw.</summary>
    public static bool NeedsPlotly(Html page) => page.ToString().Contains("<div class=\"drawing waiting\"", StringComparison.Ordinal);

    private Html Drawing()
    {
        var none = Html.Raw("<noscript><p class=\"not-run\">This figure is drawn by a script, which does not run here.</p></noscript>");
        return Html.Of($"""
            <div class="drawing{(drawing.IsEmpty ? " waiting" : "")}" role="img" aria-label="{Words(Meta?["alt"]) ?? Title}">
            {(drawing.IsEmpty ? none : drawing)}</div>
            """);
    }

    private Html Json()
    {
        var json = figure.ToJsonString(JsonStyle.Compact).Replace("</", "<\\/").Replace("<!--", "<\\u0021--");
        return Html.Of($"<script type=\"application/json\">{Html.Raw(json)}</script>");
    }

    /// <summary>A text, or a number or a truth value as one; null for anything else, and for nothing.</summary>
    private static string? Words(JsonNode? node) =>
        node is JsonValue value && value.ToString() is { } words && !string.IsNullOrWhiteSpace(words) ? words : null;
}
