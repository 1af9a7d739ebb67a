using System.Net;

namespace ReluDc.Engine;

/// <summary>
/// Finds tags and comments in HTML by a strict grammar: what browsers would take for a tag all the same is none here, and so becomes text.
/// </summary>
/// <param name="html">The HTML.</param>
internal sealed class HtmlReader(string html)
{
    // Reading takes time in proportion to the text: what begins tags without end only is given up.
    private long work = 1_000_000 + 20L * html.Length;

    /// <summary>All tags, in order; those in comments left out.</summary>
    public IEnumerable<HtmlTag> Tags()
    {
        for (var place = 0; (place = html.IndexOf('<', place)) >= 0;)
        {
            if (EndOfComment(place) is > 0 and var end)
                place = end;
            else if (TagAt(place) is { } tag)
            {
                yield return tag;
                place = tag.End;
            }
            else
                place++;
        }
    }

    /// <summary>The place behind the comment that begins at a place; 0 if none does.</summary>
    public int EndOfComment(int place)
    {
        if (!At(place, "<!--") || work <= 0)
            return 0;
        var end = html.IndexOf("-->", place + 2, StringComparison.Ordinal);
        work -= (end < 0 ? html.Length : end) - place;
        return end < 0 ? 0 : end + 3;
    }

    /// <summary>The tag that begins at a place; null if none does.</summary>
    public HtmlTag? TagAt(int place)
    {
        var at = place + 1;
        var isEnd = Is(at, '/');
        if (isEnd)
            at++;
        var name = Name(ref at, allowsMore: false);
        if (name.Length == 0 || work <= 0)
            return null;
        var attributes = new List<(string, string)>();
        while (true)
        {
            var hadBlank = Blanks(ref at);
            if (Is(at, '/') && Is(at + 1, '>'))
                at++;
            if (Is(at, '>'))
                break;
            if (isEnd || !hadBlank || Attribute(ref at) is not { } attribute)
            {
                work -= at - place;
                return null;
            }
            if (!attributes.Exists(other => other.Item1 == attribute.Name))
                attributes.Add(attribute);
            if (attributes.Count > 100)
                return null;
        }
        return new(name, isEnd, attributes, place, at + 1);
    }

    /// <summary>The place behind the end tag of an element whose start tag ends at a place; -1 without one.</summary>
    public int EndOfElement(string name, int from)
    {
        for (var place = from; work > 0 && (place = html.IndexOf("</" + name, place, StringComparison.OrdinalIgnoreCase)) >= 0; place++)
        {
            var at = place + 2 + name.Length;
            Blanks(ref at);
            if (Is(at, '>'))
                return at + 1;
        }
        work -= html.Length - from;
        return -1;
    }

    private (string Name, string Value)? Attribute(ref int at)
    {
        var name = Name(ref at, allowsMore: true);
        if (name.Length == 0)
            return null;
        var equals = at;
        Blanks(ref equals);
        if (!Is(equals, '='))
            return (name, "");
        at = equals + 1;
        Blanks(ref at);
        var from = at;
        if (Is(at, '"') || Is(at, '\''))
        {
            var end = work <= 0 ? -1 : html.IndexOf(html[at], at + 1);
            if (end < 0)
            {
                work -= html.Length - at;
                return null;
            }
            at = end + 1;
            return (name, Decoded(html[(from + 1)..end]));
        }
        while (at < html.Length && !char.IsWhiteSpace(html[at]) && html[at] is not ('"' or '\'' or '=' or '<' or '>' or '`'))
            at++;
        return at == from ? null : (name, Decoded(html[from..at]));
    }

    /// <summary>Without entities: .NET does not know those by which HTML lets people write addresses.</summary>
    private static string Decoded(string value) => value.Contains('&', StringComparison.Ordinal)
        ? WebUtility.HtmlDecode(value.Replace("&colon;", "&#58;").Replace("&Tab;", "&#9;").Replace("&NewLine;", "&#10;"))
        : value;

    private string Name(ref int at, bool allowsMore)
    {
        var from = at;
        while (at < html.Length && at - from < 100 && (char.IsAsciiLetter(html[at])
            || (at > from || allowsMore) && (char.IsAsciiDigit(html[at]) || html[at] == '-' || allowsMore
                && html[at] is '_' or ':' or '.')))
            at++;
        return html[from..at].ToLowerInvariant();
    }

    private bool Blanks(ref int at)
    {
        var from = at;
        while (at < html.Length && (html[at] is ' ' or '\t' or '\n' or '\r' or '\f'))
            at++;
        return at > from;
    }

    private bool Is(int at, char sign) => at < html.Length && html[at] == sign;

    private bool At(int place, string text) => string.CompareOrdinal(html, place, text, 0, text.Length) == 0;
}
