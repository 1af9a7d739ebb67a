using System.Security.Cryptography;
using System.Text;

namespace ReluDc.Engine;

/// <summary>
/// Writes executed notebooks as a site that opens from disk, or each as one file: every page as soon as its notebook has run, the index
/// in the end. Pages that are there already, of other notebooks, stay in the site.
/// </summary>
public sealed class Site
{
    private readonly SiteFolder folder;
    private readonly ICourse course;
    private readonly bool singleFile;
    private readonly RenderCache cache;
    private readonly MathRenderer math;
    private readonly CodeHighlighter highlighter;
    private readonly Dictionary<bool, PageFrame> frames; // by trust
    private readonly Lock writing = new();
    private readonly List<WrittenPage> written = [];
    private readonly Dictionary<string, string> contents = []; // fingerprints of the notebooks that are written, by name
    private readonly List<string> notes = [];
    private readonly List<SitePage> pages; // in reading order; before its run a notebook stands for its page
    private readonly HashSet<string> given;
    private readonly HashSet<string> trusted;
    private readonly Dictionary<string, Outline> outlines;
    private readonly Dictionary<string, IReadOnlyList<PageSection>> sections = []; // by name, for the search
    private readonly string surroundings;
    private readonly Glossary? glossary;
    private readonly bool isLive;
    private readonly Dictionary<string, NotebookPage> renderings = []; // of live pages, by name

    /// <summary>Begins a site: what its pages share is written.</summary>
    /// <param name="outDirectory">Where; made if need be.</param>
    /// <param name="pages">The notebooks, in reading order, not run yet.</param>
    /// <param name="course">What they are about.</param>
    /// <param name="singleFile">Only the pages, each with all that it needs inside.</param>
    /// <param name="trust">Whether HTML of these notebooks goes into their pages as it is, and may run there.</param>
    /// <param name="isLive">Whether the pages are for a server that runs their cells again.</param>
    public Site(string outDirectory, IReadOnlyList<SitePage> pages, ICourse course, bool singleFile, bool trust = false,
        bool isLive = false)
    {
        (this.isLive, cache) = (isLive, new(course.CacheFile));
        (math, highlighter) = (new(cache), new(course.LibraryDirectory, cache));
        (folder, this.course, this.singleFile, glossary) = (new(outDirectory), course, singleFile, singleFile ? null : Glossary.Of(course));
        given = [.. pages.Select(page => page.Name)];
        var others = singleFile ? [] : folder.Others(given, file => notes.Add($"{file} was altered after it was made, so its page is left "
            + "out of the index; render its notebook, and it is made anew"));
        this.pages = others.Count == 0 ? [.. pages] : [.. pages.Concat(others).OrderBy(page => page.Name, StringComparer.Ordinal)];
        trusted = [.. trust ? given : [], .. others.Select(page => page.Name).Where(folder.IsTrusted)];
        frames = new[] { false, true }.Where(yes => !yes || trusted.Count > 0)
            .ToDictionary(yes => yes, yes => singleFile ? PageFrame.Inline(course, yes) : PageFrame.Linked(course, yes, isLive));
        outlines = this.pages.ToDictionary(page => page.Name, page => new Outline(page.Executed));
        surroundings = string.Join('\n', this.pages
            .Select(page => $"{page.Name}\t{page.Title}\t{string.Join(' ', outlines[page.Name].HeadingAnchors)}")
            .Append($"{singleFile} {isLive} {typeof(Site).Module.ModuleVersionId} {course.GetType().Module.ModuleVersionId}"));
        if (!singleFile)
            WriteAssets();
    }

    /// <summary>Writes the site of notebooks that have all run.</summary>
    /// <param name="outDirectory">Where; made if need be.</param>
    /// <param name="pages">The notebooks, in reading order.</param>
    /// <param name="course">What they are about.</param>
    /// <param name="singleFile">Only the pages, each with all that it needs inside.</param>
    public static SiteReport Write(string outDirectory, IReadOnlyList<SitePage> pages, ICourse course, bool singleFile)
    {
        var site = new Site(outDirectory, pages, course, singleFile);
        foreach (var page in pages)
            site.Write(page);
        return site.Finish();
    }

    /// <summary>
    /// Renders a page ahead, for the time that its notebook takes to run: formulas are set and code is coloured for
    /// <see cref="Write(SitePage)"/>. No page is written.
    /// </summary>
    /// <param name="name">The page; one of those that the site was begun with.</param>
    public void Prepare(string name)
    {
        lock (writing)
        {
            if (written.Any(page => page.Name == name))
                return;
            var page = pages.First(page => page.Name == name);
            Render(page, new Outline(page.Executed), "", "", trusted.Contains(name));
        }
    }

    /// <summary>Writes a notebook that has run, and its page. A page whose inputs did not change is left as it is.</summary>
    /// <param name="page">The notebook with its outputs; one of those that the site was begun with.</param>
    public void Write(SitePage page)
    {
        lock (writing)
        {
            pages[pages.FindIndex(other => other.Name == page.Name)] = page;
            written.Add(WritePage(page));
        }
    }

    /// <summary>Writes the index, and takes away pages whose notebooks are gone.</summary>
    public SiteReport Finish()
    {
        var order = pages.Select(page => page.Name).ToList();
        if (singleFile)
            return new([.. written.OrderBy(page => order.IndexOf(page.Name))], null, notes);
        written.AddRange(pages.Where(page => !given.Contains(page.Name)).Select(WritePage)); // their neighbours may be new
        notes.AddRange(folder.RemoveOrphans(order.ToHashSet()).Select(name =>
            $"{folder.PageFile(name)}: its notebook is gone, so the page was taken away"));
        AtomicFile.Write(Path.Combine(folder.Path, SiteFolder.AssetFolder, Assets.SearchIndex),
            Encoding.UTF8.GetBytes(SearchIndex.Script([.. pages.Select(page => (page, sections[page.Name])),
                .. glossary is null ? [] : new[] { (glossary.Page, PageText.Sections(glossary.Page, glossary.Outline, course)) }])));
        var index = Path.Combine(folder.Path, SiteFolder.Index);
        var fingerprint = Fingerprint(Encoding.UTF8.GetBytes(string.Concat(order.Select(name => contents[name]))), surroundings);
        if (!SiteFolder.IsFrom(index, fingerprint))
            AtomicFile.Write(index, Seal.Close(Encoding.UTF8.GetBytes(IndexPage(fingerprint).ToString())));
        if (glossary is not null && !SiteFolder.IsFrom(folder.PageFile(Glossary.Name), fingerprint))
            AtomicFile.Write(folder.PageFile(Glossary.Name), Seal.Close(Encoding.UTF8.GetBytes(frames[false].Page(glossary.Page.Title,
                fingerprint, Html.Empty, glossary.Render(outlines, math),
                PageText.Description(glossary.Page.Executed, glossary.Outline)).ToString())));
        return new([.. written.OrderBy(page => order.IndexOf(page.Name))], index, notes);
    }

    private WrittenPage WritePage(SitePage page)
    {
        var notebook = RunRecord.Sealed(page.Executed, folder.Path);
        contents[page.Name] = Fingerprint(notebook, "");
        var download = singleFile
            ? "data:application/x-ipynb+json;base64," + Convert.ToBase64String(notebook)
            : Uri.EscapeDataString(page.Name) + ".ipynb";
        if (!singleFile)
            AtomicFile.Write(folder.NotebookFile(page.Name), notebook);
        var path = folder.PageFile(page.Name);
        var outline = new Outline(page.Executed);
        if (!singleFile)
            sections[page.Name] = PageText.Sections(page, outline, course);
        var isTrusted = trusted.Contains(page.Name);
        var fingerprint = Fingerprint(notebook, $"{surroundings}\n{outline.Fingerprint}\n{isTrusted}");
        if (SiteFolder.IsFrom(path, fingerprint))
            return new(page.Name, path, Rendered: false, []);
        var (html, faults) = Render(page, outline, fingerprint, download, isTrusted);
        if (faults.Count > 0)
            // rendered again next time, so that the fault is told again
            html = html.Replace($"content=\"{fingerprint}\"", "content=\"\"", StringComparison.Ordinal);
        if (!singleFile && FigureElement.NeedsPlotly(Html.Raw(html)))
            AtomicFile.Write(Path.Combine(folder.Path, SiteFolder.AssetFolder, Assets.FullPlotly), course.FullPlotlyScript());
        AtomicFile.Write(path, Seal.Close(Encoding.UTF8.GetBytes(html)));
        cache.Save();
        return new(page.Name, path, Rendered: true, faults);
    }

    /// <summary>The page; one that says so, if it cannot be rendered.</summary>
    private (string Html, IReadOnlyList<RenderFault> Faults) Render(SitePage page, Outline outline, string fingerprint, string download,
        bool isTrusted)
    {
        try
        {
            var rendering = new NotebookPage(page, singleFile ? [page] : pages,
                new Dictionary<string, Outline>(outlines) { [page.Name] = outline }, course, math, highlighter, isTrusted, glossary,
                isLive);
            if (isLive)
                renderings[page.Name] = rendering;
            return (rendering.Render(frames[isTrusted], fingerprint, download).ToString(), rendering.Faults);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or IOException))
        {
            var fault = new RenderFault(page.Name, 0, "", $"the page could not be rendered ({e.GetType().Name}: {e.Message})");
            return (frames[false].Page(page.Title, fingerprint, Html.Empty, Html.Of($"""
                <h1>{page.Title}</h1>
                <p class="failure" role="alert"><strong>This page could not be rendered.</strong> {fault.Message}</p>
                <p><a href="{download}" download="{page.Name}.ipynb">Download the executed notebook</a></p>
                """)).ToString(), [fault]);
        }
    }

    /// <summary>Outputs of a cell that has run again, as they stand on its live page.</summary>
    /// <param name="name">The page, which has been written.</param>
    /// <param name="outputs">The outputs.</param>
    public Html Outputs(string name, IEnumerable<CellOutput> outputs)
    {
        lock (writing)
            return renderings[name].Outputs(outputs);
    }

    private void WriteAssets()
    {
        var assets = Path.Combine(folder.Path, SiteFolder.AssetFolder);
        AtomicFile.Write(Path.Combine(assets, Assets.Style), Encoding.UTF8.GetBytes(PageFrame.StyleOf(course)));
        foreach (var script in new[] { Assets.Script, Assets.Reading, Assets.Search, Assets.Searcher, Assets.Figures }
            .Concat(isLive ? [Assets.LiveFigures, Assets.Live] : []))
            AtomicFile.Write(Path.Combine(assets, script), Encoding.UTF8.GetBytes(Assets.Text(script)));
        AtomicFile.Write(Path.Combine(assets, Assets.CourseScript), Encoding.UTF8.GetBytes(course.Script));
        AtomicFile.Write(Path.Combine(assets, Assets.FigureTheme), Encoding.UTF8.GetBytes(course.FigureTheme));
        AtomicFile.Write(Path.Combine(assets, Assets.Plotly), course.PlotlyScript());
        foreach (var (name, text) in course.Notices)
            AtomicFile.Write(Path.Combine(assets, name), Encoding.UTF8.GetBytes(text));
    }

    private Html IndexPage(string fingerprint)
    {
        var anchors = new Anchors();
        Html Cover(SitePage page)
        {
            try
            {
                var tagged = page.Executed.Cells.FirstOrDefault(cell => cell.Tags.Contains("cover"))?.Outputs ?? [];
                return OutputRenderer.Cover(tagged.Concat(page.Executed.Cells.SelectMany(cell => cell.Outputs)), anchors);
            }
            catch (Exception e) when (e is InvalidOperationException or FormatException)
            {
                return Html.Empty; // its own page says what is wrong with it
            }
        }
        return frames[false].Page(course.Title, fingerprint, Html.Empty, course.Index(pages, Cover), course.Description);
    }

    private static string Fingerprint(byte[] notebook, string surroundings) =>
        Convert.ToHexStringLower(SHA256.HashData([.. notebook, .. Encoding.UTF8.GetBytes(surroundings)]))[..16];
}
