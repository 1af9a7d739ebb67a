using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>Which column of a file is what.</summary>
/// <param name="Time">The times.</param>
/// <param name="Ppg">The PPG, one for each light that is measured; one or more.</param>
/// <param name="Axes">Acceleration along x, y, z; null where that axis was not measured; empty where none was.</param>
/// <param name="Remarks">What was guessed, a line each.</param>
internal sealed partial record RecordingColumns(
    RecordingColumns.Column Time, ImmutableArray<RecordingColumns.Column> Ppg, ImmutableArray<RecordingColumns.Column?> Axes,
    ImmutableArray<string> Remarks)
{
    private const string Allowed = "allowed: a first line that names the columns, such as time_s,ppg or time_s,ppg,acc_x,acc_y,acc_z";

    private static readonly string[] times = ["time", "timestamp", "timestamps", "times", "t", "seconds", "sec", "elapsed", "epoch", "unix",
        "unixtime", "datetime", "date"];

    private static readonly string[] accelerations = ["", "a", "acc", "accel", "acceleration", "accelerometer"];

    private static readonly Dictionary<string, string> units = new(StringComparer.Ordinal)
    {
        ["s"] = "s", ["sec"] = "s", ["secs"] = "s", ["second"] = "s", ["seconds"] = "s", ["ms"] = "ms", ["msec"] = "ms",
        ["millis"] = "ms", ["milliseconds"] = "ms", ["us"] = "µs", ["µs"] = "µs", ["microseconds"] = "µs", ["ns"] = "ns",
        ["g"] = "g", ["mg"] = "mg", ["m/s2"] = "m/s²", ["m/s^2"] = "m/s²", ["m/s²"] = "m/s²", ["ms2"] = "m/s²", ["mps2"] = "m/s²",
        ["m/s/s"] = "m/s²",
    };

    /// <summary>The file's own columns, and the three axes.</summary>
    public IEnumerable<Column> All => [Time, .. Ppg, .. Axes.OfType<Column>()];

    /// <summary>Finds them by their names.</summary>
    /// <exception cref="FormatException">A column that is needed is not there; the message is one line.</exception>
    public static RecordingColumns Of(RecordingText text, RecordingLayout layout)
    {
        if (layout.Names.IsEmpty)
            return WithoutNames(text, layout);
        ImmutableArray<Column> all = [.. layout.Names.Select((name, index) => Named(name, index, layout.Units))];
        if (all.GroupBy(column => column.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw text.Fault($"two columns are called {CsvTable.Shown(twice.Key)}; {Allowed}");
        var time = all.FirstOrDefault(column => times.Contains(column.Base));
        ImmutableArray<Column> ppg = [.. all.Where(column => Light().IsMatch(column.Base))];
        if (time is null || ppg.IsEmpty)
            throw text.Fault($"{CsvTable.Shown(string.Join(',', layout.Names))} names no column of "
                + $"{(time is null ? "times (time_s, time, timestamp, t)" : "the PPG (ppg, bvp, green, red, ir)")}; {Allowed}");
        ImmutableArray<Column?> axes = [.. "xyz".Select(axis => all.FirstOrDefault(column => accelerations.Any(word =>
            column.Base == word + axis || column.Base == axis + word)))];
        axes = axes.All(axis => axis is null) ? [] : axes;
        var columns = new RecordingColumns(time, ppg, axes, []);
        var used = columns.All.ToList();
        return columns with { Remarks = [.. Said(columns, all.Except(used))] };
    }

    private static IEnumerable<string> Said(RecordingColumns columns, IEnumerable<Column> left)
    {
        var (own, acceleration) = (new[] { "time_s", "ppg", "acc_x", "acc_y", "acc_z" }, columns.Axes.OfType<Column>().ToList());
        if (columns.All.Any(column => !own.Contains(column.Name)))
            yield return $"times: {columns.Time}; PPG: {string.Join(", ", columns.Ppg)}; acceleration: "
                + (acceleration.Count == 0 ? "none" : string.Join(", ", acceleration));
        if (acceleration.Count is 1 or 2)
            yield return $"of the acceleration {3 - acceleration.Count} of three axes are not there: taken as still";
        if (left.ToList() is { Count: > 0 } ignored)
            yield return $"left out: {CsvTable.Shown(string.Join(", ", ignored.Select(column => column.Name)))}";
    }

    /// <summary>Two columns are times and PPG, five have acceleration too; whether they are, their numbers must show.</summary>
    private static RecordingColumns WithoutNames(RecordingText text, RecordingLayout layout)
    {
        Column Numbered(int index) => new(index, $"column {index + 1}", "", null);
        var said = $"no line names the columns: the first is taken for times, the second for the PPG{(layout.Columns == 5
            ? ", the others for acceleration" : "")}";
        return layout.Columns is 2 or 5
            ? new(Numbered(0), [Numbered(1)], layout.Columns == 5 ? [Numbered(2), Numbered(3), Numbered(4)] : [], [said])
            : throw text.Fault($"{layout.Columns} {(layout.Columns == 1 ? "column" : "columns")} without names, and what each is cannot be "
                + $"told; {Allowed}");
    }

    private static Column Named(string name, int index, ImmutableArray<string> unitRow)
    {
        var (rest, unit) = (name.ToLowerInvariant(), (string?)null);
        if (Bracketed().Match(rest) is { Success: true } match)
            (rest, unit) = (match.Groups[1].Value, units.GetValueOrDefault(match.Groups[2].Value.Trim()));
        else if (rest.LastIndexOf('_') is > 0 and var at && units.TryGetValue(rest[(at + 1)..], out var ending))
            (rest, unit) = (rest[..at], ending);
        if (unit is null && !unitRow.IsEmpty)
            unit = units.GetValueOrDefault(unitRow[index].ToLowerInvariant().Trim('[', ']', '(', ')', ' '));
        return new(index, name, string.Concat(rest.Where(char.IsLetterOrDigit)), unit);
    }

    /// <summary>One column.</summary>
    /// <param name="Index">Its place in a line, from 0.</param>
    /// <param name="Name">Its name in the file.</param>
    /// <param name="Base">Letters and digits of that, small, without a unit.</param>
    /// <param name="Unit">s, ms, µs, ns, g, mg or m/s², where it is told; else null.</param>
    internal sealed record Column(int Index, string Name, string Base, string? Unit)
    {
        /// <inheritdoc/>
        public override string ToString() => CsvTable.Shown(Name);
    }

    [GeneratedRegex(@"^(ppg|bvp|pleth|plethysmogram|led|green|red|ir|infrared)(ppg|green|red|ir|infrared|signal|raw)?\d*$",
        RegexOptions.NonBacktracking)]
    private static partial Regex Light();

    [GeneratedRegex(@"^(.*?)\s*[\[(](.*?)[\])]\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex Bracketed();
}
