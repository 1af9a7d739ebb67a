using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>The code of a cell on its page: open where it computes, folded where what it has made is what readers come for.</summary>
/// <param name="course">Names outputs that are the course's own.</param>
internal sealed class CodeBox(ICourse course)
{
    /// <summary>The code behind a line that says what it is.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="code">Its code, coloured.</param>
    public Html Of(Cell cell, Html code)
    {
        var isInjected = cell.Tags.Contains("injected-parameters");
        var isFolded = IsFolded(cell);
        var label = isInjected ? "Altered parameters" : cell.Tags.Contains("parameters") ? "Parameters"
            : isFolded && cell.Outputs.Select(Word).FirstOrDefault(word => word is not null) is { } word ? $"Code of the {word}"
            : cell.Language is { } language ? $"Code: {language}" : "Code";
        var kind = $"code{(isInjected ? " injected" : "")}{(isFolded ? " folded" : "")}";
        var open = Html.Raw(isFolded ? "" : " open");
        return Html.Of($"""
            <details class="{kind}"{open}><summary>{label}</summary><pre class="scroll"><code>{code}</code></pre></details>

            """);
    }

    /// <summary>
    /// Whether a cell's code is folded: by Jupyter's own mark, which JupyterLab and others heed as well, or by a tag of those who had none.
    /// </summary>
    public static bool IsFolded(Cell cell) => cell.Tags.Any(tag => tag is "hide-code" or "hide-input")
        || cell.Metadata["jupyter"] is JsonObject jupyter && jupyter["source_hidden"] is JsonValue value
            && value.TryGetValue<bool>(out var yes) && yes;

    /// <summary>What an output is, in a word; null if there is none for it.</summary>
    private string? Word(CellOutput output)
    {
        try
        {
            return output.Bundle is not { } bundle ? null
                : course.Word(bundle) ?? (bundle.Has(ChartValue.Plotly) || bundle.Has(Pictures.Svg) ? "figure"
                : bundle.Text("text/html") is not { } html ? null
                : html.StartsWith("<table", StringComparison.Ordinal) ? "table"
                : html.Contains("<audio", StringComparison.Ordinal) ? "sound" : null);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return null; // its own rendering tells
        }
    }
}
