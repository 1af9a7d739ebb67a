using System.Text.RegularExpressions;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>A sentence of a notebook as the index shows it: its few formulas in italics and with indices, its stress as such.</summary>
internal static partial class InlineFormula
{
    /// <summary>The sentence.</summary>
    /// <param name="markdown">
    /// Markdown in one line. Of formulas between dollars letters, indices, powers and π are set; longer ones are shown as code.
    /// </param>
    public static Html Sentence(string markdown) => Html.Concat(Parts().Split(markdown).Select((part, i) => (i % 2, part) switch
    {
        (0, _) => Html.Text(part),
        (_, ['$', .. var latex, '$']) => Formula(latex),
        (_, ['*', '*', .. var words, '*', '*']) => Html.Of($"<strong>{words}</strong>"),
        (_, ['`', .. var code, '`']) => Html.Of($"<code>{code}</code>"),
        (_, ['*', .. var words, '*']) => Html.Of($"<em>{words}</em>"),
        _ => Html.Text(part),
    }));

    private static Html Formula(string latex) => !Simple().IsMatch(latex) ? Html.Of($"<code>{latex}</code>")
        : Html.Concat(Signs().Matches(latex).Select(sign => sign.Value switch
        {
            ['_', var index] => Html.Of($"<sub>{index.ToString()}</sub>"),
            ['^', var power] => Html.Of($"<sup>{power.ToString()}</sup>"),
            @"\pi" => Html.Text("π"),
            [var letter] when char.IsAsciiLetter(letter) => Html.Of($"<i>{letter.ToString()}</i>"),
            var other => Html.Text(other),
        }));

    [GeneratedRegex(@"(\$[^$]+\$|\*\*[^*]+\*\*|\*[^*]+\*|`[^`]+`)")]
    private static partial Regex Parts();

    [GeneratedRegex(@"^(?:\\pi(?![a-z])|[_^][A-Za-z0-9]|[A-Za-z0-9]|[-+/=()|., ])+$")]
    private static partial Regex Simple();

    [GeneratedRegex(@"\\pi|[_^].|.")]
    private static partial Regex Signs();
}
