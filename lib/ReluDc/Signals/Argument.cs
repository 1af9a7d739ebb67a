using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace ReluDc;

/// <summary>What many doors ask of an argument, each with one sentence that says what is allowed.</summary>
internal static class Argument
{
    /// <summary>An object that is there.</summary>
    public static T Given<T>([NotNull] T? value, [CallerArgumentExpression(nameof(value))] string name = "") where T : class
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value;
    }

    /// <summary>The elements of a sequence that is there, perhaps none; the default of an immutable array is not there.</summary>
    public static ImmutableArray<T> Elements<T>(
        [NotNull] IEnumerable<T>? elements, [CallerArgumentExpression(nameof(elements))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(elements, name);
        if (elements is not ImmutableArray<T> shared)
            return [.. elements];
        return shared.IsDefault
            ? throw new ArgumentException("An immutable array has been made by someone; its default is no array.", name)
            : shared;
    }

    /// <summary>A sampling rate.</summary>
    public static double SampleRate(double sampleRateHz, [CallerArgumentExpression(nameof(sampleRateHz))] string name = "") =>
        double.IsFinite(sampleRateHz) && sampleRateHz > 0
            ? sampleRateHz
            : throw new ArgumentOutOfRangeException(name, sampleRateHz, "A sampling rate is a finite number of hertz above 0.");

    /// <summary>A number that is neither infinite nor NaN.</summary>
    /// <param name="value">The number.</param>
    /// <param name="what">What it is, as the start of a sentence: "A factor".</param>
    /// <param name="name">The parameter.</param>
    public static double Finite(double value, string what, [CallerArgumentExpression(nameof(value))] string name = "") =>
        double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{what} is a finite number.");

    /// <summary>A finite number above 0.</summary>
    /// <inheritdoc cref="Finite" path="/param"/>
    public static double Positive(double value, string what, [CallerArgumentExpression(nameof(value))] string name = "") =>
        double.IsFinite(value) && value > 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{what} is a finite number above 0.");

    /// <summary>A finite number, 0 or more.</summary>
    /// <inheritdoc cref="Finite" path="/param"/>
    public static double NotNegative(double value, string what, [CallerArgumentExpression(nameof(value))] string name = "") =>
        double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{what} is a finite number, 0 or more.");

    /// <summary>A whole number in a range, ends included.</summary>
    /// <param name="value">The number.</param>
    /// <param name="lowest">The least that is allowed.</param>
    /// <param name="highest">The largest that is allowed.</param>
    /// <param name="what">What it counts, as the start of a sentence: "The number of taps".</param>
    /// <param name="name">The parameter.</param>
    public static int Within(
        int value, int lowest, int highest, string what, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= lowest && value <= highest
            ? value
            : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{what} is {lowest:N0} to {highest:N0}."));
}
