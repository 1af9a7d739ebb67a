using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.TaskLists;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ReluDc.Engine;

/// <summary>Markdown to HTML: formulas to MathML, links between notebooks to links between pages, pictures into the page.</summary>
/// <param name="formulas">Sets the formulas.</param>
/// <param name="outline">What the notebook's prose holds.</param>
/// <param name="addresses">Where links lead.</param>
internal sealed partial class ProseRenderer(Formulas formulas, Outline outline, Addresses addresses)
{
    private readonly Queue<string> expected = new(outline.HeadingAnchors);
    private int footnotes;
    private int footnoteLinks;

    /// <summary>The headings so far: level, anchor, text.</summary>
    public List<(int Level, string Anchor, string Text)> Headings { get; } = [];

    /// <summary>A cell's prose as HTML.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="faults">Receives what cannot be set.</param>
    public Html Render(Cell cell, Action<string> faults)
    {
        var attachments = cell.Attachments;
        var markdown = cell.Source;
        foreach (var (name, _) in (attachments ?? []).Where(attachment => attachment.Key.Contains(' ', StringComparison.Ordinal)))
            markdown = markdown.Replace($"(attachment:{name})", $"(<attachment:{name}>)", StringComparison.Ordinal);
        return Render(markdown, attachments, expected.Dequeue, faults);
    }

    /// <summary>Markdown that a cell put out, as HTML.</summary>
    /// <param name="markdown">The text.</param>
    /// <param name="faults">Receives what cannot be set.</param>
    public Html Render(string markdown, Action<string> faults) => Render(markdown, null, null, faults);

    /// <summary>HTML with the notebook's links and pictures turned into the page's.</summary>
    public Html Readdress(string html, Action<string> faults) => Html.Raw(Readdress(html, null, faults));

    private Html Render(string markdown, JsonObject? attachments, Func<string>? anchors, Action<string> faults)
    {
        var prose = Prose.Read(markdown);
        string Unmarked(string text) => FormulaInline.Unmark(text, i => prose.Formulas[i].Source);
        foreach (var link in prose.Document.Descendants<LinkInline>().ToList())
        {
            link.Url = Unmarked(link.Url ?? "");
            link.Title = link.Title is { } title ? Unmarked(title) : null;
            if (link.IsImage)
                Show(link, attachments, faults);
            else
                Retarget(link, attachments);
        }
        foreach (var inline in prose.Document.Descendants<HtmlInline>())
            inline.Tag = Readdress(inline.Tag, attachments, faults);
        foreach (var heading in prose.Headings)
            Register(heading, anchors?.Invoke() ?? outline.Anchors.TakeHeading(Prose.TextOf(heading)));
        var firstFootnote = Count(prose.Document);

        // Once for each, as it counts and defines.
        var done = new Dictionary<FoundFormula, Html>(ReferenceEqualityComparer.Instance);
        Html Set(FoundFormula formula) => done.TryGetValue(formula, out var known)
            ? known
            : done[formula] = formulas.Render(formula.Latex, formula.Display, faults);
        var html = prose.ToHtml(new Formula(Set), new Paragraph(Set), new CheckBox(),
            new Markup(html => FormulaInline.Unmark(Readdress(html, attachments, faults), i => Boxed(prose.Formulas[i], Set).ToString())));
        html = html.Replace("<div class=\"footnotes\">\n<hr />\n<ol>",
            string.Create(CultureInfo.InvariantCulture, $"<div class=\"footnotes\">\n<hr>\n<ol start=\"{firstFootnote}\">"));
        // What is still marked stands in code.
        html = FormulaInline.Unmark(html, i => Html.Text(prose.Formulas[i].Source).ToString());
        return Html.Raw(html.Replace("<table>", "<div class=\"scroll\"><table>").Replace("</table>", "</table></div>"));
    }

    /// <summary>Counts footnotes through the page, as their ids must differ. The number of a document's first.</summary>
    private int Count(MarkdownDocument document)
    {
        var notes = document.Descendants<Footnote>().ToList();
        var links = document.Descendants<FootnoteLink>().Concat(notes.SelectMany(note => note.Links)).ToHashSet();
        var (notesBefore, linksBefore) = (footnotes, footnoteLinks);
        foreach (var note in notes)
            footnotes = Math.Max(footnotes, note.Order += notesBefore);
        foreach (var link in links)
            footnoteLinks = Math.Max(footnoteLinks, link.Index += linksBefore);
        return notesBefore + 1;
    }

    /// <summary>A formula in the text, or in a box of its own.</summary>
    private static Html Boxed(FoundFormula formula, Func<FoundFormula, Html> set)
    {
        var html = set(formula);
        return formula.Display && !html.IsEmpty ? Html.Of($"<span class=\"formula scroll\">{html}</span>") : html;
    }

    private void Show(LinkInline link, JsonObject? attachments, Action<string> faults)
    {
        var (address, instead) = Picture(link.Url!, attachments, faults);
        if (address is null)
            link.ReplaceBy(new HtmlInline(instead.ToString()), copyChildren: false);
        else
            link.Url = address;
    }

    private (string? Address, Html Instead) Picture(string url, JsonObject? attachments, Action<string> faults)
    {
        try
        {
            return (outline.Pictures.AddressOf(url, attachments), Html.Empty);
        }
        catch (FormatException e)
        {
            faults(e.Message);
            return (null, Html.Of($"<span class=\"fault\">{e.Message}</span>"));
        }
    }

    private string Readdress(string html, JsonObject? attachments, Action<string> faults) =>
        Tags.Readdress(html, url => Picture(url, attachments, faults), addresses.Of);

    private void Retarget(LinkInline link, JsonObject? attachments)
    {
        if (Pictures.FileAddress(link.Url!, attachments) is { } file)
        {
            link.Url = file;
            link.GetAttributes().AddProperty("download", "");
        }
        else if (addresses.Of(link.Url!) is { } address)
            link.Url = address;
        else
            link.ReplaceBy(new ContainerInline(), copyChildren: true);
    }

    private void Register(HeadingBlock heading, string anchor)
    {
        // One title to a page, and no level left out.
        heading.Level = Headings.Count == 0 ? 1 : Math.Clamp(heading.Level, 2, Headings[^1].Level + 1);
        heading.GetAttributes().Id = anchor;
        Headings.Add((heading.Level, anchor, Prose.TextOf(heading)));
    }

    private sealed class Formula(Func<FoundFormula, Html> set) : HtmlObjectRenderer<FormulaInline>
    {
        protected override void Write(HtmlRenderer renderer, FormulaInline inline) =>
            renderer.Write((renderer.EnableHtmlForInline ? Boxed(inline.Formula, set) : Html.Text(inline.Formula.Source)).ToString());
    }

    /// <summary>A paragraph that is one formula is a formula, and one that only defines commands is nothing.</summary>
    private sealed class Paragraph(Func<FoundFormula, Html> set) : ParagraphRenderer
    {
        protected override void Write(HtmlRenderer renderer, ParagraphBlock paragraph)
        {
            var pieces = (paragraph.Inline ?? []).Where(piece => piece is not LineBreakInline
                && !(piece is LiteralInline literal && literal.Content.IsEmptyOrWhitespace())).ToList();
            var shown = pieces.OfType<FormulaInline>().Where(piece => !set(piece.Formula).IsEmpty).ToList();
            if (shown.Count > 1 || pieces.Exists(piece => piece is not FormulaInline) || shown is [{ Formula.Display: false }])
                base.Write(renderer, paragraph);
            else if (shown is [var only])
                renderer.Write($"<div class=\"formula scroll\">{set(only.Formula)}</div>\n");
        }
    }

    private sealed class Markup(Func<string, string> turn) : HtmlObjectRenderer<HtmlBlock>
    {
        protected override void Write(HtmlRenderer renderer, HtmlBlock block) =>
            renderer.EnsureLine().Write(turn(block.Lines.ToString())).EnsureLine();
    }

    private sealed class CheckBox : HtmlObjectRenderer<TaskList>
    {
        protected override void Write(HtmlRenderer renderer, TaskList box) => renderer.Write(box.Checked
            ? "<input type=\"checkbox\" aria-label=\"done\" disabled checked>"
            : "<input type=\"checkbox\" aria-label=\"to do\" disabled>");
    }
}
