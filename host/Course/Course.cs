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
    public static Course Here { get; } = new(Checkout.Library) { CacheFile = Path.Combine(Checkout.Root, "obj", "pages.json") };

    /// <inheritdoc/>
    public string Title => "What ReLU does to a spectrum";

    /// <inheritdoc/>
    public string LibraryDirectory { get; }

    /// <inheritdoc/>
    public string? CacheFile { get; init; }

    /// <inheritdoc/>
    public string Style { get; } = Resource("course.css") + Resource("index.css") + Figure.PageStyle;

    /// <inheritdoc/>
    public string Script { get; } = string.Concat(new[] { "hook.js", "ledger.js" }.Select(Resource));

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
    public string Description => "What a rectifier does to a signal's spectrum, line by line, and why its DC matters to what a network "
        + "learns: executable notebooks that reproduce, check and extend \"DC is all you need\" (2024).";

    /// <inheritdoc/>
    public string Icon => """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#0072b2"/><path
        d="M2 23C6 3 11 3 15 23h4C22 7 26 5 30 11" fill="none" stroke="#fff" stroke-width="3" stroke-linejoin="round"/></svg>
        """;

    /// <inheritdoc/>
    public string Glossary { get; } = Resource("glossary.md");

    /// <inheritdoc/>
    public string? Word(MimeBundle output)
    {
        bool Shows(string kind) => output.Text("text/html")?.Contains($"class=\"{kind}\"", StringComparison.Ordinal) == true;
        return output.Has(Claim.MediaType) ? "claim" : Shows("reludc-exercise") ? "check" : Shows("reludc-summary") ? "summary" : null;
    }

    /// <inheritdoc/>
    public Html? Output(MimeBundle output) => LedgerRow.ToHtml(output);

    /// <inheritdoc/>
    public Html Index(IReadOnlyList<SitePage> pages, Func<SitePage, Html> cover) => IndexPage.Render(pages, cover);

    /// <summary>A text that the program carries.</summary>
    /// <param name="name">Its file's name.</param>
    public static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(Course).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
