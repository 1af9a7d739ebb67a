using System.Text.Json.Nodes;
using ReluDc.Engine;
using ReluDc.Figures;

namespace ReluDc.Notebooks;

/// <summary>A row of the claims ledger, read from a notebook's outputs.</summary>
/// <param name="Page">The notebook.</param>
/// <param name="CellId">The cell that stated the claim.</param>
/// <param name="Claim">The claim.</param>
internal sealed record LedgerRow(SitePage Page, string CellId, Claim Claim)
{
    private const int PaperColumn = 3;

    /// <summary>The head of the Markdown table whose rows are <see cref="ToMarkdown"/>.</summary>
    /// <param name="ofPaper">Whether it is the table of the paper's claims, which has its values, or that of the findings.</param>
    public static string MarkdownHead(bool ofPaper) => ofPaper
        ? "| claim | in the paper | what it says | paper | predicted | measured | verdict |\n|---|---|---|---|---|---|---|"
        : "| finding | beside the paper | what it says | predicted | measured | verdict |\n|---|---|---|---|---|---|";

    /// <summary>The claim among an output's forms; null if there is none, or none that can be read.</summary>
    public static Claim? ClaimIn(MimeBundle output)
    {
        try
        {
            return output.Has(Claim.MediaType) && output.Json(Claim.MediaType) is JsonObject json ? Claim.FromJson(json) : null;
        }
        catch (ArgumentException)
        {
            return null; // a name that is there twice
        }
    }

    /// <summary>A claim as a page shows it; null for an output that is none.</summary>
    /// <exception cref="FormatException">It says that it is a claim, and cannot be read as one.</exception>
    public static Html? ToHtml(MimeBundle output) => ClaimIn(output) is { } claim ? Html.Raw(claim.ToHtml())
        : !output.Has(Claim.MediaType) ? null
        : throw new FormatException("a claim is not in the form of claims, so it is not in the ledger; allowed: "
            + "what Claim.State(…) puts out");

    /// <summary>The claims of a page, in order.</summary>
    public static IReadOnlyList<LedgerRow> Of(SitePage page) =>
        [.. from cell in page.Executed.Cells
            from output in cell.Outputs
            let claim = output.Bundle is { } bundle ? ClaimIn(bundle) : null
            where claim is not null
            select new LedgerRow(page, cell.Id, claim)];

    /// <summary>That the claim's check has failed; null if it has not.</summary>
    public string? Fault => Claim.Passes ? null : $"the check of claim {Claim.Id} failed";

    /// <summary>The checks that failed, a line each, with the page.</summary>
    public static IReadOnlyList<string> FaultsOf(IEnumerable<LedgerRow> rows) =>
        [.. rows.Where(row => row.Fault is not null).Select(row => $"{row.Page.Name}: {row.Fault}")];

    /// <summary>The claim with its notebook and cell.</summary>
    public JsonObject ToJson()
    {
        var json = Claim.ToJson();
        (json["notebook"], json["cell"]) = (Page.Name, CellId);
        return json;
    }

    /// <summary>The claim as a row of the Markdown table that it belongs to.</summary>
    /// <param name="notebooks">The folder of the notebooks, from where the table stands.</param>
    public string ToMarkdown(string notebooks) => "| " + string.Join(" | ", new[]
    {
        $"[{Claim.Id}]({notebooks}/{Page.Name}.ipynb)", Claim.Source, Claim.Says, Claim.PaperText, Claim.PredictedText, Claim.MeasuredText,
        Claim.Verdict + (Claim.Passes ? "" : " (CHECK FAILED)"),
    }.Where((_, column) => column != PaperColumn || Claim.IsOfPaper).Select(text => text.Replace("|", "\\|"))) + " |";
}
