using System.Globalization;
using System.Text.Json.Nodes;
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
/// <param name="trust">Whether HTML goes into the page as it is.</param>
/// <param name="glossary">Explains words; null if nothing does.</param>
internal sealed class ProseRenderer(Formulas formulas, Outline outline, Addresses addresses, bool trust, Glossary? glossary = null)
{
    private readonly HashSet<string> explained = [];
    private readonly HashSet<string> shownIds = [];
    private readonly HashSet<string> headingIds = [];
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
        return Render(markdown, attachments, new Queue<string>(outline.HeadingAnchorsOf(cell)), faults);
    }

    /// <summary>Markdown that a cell put out, as HTML.</summary>
    /// <param name="markdown">The text.</param>
    /// <param name="faults">Receives what cannot be set.</param>
    public Html Render(string markdown, Action<string> faults) => Render(markdown, null, null, faults);

    /// <summary>HTML that a cell put out: in the page if all of it may go there, or else in a frame of its own.</summary>
    /// <param name="html">The HTML.</param>
    /// <param name="faults">Receives what cannot be shown.</param>
    public Html Foreign(string html, Action<string> faults)
    {
        var surroundings = new HtmlSurroundings((url, tell) => Picture(url, null, tell), Link, outline.Anchors.TryTake);
        var asItIs = surroundings with { Text = (text, _) => text };
        if (trust)
            return Html.Of($"<div class=\"value scroll\">{ForeignFrame.Readdressed(html, asItIs, faults)}</div>");
        var told = new List<string>();
        var foreign = new ForeignHtml(html, surroundings, told.Add);
        var page = foreign.ForPage();
        if (!foreign.IsFaithful)
            return ForeignFrame.Of(html, asItIs, faults);
        told.ForEach(faults);
        return Html.Of($"<div class=\"value scroll\">{page}</div>");
    }

    private Html Render(string markdown, JsonObject? attachments, Queue<string>? anchors, Action<string> faults)
    {
        var prose = Prose.Read(markdown);
        var pieces = prose.Pieces;
        var carried = new HashSet<string>();
        string Unmarked(string text) => FormulaInline.Unmark(text, prose.Formulas.Count, i => prose.Formulas[i].Source);
        foreach (var link in prose.Document.Descendants<LinkInline>().ToList())
        {
            link.Url = Unmarked(link.Url ?? "");
            link.Title = link.Title is { } title ? Unmarked(title) : null;
            if (link.IsImage)
                Show(link, attachments, pieces, faults);
            else
                Retarget(link, attachments, carried, faults);
        }
        foreach (var heading in prose.Headings)
            Register(heading, anchors is { Count: > 0 } ? anchors.Dequeue() : outline.Anchors.TakeHeading(Prose.TextOf(heading)));
        glossary?.Link(prose.Document, explained);
        foreach (var formula in prose.Document.Descendants<FormulaInline>().Where(inline => !inline.Formula.Display).ToList())
            formula.TakePunctuation();
        var firstFootnote = Count(prose.Document);

        // Once for each, as it counts and defines.
        var done = new Dictionary<FoundFormula, Html>(ReferenceEqualityComparer.Instance);
        Html Set(FoundFormula formula) => done.TryGetValue(formula, out var known)
            ? known
            : done[formula] = formulas.Render(formula.Latex, formula.Display, faults);
        var html = prose.ToHtml(new Formula(Set, pieces), new Paragraph(Set, pieces), new Heading(pieces),
            new CheckBox(pieces), new Markup());
        html = html.Replace("<div class=\"footnotes\">\n<hr />\n<ol>",
            string.Create(CultureInfo.InvariantCulture, $"<div class=\"footnotes\">\n<hr>\n<ol start=\"{firstFootnote}\">"));
        var surroundings = new HtmlSurroundings((url, tell) => Picture(url, attachments, tell),
            (url, tell) => carried.Contains(url) ? url : Link(url, tell), TakesId)
        {
            BoxesTables = true,
            Words = Unmarked,
            // Formulas that Markdown has not read stand in HTML, or in code.
            Text = (text, isCode) => pieces.Put(text, rest => FormulaInline.Unmark(rest, prose.Formulas.Count,
                i => (isCode ? Html.Text(prose.Formulas[i].Source) : Boxed(prose.Formulas[i], Set)).ToString(), HtmlSurroundings.Escaped)),
        };
        return trust
            ? ForeignFrame.Readdressed(html, surroundings with { Text = (text, _) => pieces.Put(text, rest => FormulaInline.Unmark(rest,
                prose.Formulas.Count, i => Boxed(prose.Formulas[i], Set).ToString())) }, faults)
            : new ForeignHtml(html, surroundings, faults).ForPage();
    }

    /// <summary>Whether an id of the prose is to be had: one that leads somewhere, once.</summary>
    private bool TakesId(string id) => (outline.HasId(id) || headingIds.Contains(id)
        || id.StartsWith("fn:", StringComparison.Ordinal) || id.StartsWith("fnref:", StringComparison.Ordinal)) && shownIds.Add(id);

    private string? Link(string url, Action<string> faults)
    {
        var address = addresses.Of(url);
        if (address is null && Addresses.FaultOf(url) is { } fault)
            faults(fault);
        return address;
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

    private void Show(LinkInline link, JsonObject? attachments, OwnPieces pieces, Action<string> faults)
    {
        var (address, instead) = Picture(link.Url!, attachments, faults);
        if (address is null)
            link.ReplaceBy(new HtmlInline(pieces.Mark(instead)), copyChildren: false);
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

    private void Retarget(LinkInline link, JsonObject? attachments, HashSet<string> carried, Action<string> faults)
    {
        if (Pictures.FileAddress(link.Url!, attachments) is { } file)
        {
            link.Url = file;
            carried.Add(file);
            link.GetAttributes().AddProperty("download", "");
        }
        else if (Link(link.Url!, faults) is { } address)
            link.Url = address;
        else
            link.ReplaceBy(new ContainerInline(), copyChildren: true);
    }

    private void Register(HeadingBlock heading, string anchor)
    {
        // One title to a page, and no level left out.
        heading.Level = Headings.Count == 0 ? 1 : Math.Clamp(heading.Level, 2, Headings[^1].Level + 1);
        heading.GetAttributes().Id = anchor;
        headingIds.Add(anchor);
        Headings.Add((heading.Level, anchor, Prose.TextOf(heading)));
    }

    private sealed class Formula(Func<FoundFormula, Html> set, OwnPieces pieces) : HtmlObjectRenderer<FormulaInline>
    {
        protected override void Write(HtmlRenderer renderer, FormulaInline inline)
        {
            if (!renderer.EnableHtmlForInline)
                renderer.Write(Html.Text(inline.Before + inline.Formula.Source + inline.Behind).ToString());
            else if (inline is { Before: "", Behind: "" })
                renderer.Write(pieces.Mark(Boxed(inline.Formula, set)));
            else
                renderer.Write(pieces.Mark(Html.Of(
                    $"<span class=\"unbroken\">{inline.Before}{Boxed(inline.Formula, set)}{inline.Behind}</span>")));
        }
    }

    /// <summary>A heading has a link to itself beside it, not in it: its name stays its words.</summary>
    private sealed class Heading(OwnPieces pieces) : HeadingRenderer
    {
        protected override void Write(HtmlRenderer renderer, HeadingBlock heading)
        {
            if (heading.Level == 1 || heading.GetAttributes().Id is not { } id)
            {
                base.Write(renderer, heading);
                return;
            }
            renderer.EnsureLine().Write("<div class=\"reludc-heading\">");
            base.Write(renderer, heading);
            var label = $"Link to: {Prose.TextOf(heading)}";
            renderer.Write(pieces.Mark(Html.Of($"<a class=\"permalink\" href=\"#{id}\" aria-label=\"{label}\">§</a>")))
                .Write("</div>").EnsureLine();
        }
    }

    /// <summary>A paragraph that is one formula is a formula, and one that only defines commands is nothing.</summary>
    private sealed class Paragraph(Func<FoundFormula, Html> set, OwnPieces pieces) : ParagraphRenderer
    {
        protected override void Write(HtmlRenderer renderer, ParagraphBlock paragraph)
        {
            var inlines = (paragraph.Inline ?? []).Where(piece => piece is not LineBreakInline
                && !(piece is LiteralInline literal && literal.Content.IsEmptyOrWhitespace())).ToList();
            var shown = inlines.OfType<FormulaInline>().Where(piece => !set(piece.Formula).IsEmpty).ToList();
            if (shown.Count > 1 || inlines.Exists(piece => piece is not FormulaInline) || shown is [{ Formula.Display: false }])
                base.Write(renderer, paragraph);
            else if (shown is [var only])
                renderer.Write(pieces.Mark(Html.Of($"<div class=\"formula scroll\">{set(only.Formula)}</div>"))).Write("\n");
        }
    }

    private sealed class Markup : HtmlObjectRenderer<HtmlBlock>
    {
        protected override void Write(HtmlRenderer renderer, HtmlBlock block) =>
            renderer.EnsureLine().Write(block.Lines.ToString()).EnsureLine();
    }

    private sealed class CheckBox(OwnPieces pieces) : HtmlObjectRenderer<TaskList>
    {
        protected override void Write(HtmlRenderer renderer, TaskList box) => renderer.Write(pieces.Mark(Html.Raw(box.Checked
            ? "<input type=\"checkbox\" aria-label=\"done\" disabled checked>"
            : "<input type=\"checkbox\" aria-label=\"to do\" disabled>")));
    }
}
