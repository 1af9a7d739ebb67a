namespace ReluDc.Engine;

/// <summary>What a course adds to the engine's pages. The engine knows notebooks; what they are about, it is told.</summary>
public interface ICourse
{
    /// <summary>The course's name: in the bar of each page, leading to the index, and the index's title.</summary>
    string Title { get; }

    /// <summary>The folder of the built library that cells reference: names in their code are looked up there.</summary>
    string LibraryDirectory { get; }

    /// <summary>The file in which pages keep what takes long to make, until their next rendering; null for none.</summary>
    string? CacheFile => null;

    /// <summary>Style sheet of what the course adds, after the engine's own and in its variables; may be empty.</summary>
    string Style { get; }

    /// <summary>Script of what the course adds, after the engine's own on every page; may be empty.</summary>
    string Script { get; }

    /// <summary>plotly.js for the figures that bring a drawing along: whatever of it they need.</summary>
    byte[] PlotlyScript();

    /// <summary>All of plotly.js, for figures of any kind.</summary>
    byte[] FullPlotlyScript();

    /// <summary>
    /// Script that gives figures their colours on a light and on a dark ground: it defines <c>globalThis.figureTheme(figure, look)</c>, a
    /// copy of
    /// plotly's data and layout for surroundings of given text, grid and line colours.
    /// </summary>
    string FigureTheme { get; }

    /// <summary>
    /// What must go along wherever the course's files go, name and text of each: its licence, and those of what it carries.
    /// </summary>
    IReadOnlyList<(string Name, string Text)> Notices { get; }

    /// <summary>What the course is, in a sentence or two, for those who are shown a link to its index; may be empty.</summary>
    string Description => "";

    /// <summary>The sign of the course's pages among a browser's tabs, as SVG; may be empty.</summary>
    string Icon => "";

    /// <summary>
    /// What the course's words mean, as Markdown: a title, and below it a heading for each word, with what it means. Empty for none.
    /// </summary>
    string Glossary => "";

    /// <summary>What an output is that is the course's own, in a word: "claim"; null for every other output.</summary>
    /// <param name="output">The output's forms.</param>
    string? Word(MimeBundle output) => null;

    /// <summary>The look of an output that is the course's own; null for every other output.</summary>
    /// <param name="output">The output's forms.</param>
    Html? Output(MimeBundle output);

    /// <summary>What the index says.</summary>
    /// <param name="pages">The pages, in reading order.</param>
    /// <param name="cover">The figure that stands for a page; empty if it has none.</param>
    Html Index(IReadOnlyList<SitePage> pages, Func<SitePage, Html> cover);
}
