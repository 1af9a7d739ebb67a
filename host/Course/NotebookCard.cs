using System.Text.RegularExpressions;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>A notebook on the index: its question, its answer, a figure, what it builds on, and what may be altered in it.</summary>
/// <param name="Page">The notebook.</param>
internal sealed partial record NotebookCard(SitePage Page)
{
    /// <summary>Numbers of the notebooks that a reader needs first: the links in its line "You need".</summary>
    public IReadOnlyList<string> Needs => [.. Prose.Where(line => line.StartsWith("- **You need**", StringComparison.Ordinal)).Take(1)
        .SelectMany(line => Link().Matches(line)).Select(link => link.Groups[1].Value).Distinct()];

    /// <summary>The card.</summary>
    /// <param name="cover">The figure that stands for the notebook.</param>
    public Html ToHtml(Html cover)
    {
        var failure = Page.Failure is { } words ? Html.Of($"<p class=\"failure\">{words}</p>\n") : Html.Empty;
        var names = ParameterSet.Of(Page.Executed).Declared.Select(parameter => Html.Of($" <code>{parameter.Name}</code>")).ToList();
        var altered = names.Count == 0 ? Html.Empty : Html.Of($"<p class=\"parameters\">You may alter{names}</p>\n");
        return Html.Of($"""
            <article class="card">
            <h3><a href="{Page.Address}">{Page.Number} {Page.Title}</a></h3>
            <p>{InlineFormula.Sentence(Question)}</p>
            {failure}{cover}
            {altered}</article>

            """);
    }

    /// <summary>The first line of text: the question that the notebook answers, and the answer.</summary>
    private string Question => Prose.FirstOrDefault(line => line.Length > 0 && line[0] is not '#') ?? "";

    private IEnumerable<string> Prose =>
        Page.Executed.Cells.Where(cell => cell.Kind == CellKind.Markdown).SelectMany(cell => cell.Source.Split('\n'));

    [GeneratedRegex(@"\]\((\d\d)-[^()\s]*\)")]
    private static partial Regex Link();
}
