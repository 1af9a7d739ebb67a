using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;

namespace ReluDc;

/// <summary>A file of comma-separated numbers with names above them, read strictly: every field a finite number. Errors name file, line and column.</summary>
internal sealed class NumberTable
{
    private readonly string path;
    private readonly ImmutableArray<string> names;
    private readonly ImmutableArray<ImmutableArray<double>> columns;
    private readonly ImmutableArray<int> lines;

    private NumberTable(string path, ImmutableArray<string> names, ImmutableArray<ImmutableArray<double>> columns, ImmutableArray<int> lines) =>
        (this.path, this.names, this.columns, this.lines) = (path, names, columns, lines);

    /// <summary>A column.</summary>
    public ImmutableArray<double> this[string name] => columns[names.IndexOf(name)];

    /// <summary>Whether there is such a column.</summary>
    public bool Has(string name) => names.Contains(name);

    /// <summary>The line of the file that a row stands in, from 1.</summary>
    public int LineOf(int row) => lines[row];

    /// <summary>Reads a file whose columns are one of several sets; their order is free.</summary>
    /// <param name="path">The file.</param>
    /// <param name="allowed">The sets of names that are allowed.</param>
    public static NumberTable Read(string path, params ImmutableArray<string[]> allowed)
    {
        var allowedText = string.Join(" or ", allowed.Select(set => string.Join(',', set)));
        using var reader = Open(path, hasHeader: true);
        string[] header = [.. reader.Headers];
        if (header.Length == 0)
            throw new FormatException($"{path}: the file is empty; the first line is to be {allowedText}");
        if (!allowed.Any(set => set.Order(StringComparer.Ordinal).SequenceEqual(header.Order(StringComparer.Ordinal))))
            throw new FormatException($"{path}, line 1: {string.Join(',', header)}; allowed: {allowedText}{(header is [var only] && only.Contains(';') ? ", separated by commas" : "")}");
        var (columns, lines) = Rows(reader, path, [.. header]);
        return lines.IsEmpty ? throw new FormatException($"{path}: there are no numbers below the first line") : new(path, [.. header], columns, lines);
    }

    /// <summary>Reads columns without names from a stream of lines.</summary>
    public static ImmutableArray<ImmutableArray<double>> ReadColumns(string path, int count)
    {
        using var reader = Open(path, hasHeader: false);
        return Rows(reader, path, [.. Enumerable.Range(1, count).Select(i => $"column {i}")]).Columns;
    }

    /// <summary>Checks that each number of a column is larger than the one before.</summary>
    public void CheckRising(string name)
    {
        var column = this[name];
        for (var i = 1; i < column.Length; i++)
            if (column[i] <= column[i - 1])
                throw new FormatException(FormattableString.Invariant($"{path}, line {lines[i]}: {name} is {column[i]:G9} after {column[i - 1]:G9}; it is to rise from line to line"));
    }

    private static (ImmutableArray<ImmutableArray<double>> Columns, ImmutableArray<int> Lines) Rows(CsvReader reader, string path, ImmutableArray<string> names)
    {
        var columns = names.Select(_ => ImmutableArray.CreateBuilder<double>()).ToArray();
        var lines = ImmutableArray.CreateBuilder<int>();
        while (reader.Read())
        {
            var line = (int)reader.LineNumber;
            if (reader.FieldCount != names.Length)
                throw new FormatException($"{path}, line {line}: {reader.FieldCount} fields; {names.Length} were to be there, separated by commas, with a point in front of decimals");
            for (var i = 0; i < names.Length; i++)
                columns[i].Add(double.TryParse(reader.GetSpan(i), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                    ? value
                    : throw new FormatException($"{path}, line {line}: {names[i]} is {(reader.IsEmpty(i) ? "empty" : reader.GetString(i))}; allowed: a finite number such as 0.03125"));
            lines.Add(line);
        }
        return ([.. columns.Select(column => column.ToImmutable())], lines.ToImmutable());
    }

    private static CsvReader Open(string path, bool hasHeader)
    {
        if (!File.Exists(path))
            throw new FormatException($"{path}: there is no such file");
        return CsvReader.FromFile(path, new() { Separator = ',', HasHeader = hasHeader, TrimWhitespace = true, TrackLineNumbers = true, AllowLineBreaksInQuotes = false });
    }
}

/// <summary>One file of an Empatica E4 export: when it starts, at what rate, and its columns.</summary>
internal sealed record E4File(string Path, double StartS, double RateHz, ImmutableArray<ImmutableArray<double>> Columns)
{
    /// <summary>Reads one: the first line has the start in seconds since 1970, the second the rate in hertz, once for each column; below them are the samples.</summary>
    public static E4File Read(string path, int columns)
    {
        var all = NumberTable.ReadColumns(path, columns);
        if (all[0].Length < 3)
            throw new FormatException($"{path}: {all[0].Length} lines; allowed: the start time, the rate, and samples");
        if (all.Any(column => column[0] != all[0][0] || column[1] != all[0][1]))
            throw new FormatException($"{path}, lines 1 and 2: start time and rate are to be the same in each of the {columns} columns");
        return new(path, all[0][0], all[0][1], [.. all.Select(column => column[2..])]);
    }
}
