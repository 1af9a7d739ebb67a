using System.Security.Cryptography;
using System.Text;

namespace ReluDc.Engine;

/// <summary>Writes executed notebooks as a site that opens from disk, or each as one file.</summary>
public static class Site
{
    /// <summary>Writes the site. A page whose inputs did not change is left as it is.</summary>
    /// <param name="outDirectory">Where; made if need be.</param>
    /// <param name="pages">The notebooks, in reading order.</param>
    /// <param name="course">What they are about.</param>
    /// <param name="singleFile">Only the pages, each with all that it needs inside.</param>
    public static SiteReport Write(string outDirectory, IReadOnlyList<SitePage> pages, ICourse course, bool singleFile)
    {
        var math = new MathRenderer();
        var frame = singleFile ? PageFrame.Inline(course) : PageFrame.Linked(course);
        var programs = $"{typeof(Site).Module.ModuleVersionId} {course.GetType().Module.ModuleVersionId}";
        var outlines = pages.ToDictionary(page => page.Name, page => new Outline(page.Executed));
        var surroundings = string.Join('\n',
            pages.Select(page => $"{page.Name}\t{page.Title}\t{outlines[page.Name].Fingerprint}").Append($"{singleFile} {programs}"));

        var written = new List<WrittenPage>();
        foreach (var page in pages)
        {
            var notebook = page.Executed.ToBytes();
            var download = singleFile ? "data:application/x-ipynb+json;base64," + Convert.ToBase64String(notebook) : page.Name + ".ipynb";
            if (!singleFile)
                AtomicFile.Write(Path.Combine(outDirectory, page.Name + ".ipynb"), notebook);
            var path = Path.Combine(outDirectory, page.Name + ".html");
            var fingerprint = Fingerprint(notebook, surroundings);
            if (IsFrom(path, fingerprint))
            {
                written.Add(new(page.Name, path, Rendered: false, []));
                continue;
            }
            var rendering = new NotebookPage(page, singleFile ? [page] : pages, outlines, course, math);
            var html = rendering.Render(frame, fingerprint, download).ToString();
            if (rendering.Faults.Count > 0)
                // rendered again next time, so that the fault is told again
                html = html.Replace($"content=\"{fingerprint}\"", "content=\"\"");
            AtomicFile.Write(path, Encoding.UTF8.GetBytes(html));
            written.Add(new(page.Name, path, Rendered: true, rendering.Faults));
        }
        if (singleFile)
            return new(written, null);

        var assets = Path.Combine(outDirectory, "assets");
        AtomicFile.Write(Path.Combine(assets, Assets.Style), Encoding.UTF8.GetBytes(PageFrame.StyleOf(course)));
        AtomicFile.Write(Path.Combine(assets, Assets.Script), Encoding.UTF8.GetBytes(Assets.Text(Assets.Script)));
        AtomicFile.Write(Path.Combine(assets, Assets.FigureTheme), Encoding.UTF8.GetBytes(course.FigureTheme));
        AtomicFile.Write(Path.Combine(assets, Assets.Plotly), course.PlotlyScript());
        foreach (var (name, text) in course.Notices)
            AtomicFile.Write(Path.Combine(assets, name), Encoding.UTF8.GetBytes(text));
        var index = Path.Combine(outDirectory, "index.html");
        var indexFingerprint = Fingerprint(
            Encoding.UTF8.GetBytes(string.Concat(pages.Select(page => Fingerprint(page.Executed.ToBytes(), "")))), surroundings);
        if (!IsFrom(index, indexFingerprint))
            AtomicFile.Write(index, Encoding.UTF8.GetBytes(Index(pages, course, frame, indexFingerprint).ToString()));
        return new(written, index);
    }

    private static Html Index(IReadOnlyList<SitePage> pages, ICourse course, PageFrame frame, string fingerprint)
    {
        var anchors = new Anchors();
        Html Cover(SitePage page)
        {
            var tagged = page.Executed.Cells.FirstOrDefault(cell => cell.Tags.Contains("cover"))?.Outputs ?? [];
            return OutputRenderer.FirstFigure(tagged.Concat(page.Executed.Cells.SelectMany(cell => cell.Outputs))) is { } figure
                ? OutputRenderer.Figure(figure, anchors, withData: false)
                : Html.Empty;
        }
        return frame.Page(course.Title, fingerprint, Html.Empty, course.Index(pages, Cover));
    }

    private static string Fingerprint(byte[] notebook, string surroundings) =>
        Convert.ToHexStringLower(SHA256.HashData([.. notebook, .. Encoding.UTF8.GetBytes(surroundings)]))[..16];

    /// <summary>Whether a page was rendered from these inputs: its head says so.</summary>
    private static bool IsFrom(string path, string fingerprint)
    {
        if (!File.Exists(path))
            return false;
        using var reader = new StreamReader(path);
        for (var i = 0; i < 10 && reader.ReadLine() is { } line; i++)
            if (line.Contains($"content=\"{fingerprint}\"", StringComparison.Ordinal))
                return true;
        return false;
    }
}
