namespace ReluDc.Figures;

/// <summary>
/// How far a claim holds: it holds; approximately, with the error; only under a condition; or not, with the cause.
/// </summary>
/// <remarks>Used in notebook 01 first.</remarks>
public sealed record Verdict
{
    private Verdict(string kind, string detail) => (Kind, Detail) = (kind, detail);

    /// <summary>"holds", "holds approximately", "holds only if" or "does not hold".</summary>
    public string Kind { get; }

    /// <summary>The error, the condition or the cause; empty where the claim holds.</summary>
    public string Detail { get; }

    /// <summary>The claim holds.</summary>
    public static Verdict Holds { get; } = new("holds", "");

    /// <summary>The claim holds with an error that one may or may not accept.</summary>
    /// <param name="relativeError">The paper's value over the measured one, less 1; finite.</param>
    public static Verdict HoldsApproximately(double relativeError) => double.IsFinite(relativeError)
        ? new("holds approximately", Number.SignedPercent(relativeError))
        : throw new ArgumentOutOfRangeException(nameof(relativeError), relativeError, "A relative error is a finite number.");

    /// <summary>The claim holds under a condition that the paper does not state.</summary>
    public static Verdict HoldsOnlyIf(string condition) => new("holds only if", Given(condition, "condition"));

    /// <summary>The claim does not hold.</summary>
    public static Verdict DoesNotHold(string cause) => new("does not hold", Given(cause, "cause"));

    /// <summary>The verdict that follows from two numbers by their relative error, paper/measured − 1.</summary>
    /// <param name="paper">The paper's value.</param>
    /// <param name="measured">The measured value.</param>
    /// <param name="holdsWithin">Largest |relative error| with which the claim holds; 0 or more.</param>
    /// <param name="approximatelyWithin">Largest with which it holds approximately; at least the former.</param>
    public static Verdict Of(double paper, double measured, double holdsWithin, double approximatelyWithin)
    {
        if (!(holdsWithin >= 0 && approximatelyWithin >= holdsWithin && double.IsFinite(approximatelyWithin)))
            throw new ArgumentOutOfRangeException(nameof(holdsWithin), holdsWithin,
                "Allowed: 0 ≤ holdsWithin ≤ approximatelyWithin, both finite.");
        var error = paper == measured ? 0 : paper / measured - 1;
        return Math.Abs(error) <= holdsWithin ? Holds
            : Math.Abs(error) <= approximatelyWithin ? HoldsApproximately(error)
            : DoesNotHold(double.IsFinite(error)
                ? $"off by {Number.SignedPercent(error)}"
                : $"{Number.Text(paper)} against {Number.Text(measured)}");
    }

    /// <summary>The verdict of a kind and a detail, as they travel; null if there is no such kind.</summary>
    internal static Verdict? Of(string? kind, string? detail) =>
        kind is "holds" or "holds approximately" or "holds only if" or "does not hold" ? new(kind, detail ?? "") : null;

    /// <summary>Kind and detail in one line.</summary>
    public override string ToString() => Detail.Length == 0 ? Kind : $"{Kind}: {Detail}";

    private static string Given(string text, string what) => string.IsNullOrWhiteSpace(text)
        ? throw new ArgumentException($"This verdict states its {what}.")
        : text;
}
