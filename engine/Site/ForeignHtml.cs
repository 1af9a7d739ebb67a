using System.Text;

namespace ReluDc.Engine;

/// <summary>
/// HTML that a notebook brings along, written anew for its page: elements and attributes that are allowed, each ended inside of what it
/// began
/// in, so that nothing in it runs, changes the rest of the page, or gets out of its place. All else becomes text.
/// </summary>
/// <param name="html">The HTML.</param>
/// <param name="surroundings">What the page knows.</param>
/// <param name="faults">Receives what does not go into the page, and must not be missed.</param>
internal sealed class ForeignHtml(string html, HtmlSurroundings surroundings, Action<string> faults)
{
    private const int Deepest = 100; // elements in one another; browsers stop at 512

    private readonly HtmlReader reader = new(html);
    private readonly StringBuilder page = new();
    private readonly List<string> open = [];

    /// <summary>Whether the page shows all of it, as it is.</summary>
    public bool IsFaithful { get; private set; } = true;

    /// <summary>It for the page.</summary>
    public Html ForPage()
    {
        for (var place = 0; place < html.Length;)
        {
            var next = html.IndexOf('<', place) is >= 0 and var found ? found : html.Length;
            Text(html[place..next]);
            place = next;
            if (place == html.Length)
                break;
            if (reader.EndOfComment(place) is > 0 and var end)
                place = end;
            else if (reader.TagAt(place) is { } tag)
                place = tag.IsEnd ? End(tag) : Start(tag);
            else
            {
                IsFaithful &= html.AsSpan(place).Length < 2 || !(char.IsAsciiLetter(html[place + 1]) || html[place
                    + 1] is '!' or '/' or '?');
                page.Append("&lt;");
                place++;
            }
        }
        IsFaithful &= open.Count == 0;
        CloseDownTo(0);
        return Html.Raw(page.ToString());
    }

    private int Start(HtmlTag tag)
    {
        if (tag.Name == "svg" && Drawing(tag) is > 0 and var end)
            return end;
        if (!AllowedHtml.Has(tag.Name))
            return Refuse(tag);
        if (open.Count >= Deepest)
            throw new FormatException($"HTML is nested too deep for a page; allowed: {Deepest} elements in one another");
        if (!HasPlace(tag.Name))
        {
            IsFaithful = false;
            return tag.End;
        }
        if (tag.Name == "img")
        {
            Picture(tag);
            return tag.End;
        }
        page.Append(surroundings.BoxesTables && tag.Name == "table" ? "<div class=\"scroll\">" : "").Append('<').Append(tag.Name)
            .Append(Attributes(tag)).Append('>');
        if (!AllowedHtml.IsVoid(tag.Name))
            open.Add(tag.Name);
        return tag.End;
    }

    private int End(HtmlTag tag)
    {
        if (!AllowedHtml.Has(tag.Name))
            return Refuse(tag);
        var place = open.LastIndexOf(tag.Name);
        if (place < 0 || open.Skip(place + 1).Any(AllowedHtml.IsBoundary))
            IsFaithful = false;
        else
        {
            IsFaithful &= place == open.Count - 1;
            CloseDownTo(place);
        }
        return tag.End;
    }

    /// <summary>Makes a place for an element as browsers do, by ending what cannot hold it; false if there is none.</summary>
    private bool HasPlace(string name)
    {
        if (AllowedHtml.ParentsOf(name) is { } parents)
        {
            var parent = open.FindLastIndex(parents.Contains);
            if (parent < 0 || open.Skip(parent + 1).Any(between => AllowedHtml.IsBoundary(between) && !(name is "td" or "th" or "tr"
                or "tbody" or "tfoot" && between is "td" or "th" or "caption") || between is "ul" or "ol" or "dl"))
                return false;
            IsFaithful &= parent == open.Count - 1;
            CloseDownTo(parent + 1);
            return true;
        }
        if (open.Count > 0 && AllowedHtml.HoldsOnlyRows(open[^1]) && !AllowedHtml.IsVoid(name) || name == "a" && open.Contains("a"))
            return false;
        var paragraph = open.LastIndexOf("p");
        if (AllowedHtml.EndsParagraph(name) && paragraph >= 0 && !open.Skip(paragraph + 1).Any(AllowedHtml.IsBoundary))
        {
            IsFaithful = false;
            CloseDownTo(paragraph);
        }
        if (IsHeading(name) && open.Count > 0 && IsHeading(open[^1]))
        {
            IsFaithful = false;
            CloseDownTo(open.Count - 1);
        }
        return true;
    }

    private static bool IsHeading(string name) => name is ['h', >= '1' and <= '6'];

    private void CloseDownTo(int count)
    {
        while (open.Count > count)
        {
            page.Append("</").Append(open[^1]).Append('>').Append(surroundings.BoxesTables && open[^1] == "table" ? "</div>" : "");
            open.RemoveAt(open.Count - 1);
        }
    }

    /// <summary>A tag that does not go into the page: its source is shown there, with all that it would have eaten.</summary>
    private int Refuse(HtmlTag tag)
    {
        var end = AllowedHtml.IsRaw(tag.Name) && !tag.IsEnd && reader.EndOfElement(tag.Name, tag.End) is > 0 and var behind ? behind
            : tag.End;
        IsFaithful = false;
        var isTold = AllowedHtml.Refuses(tag);
        if (isTold && !tag.IsEnd)
            faults($"<{tag.Name}> is not put into the page; allowed: {AllowedHtml.InWords}");
        if (open.Count > 0 && AllowedHtml.HoldsOnlyRows(open[^1]))
            return end;
        if (!isTold)
            Text(html[tag.Start..end]);
        else if (!tag.IsEnd)
            page.Append(Fault.Source(surroundings.Words(html[tag.Start..end])));
        return end;
    }

    /// <summary>The place behind a drawing that went into the page, as a picture; 0 if it is none that browsers would draw.</summary>
    private int Drawing(HtmlTag tag)
    {
        var end = reader.EndOfElement("svg", tag.End);
        if (end < 0 || open.Count > 0 && AllowedHtml.HoldsOnlyRows(open[^1]) || Pictures.OfDrawing(html[tag.Start..end]) is not { } address)
            return 0;
        var words = tag["aria-label"] is { Length: > 0 } label ? label : "drawing";
        page.Append(Html.Of($"<img alt=\"{words}\" src=\"{address}\">"));
        return end;
    }

    private void Picture(HtmlTag tag)
    {
        if (tag["src"] is not { } source)
            return;
        var (address, instead) = surroundings.Picture(source, faults);
        page.Append(address is null ? instead : Html.Of($"<img src=\"{address}\"{Attributes(tag)}>"));
    }

    private void Text(string text) => page.Append(surroundings.Text(text, open.Contains("code") || open.Contains("pre")));

    private Html Attributes(HtmlTag tag)
    {
        var written = Html.Empty;
        foreach (var (name, value) in tag.Attributes)
            if (Attribute(tag, name, value) is { } shown)
                written += shown.Length == 0 && name is "open" or "reversed" or "controls" or "download" ? Html.Of($" {name}")
                    : Html.Of($" {name}=\"{surroundings.Words(shown)}\"");
        return tag.Name is "audio" or "video" ? written + Html.Raw(" controls") : written;
    }

    /// <summary>What becomes of an attribute; null if nothing.</summary>
    private string? Attribute(HtmlTag tag, string name, string value)
    {
        switch (name)
        {
            case "id" or "name" when name == "id" || tag.Name == "a":
                return surroundings.TakesId(value) ? value : null;
            case "class":
                return AllowedHtml.Classes(value) is { Length: > 0 } classes ? classes : null;
            case "style":
                var style = AllowedStyle.Of(value, out var isWhole, out var isHostile);
                IsFaithful &= isWhole;
                if (isHostile)
                    faults($"the style \"{value}\" is not put into the page; allowed: "
                        + "colours, alignment, borders, small sizes; or --trust");
                return style.Length > 0 ? style : null;
            case "href" when tag.Name == "a":
                return surroundings.Link(value, faults);
            case "src" when tag.Name is "audio" or "video" or "source":
                return Addresses.IsMedia(value) ? value : null;
            case "download" when tag.Name == "a":
                return "";
        }
        if (name.StartsWith("on", StringComparison.Ordinal) || name is "srcdoc" or "formaction" or "action" or "background" or "ping")
        {
            IsFaithful = false;
            faults($"{name} of <{tag.Name}> is not put into the page; allowed: {AllowedHtml.InWords}");
            return null;
        }
        return AllowedHtml.Has(tag.Name, name, value) ? value : null;
    }
}
