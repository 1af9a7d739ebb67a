using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>One of the ledger's two tables on the index, with its strip of verdicts: claims of the paper, or findings beyond it.</summary>
/// <param name="Rows">The claims of that kind, in the order of the course; at least one.</param>
/// <param name="OfPaper">Which of the two.</param>
internal sealed record ClaimTable(IReadOnlyList<LedgerRow> Rows, bool OfPaper)
{
    private string Id => OfPaper ? "claims-of-the-paper" : "findings";

    private string Caption => OfPaper ? "What the paper says, and what became of it" : "What was found beyond the paper";

    private IReadOnlyList<string> Numbers => OfPaper ? ["paper", "predicted", "measured"] : ["predicted", "measured"];

    /// <summary>The two tables; those that are empty are left out.</summary>
    /// <param name="rows">The claims of all notebooks, in the order of the course.</param>
    public static IEnumerable<ClaimTable> Of(IReadOnlyList<LedgerRow> rows) =>
        from ofPaper in new[] { true, false }
        let own = rows.Where(row => row.Claim.IsOfPaper == ofPaper).ToList()
        where own.Count > 0
        select new ClaimTable(own, ofPaper);

    /// <summary>Strip and table.</summary>
    public Html ToHtml() => Html.Of($"""
        <section class="ledger">
        <h3 id="{Id}">{Caption}</h3>
        {Strip()}
        <div class="scroll"><table class="claims" aria-labelledby="{Id}">
        <caption class="shown">{(OfPaper ? "Claims of the paper" : "Findings beyond the paper")}: {Rows.Count}</caption>
        <thead><tr>
        <th scope="col">{(OfPaper ? "claim" : "finding")}</th><th scope="col">verdict</th><th scope="col">what it says</th>
        {Numbers.Select(name => Html.Of($"<th scope=\"col\" class=\"number\">{name}</th>"))}
        </tr></thead>
        {Rows.GroupBy(row => row.Page).Select(Group)}</table></div>
        </section>

        """);

    /// <summary>
    /// How many have which verdict, as a bar and in words; ledger.js makes the words buttons that filter the table. The bar repeats them.
    /// </summary>
    private Html Strip()
    {
        var counts = VerdictCount.Of(Rows);
        return Html.Of($"""
            <div class="verdicts">
            <div class="shares" aria-hidden="true">{counts.Select(count =>
                Html.Of($"<span data-verdict=\"{count.Kind}\" style=\"flex-grow: {count.Count}\"></span>"))}</div>
            <ul>
            {counts.Select(count => Html.Of($"<li data-verdict=\"{count.Kind}\"><span class=\"part\">{count}</span></li>\n"))}</ul>
            </div>
            """);
    }

    private Html Group(IGrouping<SitePage, LedgerRow> group) => Html.Of($"""
        <tbody>
        <tr class="notebook"><th scope="rowgroup" colspan="{3 + Numbers.Count}">
        <a href="{group.Key.Address}">{group.Key.Number} {group.Key.Title}</a></th></tr>
        {group.Select(Row)}</tbody>

        """);

    private Html Row(LedgerRow row)
    {
        var claim = row.Claim;
        var detail = claim.Verdict.Detail.Length > 0 ? Html.Of($" {claim.Verdict.Detail}") : Html.Empty;
        var failed = Html.Raw(claim.Passes ? "" : " <strong>check failed</strong>");
        return Html.Of($"""
            <tr data-verdict="{claim.Verdict.Kind}" data-passes="{(claim.Passes ? "true" : "false")}">
            <th scope="row"><a href="{row.Page.AddressOf(row.CellId)}">{claim.Id}</a></th>
            <td class="became"><span class="verdict">{claim.Verdict.Kind}</span>{detail}{failed}</td>
            <td class="statement">{claim.Says} <span class="source">{claim.Source}</span></td>
            {Numbers.Select(name => Number(name, name switch
            {
                "paper" => claim.PaperText,
                "predicted" => claim.PredictedText,
                _ => claim.MeasuredText,
            }))}
            </tr>

            """);
    }

    /// <summary>A value with its column's name, which a narrow page shows beside it.</summary>
    private static Html Number(string name, string value) => value.Length == 0
        ? Html.Raw("<td class=\"number\"></td>")
        : Html.Of($"<td class=\"number\" data-name=\"{name}\">{value}</td>");
}
