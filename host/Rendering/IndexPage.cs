using System.Text;
using ReluDc.Notebooks.Documents;

namespace ReluDc.Notebooks.Rendering;

/// <summary>The front page: what this is, a card for each notebook, and the claims that they settle.</summary>
internal sealed class IndexPage(IReadOnlyList<SitePage> pages, MathRenderer math)
{
    private readonly Anchors anchors = new();

    /// <summary>The page.</summary>
    public string Render(PageFrame frame, string fingerprint)
    {
        var claims = pages.SelectMany(ClaimRecord.Of).ToList();
        return frame.Page("What ReLU does to a spectrum", fingerprint, "", $"""
            <div class="prose intro">
            <h1>What ReLU does to a signal’s spectrum</h1>
            <p class="lead">A rectifier turns part of a signal into a constant, the <strong>DC component</strong>, and spreads the rest over new frequencies.
            Neural networks use one after nearly every layer. This course works out what that does, line by line, and why the DC matters to what a network learns.</p>
            <p>Each page is an executed notebook: its numbers and figures were computed when it was made. The course reproduces, checks and extends the paper
            <a href="https://arxiv.org/abs/2407.16556">DC is all you need: describing ReLU from a signal processing standpoint</a> by Kechris, Dan, Miranda and Atienza (2024),
            and says of every claim how far it holds.</p>
            </div>
            <h2 id="notebooks">Notebooks</h2>
            <div class="cards">
            {string.Concat(pages.Select(Card))}</div>
            <h2 id="claims">Claims</h2>
            <p>{Summary(claims)} Nothing in this table is typed by hand: each row comes from a cell, to which its name leads.</p>
            {Table(claims)}
            """);
    }

    private string Card(SitePage page)
    {
        var cover = page.Executed.Cells.FirstOrDefault(cell => cell.Tags.Contains("cover"))?.Outputs ?? [];
        var figure = OutputRenderer.FirstFigure(cover.Concat(page.Executed.Cells.SelectMany(cell => cell.Outputs)));
        var drawing = figure is null ? "" : new OutputRenderer(math, new(math, new HashSet<string>(), anchors), anchors).Figure(figure, withData: false);
        var failed = new Provenance(page.Executed).Failure is { } failure ? $"<p class=\"failure\">{Html.Escape(failure)}</p>\n" : "";
        return $"""
            <article class="card">
            <h3><a href="{page.Name}.html">{Html.Escape(page.Number)} {Html.Escape(page.Title)}</a></h3>
            <p>{Html.Escape(Question(page))}</p>
            {failed}{drawing}
            </article>

            """;
    }

    /// <summary>The first sentences below the title: the question that the notebook answers.</summary>
    private static string Question(SitePage page)
    {
        var text = page.Executed.Cells.FirstOrDefault(cell => cell.Kind == CellKind.Markdown)?.Source.Split('\n')
            .FirstOrDefault(line => line.Length > 0 && line[0] != '#') ?? "";
        return text.Replace("**", "").Replace("*", "").Replace("$", "");
    }

    private static string Summary(IReadOnlyCollection<ClaimRecord> claims)
    {
        var counts = claims.GroupBy(claim => claim.Verdict).ToDictionary(group => group.Key, group => group.Count());
        var parts = new[]
        {
            ("holds", "holds", "hold"), ("holds approximately", "holds approximately", "hold approximately"),
            ("holds only if", "holds only under a condition", "hold only under a condition"), ("does not hold", "does not hold", "do not hold"),
        }.Where(kind => counts.ContainsKey(kind.Item1)).Select(kind => $"{counts[kind.Item1]} {(counts[kind.Item1] == 1 ? kind.Item2 : kind.Item3)}");
        var failed = claims.Count(claim => !claim.Passes);
        return $"Of {claims.Count} claims {string.Join(", ", parts)}. " + (failed == 0 ? "In every row, theory and measurement agree within the stated tolerance." : $"<strong>{failed} checks failed.</strong>");
    }

    private static string Table(IEnumerable<ClaimRecord> claims)
    {
        var rows = new StringBuilder();
        foreach (var claim in claims)
            rows.Append($"""
                <tr data-verdict="{Html.Escape(claim.Verdict)}" data-passes="{(claim.Passes ? "true" : "false")}">
                <th scope="row"><a href="{claim.Page}.html#{Anchors.OfCell(claim.CellId)}">{Html.Escape(claim.Id)}</a></th>
                <td>{Html.Escape(claim.Source)}</td><td class="statement">{Html.Escape(claim.Statement)}</td>
                <td class="number">{Html.Escape(claim.Paper)}</td><td class="number">{Html.Escape(claim.Predicted)}</td><td class="number">{Html.Escape(claim.Measured)}</td>
                <td><span class="verdict">{Html.Escape(claim.Verdict)}</span>{(claim.VerdictDetail.Length > 0 ? " " + Html.Escape(claim.VerdictDetail) : "")}{(claim.Passes ? "" : " <strong>check failed</strong>")}</td>
                </tr>

                """);
        return $"""
            <div class="scroll"><table class="claims">
            <caption>The paper’s claims, and what became of them</caption>
            <thead><tr><th scope="col">claim</th><th scope="col">in the paper</th><th scope="col">what it says</th><th scope="col" class="number">paper</th><th scope="col" class="number">predicted</th><th scope="col" class="number">measured</th><th scope="col">verdict</th></tr></thead>
            <tbody>
            {rows}</tbody>
            </table></div>
            """;
    }
}
