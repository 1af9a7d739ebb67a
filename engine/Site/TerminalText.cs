using System.Text;
using System.Text.RegularExpressions;

namespace ReluDc.Engine;

/// <summary>Text that was meant for a terminal, as HTML.</summary>
internal static partial class TerminalText
{
    private const int LongestShown = 20_000;
    private const int LongestPlayed = 200_000; // of what goes back in its lines

    /// <summary>
    /// The text in a box as a terminal shows it, without colours; of a very long one the beginning, and how much more there is.
    /// </summary>
    public static Html ToHtml(string text, string cssClass)
    {
        var played = Math.Min(text.Length, LongestPlayed);
        var plain = Control().IsMatch(text) ? TerminalScreen.Show(Ignored().Replace(text[..played], "")) : text;
        var notPlayed = ReferenceEquals(plain, text) ? 0 : text.Length - played;
        var more = Math.Max(0, plain.Length - LongestShown) + notPlayed;
        var shown = more == 0
            ? plain
            : plain[..Math.Min(plain.Length, LongestShown)]
                + FormattableString.Invariant($"\n… and {more:N0} characters more, which the executed notebook holds");
        // HTML drops a line end right behind <pre>.
        return Html.Of($"<pre class=\"{cssClass} scroll\">{(shown.StartsWith('\n') ? "\n" : "")}{shown}</pre>");
    }

    /// <summary>
    /// Outputs, those to one stream that follow one another as one: a line may begin in one and be overwritten in the next.
    /// </summary>
    public static IEnumerable<CellOutput> Joined(IEnumerable<CellOutput> outputs)
    {
        StreamOutput? open = null;
        var text = new StringBuilder();
        foreach (var output in outputs)
        {
            if (output is StreamOutput next && next.Name == open?.Name)
            {
                text.Append(next.Text);
                continue;
            }
            if (open is not null)
                yield return open with { Text = text.ToString() };
            open = output as StreamOutput;
            text.Clear().Append(open?.Text);
            if (open is null)
                yield return output;
        }
        if (open is not null)
            yield return open with { Text = text.ToString() };
    }

    [GeneratedRegex(@"[\e\b]|\r(?!\n)")]
    private static partial Regex Control();

    /// <summary>
    /// What a page need not obey: titles, links, character sets. Colours, and all else in brackets, the screen passes over.
    /// </summary>
    [GeneratedRegex(@"\e\][^\a\e]*(\a|\e\\)|\e[()*+][A-Z0-9]|\e[=>78DEHMNOc]")]
    private static partial Regex Ignored();
}
