using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace ReluDc.Engine;

/// <summary>
/// A figure's SVG as it may stand in a page: shapes and text, coloured by classes that the page's style knows. Nothing in it runs, refers
/// to anything, or has a style or an id of its own.
/// </summary>
internal static partial class InlineDrawing
{
    private const int Largest = 500_000; // characters
    private const int Deepest = 20;

    private static readonly FrozenSet<string> elements = "svg g path rect circle ellipse line polyline polygon text tspan title desc"
        .Split(' ').ToFrozenSet();

    private static readonly FrozenSet<string> attributes = ("aria-label class color d data-frames cx cy display dx dy fill fill-opacity "
        + "font-family font-size font-style font-weight height opacity points r role rx ry shape-rendering stroke stroke-dasharray "
        + "stroke-linecap stroke-linejoin stroke-opacity stroke-width text-anchor transform viewBox width x x1 x2 y y1 y2")
        .Split(' ').ToFrozenSet();

    /// <summary>
    /// The drawing for a page, without the heading that it has where it stands alone: its attribute <c>data-body</c> says which part of it
    /// is the rest. Empty for what is no drawing, or holds something else than one.
    /// </summary>
    /// <param name="svg">The SVG; null for none.</param>
    public static Html Of(string? svg)
    {
        if (svg is not { Length: > 0 and <= Largest })
            return Html.Empty;
        try
        {
            using var reader = XmlReader.Create(new StringReader(svg), new()
            {
                DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true,
            });
            return Written(reader);
        }
        catch (XmlException)
        {
            return Html.Empty;
        }
    }

    private static Html Written(XmlReader reader)
    {
        var page = new StringBuilder();
        var isFirst = true;
        reader.Read();
        var hasBody = reader.GetAttribute("data-body") is not null;
        while (!reader.EOF)
        {
            if (reader.NodeType == XmlNodeType.Element && (reader.LocalName == "style" || hasBody && IsUnseen(reader)))
            {
                reader.Skip(); // the page has its own; this leads to what follows
                continue;
            }
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var (name, isEmpty) = (reader.LocalName, reader.IsEmptyElement);
                    if (reader.Depth > Deepest || !elements.Contains(name) || isFirst != (reader.Depth == 0) || isFirst && name != "svg"
                        || Attributes(reader, isFirst) is not { } written)
                        return Html.Empty;
                    page.Append('<').Append(name).Append(written).Append('>').Append(isEmpty ? $"</{name}>" : "");
                    isFirst = false;
                    break;
                case XmlNodeType.EndElement:
                    page.Append("</").Append(reader.LocalName).Append('>');
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    page.Append(Html.Text(reader.Value));
                    break;
            }
            reader.Read();
        }
        return Html.Raw(page.ToString());
    }

    /// <summary>The heading, which lies outside of the rest and which the page says itself, and lines without a point.</summary>
    private static bool IsUnseen(XmlReader reader) => reader.LocalName == "g" && reader.GetAttribute("class") == "heading"
        || reader is { LocalName: "path", IsEmptyElement: true } && reader.GetAttribute("d") == "";

    /// <summary>An element's attributes as the page has them; null if one of them may not be there.</summary>
    private static Html? Attributes(XmlReader reader, bool isRoot)
    {
        var written = Html.Empty;
        var body = isRoot ? reader.GetAttribute("data-body") : null;
        while (reader.MoveToNextAttribute())
        {
            if (reader.Name is "xmlns" or "data-body" || isRoot && reader.Name is "width" or "height" or "role" or "aria-label")
                continue; // the element around it has the size and the words
            if (!attributes.Contains(reader.Name) || Reference().IsMatch(reader.Value))
                return null;
            var isBox = reader.Name == "viewBox" && body is not null && Box().IsMatch(body);
            written += Html.Of($" {reader.Name}=\"{(isBox ? body : reader.Value)}\"");
        }
        return written;
    }

    /// <summary>What leads out of an attribute.</summary>
    [GeneratedRegex(@"url\s*\(|:\s*//|script:|[\\;{}]", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();

    [GeneratedRegex(@"^-?[0-9.]{1,8}( -?[0-9.]{1,8}){3}$")]
    private static partial Regex Box();
}
