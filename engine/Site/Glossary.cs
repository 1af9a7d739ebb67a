using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Markdig.Helpers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ReluDc.Engine;

/// <summary>A page that explains the course's words, one below each of its headings, and the links that lead there.</summary>
internal sealed class Glossary
{
    /// <summary>The page's name.</summary>
    public const string Name = "glossary";

    private readonly IReadOnlyList<(string Anchor, Regex Word)> terms;

    private Glossary(SitePage page)
    {
        (Page, Outline) = (page, new(page.Executed));
        var headings = page.Executed.Cells.SelectMany(cell => Outline.ProseOf(cell)!.Headings).Where(heading => heading.Level == 2);
        terms = [.. headings.Select(Prose.TextOf).Select(term => (LinkHelper.UrilizeAsGfm(term), new Regex($@"\b{Regex.Escape(term)}s?\b",
            term == term.ToUpperInvariant() ? RegexOptions.CultureInvariant : RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)))];
    }

    /// <summary>It as a page of one cell.</summary>
    public SitePage Page { get; }

    /// <summary>What its prose holds.</summary>
    public Outline Outline { get; }

    /// <summary>A course's glossary; null if it has none.</summary>
    public static Glossary? Of(ICourse course)
    {
        if (course.Glossary.Length == 0)
            return null;
        var notebook = new JsonObject
        {
            ["cells"] = new JsonArray(new JsonObject
                { ["cell_type"] = "markdown", ["id"] = Name, ["metadata"] = new JsonObject(), ["source"] = course.Glossary }),
            ["metadata"] = new JsonObject(), ["nbformat"] = 4, ["nbformat_minor"] = 5,
        };
        return new(new(Name, Notebook.Parse(Encoding.UTF8.GetBytes(notebook.ToJsonString()))));
    }

    /// <summary>The page's text.</summary>
    /// <param name="outlines">The outlines of the site's pages, by name, to which it leads.</param>
    /// <param name="math">Sets formulas.</param>
    public Html Render(IReadOnlyDictionary<string, Outline> outlines, MathRenderer math)
    {
        var outline = new Outline(Page.Executed);
        var prose = new ProseRenderer(new(math, outline.Anchors), outline, new(outline, outlines), trust: false);
        return Html.Of($"<div class=\"prose glossary\">\n{Page.Executed.Cells.Select(cell => prose.Render(cell, _ => { }))}</div>");
    }

    /// <summary>Lets words of a text lead to what they mean.</summary>
    /// <param name="document">The text.</param>
    /// <param name="done">Which words of the page do so already: of each the first does.</param>
    public void Link(MarkdownDocument document, ISet<string> done)
    {
        // Asked once for each block of text: a block may hold very many pieces.
        var open = new Dictionary<Inline, bool>();
        bool IsOpen(Inline root)
        {
            if (!open.TryGetValue(root, out var isOpen))
                open[root] = isOpen = !((ContainerInline)root).Descendants<HtmlInline>()
                    .Any(tag => tag.Tag.StartsWith("<a", StringComparison.OrdinalIgnoreCase));
            return isOpen;
        }
        foreach (var heading in document.Descendants<HeadingBlock>().Select(heading => heading.Inline).OfType<Inline>())
            open[heading] = false;
        var texts = document.Descendants<LiteralInline>().Where(text => Ancestors(text).ToList() is [.., var root] above
            && IsOpen(root) && !above.Exists(one => one is LinkInline)).ToList();
        foreach (var text in texts)
            for (var rest = text; rest is not null;)
                rest = LinkFirst(rest, done);
    }

    /// <summary>Links the first word in a text that has an entry. What comes behind it; null if no word has one.</summary>
    private LiteralInline? LinkFirst(LiteralInline text, ISet<string> done)
    {
        var content = text.Content.ToString();
        var first = terms.Where(term => !done.Contains(term.Anchor)).Select(term => (term.Anchor, Match: term.Word.Match(content)))
            .Where(found => found.Match.Success).OrderBy(found => found.Match.Index).ThenByDescending(found => found.Match.Length)
            .FirstOrDefault();
        if (first.Anchor is null)
            return null;
        done.Add(first.Anchor);
        var link = new LinkInline($"{Name}.html#{first.Anchor}", "");
        link.GetAttributes().AddClass("reludc-term");
        link.AppendChild(new LiteralInline(first.Match.Value));
        var rest = new LiteralInline(content[(first.Match.Index + first.Match.Length)..]);
        text.Content = new(content[..first.Match.Index]);
        text.InsertAfter(link);
        link.InsertAfter(rest);
        return rest;
    }

    private static IEnumerable<ContainerInline> Ancestors(Inline inline)
    {
        for (var above = inline.Parent; above is not null; above = above.Parent)
            yield return above;
    }
}
