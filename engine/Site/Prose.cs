using System.Text;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ReluDc.Engine;

/// <summary>Markdown that has been read: GitHub's, with formulas.</summary>
internal sealed class Prose
{
    private readonly MarkdownPipeline pipeline;

    private Prose(MarkdownDocument document, IReadOnlyList<FoundFormula> formulas, MarkdownPipeline pipeline) =>
        (Document, Formulas, this.pipeline) = (document, formulas, pipeline);

    /// <summary>Its blocks.</summary>
    public MarkdownDocument Document { get; }

    /// <summary>The formulas in it.</summary>
    public IReadOnlyList<FoundFormula> Formulas { get; }

    /// <summary>The headings, in order.</summary>
    public IEnumerable<HeadingBlock> Headings => Document.Descendants<HeadingBlock>();

    /// <summary>The addresses of its pictures.</summary>
    public IEnumerable<string> Pictures => Document.Descendants<LinkInline>().Where(link => link.IsImage).Select(link => link.Url ?? "")
        .Concat(Markup.SelectMany(Tags.Pictures));

    /// <summary>The HTML in it, piece by piece.</summary>
    public IEnumerable<string> Markup => Document.Descendants<HtmlBlock>().Select(block => block.Lines.ToString())
        .Concat(Document.Descendants<HtmlInline>().Select(inline => inline.Tag));

    /// <summary>Reads Markdown.</summary>
    public static Prose Read(string markdown)
    {
        var formulas = new List<FoundFormula>();
        var text = new FormulaFinder(FormulaInline.Clean(markdown), isMarkdown: true).Replace(formula =>
        {
            formulas.Add(formula);
            return FormulaInline.Mark(formulas.Count - 1);
        });
        var builder = new MarkdownPipelineBuilder().UsePipeTables().UseFootnotes().UseTaskLists().UseAutoLinks().UseAlertBlocks()
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough);
        builder.InlineParsers.Insert(0, new FormulaInline.Parser(formulas));
        var pipeline = builder.Build();
        return new(Markdown.Parse(text, pipeline), formulas, pipeline);
    }

    /// <summary>The text of a heading, formulas as words.</summary>
    public static string TextOf(HeadingBlock heading)
    {
        var text = new StringBuilder();
        foreach (var child in heading.Inline?.Descendants() ?? [])
            text.Append(child switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                FormulaInline { Formula: var formula } => formula.Latex.Replace("\\pi", "π").Replace("\\", ""),
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                LineBreakInline => " ",
                _ => "",
            });
        return text.ToString();
    }

    /// <summary>The prose as HTML.</summary>
    /// <param name="own">Renderers of what is not as usual.</param>
    public string ToHtml(params IEnumerable<IMarkdownObjectRenderer> own)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(writer);
        pipeline.Setup(renderer);
        foreach (var special in own)
            renderer.ObjectRenderers.Insert(0, special);
        renderer.Render(Document);
        return writer.ToString();
    }
}
