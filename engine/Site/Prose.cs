using System.Text;
using Markdig;
using Markdig.Extensions.Alerts;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Helpers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ReluDc.Engine;

/// <summary>Markdown that has been read: GitHub's, with formulas.</summary>
internal sealed class Prose
{
    private const int Longest = 2_000_000;

    private readonly MarkdownPipeline pipeline;

    private Prose(MarkdownDocument document, IReadOnlyList<FoundFormula> formulas, OwnPieces pieces, MarkdownPipeline pipeline) =>
        (Document, Formulas, Pieces, this.pipeline) = (document, formulas, pieces, pipeline);

    /// <summary>Its blocks.</summary>
    public MarkdownDocument Document { get; }

    /// <summary>The formulas in it.</summary>
    public IReadOnlyList<FoundFormula> Formulas { get; }

    /// <summary>Markup in it that is this program's own.</summary>
    public OwnPieces Pieces { get; }

    /// <summary>The headings, in order.</summary>
    public IEnumerable<HeadingBlock> Headings => Document.Descendants<HeadingBlock>();

    /// <summary>The addresses of its pictures.</summary>
    public IEnumerable<string> Pictures => Document.Descendants<LinkInline>().Where(link => link.IsImage).Select(link => link.Url ?? "")
        .Concat(Markup.SelectMany(Tags.Pictures));

    /// <summary>The HTML in it, piece by piece.</summary>
    public IEnumerable<string> Markup => Document.Descendants<HtmlBlock>().Select(block => block.Lines.ToString())
        .Concat(Document.Descendants<HtmlInline>().Select(inline => inline.Tag));

    /// <summary>Reads Markdown.</summary>
    /// <exception cref="FormatException">It is too long, or nested too deep.</exception>
    public static Prose Read(string markdown)
    {
        if (markdown.Length > Longest)
            throw new FormatException($"the text has {markdown.Length:N0} characters, too many for a page; allowed: {Longest:N0}");
        try
        {
            return RoomyStack.Run(() => ReadOnRoomyStack(markdown), TimeSpan.FromSeconds(60));
        }
        catch (ArgumentException e) // Markdig's, on what is nested deeper than it goes
        {
            throw new FormatException("the text is nested too deep for a page; allowed: 128 levels", e);
        }
        catch (TimeoutException e)
        {
            throw new FormatException("the text has too much in it that Markdown leaves open, such as brackets, to be read in 60 s", e);
        }
    }

    private static Prose ReadOnRoomyStack(string markdown)
    {
        var formulas = new List<FoundFormula>();
        var text = new FormulaFinder(FormulaInline.Clean(markdown), isMarkdown: true).Replace(formula =>
        {
            formulas.Add(formula);
            return FormulaInline.Mark(formulas.Count - 1);
        });
        var pieces = new OwnPieces();
        var builder = new MarkdownPipelineBuilder().UsePipeTables().UseFootnotes().UseTaskLists().UseAutoLinks()
            .UseAlertBlocks((renderer, kind) => renderer.Write(pieces.Mark(KindOfNote(kind))))
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough);
        builder.InlineParsers.Insert(0, new FormulaInline.Parser(formulas));
        var pipeline = builder.Build();
        return new(Markdown.Parse(text, pipeline), formulas, pieces, pipeline);
    }

    /// <summary>The line on top of a note: Markdig's icon and word for the five kinds that GitHub has.</summary>
    private static Html KindOfNote(StringSlice kind)
    {
        if (kind.ToString().ToUpperInvariant() is not ("NOTE" or "TIP" or "IMPORTANT" or "WARNING" or "CAUTION"))
            return Html.Of($"<p class=\"markdown-alert-title\">{kind.ToString()}</p>");
        using var writer = new StringWriter { NewLine = "\n" };
        AlertBlockRenderer.DefaultRenderKind(new HtmlRenderer(writer), kind);
        return Html.Raw(writer.ToString());
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
