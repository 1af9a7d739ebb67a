using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace ReluDc.Networks;

/// <summary>What a door asks of an argument: each check gives it back, or throws with one sentence that says what is allowed.</summary>
internal static class Require
{
    /// <summary>
    /// The most numbers that one thing may hold, 2²⁸: a gigabyte in single precision. A slip in a size is refused, not allocated.
    /// </summary>
    public const int MostNumbers = 1 << 28;

    /// <summary>Something, not null.</summary>
    public static T Given<T>(T? value, [CallerArgumentExpression(nameof(value))] string? name = null) where T : class
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value;
    }

    /// <summary>A list with one item or more, none of them null.</summary>
    public static ImmutableArray<T> Filled<T>(
        ImmutableArray<T> values, string noun, [CallerArgumentExpression(nameof(values))] string? name = null) =>
        !values.IsDefaultOrEmpty && values.All(value => value is not null)
            ? values
            : throw new ArgumentException($"{noun}, one or more.", name);

    /// <summary>A list of finite numbers, one or more.</summary>
    public static ImmutableArray<double> Finite(
        ImmutableArray<double> values, string noun, [CallerArgumentExpression(nameof(values))] string? name = null) =>
        !values.IsDefaultOrEmpty && values.All(double.IsFinite)
            ? values
            : throw new ArgumentException($"{noun}, one or more, all finite.", name);

    /// <summary>A finite number.</summary>
    public static double Finite(double value, string noun, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{noun} is a finite number.");

    /// <summary>A finite number above 0.</summary>
    public static double Positive(double value, string noun, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        double.IsFinite(value) && value > 0 ? value : throw new ArgumentOutOfRangeException(
            name, value, $"{noun} is a finite number above 0.");

    /// <summary>A finite number, 0 or more.</summary>
    public static double NotNegative(double value, string noun, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        double.IsFinite(value) && value >= 0 ? value : throw new ArgumentOutOfRangeException(
            name, value, $"{noun} is a finite number, 0 or more.");

    /// <summary>A number in a range, both ends allowed.</summary>
    public static double Within(
        double value, double least, double most, string noun, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= least && value <= most
            ? value
            : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{noun} lies between {least} and {most}."));

    /// <summary>A whole number in a range, both ends allowed.</summary>
    public static int Between(int value, int least, int most, string noun, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= least && value <= most
            ? value
            : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{noun}: {least} to {most} are allowed."));

    /// <summary>A whole number, 1 or more.</summary>
    public static int AtLeastOne(int value, string noun, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{noun}: 1 or more are allowed.");

    /// <summary>An index from 0, of something that has so many.</summary>
    public static int Index(
        int value, int count, string owner, string items, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        (uint)value < (uint)count
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{owner} has {items} 0 … {count - 1}.");

    /// <summary>One of the values that an enumeration names.</summary>
    public static T Named<T>(T value, [CallerArgumentExpression(nameof(value))] string? name = null) where T : struct, Enum =>
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
