using ReluDc.Figures.Display;

namespace ReluDc.Figures;

/// <summary>Checks an answer and says how far it is: not given yet, wrong and in which way, or correct.</summary>
public static class Exercise
{
    private static readonly Hint[] AlwaysTried =
    [
        Hint.Factor(-1, "The size is right, the sign is not."),
        Hint.Factor(2, "You are high by a factor of 2."),
        Hint.Factor(0.5, "You are low by a factor of 2."),
    ];

    /// <summary>Checks a number.</summary>
    /// <param name="answer">The answer; null as long as there is none.</param>
    /// <param name="expected">The right value.</param>
    /// <param name="tolerance">Largest difference with which the answer counts as right, above 0.</param>
    /// <param name="unit">Unit of the answer; "1" for a pure number.</param>
    /// <param name="hints">Mistakes to recognise, besides a wrong sign and a factor of 2.</param>
    public static CheckedAnswer Check(double? answer, double expected, double tolerance, string unit, IEnumerable<Hint>? hints = null)
    {
        CheckTolerance(tolerance);
        if (answer is not { } given)
            return CheckedAnswer.Missing(unit);
        if (!double.IsFinite(given))
            return CheckedAnswer.Wrong("That is not a finite number.");
        if (Math.Abs(given - expected) <= tolerance)
            return CheckedAnswer.Right(Number.Text(expected), unit);
        var hint = (hints ?? []).Concat(AlwaysTried)
            .FirstOrDefault(h => h.WrongValue(expected) is var wrong && Math.Abs(given - wrong) <= tolerance * Math.Max(1, Math.Abs(wrong / expected)));
        return CheckedAnswer.Wrong(hint?.Message ?? (given > expected ? "That is too high." : "That is too low."));
    }

    /// <summary>Checks a set of numbers; order does not matter.</summary>
    /// <inheritdoc cref="Check(double?, double, double, string, IEnumerable{Hint})"/>
    public static CheckedAnswer Check(double[]? answer, double[] expected, double tolerance, string unit, IEnumerable<Hint>? hints = null)
    {
        CheckTolerance(tolerance);
        if (answer is null or [])
            return CheckedAnswer.Missing(unit);
        bool Matches(Func<double, double> value) => answer.Length == expected.Length
            && answer.Order().Zip(expected.Select(value).Order()).All(pair => Math.Abs(pair.First - pair.Second) <= tolerance * Math.Max(1, Math.Abs(value(1))));
        if (Matches(value => value))
            return CheckedAnswer.Right(string.Join(", ", expected.Order().Select(value => Number.Text(value))), unit);
        if ((hints ?? []).FirstOrDefault(hint => Matches(hint.WrongValue)) is { } hint)
            return CheckedAnswer.Wrong(hint.Message);
        var right = expected.Count(value => answer.Any(given => Math.Abs(given - value) <= tolerance));
        var wrong = answer.Count(given => !expected.Any(value => Math.Abs(given - value) <= tolerance));
        return CheckedAnswer.Wrong($"{right} of {expected.Length} found, {wrong} that do not belong.");
    }

    private static void CheckTolerance(double tolerance)
    {
        if (!(double.IsFinite(tolerance) && tolerance > 0))
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "A tolerance is a finite number above 0.");
    }
}
