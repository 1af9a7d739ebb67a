using System.Text;
using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ReluDc.Notebooks.Rendering;

/// <summary>Markdown to HTML: formulas to MathML, links between notebooks to links between pages, headings with anchors.</summary>
/// <param name="math">Sets the formulas.</param>
/// <param name="pageNames">The pages of the site, to which links among notebooks go.</param>
internal sealed class ProseRenderer(MathRenderer math, IReadOnlySet<string> pageNames)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseAutoIdentifiers(Markdig.Extensions.AutoIdentifiers.AutoIdentifierOptions.GitHub).UseMathematics().UseFootnotes().Build();

    private readonly HashSet<string> anchors = [];

    /// <summary>The headings so far: level, anchor, text.</summary>
    public List<(int Level, string Anchor, string Text)> Headings { get; } = [];

    /// <summary>A cell's prose as HTML.</summary>
    /// <param name="markdown">The cell's text.</param>
    /// <param name="faults">Receives what cannot be set.</param>
    public string Render(string markdown, Action<string> faults)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>())
            link.Url = Retarget(link.Url);
        foreach (var heading in document.Descendants<HeadingBlock>())
            Register(heading);

        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.RemoveAll(r => r is HtmlMathInlineRenderer or HtmlMathBlockRenderer);
        renderer.ObjectRenderers.Insert(0, new Inline(latex => Set(latex, false, faults)));
        renderer.ObjectRenderers.Insert(0, new Block(latex => Set(latex, true, faults)));
        renderer.Render(document);
        return writer.ToString().Replace("<table>", "<div class=\"scroll\"><table>").Replace("</table>", "</table></div>");
    }

    private string Set(string latex, bool display, Action<string> faults)
    {
        try
        {
            return math.Render(latex, display);
        }
        catch (FormatException e)
        {
            faults(e.Message);
            return $"<code class=\"fault\">{Html.Escape(latex)}</code>";
        }
    }

    private string? Retarget(string? url) => url is not null && url.EndsWith(".ipynb", StringComparison.Ordinal) && pageNames.Contains(Path.GetFileNameWithoutExtension(url))
        ? Path.GetFileNameWithoutExtension(url) + ".html"
        : url;

    private void Register(HeadingBlock heading)
    {
        var text = Text(heading.Inline);
        var anchor = heading.GetAttributes().Id is { Length: > 0 } id ? id : "section";
        var unique = anchor;
        for (var n = 2; !anchors.Add(unique); n++)
            unique = $"{anchor}-{n}";
        heading.GetAttributes().Id = unique;
        Headings.Add((heading.Level, unique, text));
    }

    private static string Text(ContainerInline? inline)
    {
        var text = new StringBuilder();
        foreach (var child in inline?.Descendants() ?? [])
            text.Append(child switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                MathInline formula => formula.Content.ToString().Replace("\\pi", "π").Replace("\\", ""),
                LineBreakInline => " ",
                _ => "",
            });
        return text.ToString();
    }

    private sealed class Inline(Func<string, string> render) : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline formula) =>
            renderer.Write(formula.DelimiterCount == 2 ? $"<span class=\"formula\">{render(formula.Content.ToString())}</span>" : render(formula.Content.ToString()));
    }

    private sealed class Block(Func<string, string> render) : HtmlObjectRenderer<MathBlock>
    {
        protected override void Write(HtmlRenderer renderer, MathBlock formula) =>
            renderer.Write($"<div class=\"formula scroll\">{render(formula.Lines.ToString())}</div>\n");
    }
}
