namespace ReluDc.Notebooks;

/// <summary>The claims ledger as a page of Markdown: docs/claims.md.</summary>
internal static class LedgerPage
{
    /// <summary>The page.</summary>
    /// <param name="rows">The claims, in the order of the course.</param>
    public static string Write(IReadOnlyList<LedgerRow> rows) => $"""
        # Claims

        Made by `dotnet run -- claims` and compared with a fresh run by the tests. *Paper*, *predicted* and *measured* are at the
        notebooks' own parameters; each notebook states the tolerance of its check, and why. A verdict is about the paper; a check
        that fails is a fault of ours.

        {LedgerRow.MarkdownHead}
        {string.Join('\n', rows.Select(row => row.ToMarkdown("../notebooks")))}
        """.ReplaceLineEndings("\n");
}
