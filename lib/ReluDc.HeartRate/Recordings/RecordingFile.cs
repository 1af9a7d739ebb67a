using System.Collections.Immutable;
using System.Globalization;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>Reads recordings and references of people's own. Taught in notebook 10.</summary>
/// <remarks>
/// Allowed: text with a column of times and one of the PPG, and an Empatica E4 export, a folder with BVP.csv and, where there is one,
/// ACC.csv. This project's own form is CSV whose first line is time_s,ppg or time_s,ppg,acc_x,acc_y,acc_z (seconds; any unit; g). Names,
/// separators, units of time and of acceleration may be others: whatever is guessed stands in <see cref="PpgRecording.Remarks"/>. Gaps of
/// up to 4 s are bridged by straight lines. Rates from 20 to 2000 Hz become 32 Hz. What cannot be told is refused with one line that names
/// file, line and what is allowed.
/// </remarks>
public static class RecordingFile
{
    private const double E4CountsPerG = 64;

    /// <summary>Reads a recording.</summary>
    /// <param name="path">A file of text, an E4 export's folder, or its BVP.csv.</param>
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
        Lines(recording, [.. Argument.Given(recording).Leds, .. recording.Acceleration]);

    private static IEnumerable<string> Lines(PpgRecording recording, ImmutableArray<Signal> signals)
    {
        var others = string.Concat(Enumerable.Range(2, recording.OtherLeds.Length).Select(led => $",ppg_{led}"));
        yield return $"time_s,ppg{others}{(recording.Acceleration.IsEmpty ? "" : ",acc_x,acc_y,acc_z")}";
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
        var table = RecordingTable.Read(path);
        var (timesS, said) = RecordingClock.Seconds(table);
        var remarks = table.Remarks.Concat(said).ToList();
        var (ppg, axes) = (table.Columns.Ppg, table.Columns.Axes.OfType<RecordingColumns.Column>().ToArray());
        var stepS = RecordingClock.MedianStep(timesS);
        var columns = table.Values.Select((values, i) => RecordingClock.Bridged(table, timesS, stepS, values,
            i < ppg.Length ? $"{ppg[i]}" : $"{axes[i - ppg.Length]}", remarks)).ToList();
        CheckChanges(path, columns[0].Values, $"{ppg[0]}");
        if (axes.Length > 0)
        {
            var isOwn = axes.All(axis => axis.Name.StartsWith("acc_", StringComparison.Ordinal)) && axes.Length == 3;
            var (divisor, remark) = AccelerationScale.Of([.. columns.Skip(ppg.Length).Select(column => column.Values)],
                [.. axes.Select(axis => axis.Unit)], isOwn, message => table.Text.Fault(message));
            if (remark is not null)
                remarks.Add(remark);
            for (var i = ppg.Length; i < columns.Count && divisor != 1; i++)
                columns[i] = columns[i] with { Values = [.. columns[i].Values.Select(value => value / divisor)] };
        }
        // Of a sensor that begins late or ends early, what all have is kept.
        var (start, end) = (columns.Max(column => column.TimesS[0]), columns.Min(column => column.TimesS[^1]));
        var recording = Make(path, columns, start, end);
        var dark = Enumerable.Range(1, ppg.Length - 1)
            .Where(led => PpgRecording.IsConstant(recording[led].Samples)).ToList();
        foreach (var led in dark)
            remarks.Add($"left out: {ppg[led]} never changes");
        if (ppg.Length - dark.Count > 1)
            remarks.Add($"{ppg.Length - dark.Count} LEDs are combined, each weighted anew in each window by its quality");
        ImmutableArray<Signal> still = [.. table.Columns.Axes.Select(axis => axis is null
            ? new Signal(new double[recording[0].Count], PpgRecording.SampleRateHz)
            : recording[ppg.Length + Array.IndexOf(axes, axis)])];
        return new(Path.GetFileName(path), recording[0], still, start)
        {
            OtherLeds = [.. recording[1..ppg.Length].Where((_, led) => !dark.Contains(led + 1))],
            Remarks = [.. remarks],
        };
    }

    private static PpgRecording ReadE4(string folder)
    {
        var ppg = E4File.Read(Path.Combine(folder, "BVP.csv"), 1);
        CheckChanges(ppg.Path, ppg.Columns[0], "the PPG");
        var acceleration = File.Exists(Path.Combine(folder, "ACC.csv")) ? E4File.Read(Path.Combine(folder, "ACC.csv"), 3) : null;
        foreach (var file in new[] { ppg, acceleration })
            if (file is { RateHz: < RecordingClock.LowestRateHz or > RecordingClock.HighestRateHz })
                throw new FormatException($"{file.Path}, line 2: the rate is {file.RateHz:G6} Hz; allowed: "
                    + $"{RecordingClock.LowestRateHz} to {RecordingClock.HighestRateHz} Hz");
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
        (ImmutableArray<double>, ImmutableArray<double>, double) Column(E4File file, ImmutableArray<double> values, double from) =>
            ([.. Enumerable.Range(0, values.Length).Select(n => from + n / file.RateHz)], values, file.RateHz);
        var signals = Make(
            folder, [Column(ppg, ppg.Columns[0], 0), .. axes.Select(axis => Column(acceleration!, axis, offset))], start, end);
        return new(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), signals[0], signals[1..], start);
    }

    /// <summary>Each column at 32 Hz, all in step. → [columns] of [samples]</summary>
    private static ImmutableArray<Signal> Make(string path,
        IReadOnlyList<(ImmutableArray<double> TimesS, ImmutableArray<double> Values, double RateHz)> columns, double startS, double endS)
    {
        var already = columns.All(column => column.TimesS[0] == startS
            && Math.Abs(column.RateHz / PpgRecording.SampleRateHz - 1) < 1e-3 && IsEven(column.TimesS, column.RateHz));
        // A sample stands for the time up to the next one: the last may be half a sample short of the end, and then repeats the last
        // value's neighbourhood.
        var count = already
            ? columns.Min(column => column.Values.Length)
            : (int)Math.Floor((endS - startS) * PpgRecording.SampleRateHz + 0.5);
        if (count < PpgRecording.WindowCount)
            throw new FormatException(FormattableString.Invariant(
                $"{path}: {endS - startS:G4} s; a window of {PpgRecording.WindowS} s is the least"));
        return [.. columns.Select(column => already
            ? new Signal(column.Values.Length == count ? column.Values : column.Values[..count], PpgRecording.SampleRateHz)
            : SincInterpolation.At(column.TimesS, column.Values, column.RateHz, startS, PpgRecording.SampleRateHz, count))];
    }

    private static bool IsEven(ImmutableArray<double> timesS, double rateHz)
    {
        for (var n = 1; n < timesS.Length; n++)
            if (Math.Abs((timesS[n] - timesS[n - 1]) * rateHz - 1) > 0.05)
                return false;
        return true;
    }

    private static void CheckChanges(string path, ImmutableArray<double> values, string name)
    {
        if (PpgRecording.IsConstant(values))
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
