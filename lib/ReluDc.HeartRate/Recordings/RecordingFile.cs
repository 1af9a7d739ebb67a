using System.Collections.Immutable;
using System.Globalization;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>Reads recordings and references of people's own. Taught in notebook 10.</summary>
/// <remarks>
/// Allowed: this project's CSV, its first line time_s,ppg or time_s,ppg,acc_x,acc_y,acc_z (seconds; any unit; g), and an Empatica E4
/// export, a folder with BVP.csv and, where there is one, ACC.csv. Rates from 20 to 500 Hz become 32 Hz. What is not as it should be is
/// refused with one line that names file, line and what is allowed; nothing is guessed.
/// </remarks>
public static class RecordingFile
{
    private const double LowestRateHz = 20;
    private const double HighestRateHz = 500;
    private const double Rounding = 1e-3; // of time stamps with few digits
    private const double LongestGapS = 0.1;
    private const double E4CountsPerG = 64;

    /// <summary>Reads a recording.</summary>
    /// <param name="path">A CSV file, an E4 export's folder, or its BVP.csv.</param>
    /// <exception cref="FormatException">The file is not as it should be; the message is one line.</exception>
    public static PpgRecording Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Directory.Exists(path))
            return ReadE4(path);
        return Path.GetFileName(path).Equals("BVP.csv", StringComparison.OrdinalIgnoreCase)
            ? ReadE4(Path.GetDirectoryName(Path.GetFullPath(path))!)
            : ReadCsv(path);
    }

    /// <summary>
    /// Reads true heart rates: a CSV file whose first line is start_s,hr_bpm, the start of each window of 8 s on the recording's clock and
    /// its mean heart rate.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FormatException">The file is not as it should be; the message is one line.</exception>
    public static HeartRateReference ReadReference(string path)
    {
        var table = CsvTable.Read(path, ["start_s", "hr_bpm"]);
        table.CheckRising("start_s");
        var rates = table["hr_bpm"];
        for (var i = 0; i < rates.Length; i++)
            if (rates[i] is not (>= 20 and <= 300))
                throw table.Fault(i, $"hr_bpm is {rates[i]:G6}; allowed: 20 to 300 beats a minute{Hint(rates[i])}");
        static string Hint(double rate) => rate switch
        {
            > 0.3 and < 5 => " (this looks like hertz: multiply by 60)",
            > 300 and < 3000 => " (this looks like an interval in ms)",
            _ => "",
        };
        return new(table["start_s"], rates);
    }

    /// <summary>A recording as lines of this project's CSV: microseconds, six digits of each value.</summary>
    /// <param name="recording">The recording.</param>
    public static IEnumerable<string> Lines(PpgRecording recording) =>
        Lines(recording, [Argument.Given(recording).Ppg, .. recording.Acceleration]);

    private static IEnumerable<string> Lines(PpgRecording recording, ImmutableArray<Signal> signals)
    {
        yield return recording.Acceleration.IsEmpty ? "time_s,ppg" : "time_s,ppg,acc_x,acc_y,acc_z";
        for (var n = 0; n < recording.Ppg.Count; n++)
        {
            var values = signals.Select(signal => signal.Samples[n]).Prepend(recording.StartS + n / PpgRecording.SampleRateHz);
            yield return string.Join(',', values.Select(value => value.ToString("0.######", CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>True heart rates as lines of this project's CSV.</summary>
    /// <param name="reference">The heart rates.</param>
    public static IEnumerable<string> Lines(HeartRateReference reference) => Argument.Given(reference).StartsS
        .Zip(reference.RatesBpm, (start, rate) => FormattableString.Invariant($"{start:0.###},{rate:0.####}")).Prepend("start_s,hr_bpm");

    private static PpgRecording ReadCsv(string path)
    {
        string[] alone = ["time_s", "ppg"], all = ["time_s", "ppg", "acc_x", "acc_y", "acc_z"];
        var table = CsvTable.Read(path, alone, all);
        table.CheckRising("time_s");
        var times = table["time_s"];
        var rate = Rate(path, table, times);
        CheckChanges(path, table["ppg"], "ppg");
        ImmutableArray<ImmutableArray<double>> axes = table.Has("acc_x") ? [.. all.Skip(2).Select(name => table[name])] : [];
        CheckGravity(path, axes);
        var end = times[^1];
        return Make(path, [table["ppg"], .. axes], [.. Enumerable.Repeat((times, rate), 1 + axes.Length)], times[0], end);
    }

    private static PpgRecording ReadE4(string folder)
    {
        var ppg = E4File.Read(Path.Combine(folder, "BVP.csv"), 1);
        CheckChanges(ppg.Path, ppg.Columns[0], "the PPG");
        var acceleration = File.Exists(Path.Combine(folder, "ACC.csv")) ? E4File.Read(Path.Combine(folder, "ACC.csv"), 3) : null;
        foreach (var file in new[] { ppg, acceleration })
            if (file is { RateHz: < LowestRateHz or > HighestRateHz })
                throw new FormatException(
                    $"{file.Path}, line 2: the rate is {file.RateHz:G6} Hz; allowed: {LowestRateHz} to {HighestRateHz} Hz");
        // Each file has a clock that starts by itself: what both have is kept, on the clock of the PPG.
        var offset = acceleration is null ? 0 : acceleration.StartS - ppg.StartS;
        var start = Math.Max(0, offset);
        var end = Math.Min(ppg.Columns[0].Length / ppg.RateHz,
            acceleration is null ? double.MaxValue : offset + acceleration.Columns[0].Length / acceleration.RateHz);
        if (end - start < PpgRecording.WindowS)
        {
            var common = FormattableString.Invariant($"{Math.Max(0, end - start):G4} s in common");
            throw new FormatException($"{folder}: BVP.csv and ACC.csv have {common}; a window of {PpgRecording.WindowS} s is the least");
        }
        ImmutableArray<ImmutableArray<double>> axes = acceleration is null
            ? []
            : [.. acceleration.Columns.Select(axis => axis.Select(counts => counts / E4CountsPerG).ToImmutableArray())];
        if (acceleration is not null)
            CheckGravity(acceleration.Path, axes);
        (ImmutableArray<double>, double) Times(E4File file, double from) =>
            ([.. Enumerable.Range(0, file.Columns[0].Length).Select(n => from + n / file.RateHz)], file.RateHz);
        return Make(folder, [ppg.Columns[0], .. axes], [Times(ppg, 0), .. axes.Select(_ => Times(acceleration!, offset))], start, end);
    }

    private static PpgRecording Make(string path, ImmutableArray<ImmutableArray<double>> columns,
        ImmutableArray<(ImmutableArray<double> TimesS, double RateHz)> clocks, double startS, double endS)
    {
        var already = clocks.All(clock => clock.TimesS[0] == startS
            && Math.Abs(clock.RateHz / PpgRecording.SampleRateHz - 1) < 1e-3 && IsEven(clock.TimesS, clock.RateHz));
        // A sample stands for the time up to the next one: the last may be half a sample short of the end, and then repeats the last
        // value's neighbourhood.
        var count = already ? columns.Min(column => column.Length) : (int)Math.Floor((endS - startS) * PpgRecording.SampleRateHz + 0.5);
        if (count < PpgRecording.WindowCount)
            throw new FormatException(FormattableString.Invariant(
                $"{path}: {endS - startS:G4} s; a window of {PpgRecording.WindowS} s is the least"));
        var signals = columns.Zip(clocks, (column, clock) => already
            ? new Signal(column[..count], PpgRecording.SampleRateHz)
            : SincInterpolation.At(clock.TimesS, column, clock.RateHz, startS, PpgRecording.SampleRateHz, count)).ToImmutableArray();
        return new(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), signals[0], signals[1..], startS);
    }

    private static bool IsEven(ImmutableArray<double> timesS, double rateHz)
    {
        for (var n = 1; n < timesS.Length; n++)
            if (Math.Abs((timesS[n] - timesS[n - 1]) * rateHz - 1) > 0.05)
                return false;
        return true;
    }

    private static double Rate(string path, CsvTable table, ImmutableArray<double> timesS)
    {
        if (timesS.Length < 2)
            throw new FormatException($"{path}: {timesS.Length} samples; a window of {PpgRecording.WindowS} s is the least");
        var steps = timesS.Zip(timesS.Skip(1), (a, b) => b - a).ToArray();
        var median = steps.Order().ElementAt(steps.Length / 2);
        var milliseconds = 1 / median is >= LowestRateHz / 1000 and <= HighestRateHz / 1000;
        if (1 / median is not (>= LowestRateHz * (1 - Rounding) and <= HighestRateHz * (1 + Rounding)))
        {
            var hint = milliseconds ? " (these look like milliseconds: divide by 1000)" : "";
            throw new FormatException(FormattableString.Invariant(
                $"{path}: {1 / median:G4} samples a second; allowed: {LowestRateHz} to {HighestRateHz}, with time_s in seconds{hint}"));
        }
        var longestS = Math.Max(1.5 * median, LongestGapS);
        for (var i = 0; i < steps.Length; i++)
            if (steps[i] > longestS)
                throw table.Fault(i + 1, FormattableString.Invariant(
                    $"a gap of {steps[i]:G4} s before it; allowed: at most {longestS:G3} s. Give each part as a file of its own"));
        return (timesS.Length - 1) / (timesS[^1] - timesS[0]);
    }

    private static void CheckChanges(string path, ImmutableArray<double> values, string name)
    {
        if (values.All(value => value == values[0]))
            throw new FormatException(FormattableString.Invariant(
                $"{path}: {name} never changes: all {values.Length} values are {values[0]:G6}"));
    }

    private static void CheckGravity(string path, ImmutableArray<ImmutableArray<double>> axes)
    {
        if (axes.IsEmpty)
            return;
        var lengths = Enumerable.Range(0, axes[0].Length).Select(n => Math.Sqrt(axes.Sum(axis => axis[n] * axis[n]))).Order().ToArray();
        var median = lengths[lengths.Length / 2];
        var hint = median switch
        {
            > 8 and < 12 => " (this looks like m/s²: divide by 9.80665)",
            > 50 and < 80 => " (this looks like counts of 1/64 g: divide by 64)",
            > 800 and < 1200 => " (this looks like thousandths of g)",
            _ => "",
        };
        if (median is not (>= 0.5 and <= 2))
            throw new FormatException(FormattableString.Invariant(
                $"{path}: the acceleration's median length is {median:G3}; allowed: 0.5 to 2, in g with gravity in it{hint}"));
    }
}
