using System.Globalization;
using System.Text.RegularExpressions;

namespace ReluDc.Figures;

/// <summary>Numbers as a reader sees them: invariant culture, a true minus sign, powers of ten as powers.</summary>
internal static partial class Number
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private static readonly double[] powersOfTen =
        [.. Enumerable.Range(0, 23).Select(n => double.Parse($"1E{n}", CultureInfo.InvariantCulture))]; // those that a double holds exactly

    /// <summary>The number in a .NET format; six significant digits unless told otherwise: 1.25·10⁻⁷.</summary>
    public static string Text(IFormattable number, string? format = null) => number switch
    {
        double.NaN => "–",
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "−∞",
        double => Readable(number.ToString(format ?? "G6", CultureInfo.InvariantCulture)),
        float or decimal or int or long => Readable(number.ToString(format, CultureInfo.InvariantCulture)),
        _ => number.ToString(format, CultureInfo.InvariantCulture),
    };

    /// <summary>A relative error as a signed percentage, +11.1 %.</summary>
    public static string SignedPercent(double share) => Readable((100 * share).ToString(Math.Abs(share) switch
    {
        < 0.01 => "+0.0##;-0.0##;0",
        < 100 => "+0.0;-0.0;0",
        _ => "+0.0E+0;-0.0E+0",
    }, CultureInfo.InvariantCulture)) + " %";

    /// <summary>A power of ten, 10⁻³.</summary>
    public static string PowerOfTen(int exponent) => Readable("1E" + exponent.ToString(CultureInfo.InvariantCulture))[2..];

    /// <summary>The number cut to so many significant digits, for a screen. Not a number stays what it is.</summary>
    public static double Round(double number, int digits)
    {
        if (!double.IsFinite(number) || number == 0)
            return number;
        // A whole number over or times a power of ten, both exact, is what would be read from its digits. Near the middle between two, or
        // with a power that no double holds, the digits themselves decide.
        const double Clear = 1e-4;
        var power = digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(number)));
        if (digits <= 9 && Math.Abs(power) < powersOfTen.Length)
        {
            var ten = powersOfTen[Math.Abs(power)];
            var scaled = power >= 0 ? number * ten : number / ten;
            var whole = Math.Round(scaled);
            if (Math.Abs(Math.Abs(scaled - whole) - 0.5) > Clear)
                return power >= 0 ? whole / ten : whole * ten;
        }
        return double.Parse(number.ToString("G" + digits, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static string Readable(string invariant) =>
        Exponent().Replace(invariant, match =>
            (match.Groups["digits"].Value is "" ? "" : "·10" + (match.Groups["sign"].Value == "-" ? "⁻" : "")
                + string.Concat(match.Groups["digits"].Value.Select(digit => Superscripts[digit - '0'])))).Replace('-', '−');

    [GeneratedRegex(@"(?<=\d)E(?<sign>[+-]?)0*(?<digits>\d*)$")]
    private static partial Regex Exponent();
}
