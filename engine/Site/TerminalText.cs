using System.Text.RegularExpressions;

namespace ReluDc.Engine;

/// <summary>Text that was meant for a terminal, as HTML.</summary>
internal static partial class TerminalText
{
    private const int LongestShown = 20_000;

    /// <summary>The text in a box, without a terminal's colours; of a very long one the beginning, and how much more there is.</summary>
    public static Html ToHtml(string text, string cssClass)
    {
        var plain = EscapeSequence().Replace(text, "");
        var shown = plain.Length <= LongestShown
            ? plain
            : plain[..LongestShown]
                + FormattableString.Invariant(
                $"\n… and {plain.Length - LongestShown:N0} characters more, which the executed notebook holds");
        // HTML drops a line end right behind <pre>.
        return Html.Of($"<pre class=\"{cssClass} scroll\">{(shown.StartsWith('\n') ? "\n" : "")}{shown}</pre>");
    }

    [GeneratedRegex(@"\e\[[0-9;?]*[ -/]*[@-~]|\e\][^\a\e]*(\a|\e\\)")]
    private static partial Regex EscapeSequence();
}
