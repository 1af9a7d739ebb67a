using System.Text.RegularExpressions;

namespace ReluDc.Engine;

/// <summary>What all pages have in common: head, skip link, bar, landmarks; assets beside the page, or inside it.</summary>
internal sealed partial class PageFrame
{
    private const string RememberedTheme =
        "try { const t = localStorage.getItem(\"reludc-theme\"); if (t) document.documentElement.dataset.theme = t; } catch { }";

    // Before the page is seen, so that nothing moves: beside the text the contents are open, above it they are not.
    private const string FoldedContents =
        "if (!matchMedia(\"(min-width: 72rem)\").matches) document.querySelector(\".sidebar details\").open = false;";

    private readonly string title;
    private readonly string home;
    private readonly string icon;
    private readonly Html glossary;
    private readonly Html style;
    private readonly IReadOnlyList<Func<Html, Html>> scripts;
    private readonly bool trust;
    private bool isLive;
    private Lazy<Html>? plotly; // inside of pages that cannot do without

    private PageFrame(ICourse course, string home, Html style, IEnumerable<Func<Html, Html>> scripts, bool trust, bool isLinked)
    {
        (title, this.home, icon, this.style, this.scripts, this.trust) = (course.Title, home, course.Icon, style, [.. scripts], trust);
        glossary = isLinked && course.Glossary.Length > 0
            ? Html.Of($"<a class=\"to-glossary\" href=\"{Glossary.Name}.html\">Glossary</a>\n")
            : Html.Empty;
    }

    /// <summary>A frame whose assets lie in assets/.</summary>
    /// <param name="course">What the pages are about.</param>
    /// <param name="trust">Whether browsers may run what notebooks bring along.</param>
    /// <param name="isLive">Whether its pages talk with the server that they come from.</param>
    public static PageFrame Linked(ICourse course, bool trust = false, bool isLive = false) => new(course, "index.html",
        Html.Of($"<link rel=\"stylesheet\" href=\"assets/{Assets.Style}\">"),
        new[] { Assets.FigureTheme, Assets.Script, Assets.Reading, Assets.Search, Assets.Figures, Assets.CourseScript }
            .Concat(isLive ? [Assets.LiveFigures, Assets.Live] : []).Select(name => (Func<Html, Html>)(nonce =>
                Html.Of($"<script src=\"assets/{name}\"{nonce} defer></script>\n"))),
        trust, isLinked: true) { isLive = isLive };

    /// <summary>A frame that carries its assets.</summary>
    /// <param name="course">What the pages are about.</param>
    /// <param name="trust">Whether browsers may run what notebooks bring along.</param>
    public static PageFrame Inline(ICourse course, bool trust = false) => new(course, "#main",
        Html.Of($"<style>\n{Html.Raw(StyleOf(course))}</style>"),
        new[] { course.FigureTheme, Assets.Text(Assets.Script), Assets.Text(Assets.Reading), Assets.Text(Assets.Figures), course.Script }
            .Select(Html.Raw).Select(script => (Func<Html, Html>)(nonce => Html.Of($"<script{nonce}>{script}</script>\n"))),
        trust, isLinked: false)
        { plotly = new(() => Html.Raw(InScript(course.FullPlotlyScript()))) };

    /// <summary>The style sheet of a course's pages.</summary>
    public static string StyleOf(ICourse course) => Assets.Text(Assets.Style) + Assets.Text(Assets.LiveStyle) + course.Style
        + Assets.Text(Assets.PrintStyle);

    /// <summary>A whole page.</summary>
    /// <param name="pageTitle">Its title.</param>
    /// <param name="fingerprint">Says from which inputs it was rendered.</param>
    /// <param name="sidebar">Contents, or nothing.</param>
    /// <param name="main">The text.</param>
    /// <param name="description">What the page is about, for those who are shown a link to it; may be empty.</param>
    public Html Page(string pageTitle, string fingerprint, Html sidebar, Html main, string description = "")
    {
        var policy = trust ? null : new ContentPolicy($"{pageTitle}\n{sidebar}\n{main}", isLive);
        var head = Html.Of($"""
            {(description.Length > 0 ? Html.Of($"<meta name=\"description\" content=\"{description}\">\n") : Html.Empty)
            }<meta property="og:title" content="{pageTitle}">
            {(description.Length > 0 ? Html.Of($"<meta property=\"og:description\" content=\"{description}\">\n") : Html.Empty)
            }<meta property="og:type" content="{(sidebar.IsEmpty ? "website" : "article")}">
            <meta property="og:site_name" content="{title}">
            <link rel="icon" href="{(icon.Length > 0 ? "data:image/svg+xml," + Uri.EscapeDataString(icon) : "data:,")}">
            """);
        return Page(pageTitle, fingerprint, head, sidebar, main, policy?.Element ?? Html.Empty, policy?.Nonce ?? Html.Empty);
    }

    private Html Page(string pageTitle, string fingerprint, Html head, Html sidebar, Html main, Html policy, Html nonce) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        {policy}<meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="reludc-inputs" content="{fingerprint}">
        <meta name="reludc-seal" content="{Seal.Open}">
        <title>{pageTitle}</title>
        {style}
        {head}
        <script{nonce}>{Html.Raw(RememberedTheme)}</script>
        </head>
        <body{(sidebar.IsEmpty ? Html.Empty : Html.Raw(" class=\"with-sidebar\""))}>
        <a class="skip" href="#main">Skip to the text</a>
        <header class="bar">
        <a class="home" href="{home}">{title}</a>
        <div class="tools">
        {glossary}        <select id="code-choice" aria-label="Code" hidden>
        <option value="meant">Some code</option><option value="folded">No code</option><option value="open">All code</option></select>
        <button type="button" id="theme-toggle" hidden>Dark</button>
        </div>
        </header>
        {sidebar}{(sidebar.IsEmpty ? Html.Empty : Html.Of($"<script{nonce}>{Html.Raw(FoldedContents)}</script>\n"))
        }<main id="main" tabindex="-1">
        {main}
        </main>
        {Plotly(main, nonce)}{scripts.Select(script => script(nonce))}</body>
        </html>

        """);

    /// <summary>plotly.js inside of the page, if that holds a figure without a drawing.</summary>
    private Html Plotly(Html main, Html nonce) => plotly is not null && FigureElement.NeedsPlotly(main)
        ? Html.Of($"<script{nonce}>{plotly.Value}</script>\n")
        : Html.Empty;

    /// <summary>A script as it may stand in a page: nothing ends it early, and HTML allows no control characters.</summary>
    private static string InScript(byte[] script) => Control().Replace(
        System.Text.Encoding.UTF8.GetString(script).Replace("</script", "<\\/script"), character => $"\\x{(int)character.Value[0]:x2}");

    [GeneratedRegex(@"[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]")]
    private static partial Regex Control();
}
