using System.Text;
using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>A cell's outputs as HTML: of each value the form that reads best on a page.</summary>
/// <param name="course">Knows the look of its own outputs.</param>
/// <param name="formulas">Sets outputs that are LaTeX.</param>
/// <param name="prose">Renders outputs that are Markdown.</param>
/// <param name="anchors">The ids of the page.</param>
internal sealed class OutputRenderer(ICourse course, Formulas formulas, ProseRenderer prose, Anchors anchors)
{
    private const string Plotly = ChartValue.Plotly;
    private const int LargestFigure = 20_000_000; // characters
    private const int LargestHtml = 20_000_000;

    private int figures;

    /// <summary>An output as HTML.</summary>
    /// <param name="output">The output.</param>
    /// <param name="faults">Receives what cannot be rendered.</param>
    public Html Render(CellOutput output, Action<string> faults) => output switch
    {
        StreamOutput stream => TerminalText.ToHtml(stream.Text, stream.Name == "stderr" ? "stream stderr" : "stream"),
        UnreadableOutput unreadable => Unreadable(unreadable, faults),
        ErrorOutput error => TerminalText.ToHtml(
            string.Join('\n', error.Traceback is [] ? [$"{error.Name}: {error.Value}"] : error.Traceback), "error"),
        _ => output.Bundle is { } bundle ? Render(bundle, output.BundleMetadata, faults) : Html.Empty,
    };

    /// <summary>The first figure among some outputs, drawn for a card; empty if there is none.</summary>
    /// <param name="outputs">The outputs.</param>
    /// <param name="anchors">The ids of the card's page.</param>
    public static Html Cover(IEnumerable<CellOutput> outputs, Anchors anchors)
    {
        foreach (var output in outputs)
            if (output.Bundle is { } bundle && FigureOf(bundle) is { } figure)
                return new FigureElement(figure, InlineDrawing.Of(bundle.Text(Pictures.Svg))).ToCover(anchors.Take("figure"));
        return Html.Empty;
    }

    private static Html Unreadable(UnreadableOutput output, Action<string> faults)
    {
        faults("an output is not in the form of Jupyter's outputs; allowed: stream, display_data, execute_result, error");
        return Fault.Box(output.ToJson().ToJsonString(JsonStyle.Compact));
    }

    private Html Render(MimeBundle bundle, JsonObject? metadata, Action<string> faults)
    {
        if (course.Output(bundle) is { } own)
            return own;
        if (bundle.Has(Plotly))
        {
            if (FigureOf(bundle) is { } figure)
                return new FigureElement(figure, InlineDrawing.Of(bundle.Text(Pictures.Svg))).ToHtml(anchors.Take("figure"), ++figures);
            faults(IsTooLarge(bundle)
                ? $"a figure is too large for a page; allowed: {LargestFigure / 1_000_000} MB of JSON"
                : "a figure is not in plotly's form, an object with an array \"data\" of traces and an object \"layout\"");
            if (!bundle.Has("text/html") && !bundle.Has("text/plain"))
                return Fault.Box(bundle.Text(Plotly) ?? "");
        }
        // The engine's own tree of members needs the engine's style; its plain text says the same.
        if (bundle.Text("text/html") is { } html && !(html.Contains("dni-", StringComparison.Ordinal) && bundle.Has("text/plain")))
            return html.Length <= LargestHtml ? prose.Foreign(html, faults)
                : throw new FormatException($"HTML is too large for a page; allowed: {LargestHtml / 1_000_000} MB");
        if (Pictures.Types.FirstOrDefault(bundle.Has) is { } type)
            return Image(bundle, type, metadata?[type] as JsonObject ?? metadata, faults);
        if (bundle.Text("text/latex") is { } latex)
            return Latex(latex.Trim(), faults);
        if (bundle.Text("text/markdown") is { } markdown)
            return prose.Render(markdown, faults);
        if (bundle.Text("text/plain") is { } plain)
            return TerminalText.ToHtml(plain, "value");
        return bundle.Any is { } other ? TerminalText.ToHtml(bundle.Text(other)!, "value") : Html.Empty;
    }

    /// <summary>LaTeX: one formula, or words with formulas among them, as MathJax reads it.</summary>
    private Html Latex(string latex, Action<string> faults)
    {
        if (latex.Length > 200_000)
            throw new FormatException("LaTeX is too long for a page; allowed: 200,000 characters");
        var found = new List<FoundFormula>();
        var words = new FormulaFinder(FormulaInline.Clean(latex), isMarkdown: false).Replace(formula =>
        {
            found.Add(formula);
            return FormulaInline.Mark(found.Count - 1);
        });
        if (found.Count == 0 || words == FormulaInline.Mark(0))
            return formulas.Render(found.FirstOrDefault()?.Latex ?? latex, display: true, faults) is { IsEmpty: false } html
                ? Html.Of($"<div class=\"formula scroll\">{html}</div>")
                : Html.Empty;
        var paragraphs = words.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(paragraph => FormulaInline.Unmark(paragraph, found.Count, i => Set(found[i]).ToString(),
                rest => Html.Text(rest.Replace(@"\$", "$", StringComparison.Ordinal)).ToString()))
            .Select(paragraph => $"<p>{paragraph}</p>\n");
        return Html.Of($"<div class=\"value prose\">\n{Html.Raw(string.Concat(paragraphs))}</div>");

        Html Set(FoundFormula formula)
        {
            var html = formulas.Render(formula.Latex, formula.Display, faults);
            return formula.Display && !html.IsEmpty ? Html.Of($"<span class=\"formula scroll\">{html}</span>") : html;
        }
    }

    /// <summary>The plotly JSON of a figure; null for what is none, or too large.</summary>
    public static JsonObject? FigureOf(MimeBundle bundle)
    {
        try
        {
            if (bundle.Json(Plotly) is not JsonObject figure || figure["data"] is not JsonArray traces
                || !traces.All(trace => trace is JsonObject) || figure["layout"] is not (null or JsonObject) || IsTooLarge(bundle))
                return null;
            // A name that is there twice is found out when an object is first looked into.
            foreach (var part in new[] { figure["layout"], figure["layout"]?["meta"], figure["layout"]?["title"] })
                _ = (part as JsonObject)?.Count;
            return figure;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsTooLarge(MimeBundle bundle) => bundle.Text(Plotly) is { Length: > LargestFigure };

    private static Html Image(MimeBundle bundle, string type, JsonObject? metadata, Action<string> faults)
    {
        try
        {
            var address = Pictures.DataAddress(type, bundle.Text(type)!);
            // A text without a blank is no words but the picture's own, or a file's.
            var words = (metadata?["alt"] as JsonValue)?.ToString() ?? bundle.Text("text/plain");
            words = words?.Length > 80 && !words.Contains(' ', StringComparison.Ordinal) ? null : words;
            var size = Size(metadata, "width") + Size(metadata, "height");
            return Html.Of($"<img class=\"value\" alt=\"{(string.IsNullOrWhiteSpace(words) ? "image" : words)}\"{size} src=\"{address}\">");
        }
        catch (FormatException e)
        {
            faults(e.Message);
            return Html.Of($"<p class=\"fault\">{e.Message}</p>");
        }
    }

    private static Html Size(JsonObject? metadata, string name) =>
        metadata?[name] is JsonValue value && value.TryGetValue<double>(out var pixels) && pixels is >= 1 and <= 100_000
            ? Html.Of($" {name}=\"{Math.Round(pixels)}\"")
            : Html.Empty;
}
