using System.Text.RegularExpressions;

namespace ReluDc.Engine;

/// <summary>
/// Which declarations of a style attribute go into a page: those that change the look of an element and nothing around it.
/// </summary>
internal static partial class AllowedStyle
{
    /// <summary>The allowed declarations of a style attribute.</summary>
    /// <param name="style">The attribute's value.</param>
    /// <param name="isWhole">Whether those are all.</param>
    /// <param name="isHostile">Whether one of the others could cover the page, move, or load something.</param>
    public static string Of(string style, out bool isWhole, out bool isHostile)
    {
        (isWhole, isHostile) = (true, false);
        var allowed = new List<string>();
        foreach (var declaration in style.Length > 2_000 ? [style[..2_000]] : style.Split(';',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var plain = declaration.ToLowerInvariant();
            if (Declaration().IsMatch(plain))
            {
                allowed.Add(plain);
                continue;
            }
            isWhole = false;
            isHostile |= Hostile().IsMatch(plain);
        }
        return string.Join("; ", allowed);
    }

    /// <summary>Whether a text is a colour.</summary>
    public static bool IsColour(string text) => Colour().IsMatch(text);

    private const string AnyColour = @"(?:[a-z]{3,30}|#[0-9a-f]{3,8}|(?:rgb|hsl)a?\([0-9., %/]{1,40}\))";
    private const string Length = "(?:0|[0-9]{1,2}(?:\\.[0-9]{1,3})?px|[0-4](?:\\.[0-9]{1,3})?r?em)";

    [GeneratedRegex(@"^(?:(?:color|background-color|background)\s*:\s*" + AnyColour
        + @"|(?:text-align|vertical-align|font-weight|font-style|text-decoration"
        + @"|text-transform|white-space|border-collapse|list-style-type)"
        + @"\s*:\s*(?:[a-z-]{1,30}|[1-9]00)"
        + @"|font-family\s*:\s*[a-z0-9 ,""'-]{1,200}"
        + @"|font-size\s*:\s*(?:(?:x?x-)?(?:small|large)|smaller|larger|medium"
        + @"|[1-9][0-9]%|1[0-9][0-9]%|[89]px|[1-3][0-9]px|[12](?:\.[0-9]{1,3})?r?em"
        + @"|0?\.[5-9][0-9]{0,2}r?em)"
        + @"|(?:max-)?width\s*:\s*(?:auto|[1-9][0-9]?%|100%|[1-9][0-9]{1,2}px|[1-4]?[0-9](?:\.[0-9]{1,3})?r?em)"
        + @"|(?:max-)?height\s*:\s*auto"
        + @"|(?:padding|margin)(?:-(?:left|right|top|bottom))?\s*:\s*(?:auto|" + Length + @")(?:\s+(?:auto|" + Length + @")){0,3}"
        + @"|border(?:-(?:left|right|top|bottom))?\s*:\s*(?:none|0|[0-9]{1,2}px\s+(?:solid|dashed|dotted|double|none)(?:\s+" + AnyColour
            + "))"
        + @")$", RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"[\\@(]|position|z-index|inset|transform|transition|animation"
        + @"|filter|content|behavior|binding|^(?:top|left|right|bottom)\b"
        + @"|margin[^:]*:.*-|100v[wh]", RegexOptions.CultureInvariant)]
    private static partial Regex Hostile();

    [GeneratedRegex("^" + AnyColour + "$", RegexOptions.CultureInvariant)]
    private static partial Regex Colour();
}
