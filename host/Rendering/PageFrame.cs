namespace ReluDc.Notebooks.Rendering;

/// <summary>What all pages have in common: head, skip link, bar, landmarks; assets beside the page, or inside it.</summary>
internal sealed partial class PageFrame(string? inlinePlotly)
{
    /// <summary>A frame whose assets lie in assets/.</summary>
    public static PageFrame Linked { get; } = new(null);

    /// <summary>A frame that carries its assets.</summary>
    public static PageFrame Inline(byte[] plotly) => new(Control().Replace(
        System.Text.Encoding.UTF8.GetString(plotly).Replace("</script", "<\\/script"), character => $"\\x{(int)character.Value[0]:x2}")); // HTML allows no control characters

    /// <summary>A whole page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="fingerprint">Says from which inputs it was rendered.</param>
    /// <param name="sidebar">Contents, or empty.</param>
    /// <param name="main">The text.</param>
    public string Page(string title, string fingerprint, string sidebar, string main) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="reludc-inputs" content="{fingerprint}">
        <title>{Html.Escape(title)}</title>
        <link rel="icon" href="data:,">
        {Style}
        <script>try {"{"} const t = localStorage.getItem("reludc-theme"); if (t) document.documentElement.dataset.theme = t; {"}"} catch {"{ }"}</script>
        </head>
        <body{(sidebar.Length > 0 ? " class=\"with-sidebar\"" : "")}>
        <a class="skip" href="#main">Skip to the text</a>
        <header class="bar">
        <a class="home" href="{(inlinePlotly is null ? "index.html" : "#main")}">What ReLU does to a spectrum</a>
        <div class="tools"><button type="button" id="code-toggle" hidden aria-pressed="false">Hide code</button><button type="button" id="theme-toggle" hidden>Dark</button></div>
        </header>
        {sidebar}<main id="main" tabindex="-1">
        {main}
        </main>
        {Scripts}
        </body>
        </html>

        """.ReplaceLineEndings("\n");

    private string Style => inlinePlotly is null
        ? $"<link rel=\"stylesheet\" href=\"assets/{Assets.Style}\">"
        : $"<style>\n{Assets.Text(Assets.Style)}</style>";

    private string Scripts => inlinePlotly is null
        ? $"<script src=\"assets/{Assets.Plotly}\" defer></script>\n<script src=\"assets/{Assets.Script}\" defer></script>"
        : $"<script>{inlinePlotly}</script>\n<script>{Assets.Text(Assets.Script)}</script>";

    [System.Text.RegularExpressions.GeneratedRegex(@"[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]")]
    private static partial System.Text.RegularExpressions.Regex Control();
}
