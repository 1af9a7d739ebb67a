using Markdig.Helpers;

namespace ReluDc.Engine;

/// <summary>What the prose of a notebook has that others lead to, known before it is rendered: its headings and their anchors.</summary>
internal sealed class Outline
{
    private readonly List<(string Anchor, string Text, string Jupyter)> headings = [];
    private readonly Dictionary<Cell, IReadOnlyList<string>> headingAnchors = [];
    private readonly Dictionary<Cell, Prose> read = [];
    private readonly HashSet<string> ids = [];
    private readonly List<string> pictures = [];

    /// <param name="notebook">The notebook.</param>
    public Outline(Notebook notebook)
    {
        var shown = notebook.Cells.Where(cell => !cell.Tags.Contains("remove-cell")).ToList();
        foreach (var cell in shown.Where(cell => cell.Kind == CellKind.Code))
            CellAnchors[cell] = Anchors.Take(Anchors.OfCell(cell.Id));
        var prose = shown.Where(cell => cell.Kind == CellKind.Markdown).Select(cell => (Cell: cell, Text: Read(cell.Source)))
            .Where(part => part.Text is not null).ToList();
        foreach (var id in prose.SelectMany(part => part.Text!.Markup).SelectMany(Tags.Ids))
            if (Anchors.TryTake(id))
                ids.Add(id);
        foreach (var (cell, text) in prose)
        {
            var own = text!.Headings.Select(heading => Prose.TextOf(heading))
                .Select(words => (Anchor: Anchors.TakeHeading(words), words, words.Trim().Replace(' ', '-'))).ToList();
            headings.AddRange(own);
            headingAnchors[cell] = [.. own.Select(heading => heading.Anchor)];
            read[cell] = text;
        }
        pictures.AddRange(prose.SelectMany(part => part.Text!.Pictures));
        foreach (var bundle in shown.SelectMany(cell => cell.Outputs).Select(output => output.Bundle).OfType<MimeBundle>())
            pictures.AddRange(PicturesOf(bundle));
        Pictures = new(notebook.Path is { } path ? Path.GetDirectoryName(Path.GetFullPath(path)) : null);
    }

    /// <summary>The ids of the page, those of cells and headings taken.</summary>
    public Anchors Anchors { get; } = new();

    /// <summary>The ids of code cells.</summary>
    public Dictionary<Cell, string> CellAnchors { get; } = [];

    /// <summary>The pictures beside the notebook.</summary>
    public Pictures Pictures { get; }

    /// <summary>The anchors of the headings in a cell of prose, in order; none if it cannot be read.</summary>
    public IReadOnlyList<string> HeadingAnchorsOf(Cell cell) => headingAnchors.GetValueOrDefault(cell, []);

    /// <summary>A cell's prose; null if it is none, or cannot be read. Not to be changed.</summary>
    public Prose? ProseOf(Cell cell) => read.GetValueOrDefault(cell);

    /// <summary>Whether HTML in the prose brings along an id.</summary>
    public bool HasId(string id) => ids.Contains(id);

    /// <summary>The anchors of all headings, in order: what the pages depend on that lead here.</summary>
    public IReadOnlyList<string> HeadingAnchors => [.. headings.Select(heading => heading.Anchor)];

    /// <summary>What this page depends on besides its notebook: the files of its pictures.</summary>
    public string Fingerprint => string.Join(' ', pictures.Select(Pictures.StateOf));

    /// <summary>
    /// The anchor that a link means: an id of the page, the name that Jupyter gives to a heading ("Own-Part"), GitHub's for the second of
    /// two alike ("own-part-1"), or at least the same letters and digits; null if none.
    /// </summary>
    /// <param name="fragment">What stands behind the link's #.</param>
    public string? Find(string fragment)
    {
        var wanted = Uri.UnescapeDataString(fragment);
        if (ids.Contains(wanted) || headings.Any(heading => heading.Anchor == wanted))
            return wanted;
        return headings.FirstOrDefault(heading => heading.Jupyter == wanted).Anchor
            ?? headings.GroupBy(heading => LinkHelper.UrilizeAsGfm(heading.Text))
                .SelectMany(alike => alike.Select((heading, n) => (heading.Anchor, Name: $"{alike.Key}-{n}")))
                .FirstOrDefault(heading => heading.Name == wanted.ToLowerInvariant()).Anchor
            ?? (Bare(wanted) is { Length: > 0 } bare ? headings.FirstOrDefault(heading => Bare(heading.Text) == bare).Anchor : null);
    }

    /// <summary>Prose as it is read; null if it cannot be, which its own rendering tells.</summary>
    private static Prose? Read(string markdown)
    {
        try
        {
            return Prose.Read(markdown);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static IEnumerable<string> PicturesOf(MimeBundle bundle)
    {
        try
        {
            return bundle.Text("text/html") is { } html ? Tags.Pictures(html)
                : bundle.Text("text/markdown") is { } markdown ? Read(markdown)?.Pictures ?? [] : [];
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return []; // the output's own rendering tells
        }
    }

    private static string Bare(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
