using ReluDc.Notebooks;
using ReluDc.Tests.Engine;

namespace ReluDc.Tests.Host;

/// <summary>docs/claims.md: a table of what the paper says, and one of findings beyond it.</summary>
public sealed class LedgerPageTests
{
    private static IReadOnlyList<LedgerRow> Rows(params (string Id, string Verdict, bool OfPaper)[] claims)
    {
        var notebook = new ExecutedNotebook();
        foreach (var (id, verdict, ofPaper) in claims)
        {
            var json = ExecutedNotebook.Claim(id, verdict);
            if (!ofPaper)
                json["paper"] = null;
            notebook.Code("c", [ExecutedNotebook.Value("application/vnd.reludc.claim+json", json)], id.ToLowerInvariant());
        }
        return LedgerRow.Of(notebook.Page("01-one"));
    }

    [Fact]
    public void Each_kind_has_its_table_with_as_many_cells_as_its_head()
    {
        var page = LedgerPage.Write(Rows(("C01-a", "holds", true), ("C01-b", "holds", false), ("C01-c", "holds only if", true)));
        Assert.Contains("## What the paper says\n\nOf 2 claims 1 holds, 1 holds only under a condition.\n\n| claim | in the paper |", page);
        Assert.Contains("## Findings beyond the paper\n\nOf 1 ", page);
        var sections = page.Split("\n## ");
        Assert.Equal([0, 2, 1], sections.Select(section => section.Split('\n').Count(line => line.StartsWith("| [C01-"))));
        Assert.All(sections[1..], section => Assert.Single(section.Split('\n').Where(line => line.StartsWith('|'))
            .Select(line => line.Count(character => character == '|')).Distinct()));
    }

    [Fact]
    public void A_kind_without_rows_is_left_out() =>
        Assert.DoesNotContain("## What the paper says", LedgerPage.Write(Rows(("C01-b", "holds", false))));
}
