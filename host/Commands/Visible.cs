using System.Globalization;
using System.Text;

namespace ReluDc.Notebooks;

/// <summary>
/// Text as a terminal may be given it: what it would obey instead of showing, such as a code that clears the screen or one that turns the
/// reading direction, is written out.
/// </summary>
internal static class Visible
{
    private const int Pictures = 0x2400; // ␀, the first of Unicode's pictures of control characters, in their order
    private const char Delete = '\x7f';
    private const char PictureOfDelete = '\u2421';

    /// <summary>One line, whatever is in it: an escape is shown as ␛, the end of a line as ␊, the others as such or as \u202E.</summary>
    public static string Line(string text) => Shown(text, (shown, c) => shown.Append(c switch
    {
        < ' ' => $"{(char)(Pictures + c)}",
        Delete => $"{PictureOfDelete}",
        _ => Escaped(c),
    }));

    /// <summary>
    /// Text of several lines: ends of lines and tabs stay, all else is written as \u001B, which leaves JSON the JSON that it was.
    /// </summary>
    public static string Text(string text) =>
        Shown(text.Replace("\r\n", "\n", StringComparison.Ordinal), (shown, c) => shown.Append(c is '\n' or '\t' ? $"{c}" : Escaped(c)));

    private static string Shown(string text, Action<StringBuilder, char> show)
    {
        if (!text.Any(IsObeyed))
            return text;
        var shown = new StringBuilder(text.Length);
        foreach (var c in text)
            if (IsObeyed(c))
                show(shown, c);
            else
                shown.Append(c);
        return shown.ToString();
    }

    /// <summary>Control characters, ends of lines and paragraphs, and what overrides the reading direction.</summary>
    private static bool IsObeyed(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e')
        or (>= '\u2066' and <= '\u2069');

    private static string Escaped(char c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
}
