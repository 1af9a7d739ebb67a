namespace ReluDc.Figures;

/// <summary>
/// A claim in front-ends that know nothing of its classes: VS Code, Jupyter, mail. Its style is its own, on a light ground and on a dark
/// one, and made of declarations that pages of other programs take as well.
/// </summary>
internal static class ClaimCard
{
    // On each, white letters have a contrast of 4.5 or more.
    private const string Good = "#1a7f37";
    private const string Fair = "#9a6700";
    private const string Bad = "#cf222e";
    private const string Entry = "border: none; background: none; text-align: left; padding: 0 18px 0 0";

    /// <summary>The card.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="values">Its numbers and how they are called.</param>
    public static Html Of(Claim claim, IEnumerable<(string Name, string Text)> values)
    {
        var all = values.ToList();
        var colour = claim.Verdict.Kind switch { "holds" => Good, "does not hold" => Bad, _ => Fair };
        var names = all.Select(value => Html.Of($"<th style=\"{Entry}; font-weight: normal; font-size: 0.85em\">{value.Name}</th>"));
        var texts = all.Select(value => Html.Of($"<td style=\"{Entry}\">{value.Text}</td>"));
        return Html.Of($"""
            <div class="reludc-claim" data-verdict="{claim.Verdict.Kind}" data-passes="{(claim.Passes ? "true" : "false")}"
            style="max-width: 46rem; margin: 4px 0; padding: 8px 14px; border: 1px solid #888888; border-left: 6px solid {colour}">
            <p style="margin: 0 0 6px"><strong>{claim.Id}</strong>, {claim.Source}
            <span class="reludc-verdict" style="color: white; background: {colour}; padding: 1px 8px">{claim.Verdict}</span></p>
            <p class="reludc-statement" style="margin: 0 0 6px">{claim.Says}</p>
            <table style="margin: 0; border: none; border-collapse: collapse">
            <tr style="background: transparent">{names}</tr>
            <tr style="background: transparent">{texts}</tr>
            </table>{Note(claim.Because.Length > 0 ? $"Tolerance: {claim.Because}." : "")}{Note(claim.Passes ? ""
                : "Check failed: measured and predicted differ by more than the tolerance.")}
            </div>
            """);
    }

    private static Html Note(string text) => text.Length == 0 ? Html.Nothing
        : Html.Of($"\n<p style=\"margin: 6px 0 0; font-size: 0.85em\">{text}</p>");
}
