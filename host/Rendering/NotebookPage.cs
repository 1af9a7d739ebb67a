using System.Text;
using ReluDc.Notebooks.Documents;

namespace ReluDc.Notebooks.Rendering;

/// <summary>An executed notebook as a page. A pure function of the notebook and of the list of pages around it.</summary>
internal sealed class NotebookPage
{
    private readonly SitePage page;
    private readonly IReadOnlyList<SitePage> all;
    private readonly Anchors anchors = new();
    private readonly ProseRenderer prose;
    private readonly OutputRenderer outputs;
    private readonly IReadOnlyDictionary<Cell, string> code;
    private readonly List<RenderFault> faults = [];

    /// <param name="page">The notebook.</param>
    /// <param name="all">The pages that it stands among; itself alone if it goes out as a single file.</param>
    /// <param name="math">Sets formulas.</param>
    /// <param name="libraryDirectory">Where the library that the cells reference is.</param>
    public NotebookPage(SitePage page, IReadOnlyList<SitePage> all, MathRenderer math, string libraryDirectory)
    {
        (this.page, this.all) = (page, all);
        prose = new(math, all.Where(other => other != page).Select(other => other.Name).ToHashSet(), anchors);
        outputs = new(math, prose, anchors);
        var cells = page.Executed.Cells.Where(cell => cell.Kind == CellKind.Code).ToList();
        code = cells.Zip(CodeHighlighter.Highlight([.. cells.Select(cell => cell.Source)], libraryDirectory)).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    /// <summary>What could not be rendered.</summary>
    public IReadOnlyList<RenderFault> Faults => faults;

    /// <summary>The page.</summary>
    /// <param name="frame">What surrounds it.</param>
    /// <param name="fingerprint">Says from which inputs it was rendered.</param>
    /// <param name="download">The executed notebook's address.</param>
    public string Render(PageFrame frame, string fingerprint, string download)
    {
        var provenance = new Provenance(page.Executed);
        var body = new StringBuilder();
        if (provenance.Failure is { } failure)
            body.Append($"<p class=\"failure\" role=\"alert\"><strong>This notebook did not run to its end.</strong> {Html.Escape(failure)}</p>\n");
        for (var i = 0; i < page.Executed.Cells.Length; i++)
            body.Append(Render(page.Executed.Cells[i], i + 1, provenance));
        if (prose.Headings is not [(1, _, _), ..])
            body.Insert(0, $"<h1>{Html.Escape(page.Title)}</h1>\n");
        body.Append(Neighbours());
        body.Append(provenance.ToHtml(download));
        return frame.Page(page.Title, fingerprint, Sidebar(), body.ToString());
    }

    private string Render(Cell cell, int number, Provenance provenance)
    {
        void Fault(string message) => faults.Add(new(page.Name, number, cell.Id, message));
        if (cell.Tags.Contains("remove-cell") || cell.Kind == CellKind.Raw)
            return "";
        if (cell.Kind == CellKind.Markdown)
            return $"<div class=\"prose\">\n{prose.Render(cell.Source, Fault)}</div>\n";

        var html = new StringBuilder($"<div class=\"cell\" id=\"{anchors.Take(Anchors.OfCell(cell.Id))}\">\n");
        var injected = cell.Tags.Contains("injected-parameters");
        var open = cell.Tags.Contains("hide-code") ? "" : " open";
        var label = injected ? "Altered parameters" : cell.Tags.Contains("parameters") ? "Parameters" : cell.Tags.Contains("hide-code") ? "Code of the check" : "Code";
        html.Append($"<details class=\"code{(injected ? " injected" : "")}\"{open}><summary>{label}</summary><pre class=\"scroll\"><code>{code[cell]}</code></pre></details>\n");
        if (cell.Tags.Contains("parameters"))
            html.Append(provenance.ParametersToHtml());
        foreach (var output in cell.Outputs.Select(output => outputs.Render(output, Fault)).Where(output => output.Length > 0))
            html.Append("<div class=\"output\">").Append(output).Append("</div>\n");
        if (cell.ExecutionCount is null && cell.Outputs.Count == 0 && provenance.Failure is not null)
            html.Append("<p class=\"not-run\">Not run.</p>\n");
        return html.Append("</div>\n").ToString();
    }

    private string Sidebar()
    {
        var sections = string.Concat(prose.Headings.Where(heading => heading.Level == 2).Select(heading => $"<li><a href=\"#{heading.Anchor}\">{Html.Escape(heading.Text)}</a></li>\n"));
        var pages = string.Concat(all.Select(other => other.Name == page.Name
            ? $"<li><a href=\"#main\" aria-current=\"page\">{Html.Escape(Label(other))}</a>\n{(sections.Length > 0 ? $"<ol class=\"sections\">\n{sections}</ol>" : "")}</li>\n"
            : $"<li><a href=\"{other.Name}.html\">{Html.Escape(Label(other))}</a></li>\n"));
        return $"<nav class=\"sidebar\" aria-label=\"Contents\">\n<details open><summary>Contents</summary>\n<ul>\n{pages}</ul>\n</details>\n</nav>\n";
    }

    private string Neighbours()
    {
        var place = all.ToList().FindIndex(other => other.Name == page.Name);
        var previous = place > 0 ? $"<a rel=\"prev\" href=\"{all[place - 1].Name}.html\"><span>Previous</span> {Html.Escape(Label(all[place - 1]))}</a>" : "<span></span>";
        var next = place + 1 < all.Count ? $"<a rel=\"next\" href=\"{all[place + 1].Name}.html\"><span>Next</span> {Html.Escape(Label(all[place + 1]))}</a>" : "<span></span>";
        return all.Count > 1 ? $"<nav class=\"neighbours\" aria-label=\"Previous and next notebook\">{previous}{next}</nav>\n" : "";
    }

    private static string Label(SitePage page) => page.Number.Length == 0 ? page.Title : $"{page.Number} {page.Title}";
}
