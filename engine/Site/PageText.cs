using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Markdig.Extensions.Footnotes;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ReluDc.Engine;

/// <summary>A section of a page as words.</summary>
/// <param name="Anchor">The anchor of its heading; empty before the first.</param>
/// <param name="Heading">The heading.</param>
/// <param name="Text">What stands below, up to the next.</param>
internal sealed record PageSection(string Anchor, string Heading, string Text);

/// <summary>What a notebook says, as words: for a search, and for the sentences that go with a link to its page.</summary>
internal static partial class PageText
{
    private const int LongestDescription = 300; // characters; what shows them shows about as many

    /// <summary>The sections of a page, in order: prose, titles and captions of figures, and what the course's own outputs say.</summary>
    /// <param name="page">The page.</param>
    /// <param name="outline">The prose of the page.</param>
    /// <param name="course">Knows its own outputs.</param>
    public static IReadOnlyList<PageSection> Sections(SitePage page, Outline outline, ICourse course)
    {
        var sections = new List<(string Anchor, string Heading, StringBuilder Text)> { ("", page.Title, new()) };
        foreach (var cell in page.Executed.Cells.Where(cell => !cell.Tags.Contains("remove-cell")))
            if (cell.Kind == CellKind.Code)
                foreach (var words in cell.Outputs.Select(output => WordsOf(output, course)))
                    sections[^1].Text.Append(words).Append(' ');
            else if (outline.ProseOf(cell) is { } prose)
            {
                var anchors = new Queue<string>(outline.HeadingAnchorsOf(cell));
                foreach (var block in prose.Document)
                    if (block is HeadingBlock heading && anchors.TryDequeue(out var anchor))
                        sections.Add((anchor, Prose.TextOf(heading), new()));
                    else if (block is not FootnoteGroup)
                        sections[^1].Text.Append(TextOf(block)).Append(' ');
            }
        return [.. sections.Select(section => new PageSection(section.Anchor, section.Heading, OneLine(section.Text.ToString())))
            .Where(section => section.Text.Length > 0 || section.Anchor.Length > 0)];
    }

    /// <summary>The first sentences of a notebook's prose, as many as go with a link; empty if it has none.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="outline">Its prose.</param>
    public static string Description(Notebook notebook, Outline outline)
    {
        var first = notebook.Cells.SelectMany(cell => outline.ProseOf(cell)?.Document.OfType<ParagraphBlock>() ?? []).Select(TextOf)
            .FirstOrDefault(text => text.Trim().Length > 0);
        var text = OneLine(first ?? "");
        if (text.Length <= LongestDescription)
            return text;
        var part = text[..LongestDescription];
        return EndOfSentence().Matches(part).LastOrDefault() is { } sentence ? part[..(sentence.Index + 1)]
            : part[..(part.LastIndexOf(' ') is > 0 and var word ? word : part.Length)] + " …";
    }

    private static string TextOf(Block block)
    {
        var text = new StringBuilder();
        foreach (var piece in block is LeafBlock leaf ? leaf.Inline?.Descendants() ?? [] : block.Descendants())
            text.Append(piece switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                AutolinkInline link => link.Url,
                FormulaInline formula => WordsOf(formula.Formula.Latex),
                LineBreakInline => " ",
                LeafBlock => " ", // ends that before it
                _ => "",
            });
        return text.ToString();
    }

    /// <summary>A formula in a line of words: itself where it is that simple, or else a mark that one is there.</summary>
    private static string WordsOf(string latex)
    {
        var words = Command().Replace(latex, command => command.Groups[1].Value switch
        {
            "pi" => "π", "sigma" => "σ", "Delta" => "Δ", "kappa" => "κ", "lambda" => "λ", "omega" => "ω",
            "varphi" or "phi" => "φ", "cdot" => "·", "times" => "×", "le" => "≤", "ge" => "≥", "approx" => "≈",
            "ldots" or "dots" => "…", _ => command.Value,
        });
        return words.AsSpan().IndexOfAny("\\^_{}&") < 0 ? words : "…";
    }

    private static string WordsOf(CellOutput output, ICourse course)
    {
        try
        {
            if (output.Bundle is not { } bundle)
                return "";
            if (course.Word(bundle) is not null)
                return bundle.Text("text/plain") ?? "";
            return OutputRenderer.FigureOf(bundle) is { } figure && figure["layout"]?["meta"] is JsonObject meta
                ? $"{meta["title"]}. {meta["caption"]}"
                : "";
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return "";
        }
    }

    private static string OneLine(string text) => Blanks().Replace(text, " ").Trim();

    [GeneratedRegex(@"\\([a-zA-Z]+) ?")]
    private static partial Regex Command();

    [GeneratedRegex(@"[.?!](?= )")]
    private static partial Regex EndOfSentence();

    [GeneratedRegex(@"[\s\p{Cc}\ufdd0-\ufdef]+")]
    private static partial Regex Blanks();
}
