using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ReluDc.Figures;

/// <summary>
/// A row of the claims ledger: what the paper says, what theory predicts, what was measured, and how far the claim holds. As a cell's last
/// expression it shows itself and enters the ledger. A claim that does not hold is a result; a check that fails (<see cref="Passes"/>) is a
/// fault.
/// </summary>
/// <remarks>Used in notebook 01 first.</remarks>
[TypeFormatterSource(typeof(ClaimFormatterSource), PreferredMimeTypes = [MimeType.Claim, MimeType.Html, MimeType.Plain])]
public sealed partial class Claim : IDisplayable
{
    /// <summary>The MIME type by which claims travel between programs.</summary>
    public const string MediaType = MimeType.Claim;

    private static readonly JsonSerializerOptions JsonForm = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private Claim(string id, string source, string says, PaperValue? paper, double? predicted, double measured, string unit,
        double? tolerance, string because, Verdict verdict) =>
        (Id, Source, Says, Paper, Predicted, Measured, Unit, Tolerance, Because, Verdict) = (id, source, says, paper, predicted, measured,
            unit, tolerance, because, verdict);

    /// <summary>Notebook and name, for example "C01-eq8-one-tone".</summary>
    public string Id { get; }

    /// <summary>Where in the paper.</summary>
    public string Source { get; }

    /// <summary>The claim in one sentence.</summary>
    public string Says { get; }

    /// <summary>What the paper says, a number or words; null if it says nothing of the kind.</summary>
    public PaperValue? Paper { get; }

    /// <summary>
    /// Whether the paper makes this claim; if not, it is a finding beyond the paper. The ledger keeps the two apart, so that nothing is
    /// booked on the paper that it does not say.
    /// </summary>
    public bool IsOfPaper => Paper is not null;

    /// <summary>What theory predicts; null if nothing does.</summary>
    public double? Predicted { get; }

    /// <summary>What was measured.</summary>
    public double Measured { get; }

    /// <summary>Unit of the numbers; "1" for pure ones.</summary>
    public string Unit { get; }

    /// <summary>Largest |measured − predicted| with which the check passes; null without a prediction.</summary>
    public double? Tolerance { get; }

    /// <summary>Why the tolerance is what it is.</summary>
    public string Because { get; }

    /// <summary>How far the claim holds.</summary>
    public Verdict Verdict { get; }

    /// <summary>Whether the measurement agrees with the prediction; without one, whether it is finite.</summary>
    public bool Passes => Predicted is { } predicted ? Math.Abs(Measured - predicted) <= Tolerance : double.IsFinite(Measured);

    /// <summary>States a claim.</summary>
    /// <param name="id">"C", the notebook's two digits, a dash, words in lower case joined by dashes.</param>
    /// <param name="source">Where in the paper.</param>
    /// <param name="says">The claim in one sentence, with what is measured.</param>
    /// <param name="measured">What was measured.</param>
    /// <param name="unit">Unit of the numbers; "1" for pure ones.</param>
    /// <param name="verdict">How far the claim holds.</param>
    /// <param name="paper">
    /// What the paper says of it, a number or words such as "above 0". Without it the claim is a finding beyond the paper: so are
    /// conditions that the paper states, what its theory gives for signals that it does not treat, and what comes of sampling.
    /// </param>
    /// <param name="predicted">What theory predicts, finite; needs a tolerance.</param>
    /// <param name="tolerance">Largest |measured − predicted|, finite, 0 or more.</param>
    /// <param name="because">Why the tolerance is what it is; needed with one.</param>
    /// <exception cref="ArgumentException">One of these rules is broken; the message says which.</exception>
    public static Claim State(
        string id, string source, string says, double measured, string unit, Verdict verdict,
        PaperValue? paper = null, double? predicted = null, double? tolerance = null, string because = "")
    {
        ArgumentNullException.ThrowIfNull(verdict);
        if (id is null || !IdPattern().IsMatch(id))
            throw new ArgumentException(
                $"A claim's id is like C01-eq8-one-tone: C, two digits, a dash, lower-case words joined by dashes; given is \"{id}\".",
                nameof(id));
        foreach (var (text, name) in new[] { (source, nameof(source)), (says, nameof(says)), (unit, nameof(unit)) })
            if (string.IsNullOrWhiteSpace(text))
                throw new ArgumentException($"The claim {id} needs its {name}.", name);
        if (predicted is null != tolerance is null)
            throw new ArgumentException($"The claim {id} has a prediction and a tolerance, or neither.", nameof(tolerance));
        if (predicted is { } value && !double.IsFinite(value))
            throw new ArgumentException($"The claim {id} predicts {value}; allowed is a finite number.", nameof(predicted));
        if (tolerance is { } allowed && !(double.IsFinite(allowed) && allowed >= 0))
            throw new ArgumentException($"The claim {id} has the tolerance {allowed}; allowed is a finite number, 0 or more.",
                nameof(tolerance));
        if (tolerance is not null && string.IsNullOrWhiteSpace(because))
            throw new ArgumentException($"The claim {id} needs the reason for its tolerance.", nameof(because));
        return new(id, source, says, paper, predicted, measured, unit, tolerance, because, verdict);
    }

    /// <summary>The paper's value with four significant digits and its unit, or its words; empty if it gives none.</summary>
    public string PaperText => Paper is { Number: { } number } ? Short(number) : Paper?.ToString() ?? "";

    /// <summary>The predicted value with four significant digits and its unit; empty if there is none.</summary>
    public string PredictedText => Predicted is { } predicted ? Short(predicted) : "";

    /// <summary>The measured value with four significant digits and its unit.</summary>
    public string MeasuredText => Short(Measured);

    /// <inheritdoc/>
    string IDisplayable.As(string mimeType) => mimeType switch
    {
        MimeType.Claim => ToJson().ToJsonString(JsonForm),
        MimeType.Html => ClaimCard.Of(this, Values).ToString(),
        _ => ToString(),
    };

    /// <summary>The claim in one line.</summary>
    public override string ToString() =>
        $"{Id} ({Source}): {Says} " + string.Join(", ", Values.Select(value => $"{value.Name} {value.Text}"))
            + $". {Verdict}{(Passes ? "" : ". CHECK FAILED")}";

    private IEnumerable<(string Name, string Text)> Values
    {
        get
        {
            var unit = Unit == "1" ? "" : " " + Unit;
            if (Paper is not null)
                yield return ("paper", Paper.ToString() + unit);
            if (Predicted is { } predicted)
                yield return ("predicted", Number.Text(predicted) + unit);
            yield return ("measured", Number.Text(Measured) + unit);
            if (Tolerance is { } tolerance)
                yield return ("tolerance", Number.Text(tolerance, "G3") + unit);
        }
    }

    /// <summary>The claim as it travels in a notebook.</summary>
    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["source"] = Source,
        ["statement"] = Says,
        ["paper"] = Paper?.ToJson(),
        ["predicted"] = Predicted,
        ["measured"] = double.IsFinite(Measured) ? Measured : Number.Text(Measured),
        ["unit"] = Unit,
        ["tolerance"] = Tolerance,
        ["toleranceReason"] = Because,
        ["verdict"] = Verdict.Kind,
        ["verdictDetail"] = Verdict.Detail,
        ["passes"] = Passes,
    };

    /// <summary>Reads what <see cref="ToJson"/> wrote; null for anything else.</summary>
    /// <remarks>Whether the check passes is found out again, not read.</remarks>
    public static Claim? FromJson(JsonObject json)
    {
        string? Text(string name) => json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
        double? NumberOf(string name) =>
            json[name] is JsonValue value && value.TryGetValue<double>(out var number) && double.IsFinite(number) ? number : null;
        bool IsNumberOrNothing(string name) => json[name] is null || NumberOf(name) is not null;
        if (!IsNumberOrNothing("predicted") || !IsNumberOrNothing("tolerance") || json["predicted"] is null != json["tolerance"] is null
            || json["paper"] is { } given && NumberOf("paper") is null && string.IsNullOrWhiteSpace(Text("paper"))
            || NumberOf("measured") is null && Text("measured") is null || NumberOf("tolerance") < 0)
            return null;
        PaperValue? paper = NumberOf("paper") is { } number ? number : Text("paper") is { } words ? (PaperValue)words : null;
        return Text("id") is { } id && Text("source") is { } source && Text("statement") is { } says && Text("unit") is { } unit
            && Verdict.Of(Text("verdict"), Text("verdictDetail")) is { } verdict
            ? new(id, source, says, paper, NumberOf("predicted"), NumberOf("measured") ?? double.NaN, unit, NumberOf("tolerance"),
                Text("toleranceReason") ?? "", verdict)
            : null;
    }

    /// <summary>The claim as this project's own pages show it, in their style.</summary>
    public string ToHtml()
    {
        var values = Values.Select(value => Html.Of($"<div><dt>{value.Name}</dt><dd>{value.Text}</dd></div>"));
        var reason = Because.Length == 0 ? Html.Nothing : Html.Of($"\n<p class=\"reason\">Tolerance: {Because}.</p>");
        var failed = Passes ? Html.Nothing : Html.Of(
            $"\n<p class=\"failed\">Check failed: measured and predicted differ by more than the tolerance.</p>");
        return Html.Of($"""
            <div class="reludc-claim" data-verdict="{Verdict.Kind}" data-passes="{(Passes ? "true" : "false")}">
            <p class="head"><strong>{Id}</strong> <span class="source">{Source}</span> <span class="verdict">{Verdict}</span></p>
            <p class="statement">{Says}</p>
            <dl>{values}</dl>{reason}{failed}
            </div>
            """).ToString();
    }

    private string Short(double number) => Number.Text(number, "G4") + (Unit == "1" ? "" : " " + Unit);

    [GeneratedRegex(@"^C\d\d(-[a-z0-9]+)+$")]
    private static partial Regex IdPattern();
}
