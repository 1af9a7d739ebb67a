using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;

namespace ReluDc.Networks;

/// <summary>
/// A file of comma-separated values with names above them, read strictly. Numbers are finite. Errors name file, line and column.
/// </summary>
internal sealed class CsvTable
{
    private const int MostShown = 80; // characters of a faulty field or first line

    private readonly string path;
    private readonly ImmutableArray<string> names;
    private readonly ImmutableArray<Column> columns;
    private readonly ImmutableArray<int> lines;

    private CsvTable(string path, ImmutableArray<string> names, ImmutableArray<Column> columns, ImmutableArray<int> lines) =>
        (this.path, this.names, this.columns, this.lines) = (path, names, columns, lines);

    /// <summary>Number of rows.</summary>
    public int RowCount => lines.Length;

    /// <summary>A column of numbers.</summary>
    public ImmutableArray<double> this[string name] => columns[names.IndexOf(name)].Numbers;

    /// <summary>A column of texts.</summary>
    public ImmutableArray<string> Texts(string name) => columns[names.IndexOf(name)].Texts;

    /// <summary>A whole number in a column of numbers.</summary>
    /// <param name="name">The column.</param>
    /// <param name="row">Which row, from 0.</param>
    /// <exception cref="FormatException">The number has a fraction, or is far too large.</exception>
    public int Whole(string name, int row) => this[name][row] is var value && value == Math.Round(value) && Math.Abs(value) <= int.MaxValue
        ? (int)value
        : throw Fault(row, FormattableString.Invariant($"{name} is {value:G9}; allowed: a whole number"));

    /// <summary>Whether there is such a column.</summary>
    public bool Has(string name) => names.Contains(name);

    /// <summary>What is wrong with a row, for the reader of the file.</summary>
    /// <param name="row">Which row, from 0.</param>
    /// <param name="message">What is allowed.</param>
    public FormatException Fault(int row, string message) => new($"{path}, line {lines[row]}: {message}");

    /// <summary>Reads a file whose columns are one of several sets of numbers; their order is free.</summary>
    /// <param name="path">The file.</param>
    /// <param name="allowed">The sets of names that are allowed.</param>
    /// <exception cref="FormatException">The file is missing, or not as it should be; the message is one line.</exception>
    public static CsvTable Read(string path, params ImmutableArray<string[]> allowed) => Read(path, [], allowed);

    /// <summary>Reads a file of numbers and texts.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">The names, separated by commas.</param>
    /// <param name="texts">Those of them whose columns hold texts.</param>
    /// <exception cref="FormatException">The file is missing, or not as it should be; the message is one line.</exception>
    public static CsvTable Read(string path, string header, params ImmutableArray<string> texts) => Read(path, texts, [header.Split(',')]);

    /// <summary>Reads columns of numbers without names.</summary>
    /// <param name="path">The file.</param>
    /// <param name="count">How many columns.</param>
    public static ImmutableArray<ImmutableArray<double>> ReadColumns(string path, int count)
    {
        using var reader = Open(path, hasHeader: false);
        ImmutableArray<string> names = [.. Enumerable.Range(1, count).Select(i => $"column {i}")];
        return [.. Rows(reader, path, names, []).Columns.Select(column => column.Numbers)];
    }

    /// <summary>Checks that each number of a column is larger than the one before.</summary>
    public void CheckRising(string name)
    {
        var column = this[name];
        for (var i = 1; i < column.Length; i++)
            if (column[i] <= column[i - 1])
                throw Fault(i, FormattableString.Invariant(
                    $"{name} is {column[i]:G9} after {column[i - 1]:G9}; it is to rise from line to line"));
    }

    private static CsvTable Read(string path, ImmutableArray<string> texts, ImmutableArray<string[]> allowed)
    {
        var allowedText = string.Join(" or ", allowed.Select(set => string.Join(',', set)));
        using var reader = Open(path, hasHeader: true);
        ImmutableArray<string> header = [.. reader.Headers];
        if (header.IsEmpty)
            throw new FormatException($"{path}: the file is empty; the first line is to be {allowedText}");
        if (!allowed.Any(set => set.Order(StringComparer.Ordinal).SequenceEqual(header.Order(StringComparer.Ordinal))))
        {
            var hint = header is [var only] && only.Contains(';') ? ", separated by commas" : "";
            throw new FormatException($"{path}, line 1: {Shown(string.Join(',', header))}; allowed: {allowedText}{hint}");
        }
        var (columns, lines) = Rows(reader, path, header, texts);
        return lines.IsEmpty ? throw new FormatException(
            $"{path}: there are no rows below the first line") : new(path, header, columns, lines);
    }

    private static (ImmutableArray<Column> Columns, ImmutableArray<int> Lines) Rows(
        CsvReader reader, string path, ImmutableArray<string> names, ImmutableArray<string> texts)
    {
        var columns = names.Select(name => new ColumnBuilder(name, isText: texts.Contains(name))).ToArray();
        var lines = ImmutableArray.CreateBuilder<int>();
        while (reader.Read())
        {
            var line = (int)reader.LineNumber;
            if (reader.FieldCount != names.Length)
                throw new FormatException(
                    $"{path}, line {line}: {reader.FieldCount} fields; {names.Length} were to be there, "
                    + "separated by commas, with a point in front of decimals");
            for (var i = 0; i < names.Length; i++)
                if (columns[i].Add(reader, i) is { } fault)
                    throw new FormatException($"{path}, line {line}: {fault}");
            lines.Add(line);
        }
        return ([.. columns.Select(column => column.ToColumn())], lines.ToImmutable());
    }

    /// <summary>A text of a file as a message may show it: its beginning, in one line, without what a terminal would obey.</summary>
    public static string Shown(string text)
    {
        var beginning = text.Length <= MostShown ? text : text[..(MostShown - 1)] + "…";
        return string.Concat(beginning.Select(letter => IsPlain(letter) ? $"{letter}" : $"\\u{(int)letter:x4}"));
    }

    private static bool IsPlain(char letter) => !char.IsSurrogate(letter) && char.GetUnicodeCategory(letter) is not (UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static CsvReader Open(string path, bool hasHeader)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!File.Exists(path))
            throw new FormatException($"{path}: there is no such file");
        return CsvReader.FromFile(path, new()
        {
            Separator = ',', HasHeader = hasHeader, TrimWhitespace = true, TrackLineNumbers = true, AllowLineBreaksInQuotes = false,
        });
    }

    /// <summary>A column: one of the two is filled.</summary>
    private readonly record struct Column(ImmutableArray<double> Numbers, ImmutableArray<string> Texts);

    private sealed class ColumnBuilder(string name, bool isText)
    {
        private readonly ImmutableArray<double>.Builder numbers = ImmutableArray.CreateBuilder<double>();
        private readonly ImmutableArray<string>.Builder texts = ImmutableArray.CreateBuilder<string>();

        /// <summary>Takes a field; what is wrong with it, or null.</summary>
        public string? Add(CsvReader reader, int field)
        {
            if (isText)
                texts.Add(reader.GetString(field));
            else if (double.TryParse(reader.GetSpan(field), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                && double.IsFinite(value))
                numbers.Add(value);
            else
                return $"{name} is {(reader.IsEmpty(field) ? "empty" : Shown(reader.GetString(field)))}; "
                    + "allowed: a finite number such as 0.03125";
            return null;
        }

        public Column ToColumn() => new(numbers.ToImmutable(), texts.ToImmutable());
    }
}
