using System.Text;

namespace ReluDc.Engine;

/// <summary>HTML of a cell that does not go into the page: in a frame, where it neither runs nor reaches anything of the page.</summary>
internal static class ForeignFrame
{
    private const string Style = "body{margin:0.5rem;font:0.95rem/1.5 system-ui,sans-serif;color:#1c2126;background:#fff}";

    /// <summary>A frame.</summary>
    /// <param name="html">The HTML.</param>
    /// <param name="surroundings">What knows of pictures and links.</param>
    /// <param name="faults">Receives what does nothing there.</param>
    public static Html Of(string html, HtmlSurroundings surroundings, Action<string> faults)
    {
        foreach (var dead in new HtmlReader(html).Tags().Select(Dead).OfType<string>().Distinct().Take(5))
            faults($"{dead} does nothing in the page; allowed: HTML without scripts and foreign frames, or --trust");
        var document = $"<!DOCTYPE html><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light\"><style>{Style}</style>"
            + Readdressed(html, surroundings, faults);
        // As high as it seems to need; the reader can draw it larger.
        var lines = html.Split('\n').Length + new HtmlReader(html).Tags().Count(tag => !tag.IsEnd
            && tag.Name is "br" or "p" or "tr" or "li");
        var height = lines < 8 ? "low" : lines < 20 ? "middle" : "high";
        return Html.Of($"<iframe class=\"foreign {height}\" sandbox=\"\" title=\"Output of the cell\" srcdoc=\"{document}\"></iframe>");
    }

    /// <summary>HTML as it is, but for its links and pictures, which lead where the page's do.</summary>
    /// <param name="html">The HTML.</param>
    /// <param name="surroundings">What knows of them.</param>
    /// <param name="faults">Receives pictures that are not there.</param>
    public static Html Readdressed(string html, HtmlSurroundings surroundings, Action<string> faults)
    {
        var reader = new HtmlReader(html);
        var result = new StringBuilder();
        var place = 0;
        void Copy(int end)
        {
            result.Append(surroundings.Text(html[place..end], false));
            place = end;
        }
        foreach (var tag in reader.Tags().Where(tag => !tag.IsEnd && (tag.Name is "img" or "a" || AllowedHtml.IsRaw(tag.Name))))
        {
            if (tag.Start < place)
                continue; // in a script, or a style
            Copy(tag.Start);
            if (AllowedHtml.IsRaw(tag.Name))
            {
                place = reader.EndOfElement(tag.Name, tag.End) is > 0 and var end ? end : tag.End;
                result.Append(html, tag.Start, place - tag.Start);
                continue;
            }
            place = tag.End;
            result.Append(tag.Name == "img" ? Picture(tag, surroundings, faults, html[tag.Start..tag.End])
                : tag["href"] is { } href && surroundings.Link(href, _ => { }) is var link && link != href
                ? With(tag, "href", link ?? (Addresses.Scheme(href) is null ? null : href)).ToString()
                : html[tag.Start..tag.End]);
        }
        Copy(html.Length);
        return Html.Raw(result.ToString());
    }

    private static string Picture(HtmlTag tag, HtmlSurroundings surroundings, Action<string> faults, string asItIs)
    {
        if (tag["src"] is not { } source || Addresses.Scheme(source) is { Length: > 1 })
            return asItIs;
        var (address, instead) = surroundings.Picture(source, faults);
        return address == source ? asItIs : address is null ? instead.ToString() : With(tag, "src", address).ToString();
    }

    private static Html With(HtmlTag tag, string name, string? value)
    {
        var attributes = tag.Attributes.Where(attribute => attribute.Name != name || value is not null)
            .Select(attribute => Html.Of($" {Html.Raw(attribute.Name)}=\"{(attribute.Name == name ? value : attribute.Value)}\""));
        return Html.Of($"<{Html.Raw(tag.Name)}{attributes}>");
    }

    /// <summary>What of an element does nothing in a frame; null if all of it is there.</summary>
    private static string? Dead(HtmlTag tag)
    {
        if (!tag.IsEnd && tag.Name is "script" or "iframe" or "frame" or "object" or "embed" or "applet" or "portal" or "link" or "form"
            or "base" or "button" or "input")
            return $"<{tag.Name}>";
        if (tag.Name == "meta" && tag["http-equiv"] is not null)
            return "<meta http-equiv>";
        var attribute = tag.Attributes.FirstOrDefault(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)
            || Addresses.Scheme(attribute.Value) is "javascript" or "vbscript");
        return attribute.Name is { } name ? $"{name} of <{tag.Name}>" : null;
    }
}
