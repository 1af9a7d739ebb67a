namespace ReluDc.Engine;

/// <summary>Places in LaTeX: where a group ends, an environment, a row.</summary>
internal static class LatexText
{
    /// <summary>The longest formula that is set, in characters.</summary>
    public const int Longest = 20_000;

    /// <summary>How many braces of a formula that is set may stand in one another.</summary>
    public const int Deepest = 200;

    /// <summary>How many braces stand in one another.</summary>
    public static int Depth(string latex)
    {
        var (depth, deepest) = (0, 0);
        foreach (var sign in latex)
        {
            depth += sign switch { '{' => 1, '}' => -1, _ => 0 };
            deepest = Math.Max(deepest, depth);
        }
        return deepest;
    }

    /// <summary>The place behind the group that opens at a brace; -1 if it does not close.</summary>
    public static int EndOfGroup(string latex, int open, char opening = '{', char closing = '}')
    {
        var depth = 0;
        for (var i = open; i < latex.Length; i++)
        {
            if (latex[i] == '\\')
                i++;
            else if (latex[i] == opening)
                depth++;
            else if (latex[i] == closing && --depth == 0)
                return i + 1;
        }
        return -1;
    }

    /// <summary>The place behind the environment that begins at a place; -1 if it does not end.</summary>
    /// <param name="latex">The text.</param>
    /// <param name="begin">Where its \begin stands.</param>
    /// <param name="name">Its name.</param>
    public static int EndOfEnvironment(string latex, int begin, out string name)
    {
        const string Begin = @"\begin{";
        const string End = @"\end{";
        var close = latex.IndexOf('}', begin);
        name = close < 0 ? "" : latex[(begin + Begin.Length)..close];
        if (name.Length == 0 || !name.TrimEnd('*').All(char.IsAsciiLetter))
            return -1;
        var depth = 0;
        for (var i = begin; i >= 0 && i < latex.Length; i = latex.IndexOf('\\', i + 1))
        {
            if (At(latex, i, Begin + name + "}"))
                depth++;
            else if (At(latex, i, End + name + "}") && --depth == 0)
                return i + End.Length + name.Length + 1;
            else if (At(latex, i, @"\\"))
                i++;
        }
        return -1;
    }

    /// <summary>The name of the command at a backslash: its letters, or the one sign behind it.</summary>
    public static string Command(string latex, int backslash)
    {
        var end = backslash + 1;
        while (end < latex.Length && (char.IsAsciiLetter(latex[end]) || latex[end] == '@'))
            end++;
        return latex[(backslash + 1)..(end == backslash + 1 ? Math.Min(end + 1, latex.Length) : end)];
    }

    /// <summary>The parts between separators that stand in no group and no inner environment.</summary>
    /// <param name="latex">The text.</param>
    /// <param name="separator">\\ or &amp;.</param>
    public static IReadOnlyList<string> Split(string latex, string separator)
    {
        var parts = new List<string>();
        var (start, depth) = (0, 0);
        for (var i = 0; i < latex.Length; i++)
        {
            if (depth == 0 && At(latex, i, separator))
            {
                parts.Add(latex[start..i]);
                i += separator.Length - 1;
                start = i + 1;
            }
            else if (latex[i] == '\\')
            {
                var command = Command(latex, i);
                depth += command switch { "begin" => 1, "end" => -1, _ => 0 };
                i += command.Length;
            }
            else
            {
                depth += latex[i] switch { '{' => 1, '}' => -1, _ => 0 };
            }
        }
        parts.Add(latex[start..]);
        return parts;
    }

    /// <summary>Whether a text stands at a place.</summary>
    public static bool At(string latex, int place, string text) => string.CompareOrdinal(latex, place, text, 0, text.Length) == 0;
}
