namespace ReluDc.Figures;

/// <summary>Checks an answer and says how far it is: not given yet, wrong and in which way, or correct.</summary>
/// <remarks>Used in notebook 01 first.</remarks>
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
    /// <param name="expected">The right value, finite.</param>
    /// <param name="tolerance">Largest difference with which the answer counts as right, above 0.</param>
    /// <param name="unit">Unit of the answer; "1" for a pure number.</param>
    /// <param name="hints">Mistakes to recognise, besides a wrong sign and a factor of 2.</param>
    public static CheckedAnswer Check(double? answer, double expected, double tolerance, string unit, IEnumerable<Hint>? hints = null)
    {
        CheckQuestion([expected], tolerance);
        if (answer is not { } given)
            return CheckedAnswer.Missing(unit);
        if (!double.IsFinite(given))
            return CheckedAnswer.Wrong("That is not a finite number.");
        if (Math.Abs(given - expected) <= tolerance)
            return CheckedAnswer.Right(Number.Text(expected), unit);
        var hint = (hints ?? []).Concat(AlwaysTried).FirstOrDefault(hint => hint.Explains(given, expected, tolerance));
        return CheckedAnswer.Wrong(hint?.Message ?? (given > expected ? "That is too high." : "That is too low."));
    }

    /// <summary>Checks a set of numbers; order does not matter.</summary>
    /// <inheritdoc cref="Check(double?, double, double, string, IEnumerable{Hint})"/>
    public static CheckedAnswer Check(double[]? answer, double[] expected, double tolerance, string unit, IEnumerable<Hint>? hints = null)
    {
        CheckQuestion(expected, tolerance);
        if (answer is null or [])
            return CheckedAnswer.Missing(unit);
        bool Same(double one, double other) => Math.Abs(one - other) <= tolerance;
        double[] given = [.. answer.Order()], right = [.. expected.Order()];
        if (given.Length == right.Length && given.Zip(right).All(pair => Same(pair.First, pair.Second)))
            return CheckedAnswer.Right(string.Join(", ", right.Select(value => Number.Text(value))), unit);
        if ((hints ?? []).Concat(AlwaysTried).FirstOrDefault(hint => hint.Explains(given, right, tolerance)) is { } hint)
            return CheckedAnswer.Wrong(hint.Message);
        var found = right.Count(value => given.Any(one => Same(one, value)));
        var wrong = given.Count(one => !right.Any(value => Same(one, value)));
        return CheckedAnswer.Wrong(found == right.Length && wrong == 0
            ? "All are there, but some more than once."
            : $"{found} of {right.Length} found, {wrong} that do not belong.");
    }

    private static void CheckQuestion(double[] expected, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(expected);
        if (expected.Length == 0 || !expected.All(double.IsFinite))
            throw new ArgumentException($"An exercise expects finite numbers, one or more; given are [{string.Join(", ", expected)}].",
                nameof(expected));
        if (!(double.IsFinite(tolerance) && tolerance > 0))
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "A tolerance is a finite number above 0.");
    }
}
