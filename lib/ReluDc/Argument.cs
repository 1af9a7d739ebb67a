using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace ReluDc;

/// <summary>What many doors ask of an argument, each with one sentence that says what is allowed.</summary>
internal static class Argument
{
    /// <summary>
    /// The most numbers that one thing may hold, 2²⁸: a gigabyte in single precision. A slip in a size is refused, not allocated.
    /// </summary>
    public const int MostNumbers = 1 << 28;

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
    /// <inheritdoc cref="Finite(double, string, string)" path="/param"/>
    public static double Positive(double value, string what, [CallerArgumentExpression(nameof(value))] string name = "") =>
        double.IsFinite(value) && value > 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{what} is a finite number above 0.");

    /// <summary>A finite number, 0 or more.</summary>
    /// <inheritdoc cref="Finite(double, string, string)" path="/param"/>
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

    /// <summary>A number in a range, both ends allowed.</summary>
    public static double Within(
        double value, double least, double most, string what, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= least && value <= most
            ? value
            : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{what} lies between {least} and {most}."));

    /// <summary>A list with one item or more, none of them null.</summary>
    public static ImmutableArray<T> Filled<T>(
        ImmutableArray<T> values, string what, [CallerArgumentExpression(nameof(values))] string name = "") =>
        !values.IsDefaultOrEmpty && values.All(value => value is not null)
            ? values
            : throw new ArgumentException($"{what}, one or more.", name);

    /// <summary>A list of finite numbers, one or more.</summary>
    public static ImmutableArray<double> Finite(
        ImmutableArray<double> values, string what, [CallerArgumentExpression(nameof(values))] string name = "") =>
        !values.IsDefaultOrEmpty && values.All(double.IsFinite)
            ? values
            : throw new ArgumentException($"{what}, one or more, all finite.", name);

    /// <summary>A whole number, 1 or more.</summary>
    public static int AtLeastOne(int value, string what, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{what}: 1 or more are allowed.");

    /// <summary>An index from 0, of something that has so many.</summary>
    public static int Index(
        int value, int count, string owner, string items, [CallerArgumentExpression(nameof(value))] string name = "") =>
        (uint)value < (uint)count
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{owner} has {items} 0 … {count - 1}.");

    /// <summary>One of the values that an enumeration names.</summary>
    public static T Named<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "") where T : struct, Enum =>
        Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{typeof(T).Name} is one of {string.Join(", ", Enum.GetNames<T>())}.");

    /// <summary>Numbers of which each is finite in single precision.</summary>
    public static void FiniteValues(ReadOnlySpan<float> values, string name)
    {
        for (var i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i]))
                throw new ArgumentException($"Values are finite in single precision; number {i} is {values[i]}.", name);
    }
}
