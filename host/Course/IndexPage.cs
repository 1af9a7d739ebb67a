using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>The front page: what this is, a card for each notebook, and the claims that they settle.</summary>
internal static class IndexPage
{
    /// <summary>What it says.</summary>
    /// <param name="pages">The notebooks, in reading order.</param>
    /// <param name="cover">The figure that stands for one.</param>
    public static Html Render(IReadOnlyList<SitePage> pages, Func<SitePage, Html> cover)
    {
        var rows = pages.SelectMany(LedgerRow.Of).ToList();
        return Html.Of($"""
            <div class="prose intro">
            <h1>What ReLU does to a signal’s spectrum</h1>
            <p class="lead">A rectifier turns part of a signal into a constant, the <strong>DC component</strong>, and spreads the rest
            over new frequencies. Neural networks use one after nearly every layer. This course works out what that does, line by line,
            and why the DC matters to what a network learns.</p>
            <p>Each page is an executed notebook: its numbers and figures were computed when it was made. The course reproduces, checks
            and extends the paper <a href="https://arxiv.org/abs/2407.16556">DC is all you need: describing ReLU from a signal processing
            standpoint</a> by Kechris, Dan, Miranda and Atienza (2024), and says of every claim how far it holds.</p>
            </div>
            <h2 id="notebooks">Notebooks</h2>
            <div class="cards">
            {pages.Select(page => Card(page, cover(page)))}</div>
            <h2 id="claims">Claims</h2>
            <p>{Summary(rows)} Nothing in this table is typed by hand: each row comes from a cell, to which its name leads.</p>
            {Table(rows)}
            """);
    }

    private static Html Card(SitePage page, Html cover) => Html.Of($"""
        <article class="card">
        <h3><a href="{page.Address}">{page.Number} {page.Title}</a></h3>
        <p>{Question(page)}</p>
        {(page.Failure is { } failure ? Html.Of($"<p class=\"failure\">{failure}</p>\n") : Html.Empty)}{cover}
        </article>

        """);

    /// <summary>The first sentences below the title: the question that the notebook answers.</summary>
    private static string Question(SitePage page)
    {
        var text = page.Executed.Cells.FirstOrDefault(cell => cell.Kind == CellKind.Markdown)?.Source.Split('\n')
            .FirstOrDefault(line => line.Length > 0 && line[0] != '#') ?? "";
        return text.Replace("**", "").Replace("*", "").Replace("$", "");
    }

    private static Html Summary(IReadOnlyCollection<LedgerRow> rows)
    {
        var counts = rows.GroupBy(row => row.Claim.Verdict.Kind).ToDictionary(group => group.Key, group => group.Count());
        var parts = new[]
        {
            ("holds", "holds", "hold"), ("holds approximately", "holds approximately", "hold approximately"),
            ("holds only if", "holds only under a condition", "hold only under a condition"),
            ("does not hold", "does not hold", "do not hold"),
        }.Where(kind => counts.ContainsKey(kind.Item1)).Select(kind =>
            $"{counts[kind.Item1]} {(counts[kind.Item1] == 1 ? kind.Item2 : kind.Item3)}");
        var failed = rows.Count(row => !row.Claim.Passes);
        var checks = failed == 0
            ? Html.Raw("In every row, theory and measurement agree within the stated tolerance.")
            : Html.Of($"<strong>{failed} checks failed.</strong>");
        return Html.Of($"Of {rows.Count} claims {string.Join(", ", parts)}. {checks}");
    }

    private static Html Table(IEnumerable<LedgerRow> rows) => Html.Of($"""
        <div class="scroll"><table class="claims">
        <caption>The paper’s claims, and what became of them</caption>
        <thead><tr>
        <th scope="col">claim</th><th scope="col">in the paper</th><th scope="col">what it says</th>
        <th scope="col" class="number">paper</th><th scope="col" class="number">predicted</th><th scope="col" class="number">measured</th>
        <th scope="col">verdict</th>
        </tr></thead>
        <tbody>
        {rows.Select(Row)}</tbody>
        </table></div>
        """);

    private static Html Row(LedgerRow row)
    {
        var claim = row.Claim;
        var detail = claim.Verdict.Detail.Length > 0 ? " " + claim.Verdict.Detail : "";
        var failed = Html.Raw(claim.Passes ? "" : " <strong>check failed</strong>");
        return Html.Of($"""
            <tr data-verdict="{claim.Verdict.Kind}" data-passes="{(claim.Passes ? "true" : "false")}">
            <th scope="row"><a href="{row.Page.AddressOf(row.CellId)}">{claim.Id}</a></th>
            <td>{claim.Source}</td><td class="statement">{claim.Says}</td>
            <td class="number">{claim.PaperText}</td>
            <td class="number">{claim.PredictedText}</td>
            <td class="number">{claim.MeasuredText}</td>
            <td><span class="verdict">{claim.Verdict.Kind}</span>{detail}{failed}</td>
            </tr>

            """);
    }
}
