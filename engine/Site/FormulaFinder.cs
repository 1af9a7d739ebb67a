using System.Text;
using System.Text.RegularExpressions;

namespace ReluDc.Engine;

/// <summary>A formula in a text.</summary>
/// <param name="Latex">It, without what marks it.</param>
/// <param name="Display">Whether it stands on a line of its own.</param>
/// <param name="Source">It as the text has it.</param>
internal sealed record FoundFormula(string Latex, bool Display, string Source);

/// <summary>
/// Finds formulas before anything else reads a text, as Jupyter does: between $, $$ and LaTeX's brackets, environments, and references.
/// Else a line that begins with + were a list, one with = a heading, and a bar the end of a table's cell.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="isMarkdown">
/// Whether code and tags are to be left alone, and brackets need two backslashes, as Markdown takes one away.
/// </param>
internal sealed partial class FormulaFinder(string text, bool isMarkdown)
{
    private readonly StringBuilder rest = new();
    private readonly string backslashes = isMarkdown ? @"\\" : @"\";
    private readonly HtmlReader tags = new(text);
    private int place;

    // A text whose marks have no ends is read again and again from each of them: it is given up, after the same work everywhere.
    private long work = 50_000_000 + 20L * text.Length;

    /// <summary>The text with something else in place of its formulas.</summary>
    /// <exception cref="FormatException">There are too many marks in it that begin something and do not end it.</exception>
    public string Replace(Func<FoundFormula, string> replacement)
    {
        while (place < text.Length)
        {
            if (Formula() is var (formula, end))
            {
                rest.Append(replacement(formula));
                place = end;
            }
            else
            {
                var length = isMarkdown ? Untouched() : text[place] == '\\' ? 2 : 1;
                rest.Append(text, place, length = Math.Min(length, text.Length - place));
                place += length;
            }
        }
        return rest.ToString();
    }

    private (FoundFormula, int)? Formula() => text[place] switch
    {
        '$' when At("$$") => Between("$$", "$$", display: true),
        '$' => Inline(),
        '\\' when At(backslashes + "[") => Between(backslashes + "[", backslashes + "]", display: true),
        '\\' when At(backslashes + "(") => Between(backslashes + "(", backslashes + ")", display: false),
        '\\' when At(@"\begin{") && EndOfEnvironment(out var name) is > 0 and var end
            && !BlankLine().IsMatch(text[place..end]) => (Found(place, end, place, end, display: name != "math"), end),
        '\\' when Reference().Match(text, place) is { Success: true } match =>
            (new(match.Value, false, match.Value), place + match.Length),
        _ => null,
    };

    private (FoundFormula, int)? Between(string opening, string closing, bool display)
    {
        var from = place + opening.Length;
        for (var end = from; (end = text.IndexOf(closing, end, StringComparison.Ordinal)) >= 0; end += 1)
        {
            Work(end - from);
            if (closing == "$$" && IsEscaped(end))
                continue;
            var inner = text[from..end];
            // Blank lines may stand in it only if it is fenced, that is, has its marks on lines of their own.
            var isFenced = inner.StartsWith('\n') && LastLine(inner).Trim(' ', '>').Length == 0;
            if (string.IsNullOrWhiteSpace(inner) || BlankLine().IsMatch(inner) && !isFenced)
                return null;
            return (Found(from, end, place, end + closing.Length, display), end + closing.Length);
        }
        Work(text.Length - from);
        return null;
    }

    /// <summary>A formula between single dollars: not "$5 and $6", and a dollar inside braces does not end it.</summary>
    private (FoundFormula, int)? Inline()
    {
        if (place + 1 >= text.Length)
            return null;
        var isLoose = char.IsWhiteSpace(text[place + 1]); // "$ x $" is a formula, "$ 5 and $6" is not
        foreach (var countsBraces in new[] { true, false })
        {
            var depth = 0;
            for (var i = place + 1; i < text.Length; i++)
            {
                Work(1);
                if (text[i] == '\\')
                    i++;
                else if (text[i] == '\n' && IsBlankLineBehind(i))
                    break;
                else if (text[i] == '{')
                    depth++;
                else if (text[i] == '}')
                    depth--;
                else if (text[i] == '$' && (depth <= 0 || !countsBraces) && Ends(i, isLoose)
                    && !text.AsSpan((place + 1)..i).IsWhiteSpace())
                    return (Found(place + 1, i, place, i + 1, display: false), i + 1);
            }
        }
        return null;
    }

    private bool Ends(int dollar, bool isLoose)
    {
        var next = dollar + 1 < text.Length ? text[dollar + 1] : ' ';
        return isLoose ? !char.IsLetterOrDigit(next) : !char.IsWhiteSpace(text[dollar - 1]) && !char.IsAsciiDigit(next);
    }

    /// <summary>A formula between places; a quote's marks at the starts of its lines are no part of it.</summary>
    private FoundFormula Found(int from, int end, int start, int behind, bool display)
    {
        var latex = text[from..end];
        var line = isMarkdown ? Math.Min(start, text.LastIndexOf('\n', Math.Max(0, start - 1)) + 1) : start;
        Work((start - line) / 8);
        var depth = isMarkdown && Quote().Match(text, line, start - line) is { Success: true } quote ? quote.Value.Count(c => c == '>') : 0;
        if (depth > 0)
            latex = string.Join('\n', latex.Split('\n').Select((text, i) => i == 0 ? text : Unquoted(text, depth)));
        return new(latex, display, text[start..behind]);
    }

    private static string Unquoted(string line, int depth)
    {
        for (; depth > 0 && line.TrimStart().StartsWith('>'); depth--)
            line = line.TrimStart()[1..];
        return line;
    }

    /// <summary>How much of Markdown from here on holds no formula: code, a tag, a comment, an escaped sign, or one character.</summary>
    private int Untouched()
    {
        if ((place == 0 || text[place - 1] == '\n') && Fence().Match(text, place) is { Success: true } fence)
            return EndOfFence(fence) - place;
        if (text[place] == '`')
        {
            var run = text.AsSpan(place).IndexOfAnyExcept('`') is > 0 and var n ? n : text.Length - place;
            for (var i = place + run; (i = text.IndexOf('`', i)) >= 0;)
            {
                Work(10);
                var other = text.AsSpan(i).IndexOfAnyExcept('`') is > 0 and var m ? m : text.Length - i;
                if (other == run)
                    return i + run - place;
                i += other;
            }
            Work(text.Length - place);
            return run;
        }
        if (text[place] == '\\')
            return 2;
        return text[place] == '<' && LengthOfMarkup() is > 0 and var length ? length : 1;
    }

    /// <summary>The length of the tag, the element of code, the comment or the address that begins here; 0 if none does.</summary>
    private int LengthOfMarkup()
    {
        if (tags.EndOfComment(place) is > 0 and var comment)
            return comment - place;
        if (Address().Match(text, place) is { Success: true } address)
            return address.Length;
        if (tags.TagAt(place) is not { } tag)
            return 0;
        return !tag.IsEnd && tag.Name is "pre" or "code" or "script" or "style" or "textarea" or "svg"
            && tags.EndOfElement(tag.Name, tag.End) is > 0 and var element ? element - place : tag.End - place;
    }

    private int EndOfEnvironment(out string name)
    {
        var end = LatexText.EndOfEnvironment(text, place, out name);
        Work(end < 0 ? text.Length - place : end - place);
        return end;
    }

    private void Work(long steps)
    {
        if ((work -= steps) < 0)
            throw new FormatException("the text has too much in it that begins a formula, or code, and does not end it");
    }

    private int EndOfFence(Match fence)
    {
        var mark = fence.Groups["mark"].Value;
        for (var line = text.IndexOf('\n', place); line >= 0; line = text.IndexOf('\n', line + 1))
        {
            var end = text.IndexOf('\n', line + 1) is > 0 and var next ? next : text.Length;
            var content = text[(line + 1)..end].Trim(' ', '\t', '>', '\r');
            if (content.Length >= mark.Length && content.All(c => c == mark[0]))
                return end;
        }
        return text.Length;
    }

    private bool At(string mark) => LatexText.At(text, place, mark);

    private bool IsEscaped(int at) => (at - 1 - text.AsSpan(0, at).LastIndexOfAnyExcept('\\')) % 2 == 1;

    private bool IsBlankLineBehind(int newLine) =>
        text.AsSpan(newLine + 1).IndexOfAnyExcept(" \t>") is var n && (n < 0 || text[newLine + 1 + n] == '\n');

    private static string LastLine(string lines) => lines[(lines.LastIndexOf('\n') + 1)..];

    [GeneratedRegex(@"\n[ \t>]*\n")]
    private static partial Regex BlankLine();

    [GeneratedRegex(@"^[ \t]*(?:>[ \t]?)+")]
    private static partial Regex Quote();

    [GeneratedRegex(@"\G\\(?:eq)?ref\{[^{}\n]+\}")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\G[ \t>]*(?:(?:[-+*]|\d+[.)])[ \t]+)*(?<mark>`{3,}(?=[^`\n]*(?:\n|$))|~{3,})")]
    private static partial Regex Fence();

    [GeneratedRegex(@"\G<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>")]
    private static partial Regex Address();
}
