using ReluDc.Engine;
using ReluDc.Figures;

namespace ReluDc.Notebooks;

/// <summary>This course: what it gives the engine to put on pages.</summary>
internal sealed class Course : ICourse
{
    private readonly Lazy<byte[]> plotly;

    /// <param name="libraryDirectory">The built library.</param>
    public Course(string libraryDirectory) =>
        (LibraryDirectory, plotly) = (libraryDirectory, new(() => Notebooks.PlotlyScript.Read(libraryDirectory)));

    /// <summary>With the library of this checkout.</summary>
    public static Course Here { get; } = new(Checkout.Library);

    /// <inheritdoc/>
    public string Title => "What ReLU does to a spectrum";

    /// <inheritdoc/>
    public string LibraryDirectory { get; }

    /// <inheritdoc/>
    public string Style { get; } = Resource("course.css") + Resource("index.css") + Figure.PageStyle;

    /// <inheritdoc/>
    public string Script { get; } = string.Concat(new[] { "hook.js", "ledger.js", "command.js" }.Select(Resource));

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, string Text)> Notices { get; } =
        [.. new[] { "LICENSE.txt", "THIRD-PARTY-NOTICES.md" }.Select(name => (name, Resource(name)))];

    /// <inheritdoc/>
    public byte[] PlotlyScript() => Notebooks.PlotlyScript.Cartesian();

    /// <inheritdoc/>
    public byte[] FullPlotlyScript() => plotly.Value;

    /// <inheritdoc/>
    public string FigureTheme => Figure.ThemeScript;

    /// <inheritdoc/>
    public Html? Output(MimeBundle output) => LedgerRow.ToHtml(output);

    /// <inheritdoc/>
    public Html Index(IReadOnlyList<SitePage> pages, Func<SitePage, Html> cover) => IndexPage.Render(pages, cover);

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(Course).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
