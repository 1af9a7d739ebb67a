using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ReluDc.Engine;
using ReluDc.Notebooks;

namespace ReluDc.Tests.Engine;

/// <summary>A site in a folder of its own, which goes when the test ends.</summary>
internal sealed class RenderedSite : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Folder => folder.Path;

    /// <summary>What the last writing reported.</summary>
    public SiteReport Report { get; private set; } = new([], null, []);

    public RenderedSite Write(params SitePage[] pages) => Write(singleFile: false, pages);

    public RenderedSite Write(bool singleFile, params SitePage[] pages)
    {
        Report = Site.Write(Folder, pages, new Course(Path.Combine(Checkout.Root, "lib", "bin")), singleFile);
        return this;
    }

    public string Text(string name = "01-small") => File.ReadAllText(Path.Combine(Folder, name + ".html"));

    public IDocument Document(string name = "01-small") => new HtmlParser().ParseDocument(Text(name));

    public void Dispose() => folder.Dispose();
}
