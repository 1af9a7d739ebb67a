using System.Net;
using System.Text.RegularExpressions;

namespace ReluDc.Engine;

/// <summary>The tags in HTML that a notebook brings along: links, pictures, and whatever has an id.</summary>
internal static partial class Tags
{
    /// <summary>The ids of elements, and names of anchors.</summary>
    public static IEnumerable<string> Ids(string html) =>
        Tag().Matches(html).SelectMany(tag => Id().Matches(tag.Value)).Select(Value);

    /// <summary>The addresses of pictures.</summary>
    public static IEnumerable<string> Pictures(string html) =>
        Tag().Matches(html).Where(IsPicture).Select(tag => Source().Match(tag.Value)).Where(source => source.Success).Select(Value);

    /// <summary>HTML with other addresses.</summary>
    /// <param name="html">The HTML.</param>
    /// <param name="picture">The address of a picture, or what stands in its place.</param>
    /// <param name="link">The address of a link; null if it is to lead nowhere.</param>
    public static string Readdress(string html, Func<string, (string? Address, Html Instead)> picture, Func<string, string?> link) =>
        Tag().Replace(html, tag =>
        {
            var isPicture = IsPicture(tag);
            if (!isPicture && !tag.Groups["name"].Value.Equals("a", StringComparison.OrdinalIgnoreCase))
                return tag.Value;
            var attribute = (isPicture ? Source() : Target()).Match(tag.Value);
            if (!attribute.Success)
                return tag.Value;
            string With(string attributes) =>
                tag.Value[..attribute.Index] + attributes + tag.Value[(attribute.Index + attribute.Length)..];
            if (isPicture)
                return picture(Value(attribute)) is var (address, instead) && address is not null
                    ? address == Value(attribute) ? tag.Value : With(Html.Of($"src=\"{address}\"").ToString())
                    : instead.ToString();
            var target = link(Value(attribute));
            return target == Value(attribute) ? tag.Value : With(target is null ? "" : Html.Of($"href=\"{target}\"").ToString());
        });

    private static bool IsPicture(Match tag) => tag.Groups["name"].Value.Equals("img", StringComparison.OrdinalIgnoreCase);

    private static string Value(Match attribute) => WebUtility.HtmlDecode(attribute.Groups["value"].Value);

    [GeneratedRegex(@"<(?<name>[A-Za-z][A-Za-z0-9-]*)(?:[^<>""']|""[^""]*""|'[^']*')*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"(?<=[\s""'])src\s*=\s*(?:""(?<value>[^""]*)""|'(?<value>[^']*)'|(?<value>[^\s""'>]+))", RegexOptions.IgnoreCase)]
    private static partial Regex Source();

    [GeneratedRegex(@"(?<=[\s""'])href\s*=\s*(?:""(?<value>[^""]*)""|'(?<value>[^']*)'|(?<value>[^\s""'>]+))", RegexOptions.IgnoreCase)]
    private static partial Regex Target();

    [GeneratedRegex(@"(?<=[\s""'])(?:id|name)\s*=\s*(?:""(?<value>[^""]*)""|'(?<value>[^']*)'|(?<value>[^\s""'>]+))",
        RegexOptions.IgnoreCase)]
    private static partial Regex Id();
}
