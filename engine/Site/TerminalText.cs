using System.Text.RegularExpressions;

namespace ReluDc.Engine;

/// <summary>Text that was meant for a terminal, as HTML.</summary>
internal static partial class TerminalText
{
    private const int LongestShown = 20_000;

    /// <summary>
    /// The text in a box as a terminal shows it, without colours; of a very long one the beginning, and how much more there is.
    /// </summary>
    public static Html ToHtml(string text, string cssClass)
    {
        var plain = Control().IsMatch(text) ? TerminalScreen.Show(Ignored().Replace(text, "")) : text;
        var shown = plain.Length <= LongestShown
            ? plain
            : plain[..LongestShown]
                + FormattableString.Invariant(
                $"\n… and {plain.Length - LongestShown:N0} characters more, which the executed notebook holds");
        // HTML drops a line end right behind <pre>.
        return Html.Of($"<pre class=\"{cssClass} scroll\">{(shown.StartsWith('\n') ? "\n" : "")}{shown}</pre>");
    }

    /// <summary>
    /// Outputs, those to one stream that follow one another as one: a line may begin in one and be overwritten in the next.
    /// </summary>
    public static IEnumerable<CellOutput> Joined(IEnumerable<CellOutput> outputs)
    {
        StreamOutput? open = null;
        foreach (var output in outputs)
        {
            if (output is StreamOutput next && next.Name == open?.Name)
            {
                open = open with { Text = open.Text + next.Text };
                continue;
            }
            if (open is not null)
                yield return open;
            open = output as StreamOutput;
            if (open is null)
                yield return output;
        }
        if (open is not null)
            yield return open;
    }

    [GeneratedRegex(@"[\e\b]|\r(?!\n)")]
    private static partial Regex Control();

    /// <summary>
    /// What a page need not obey: titles, links, character sets. Colours, and all else in brackets, the screen passes over.
    /// </summary>
    [GeneratedRegex(@"\e\][^\a\e]*(\a|\e\\)|\e[()*+][A-Z0-9]|\e[=>78DEHMNOc]")]
    private static partial Regex Ignored();
}
