using System.Collections.Immutable;
using static System.FormattableString;

namespace ReluDc.HeartRate;

/// <summary>What the times of a recording's rows mean, and how its gaps are bridged.</summary>
internal static class RecordingClock
{
    /// <summary>The lowest rate that is read, in hertz.</summary>
    public const double LowestRateHz = 20;

    /// <summary>The highest, in hertz.</summary>
    public const double HighestRateHz = 2000;

    /// <summary>The longest gap that is bridged, in seconds: half a window, so that none is made of a straight line alone.</summary>
    public const double LongestGapS = 4;

    private const double UnseenGapS = 0.1;   // such a gap is jitter, and needs no word
    private const double Rounding = 1e-3;    // of time stamps with few digits
    private const double EpochS = 1e8;       // 1973: no recording is that long
    private static readonly (string Unit, double PerS)[] scales = [("s", 1), ("ms", 1e3), ("µs", 1e6), ("ns", 1e9)];

    /// <summary>The times in seconds, and what was guessed about them.</summary>
    /// <exception cref="FormatException">They are in no unit of which this could be a recording; the message is one line.</exception>
    public static (ImmutableArray<double> TimesS, ImmutableArray<string> Remarks) Seconds(RecordingTable table)
    {
        if (table.Times.Length < 2)
            throw table.Text.Fault($"{table.Times.Length} samples; a window of {PpgRecording.WindowS} s is the least");
        var step = MedianStep(table.Times);
        if (table.Columns.Time.Name.StartsWith("column ", StringComparison.Ordinal)
            && Counts(table.Times.AsSpan()))
            throw table.Text.Fault("the first column counts samples, and no line names the columns; allowed: a column time_s, in seconds");
        var told = table.AreDates ? "s" : table.Columns.Time.Unit;
        var found = scales.FirstOrDefault(scale => IsRate(scale.PerS / step));
        var scale = told is null ? found : scales.FirstOrDefault(scale => scale.Unit == told);
        if (scale.Unit is null || !IsRate(scale.PerS / step))
        {
            var hint = found.Unit is not null && told is not null
                ? $" (these look like {Words(found.Unit)}: divide by {found.PerS / scale.PerS:G6}, or say so in the column's name)"
                : "";
            throw table.Text.Fault(Invariant($"{(scale.Unit is null ? 1 : scale.PerS) / step:G4} samples a second; allowed: ")
                + Invariant($"{LowestRateHz} to {HighestRateHz}, with {table.Columns.Time} in seconds{hint}"));
        }
        var remarks = ImmutableArray.CreateBuilder<string>();
        if (told is null && !(scale.Unit == "s" && table.Columns.Time.Name == "time_s"))
            remarks.Add(Invariant($"times are taken for {Words(scale.Unit)}: that makes {scale.PerS / step:G4} samples a second"));
        ImmutableArray<double> timesS = scale.PerS == 1 ? table.Times : [.. table.Times.Select(time => time / scale.PerS)];
        if (timesS[0] > EpochS && timesS[0] < 100 * EpochS)
            remarks.Add(Invariant($"times count from 1970: the first is {DateTimeOffset.FromUnixTimeMilliseconds(
                (long)(1000 * timesS[0])):yyyy-MM-dd HH:mm:ss} UTC"));
        return (timesS, remarks.ToImmutable());
    }

    /// <summary>
    /// A column without its missing fields, and with a straight line of samples in each gap. → [samples], [samples], rate in hertz
    /// </summary>
    /// <param name="table">The file.</param>
    /// <param name="timesS">Times of its rows. [rows]</param>
    /// <param name="stepS">The median of the time from one row to the next.</param>
    /// <param name="column">Which of its columns.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="remarks">Told what was bridged.</param>
    /// <exception cref="FormatException">A gap is too long; the message is one line.</exception>
    public static (ImmutableArray<double> TimesS, ImmutableArray<double> Values, double RateHz) Bridged(
        RecordingTable table, ImmutableArray<double> timesS, double stepS, ImmutableArray<double> column, string name,
        ICollection<string> remarks)
    {
        var isWhole = column.All(double.IsFinite);
        if (isWhole && !HasGap(timesS.AsSpan(), LeastGap(stepS))) // as nearly always: nothing is copied
            return (timesS, column, (column.Length - 1) / (timesS[^1] - timesS[0]));
        int[] rows = [.. Enumerable.Range(0, column.Length).Where(row => double.IsFinite(column[row]))];
        if (rows.Length < 2)
            throw table.Text.Fault($"{name} has {rows.Length} numbers; a window of {PpgRecording.WindowS} s is the least");
        var step = isWhole ? stepS : MedianStep([.. rows.Select(row => timesS[row])]);
        if (!(1 / step >= LowestRateHz * (1 - Rounding)))
            throw table.Text.Fault(Invariant($"{name} has {1 / step:G4} samples a second; allowed: {LowestRateHz} to {HighestRateHz}"));
        var times = ImmutableArray.CreateBuilder<double>(rows.Length);
        var values = ImmutableArray.CreateBuilder<double>(rows.Length);
        var (gaps, bridgedS, longestS, longestRow) = (0, 0.0, 0.0, 0);
        for (var i = 0; i < rows.Length; i++)
        {
            var (time, value) = (timesS[rows[i]], column[rows[i]]);
            if (i > 0 && time - times[^1] > LeastGap(step))
            {
                var (from, start, gapS) = (times[^1], values[^1], time - times[^1]);
                if (gapS > LongestGapS)
                    throw table.Text.Fault(table.Line(rows[i]), Invariant($"a gap of {gapS:G4} s before it in {name}; allowed: at most ")
                        + Invariant($"{LongestGapS} s, which are bridged. Give each part as a file of its own"));
                gaps++;
                bridgedS += gapS;
                if (gapS > longestS)
                    (longestS, longestRow) = (gapS, rows[i]);
                var parts = (int)Math.Round(gapS / step);
                for (var part = 1; part < parts; part++)
                {
                    times.Add(from + gapS * part / parts);
                    values.Add(start + (value - start) * part / parts);
                }
            }
            times.Add(time);
            values.Add(value);
        }
        var rateHz = (times.Count - 1) / (times[^1] - times[0]);
        if (gaps > 0)
            remarks.Add($"{name}: {(gaps == 1 ? "a gap" : $"{gaps} gaps")} bridged by straight lines, "
                + Invariant($"{bridgedS:G4} s of {times[^1] - times[0]:G4} s, the longest {longestS:G4} s before line ")
                + $"{table.Line(longestRow)}");
        else if (column.Length - rows.Length is > 0 and var missing && missing < column.Length / 4)
            remarks.Add($"{name}: {missing} fields without a number, between others");
        return (times.DrainToImmutable(), values.DrainToImmutable(), rateHz);
    }

    private static bool Counts(ReadOnlySpan<double> times)
    {
        for (var i = 1; i < times.Length; i++)
            if (times[i] - times[i - 1] != 1)
                return false;
        return true;
    }

    private static bool HasGap(ReadOnlySpan<double> times, double least)
    {
        for (var i = 1; i < times.Length; i++)
            if (times[i] - times[i - 1] > least)
                return true;
        return false;
    }

    /// <summary>From which time on there is a gap between two samples, in seconds.</summary>
    private static double LeastGap(double stepS) => Math.Max(1.5 * stepS, UnseenGapS);

    private static bool IsRate(double hz) => hz >= LowestRateHz * (1 - Rounding) && hz <= HighestRateHz * (1 + Rounding);

    /// <summary>The median of the time from one to the next.</summary>
    public static double MedianStep(ImmutableArray<double> times)
    {
        var steps = new double[times.Length - 1];
        for (var i = 0; i < steps.Length; i++)
            steps[i] = times[i + 1] - times[i];
        Array.Sort(steps);
        return steps[steps.Length / 2];
    }

    private static string Words(string unit) => unit switch
    {
        "s" => "seconds",
        "ms" => "milliseconds",
        "µs" => "microseconds",
        _ => "nanoseconds",
    };
}
