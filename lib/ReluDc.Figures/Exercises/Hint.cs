namespace ReluDc.Figures;

/// <summary>A mistake that a check recognises, by the wrong value that it leads to, and what to say about it.</summary>
/// <remarks>Used in notebook 01 first.</remarks>
public sealed class Hint
{
    private readonly double? factor;
    private readonly double? value;

    private Hint(double? factor, double? value, string message)
    {
        if (string.IsNullOrWhiteSpace(message))
            throw new ArgumentException("A hint says something.", nameof(message));
        if (!double.IsFinite(factor ?? value ?? double.NaN))
            throw new ArgumentOutOfRangeException(nameof(value), factor ?? value, "A mistake is recognised by a finite number.");
        (this.factor, this.value, Message) = (factor, value, message);
    }

    /// <summary>What to say.</summary>
    public string Message { get; }

    /// <summary>An angular frequency, rad/s, where hertz were asked for.</summary>
    public static Hint RadPerS { get; } = Factor(2 * Math.PI, "That is in rad/s. Divide by 2π for hertz.");

    /// <summary>An RMS value where the peak was asked for.</summary>
    public static Hint Rms { get; } = Factor(Math.Sqrt(0.5), "You are low by √2: RMS for peak value.");

    /// <summary>A peak value where the RMS was asked for.</summary>
    public static Hint Peak { get; } = Factor(Math.Sqrt(2), "You are high by √2: peak value for RMS.");

    /// <summary>A percentage where a plain number was asked for.</summary>
    public static Hint Percent { get; } = Factor(100, "That is in per cent. Give the plain number.");

    /// <summary>A sum where the mean was asked for.</summary>
    public static Hint SumForMean(int count) => Factor(Counted(count), $"That is the sum. Divide by the number of values, {count}.");

    /// <summary>A mean where the sum was asked for.</summary>
    public static Hint MeanForSum(int count) => Factor(1.0 / Counted(count), $"That is the mean. The sum is {count} times that.");

    /// <summary>Off by a factor.</summary>
    public static Hint Factor(double factor, string message) => new(factor, null, message);

    /// <summary>One wrong value.</summary>
    public static Hint Value(double wrong, string message) => new(null, wrong, message);

    private static int Counted(int count) => count >= 1
        ? count
        : throw new ArgumentOutOfRangeException(nameof(count), count, "A mean is of 1 or more values.");

    /// <summary>Whether this mistake leads from the expected value to the given one. No factor shows at an expected zero.</summary>
    internal bool Explains(double given, double expected, double tolerance) => factor is { } times
        ? expected != 0 && Math.Abs(given - times * expected) <= tolerance * Math.Max(1, Math.Abs(times))
        : Math.Abs(given - value!.Value) <= tolerance;

    /// <summary>
    /// Whether this mistake was made throughout a set of values, in ascending order, or put its one wrong value among them.
    /// </summary>
    internal bool Explains(IReadOnlyList<double> given, IReadOnlyList<double> expected, double tolerance) => factor is { } times
        ? given.Count == expected.Count && given.Zip(expected.Select(right => times * right).Order()).All(pair =>
            Math.Abs(pair.First - pair.Second) <= tolerance * Math.Max(1, Math.Abs(times)))
        : given.Any(one => Explains(one, double.NaN, tolerance));
}
