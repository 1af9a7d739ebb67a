using System.Text;

namespace ReluDc.Engine;

/// <summary>The files that pages share: style, script, and the plotly.js that the course gives.</summary>
internal static class Assets
{
    /// <summary>The name of the page script's file.</summary>
    public const string Script = "site.js";

    /// <summary>The name of the style sheet's file.</summary>
    public const string Style = "site.css";

    /// <summary>The name of the file of the script for reading: folding, copying, the place in the contents.</summary>
    public const string Reading = "reading.js";

    /// <summary>The name of the file of the search's script.</summary>
    public const string Search = "search.js";

    /// <summary>The name of the file of what searches.</summary>
    public const string Searcher = "minisearch.min.js";

    /// <summary>The name of the file of what is searched; made with the site.</summary>
    public const string SearchIndex = "search-index.js";

    /// <summary>The name of the style sheet for paper, which becomes a part of the other.</summary>
    public const string PrintStyle = "print.css";

    /// <summary>The name of the file of the course's own script.</summary>
    public const string CourseScript = "course.js";

    /// <summary>The name of the script of figures.</summary>
    public const string Figures = "figures.js";

    /// <summary>The name of the file of the plotly.js that brings drawings to life.</summary>
    public const string Plotly = "plotly.min.js";

    /// <summary>The name of the file of the plotly.js that draws whatever brings no drawing along.</summary>
    public const string FullPlotly = "plotly-full.min.js";

    /// <summary>The name of the file of the course's figure theme.</summary>
    public const string FigureTheme = "figure-theme.js";

    /// <summary>The name of the script of live pages.</summary>
    public const string Live = "live.js";

    /// <summary>The name of the script that brings new outputs into a live page.</summary>
    public const string LiveFigures = "live-figures.js";

    /// <summary>The name of the style sheet of parameters and of live pages, which becomes a part of the other.</summary>
    public const string LiveStyle = "live.css";

    /// <summary>An asset that this program carries, as text.</summary>
    public static string Text(string name)
    {
        var assembly = typeof(Assets).Assembly;
        var resource = assembly.GetManifestResourceNames().Single(candidate => candidate.EndsWith("." + name, StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
