namespace ReluDc.Engine;

/// <summary>How a page and a command tell of what cannot be shown.</summary>
internal static class Fault
{
    private const int LongestLine = 300;
    private const int LongestSource = 2_000;

    /// <summary>A message in one line of at most 300 characters, none of which commands a terminal.</summary>
    public static string Line(string message)
    {
        var line = message.Length > 4 * LongestLine ? message[..(4 * LongestLine)] : message;
        line = string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        line = string.Concat(line.Select(sign => char.IsControl(sign) ? '\ufffd' : sign));
        return line.Length <= LongestLine ? line : line[..(LongestLine - 1)] + "…";
    }

    /// <summary>The source of what cannot be shown, marked; of a long one the beginning.</summary>
    public static Html Source(string source) => Html.Of($"<code class=\"fault\">{Beginning(source)}</code>");

    /// <summary>The source in a box of its own.</summary>
    public static Html Box(string source) => Html.Of($"<pre class=\"fault scroll\">{Beginning(source)}</pre>\n");

    private static string Beginning(string source) => source.Length <= LongestSource ? source : source[..LongestSource] + "…";
}
