using System.Collections.Immutable;
using static System.FormattableString;

namespace ReluDc.HeartRate;

/// <summary>In which unit an acceleration is written, told or seen by gravity, which is 1 g on the average of any record.</summary>
internal static class AccelerationScale
{
    /// <summary>Standard gravity, in m/s².</summary>
    public const double StandardGravity = 9.80665;

    private const double GravityShare = 0.5; // of the RMS: a mean as long as that is gravity, and no movement
    private const double MostG = 3;          // without gravity, a hand stays below it nearly always …
    private const double MostMetres = 60;    // … and below this in m/s²

    /// <summary>What to divide by, and the guess in words; null where the name of each column says it.</summary>
    /// <param name="axes">The axes that are there. [axes] of [samples]</param>
    /// <param name="units">Their units where they are told; else null. [axes]</param>
    /// <param name="isOwn">Whether the columns are this project's own, in g.</param>
    /// <param name="fault">Makes the error of a file.</param>
    /// <exception cref="FormatException">It could be anything; the message is one line.</exception>
    public static (double Divisor, string? Remark) Of(
        ImmutableArray<ImmutableArray<double>> axes, ImmutableArray<string?> units, bool isOwn, Func<string, FormatException> fault)
    {
        if (units.Distinct().Count() > 1)
            throw fault("the axes of the acceleration have different units; allowed: one for all");
        if (units[0] is { } told)
            return (PerG(told), null);
        var count = axes.Min(axis => axis.Length);
        var lengths = new double[count];
        for (var n = 0; n < count; n++)
        {
            foreach (var axis in axes)
                lengths[n] += axis[n] * axis[n];
            lengths[n] = Math.Sqrt(lengths[n]);
        }
        Array.Sort(lengths);
        var (median, most) = (lengths[count / 2], lengths[(int)(0.99 * (count - 1))]);
        var mean = Math.Sqrt(axes.Sum(axis => Math.Pow(axis.Take(count).Average(), 2)));
        var rms = Math.Sqrt(lengths.Average(length => length * length));
        var hasGravity = mean > GravityShare * rms;
        return (hasGravity, median) switch
        {
            (_, >= 0.5 and <= 2) => (1, isOwn ? null : "acceleration is taken for g"),
            (true, > 7 and < 13) => (StandardGravity, Invariant($"acceleration is taken for m/s²: its median length is {median:G3}")),
            (true, > 0) when median > 2 => (median, Invariant(
                $"acceleration is taken for raw counts: its median length, {median:G4}, is taken for 1 g of gravity")),
            (false, _) when most <= MostG => (1, Invariant($"acceleration is taken for g without gravity: 99 % of it are below {most:G3}")),
            (false, _) when most <= MostMetres =>
                (StandardGravity, Invariant($"acceleration is taken for m/s² without gravity: 99 % of it are below {most:G3}")),
            _ => throw fault(Invariant($"the acceleration's median length is {median:G3}, in no unit that could be told; allowed: ")
                + "a unit in the names, such as acc_x_g, acc_x_mg or acc_x_ms2"),
        };
    }

    private static double PerG(string unit) => unit switch
    {
        "g" => 1,
        "mg" => 1000,
        _ => StandardGravity,
    };
}
