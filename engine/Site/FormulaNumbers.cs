using System.Globalization;
using System.Text.RegularExpressions;

namespace ReluDc.Engine;

/// <summary>
/// The numbers of a notebook's formulas, as LaTeX and Jupyter count them, and the references to them, which may stand before them.
/// </summary>
/// <param name="anchors">The ids of the page.</param>
internal sealed partial class FormulaNumbers(Anchors anchors)
{
    // A reference that waits for the page's end. Characters that no text on a page has: Html.Text replaces them.
    private const char Open = '\ufdd0';
    private const char Close = '\ufdd1';

    private readonly Dictionary<string, (string Shown, string Anchor)> labels = [];
    private readonly List<(string Label, bool InParentheses, Action<string> Faults)> references = [];
    private int last;

    /// <summary>A formula of a line of its own, with its number or numbers as \tag.</summary>
    /// <param name="latex">The formula.</param>
    /// <param name="faults">Receives labels that are there twice.</param>
    public string Number(string latex, Action<string> faults)
    {
        var formula = Wrapper().Replace(latex, "").Trim();
        if (Numbered().Match(formula) is not { Success: true } begin
            || LatexText.EndOfEnvironment(formula, 0, out var name) != formula.Length)
            return Row(formula, isCounted: false, faults);
        var inner = formula[begin.Length..^$@"\end{{{name}}}".Length];
        var isCounted = !name.EndsWith('*');
        var kind = name.TrimEnd('*');
        if (kind is "displaymath" or "math")
            return Row(inner, isCounted: false, faults);
        var rows = kind is "equation" or "multline" ? [inner] : LatexText.Split(inner, @"\\");
        var environment = kind switch { "eqnarray" or "flalign" => "align", _ => kind };
        var body = rows.Select(row => kind == "eqnarray" ? TwoColumns(row) : row)
            .Select(row => string.IsNullOrWhiteSpace(row) ? row : Row(row, isCounted, faults));
        return $@"\begin{{{environment}*}}{begin.Groups["columns"].Value}{string.Join(@"\\", body)}\end{{{environment}*}}";
    }

    /// <summary>A formula with what stands for its references.</summary>
    public string Refer(string latex, Action<string> faults) => Reference().Replace(latex, match =>
        $@"\text{{{Waiting(match, faults)}}}");

    /// <summary>What stands for a reference if the formula is nothing else; null if it is more.</summary>
    public Html? OnlyReference(string latex, Action<string> faults) =>
        Reference().Match(latex.Trim()) is { Success: true } match && match.Length == latex.Trim().Length
            ? Html.Raw(Waiting(match, faults))
            : null;

    /// <summary>A formula in the text, which has neither number nor label.</summary>
    public static string Unlabelled(string latex) => Label().Replace(latex, "");

    /// <summary>Markup with its references, now that all numbers are known.</summary>
    public Html Resolve(Html markup) => Html.Raw(Waits().Replace(markup.ToString(), match =>
    {
        if (!int.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var number) || number >= references.Count)
            return "\ufffd"; // a value of the notebook's holds such characters
        var (label, inParentheses, faults) = references[number];
        if (labels.TryGetValue(label, out var formula))
            return Html.Of($"<a href=\"#{formula.Anchor}\">{(inParentheses ? $"({formula.Shown})" : formula.Shown)}</a>").ToString();
        faults($"no formula of the notebook has the label {label}");
        return Html.Of($"<code class=\"fault\">{(inParentheses ? @"\eqref" : @"\ref")}{{{label}}}</code>").ToString();
    }));

    private string Waiting(Match reference, Action<string> faults)
    {
        references.Add((reference.Groups["label"].Value.Trim(), reference.Groups["eq"].Success, faults));
        return string.Create(CultureInfo.InvariantCulture, $"{Open}{references.Count - 1}{Close}");
    }

    /// <summary>A formula, or a row of one, with its number.</summary>
    private string Row(string latex, bool isCounted, Action<string> faults)
    {
        var label = Label().Match(latex) is { Success: true } match ? match.Groups["label"].Value.Trim() : null;
        var row = NoNumber().Replace(Label().Replace(latex, ""), "");
        var hasNone = NoNumber().IsMatch(latex);
        var shown = Tag().Match(row) is { Success: true } tag ? tag.Groups["text"].Value.Replace("$", "", StringComparison.Ordinal) : null;
        if (shown is null && (label is not null || isCounted && !hasNone))
        {
            shown = (++last).ToString(CultureInfo.InvariantCulture);
            row += $@"\tag{{{shown}}}";
        }
        if (label is null || shown is null)
            return row;
        var anchor = anchors.Take(label.StartsWith("eq", StringComparison.Ordinal) ? Plain(label) : "eq-" + Plain(label));
        if (!labels.TryAdd(label, (shown, anchor)))
            faults($"two formulas of the notebook have the label {label}");
        return row + $@"\label{{{anchor}}}"; // Temml makes it the row's id
    }

    /// <summary>A row of eqnarray for align: the relation belongs to the right side.</summary>
    private static string TwoColumns(string row) =>
        LatexText.Split(row, "&") is { Count: > 2 } parts ? $"{parts[0]}&{string.Concat(parts.Skip(1))}" : row;

    private static string Plain(string label) => string.Concat(label.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));

    [GeneratedRegex(@"^\\begin\{(?:equation|align|gather|multline|alignat|flalign|eqnarray|displaymath|math)\*?\}"
        + @"(?<columns>(?<=alignat\*?\})\s*\{\s*\d+\s*\})?")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"\\(?:begin|end)\{subequations\}")]
    private static partial Regex Wrapper();

    [GeneratedRegex(@"\\label\s*\{(?<label>[^{}]*)\}")]
    private static partial Regex Label();

    [GeneratedRegex(@"\\tag\*?\s*\{(?<text>(?:[^{}]|\{[^{}]*\})*)\}")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\\(?:notag|nonumber)(?![A-Za-z])")]
    private static partial Regex NoNumber();

    [GeneratedRegex(@"\\(?<eq>eq)?ref\s*\{(?<label>[^{}]*)\}")]
    private static partial Regex Reference();

    [GeneratedRegex("\ufdd0([0-9]+)\ufdd1")]
    private static partial Regex Waits();
}
