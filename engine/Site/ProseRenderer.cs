using System.Text;
using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ReluDc.Engine;

/// <summary>Markdown to HTML: formulas to MathML, links between notebooks to links between pages, headings with anchors.</summary>
/// <param name="math">Sets the formulas.</param>
/// <param name="pageNames">The pages to which links among notebooks may lead; other such links become plain words.</param>
/// <param name="anchors">The ids of the page.</param>
internal sealed class ProseRenderer(MathRenderer math, IReadOnlySet<string> pageNames, Anchors anchors)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseAutoIdentifiers(Markdig.Extensions.AutoIdentifiers.AutoIdentifierOptions.GitHub).UseMathematics().UseFootnotes()
        .Build();

    /// <summary>The headings so far: level, anchor, text.</summary>
    public List<(int Level, string Anchor, string Text)> Headings { get; } = [];

    /// <summary>A cell's prose as HTML.</summary>
    /// <param name="markdown">The cell's text.</param>
    /// <param name="faults">Receives what cannot be set.</param>
    public Html Render(string markdown, Action<string> faults)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>().ToList())
            Retarget(link);
        foreach (var heading in document.Descendants<HeadingBlock>())
            Register(heading);

        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.RemoveAll(r => r is HtmlMathInlineRenderer or HtmlMathBlockRenderer);
        renderer.ObjectRenderers.Insert(0, new Inline((latex, display) => Set(latex, display, faults)));
        // before the renderer of code blocks, which takes formulas as well
        renderer.ObjectRenderers.Insert(0, new Block(latex => Set(latex, true, faults)));
        renderer.Render(document);
        return Html.Raw(writer.ToString().Replace("<table>", "<div class=\"scroll\"><table>").Replace("</table>", "</table></div>"));
    }

    private Html Set(string latex, bool display, Action<string> faults)
    {
        try
        {
            return math.Render(latex, display);
        }
        catch (FormatException e)
        {
            faults(e.Message);
            return Html.Of($"<code class=\"fault\">{latex}</code>");
        }
    }

    private void Retarget(LinkInline link)
    {
        var parts = (link.Url ?? "").Split('#', 2);
        if (!parts[0].EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase) || parts[0].Contains(':'))
            return;
        var name = Path.GetFileNameWithoutExtension(parts[0]);
        if (pageNames.Contains(name))
        {
            link.Url = string.Join('#', [name + ".html", .. parts[1..]]);
            return;
        }
        var words = new ContainerInline();
        link.ReplaceBy(words, copyChildren: true);
    }

    private void Register(HeadingBlock heading)
    {
        // One title to a page, and no level left out.
        heading.Level = Headings.Count == 0 ? 1 : Math.Clamp(heading.Level, 2, Headings[^1].Level + 1);
        var anchor = anchors.Take(heading.GetAttributes().Id is { Length: > 0 } id ? id : "section");
        heading.GetAttributes().Id = anchor;
        Headings.Add((heading.Level, anchor, Text(heading.Inline)));
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

    private sealed class Inline(Func<string, bool, Html> render) : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline formula) =>
            renderer.Write((formula.DelimiterCount == 2
                ? Html.Of($"<span class=\"formula scroll\">{render(formula.Content.ToString(), true)}</span>")
                : render(formula.Content.ToString(), false)).ToString());
    }

    private sealed class Block(Func<string, Html> render) : HtmlObjectRenderer<MathBlock>
    {
        protected override void Write(HtmlRenderer renderer, MathBlock formula) =>
            renderer.Write(Html.Of($"<div class=\"formula scroll\">{render(formula.Lines.ToString())}</div>\n").ToString());
    }
}
