namespace ReluDc.Notebooks;

/// <summary>The claims ledger as a page of Markdown: docs/claims.md.</summary>
internal static class LedgerPage
{
    private const string Notebooks = "../notebooks"; // from docs/

    /// <summary>The page: a table of what the paper says, and one of what was found beyond it.</summary>
    /// <param name="rows">The claims, in the order of the course.</param>
    public static string Write(IReadOnlyList<LedgerRow> rows) => string.Join("\n\n", new[]
    {
        """
        # Claims

        Made by `dotnet run -- claims` and compared with a fresh run by the tests. *Paper*, *predicted* and *measured* are at the
        notebooks' own parameters; each notebook states the tolerance of its check, and why. A verdict is about the claim; a check
        that fails is a fault of ours.
        """.ReplaceLineEndings("\n"),
        Section("What the paper says", "claims", rows, ofPaper: true),
        Section("Findings beyond the paper", "statements on what the paper leaves open, does not treat, or assumes", rows, ofPaper: false),
        Ranges(rows.Select(row => row.Page.Name).ToHashSet()),
    }.Where(part => part.Length > 0));

    /// <summary>What came of other parameters; nothing for notebooks of which no campaign is on record.</summary>
    private static string Ranges(IEnumerable<string> notebooks)
    {
        var table = Path.Combine(Checkout.Data, "sweep.csv");
        var swept = File.Exists(table) ? SweepRow.Read(table).Where(row => notebooks.Contains(row.Notebook)).ToList() : [];
        return swept.Count == 0 ? "" : """
            ## Inside the stated ranges

            How often a cell or a check failed when `dotnet run -- sweep` drew parameters inside the ranges that the notebooks
            state: their ends and special ratios of frequencies first, then at random. (`data/sweep.csv`)

            | notebook | draws | failed |
            |---|---|---|

            """.ReplaceLineEndings("\n") + string.Join('\n', swept.Select(row =>
                $"| [{row.Notebook}]({Notebooks}/{row.Notebook}.ipynb) | {row.Draws} | {row.Failed} |"));
    }

    private static string Section(string heading, string what, IReadOnlyList<LedgerRow> rows, bool ofPaper)
    {
        var own = rows.Where(row => row.Claim.IsOfPaper == ofPaper).ToList();
        return own.Count == 0 ? "" : $"## {heading}\n\nOf {own.Count} {what} {VerdictCount.Sentence(own)}.\n\n"
            + string.Join('\n', own.Select(row => row.ToMarkdown(Notebooks)).Prepend(LedgerRow.MarkdownHead(ofPaper)));
    }
}
