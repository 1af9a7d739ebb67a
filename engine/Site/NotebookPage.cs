namespace ReluDc.Engine;

/// <summary>An executed notebook as a page. A pure function of the notebook and of the list of pages around it.</summary>
internal sealed class NotebookPage
{
    private readonly SitePage page;
    private readonly IReadOnlyList<SitePage> all;
    private readonly Outline outline;
    private readonly Formulas formulas;
    private readonly ProseRenderer prose;
    private readonly OutputRenderer outputs;
    private readonly CodeBox box;
    private readonly Glossary? glossary;
    private readonly Provenance provenance;
    private readonly CodeHighlighter highlighter;
    private readonly bool isLive;
    private readonly Func<OutputRenderer> again; // for a cell that has run again
    private IReadOnlyDictionary<Cell, Html> code = new Dictionary<Cell, Html>();
    private readonly List<RenderFault> faults = [];

    /// <param name="page">The notebook.</param>
    /// <param name="all">The pages that it stands among; itself alone if it goes out as a single file.</param>
    /// <param name="course">What the pages are about.</param>
    /// <param name="outlines">The outlines of all pages, by name.</param>
    /// <param name="math">Sets formulas.</param>
    /// <param name="highlighter">Colours code.</param>
    /// <param name="trust">Whether HTML of the notebook goes into the page as it is, and may run there.</param>
    /// <param name="glossary">Explains words, on a page of its own; null if nothing does.</param>
    /// <param name="isLive">Whether its cells run again while it is read.</param>
    public NotebookPage(SitePage page, IReadOnlyList<SitePage> all, IReadOnlyDictionary<string, Outline> outlines, ICourse course,
        MathRenderer math, CodeHighlighter highlighter, bool trust = false, Glossary? glossary = null, bool isLive = false)
    {
        (this.page, this.all, this.highlighter, this.glossary, this.isLive) = (page, all, highlighter, glossary, isLive);
        (provenance, box) = (new(RunRecord.Of(page.Executed), page.Name), new(course));
        outline = outlines[page.Name];
        formulas = new(math, outline.Anchors);
        prose = new(formulas, outline, new(outline, all.Where(other => other != page).ToDictionary(other => other.Name,
            other => outlines[other.Name])), trust, glossary);
        outputs = new(course, formulas, prose, outline.Anchors);
        again = () => new(course, new(math, new()), prose, new());
    }

    /// <summary>What could not be rendered.</summary>
    public IReadOnlyList<RenderFault> Faults => faults;

    /// <summary>The page.</summary>
    /// <param name="frame">What surrounds it.</param>
    /// <param name="fingerprint">Says from which inputs it was rendered.</param>
    /// <param name="download">The executed notebook's address.</param>
    public Html Render(PageFrame frame, string fingerprint, string download) =>
        RoomyStack.Run(() => RenderOnRoomyStack(frame, fingerprint, download));

    private Html RenderOnRoomyStack(PageFrame frame, string fingerprint, string download)
    {
        var cSharp = page.Executed.Cells.Where(cell => cell is { Kind: CellKind.Code, Language: null }).ToList();
        code = cSharp.Zip(highlighter.Highlight([.. cSharp.Select(cell => cell.Source)], (i, message) =>
            Tell(cSharp[i], page.Executed.Cells.IndexOf(cSharp[i]) + 1, message))).ToDictionary(pair => pair.First, pair => pair.Second);
        var failure = provenance.Failure is { } why
            ? Html.Of($"<p class=\"failure\" role=\"alert\"><strong>This notebook did not run to its end.</strong> {why}</p>\n")
            : Html.Empty;
        var bar = new ParameterBar(page.Executed, page.Name, isLive).ToHtml();
        var first = page.Executed.Cells.ToList().FindIndex(cell => cell.Kind == CellKind.Code); // behind what the notebook begins with
        var cells = formulas.Resolve(Html.Concat([.. page.Executed.Cells.Select((cell, i) =>
            i == Math.Max(first, 0) ? bar + Render(cell, i + 1) : Render(cell, i + 1))]));
        var title = prose.Headings is [(1, _, _), ..] ? Html.Empty : Html.Of($"<h1>{page.Title}</h1>\n");
        return frame.Page(page.Title, fingerprint, Sidebar(), Html.Of($"{title}{failure}{cells}{Neighbours()}{provenance.Foot(download)}"),
            PageText.Description(page.Executed, outline));
    }

    /// <summary>Keeps a fault once; of very many in one cell the first.</summary>
    private void Tell(Cell cell, int number, string message)
    {
        const int Most = 20;
        var fault = new RenderFault(page.Name, number, cell.Id, ReluDc.Engine.Fault.Line(message));
        var before = faults.Count(other => other.CellNumber == number);
        if (before < Most && !faults.Contains(fault))
            faults.Add(before == Most - 1 ? fault with { Message = "there is more in the cell that cannot be shown" } : fault);
    }

    /// <summary>What a function makes of a part of the page; its source, and a fault, where it cannot.</summary>
    private static Html Shown(Func<Html> render, Func<string> source, Action<string> faults)
    {
        try
        {
            return render();
        }
        catch (FormatException e)
        {
            faults(e.Message);
        }
        catch (Exception e) when (e is not OutOfMemoryException) // nothing that a notebook holds may keep its page from being made
        {
            faults($"this cannot be shown ({e.GetType().Name}: {e.Message})");
        }
        return ReluDc.Engine.Fault.Box(SourceOf(source));
    }

    private static string SourceOf(Func<string> source)
    {
        try
        {
            return source();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return "(an output that cannot be read)";
        }
    }

    private Html Render(Cell cell, int number)
    {
        void Fault(string message) => Tell(cell, number, message);
        if (cell.Tags.Contains("remove-cell") || cell.Kind == CellKind.Raw)
            return Html.Empty;
        if (cell.Kind == CellKind.Markdown)
            return Html.Of($"<div class=\"prose\">\n{Shown(() => prose.Render(cell, Fault), () => cell.Source, Fault)}</div>\n");

        var id = outline.CellAnchors[cell];
        var shown = Outputs(cell.Outputs, outputs, Fault);
        var notRun = Html.Raw(cell.ExecutionCount is null && cell.Outputs.Count == 0 && provenance.Failure is not null
            ? "<p class=\"not-run\">Not run.</p>\n"
            : "");
        var parameters = cell.Tags.Contains("parameters") ? provenance.Parameters() : Html.Empty;
        var source = box.Of(cell, code.TryGetValue(cell, out var coloured) ? coloured : CodeHighlighter.Plain(cell.Source));
        return Html.Of($"""
            <div class="cell" id="{id}">
            {source}{parameters}{(isLive ? Html.Of($"<div class=\"outputs\" data-cell=\"{cell.Id}\">\n{shown}</div>\n") : shown)
            }{notRun}</div>

            """);
    }

    private static Html Outputs(IEnumerable<CellOutput> all, OutputRenderer renderer, Action<string> faults) => Html.Concat([..
        TerminalText.Joined([.. all]).Select(output => Shown(() => renderer.Render(output, faults),
            () => output.ToJson().ToJsonString(JsonStyle.Compact), faults)).Where(output => !output.IsEmpty)
            .Select(output => Html.Of($"<div class=\"output\">{output}</div>\n"))]);

    /// <summary>Outputs of a cell that has run again. Ids and numbers of figures begin anew in it: the page counts them.</summary>
    public Html Outputs(IEnumerable<CellOutput> all) => RoomyStack.Run(() => Outputs(all, again(), _ => { }));

    private Html Sidebar()
    {
        var sections = prose.Headings.Where(heading => heading.Level == 2)
            .Select(heading => Html.Of($"<li><a href=\"#{heading.Anchor}\">{heading.Text}</a></li>\n")).ToList();
        var inside = sections.Count > 0 ? Html.Of($"<ol class=\"sections\">\n{sections}</ol>") : Html.Empty;
        var pages = all.Select(other => other.Name == page.Name
            ? Html.Of($"<li><a href=\"#main\" aria-current=\"page\">{other.Label}</a>\n{inside}</li>\n")
            : Link(other));
        static Html Link(SitePage other) => Html.Of($"<li><a href=\"{other.Address}\">{other.Label}</a></li>\n");
        return Html.Of($"""
            <nav class="sidebar" aria-label="Contents">
            <details open><summary>Contents</summary>
            <ul>
            {pages}{(glossary is null ? Html.Empty : Link(glossary.Page))}</ul>
            </details>
            </nav>

            """);
    }

    private Html Neighbours()
    {
        var place = all.ToList().FindIndex(other => other.Name == page.Name);
        Html Link(int at, string rel, string word) => at >= 0 && at < all.Count
            ? Html.Of($"<a rel=\"{rel}\" href=\"{all[at].Address}\"><span>{word}</span> {all[at].Label}</a>")
            : Html.Raw("<span></span>");
        var links = Link(place - 1, "prev", "Previous") + Link(place + 1, "next", "Next");
        return all.Count > 1
            ? Html.Of($"<nav class=\"neighbours\" aria-label=\"Previous and next notebook\">{links}</nav>\n")
            : Html.Empty;
    }
}
