using System.Globalization;
using System.Text.Json.Nodes;
using ReluDc.Notebooks.Documents;

namespace ReluDc.Notebooks.Rendering;

/// <summary>A row of the claims ledger, read from a notebook's outputs.</summary>
/// <param name="Page">The notebook's name.</param>
/// <param name="CellId">The cell that stated it.</param>
/// <param name="Json">The claim as it travels: id, source, statement, paper, predicted, measured, unit, tolerance, verdict, passes.</param>
public sealed record ClaimRecord(string Page, string CellId, JsonObject Json)
{
    private const string MimeType = "application/vnd.reludc.claim+json";

    /// <summary>The head of the Markdown table whose rows are <see cref="ToMarkdownRow"/>.</summary>
    public const string MarkdownHead = "| claim | in the paper | what it says | paper | predicted | measured | verdict |\n|---|---|---|---|---|---|---|";

    /// <summary>Notebook and name, such as "C01-eq8-one-tone".</summary>
    public string Id => Text("id");

    /// <summary>Where in the paper.</summary>
    public string Source => Text("source");

    /// <summary>The claim in a sentence.</summary>
    public string Statement => Text("statement");

    /// <summary>The paper's value as text; empty if it gives none.</summary>
    public string Paper => NumberOrText("paper");

    /// <summary>The predicted value as text; empty if there is none.</summary>
    public string Predicted => NumberOrText("predicted");

    /// <summary>The measured value as text.</summary>
    public string Measured => NumberOrText("measured");

    /// <summary>"holds", "holds approximately", "holds only if" or "does not hold".</summary>
    public string Verdict => Text("verdict");

    /// <summary>The error, the condition or the cause; may be empty.</summary>
    public string VerdictDetail => Text("verdictDetail");

    /// <summary>Whether measured and predicted agree within the tolerance.</summary>
    public bool Passes => (bool?)Json["passes"] ?? false;

    /// <summary>The claims of a page, in order.</summary>
    public static IReadOnlyList<ClaimRecord> Of(SitePage page) =>
        [.. from cell in page.Executed.Cells
            from output in cell.Outputs
            let bundle = (output as ResultOutput)?.Data ?? (output as DisplayOutput)?.Data
            where bundle?.Has(MimeType) == true
            let json = bundle.Json(MimeType) as JsonObject
            where json is not null
            select new ClaimRecord(page.Name, cell.Id, json)];

    /// <summary>The claim with its notebook and cell.</summary>
    public JsonObject ToJson()
    {
        var json = Json.DeepClone().AsObject();
        (json["notebook"], json["cell"]) = (Page, CellId);
        return json;
    }

    /// <summary>The claim as a row of a Markdown table.</summary>
    public string ToMarkdownRow() => "| " + string.Join(" | ", new[]
    {
        $"[{Id}](notebooks/{Page}.ipynb)", Source, Statement, Paper, Predicted, Measured,
        (VerdictDetail.Length == 0 ? Verdict : $"{Verdict}: {VerdictDetail}") + (Passes ? "" : " (CHECK FAILED)"),
    }.Select(text => text.Replace("|", "\\|"))) + " |";

    private string Text(string name) => Json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    /// <summary>Numbers with four significant digits: what one compares at a glance.</summary>
    private string NumberOrText(string name) => Json[name] switch
    {
        JsonValue value when value.TryGetValue<double>(out var number) => Short(number) + (Text("unit") is "1" or "" ? "" : " " + Text("unit")),
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => "",
    };

    private static string Short(double number)
    {
        if (number == 0 || Math.Abs(number) is >= 1e-3 and < 1e5)
            return number.ToString("G4", CultureInfo.InvariantCulture).Replace('-', '−');
        var parts = number.ToString("0.##e0", CultureInfo.InvariantCulture).Replace('-', '−').Split('e');
        return $"{parts[0]}·10" + string.Concat(parts[1].Select(character => character == '−' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[character - '0']));
    }
}
