using System.Collections.Immutable;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>The numbers of a recording's file: times, and columns with NaN where a field says nothing.</summary>
/// <param name="Text">The file.</param>
/// <param name="Columns">Which columns they are.</param>
/// <param name="Times">In the file's unit. [rows]</param>
/// <param name="AreDates">Whether times were written as dates: then they are seconds since 1970.</param>
/// <param name="Values">PPG columns, then the axes that are there. [columns] of [rows]</param>
/// <param name="FirstRow">Number of the line of the first row.</param>
/// <param name="Remarks">What was guessed so far, a line each.</param>
internal sealed record RecordingTable(RecordingText Text, RecordingColumns Columns, ImmutableArray<double> Times, bool AreDates,
    ImmutableArray<ImmutableArray<double>> Values, int FirstRow, ImmutableArray<string> Remarks)
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FormatException">It is not as it should be; the message is one line.</exception>
    public static RecordingTable Read(string path)
    {
        var text = RecordingText.Open(path);
        var layout = RecordingLayout.Of(text);
        var columns = RecordingColumns.Of(text, layout);
        RecordingColumns.Column[] wanted = [.. columns.All.Skip(1)];
        var rows = text.Lines().SkipWhile(line => line.Number < layout.FirstRow).Count(); // what grows would be copied again and again
        var values = wanted.Select(_ => ImmutableArray.CreateBuilder<double>(rows)).ToArray();
        var times = ImmutableArray.CreateBuilder<double>(rows);
        bool? areDates = null;
        foreach (var (number, line) in text.Lines().SkipWhile(line => line.Number < layout.FirstRow))
        {
            var fields = layout.Split(line);
            if (fields.Length != layout.Columns && !(fields.Length == layout.Columns + 1 && fields[^1].Length == 0))
                throw text.Fault(number, $"{fields.Length} fields; {layout.Columns} were to be there, separated by "
                    + (layout.Separator == ',' ? "commas, with a point in front of decimals" : "what separates the others"));
            var isDate = !layout.TryNumber(fields[columns.Time.Index], out var time)
                && RecordingLayout.TryDate(fields[columns.Time.Index], out time);
            if (!double.IsFinite(time) || (areDates ??= isDate) != isDate)
                throw text.Fault(number, $"{columns.Time} is {Field(fields[columns.Time.Index])}; allowed: a finite number such as "
                    + "0.03125, or in every line a date such as 2024-05-01T12:00:00.125");
            if (times.Count > 0 && time <= times[^1])
                throw text.Fault(number, FormattableString.Invariant(
                    $"{columns.Time} is {time:G15} after {times[^1]:G15}; it is to rise from line to line"));
            times.Add(time);
            for (var i = 0; i < wanted.Length; i++)
                values[i].Add(layout.TryNumber(fields[wanted[i].Index], out var value) ? value : throw text.Fault(number,
                    $"{wanted[i]} is {Field(fields[wanted[i].Index])}; allowed: a finite number such as 0.03125, or nothing"));
        }
        ImmutableArray<string> comments = text.Comments > 0 ? [$"comment lines left out: {text.Comments}"] : [];
        return new(text, columns, times.DrainToImmutable(), areDates ?? false, [.. values.Select(column => column.DrainToImmutable())],
            layout.FirstRow, [.. layout.Remarks(), .. comments, .. columns.Remarks]);
    }

    /// <summary>The number of a row's line: the file is read again up to there.</summary>
    /// <param name="row">Which row, from 0.</param>
    public int Line(int row) => Text.Lines().SkipWhile(line => line.Number < FirstRow).ElementAt(row).Number;

    private static string Field(string field) => field.Length == 0 ? "empty" : CsvTable.Shown(field);
}
