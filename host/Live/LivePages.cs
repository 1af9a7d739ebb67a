using System.Collections.Concurrent;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>
/// The pages that a server shows, in a folder of their own that goes with it: each as the last render left it, at once, or as a notebook
/// that has not run yet.
/// </summary>
internal sealed class LivePages : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("reludc-live-").FullName;
    private readonly IReadOnlyDictionary<string, SitePage> pages;
    private readonly ConcurrentDictionary<string, Lazy<bool>> written = new();
    private readonly Lazy<bool> rest;

    /// <param name="jobs">The notebooks.</param>
    /// <param name="lastRender">Where an earlier render may have left them.</param>
    public LivePages(IReadOnlyList<NotebookJob> jobs, string lastRender)
    {
        var hash = new InputHash(EngineProgram.Assembly);
        pages = jobs.ToDictionary(job => job.Name, job => new SitePage(job.Name,
            job.FromEarlierRun(Path.Combine(lastRender, job.Name + ".ipynb"), hash) ?? job.Prepared));
        Site = new(folder, [.. jobs.Select(job => pages[job.Name])], Course.Here, singleFile: false, isLive: true);
        rest = new(() =>
        {
            foreach (var name in pages.Keys)
                Write(name);
            Site.Finish();
            return true;
        });
    }

    /// <summary>Knows what outputs look like.</summary>
    public Site Site { get; }

    /// <summary>The notebooks' names.</summary>
    public IEnumerable<string> Names => pages.Keys;

    /// <summary>A notebook as its page begins with.</summary>
    public Notebook? NotebookOf(string name) => pages.TryGetValue(name, out var page) ? page.Executed : null;

    /// <summary>A file of the site; null if there is none of the name.</summary>
    /// <param name="address">Its address below the site's.</param>
    public string? FileOf(string address)
    {
        var name = address.Length == 0 ? "index.html" : address;
        if (name.Split('/') is not ([var _] or ["assets", _]) || name.AsSpan().ContainsAny("\\\0:") || name.Contains("..",
            StringComparison.Ordinal))
            return null;
        if (name.EndsWith(".html", StringComparison.Ordinal) && pages.ContainsKey(name[..^".html".Length]))
            Write(name[..^".html".Length]);
        else if (name is "index.html" or "glossary.html" || name.StartsWith("assets/search-index", StringComparison.Ordinal))
            _ = rest.Value;
        var file = Path.Combine(folder, name);
        return File.Exists(file) ? file : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the system clears its folder for such things by itself
        }
    }

    private void Write(string name) => _ = written.GetOrAdd(name, _ => new(() =>
    {
        Site.Write(pages[name]);
        return true;
    })).Value;
}
