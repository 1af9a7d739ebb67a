using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>How the columns of a file stand in its lines: what separates them, how decimals are written, what is above them.</summary>
/// <param name="Separator">Tab, semicolon, comma, or a blank for any number of blanks.</param>
/// <param name="HasDecimalComma">Whether decimals begin with a comma.</param>
/// <param name="Names">Names of the columns; empty where no line has them.</param>
/// <param name="Units">Units of the columns, where a line below the names has them; else empty.</param>
/// <param name="FirstRow">Number of the first line with numbers.</param>
/// <param name="Columns">How many columns there are.</param>
internal sealed partial record RecordingLayout(
    char Separator, bool HasDecimalComma, ImmutableArray<string> Names, ImmutableArray<string> Units, int FirstRow, int Columns)
{
    private const int Sample = 50; // lines that are looked at

    private static readonly char[] separators = ['\t', ';', ',', ' '];

    /// <summary>Looks at the beginning of a file.</summary>
    /// <exception cref="FormatException">There is nothing in it, or it contradicts itself; the message is one line.</exception>
    public static RecordingLayout Of(RecordingText text)
    {
        var lines = text.Lines().Take(Sample).ToList();
        char? told = null;
        if (lines is [(_, var first), ..] && SeparatorLine().Match(first) is { Success: true } match)
        {
            told = match.Groups[1].Value[0]; // Excel's own way to say it
            lines.RemoveAt(0);
        }
        if (lines.Count == 0)
            throw text.Fault("there are no lines with numbers; allowed: columns of times and of the PPG, such as time_s,ppg");
        var separator = told ?? separators.FirstOrDefault(candidate => lines.Count(line => line.Line.Contains(candidate)) > lines.Count / 2,
            ',');
        var cells = lines.Select(line => Split(line.Line, separator)).ToList();
        var hasComma = separator != ',' && cells.Any(row => row.Any(cell => DecimalComma().IsMatch(cell)));
        bool HasPoint(string cell) => cell.Contains('.') && IsNumber(cell, hasComma: false);
        if (hasComma && cells.Skip(1).SelectMany(row => row).FirstOrDefault(HasPoint) is { } point)
            throw text.Fault($"decimals begin with a comma and, in {CsvTable.Shown(point)}, with a point; allowed: one of the two");
        bool IsData(string[] row) => row.Any(cell => IsNumber(cell, hasComma) || Dated().IsMatch(cell));
        ImmutableArray<string> names = [], units = [];
        if (!IsData(cells[0]))
        {
            names = [.. cells[0]];
            if (cells.Count > 1 && !IsData(cells[1]) && cells[1].Length == names.Length)
                units = [.. cells[1]];
        }
        else if (text.Heading is { } heading && Split(heading, separator) is { Length: > 1 } above && above.Length == cells[0].Length)
        {
            names = [.. above];
        }
        var skipped = (names.IsEmpty || IsData(cells[0]) ? 0 : 1) + (units.IsEmpty ? 0 : 1);
        if (lines.Count <= skipped)
            throw text.Fault("there are no rows below the first line");
        return new(separator, hasComma, names, units, lines[skipped].Number, names.IsEmpty ? cells[0].Length : names.Length);
    }

    /// <summary>The fields of a line, without blanks and quotation marks around them.</summary>
    public string[] Split(string line) => Split(line, Separator);

    /// <summary>A number; NaN where a field is empty or says that there is none.</summary>
    /// <returns>Whether it is one of these.</returns>
    public bool TryNumber(string field, out double value)
    {
        value = double.NaN;
        if (IsMissing(field))
            return true;
        if (HasDecimalComma ? field.Contains('.') : field.Contains(','))
            return false;
        var written = HasDecimalComma ? field.Replace(',', '.') : field;
        return double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && (double.IsFinite(value) || Keep(out value));
        static bool Keep(out double value) => double.IsNaN(value = double.NaN); // 1e999 and ∞: a sensor that says nothing
    }

    /// <summary>A date with a time of day, as seconds since 1970.</summary>
    /// <returns>Whether it is one.</returns>
    public static bool TryDate(string field, out double seconds)
    {
        var isDate = DateTimeOffset.TryParse(Dated().IsMatch(field) ? field.Replace(',', '.') : "", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var date);
        seconds = isDate ? (date - DateTimeOffset.UnixEpoch).TotalSeconds : double.NaN;
        return isDate;
    }

    /// <summary>What it says in words, where it is not this project's own form.</summary>
    public IEnumerable<string> Remarks()
    {
        var between = Separator switch { '\t' => "tabs", ';' => "semicolons", ' ' => "blanks", _ => null };
        if (between is not null)
            yield return $"columns are separated by {between}, and decimals begin with a {(HasDecimalComma ? "comma" : "point")}";
        if (!Units.IsEmpty)
            yield return $"the line below the names holds units: {CsvTable.Shown(string.Join(", ", Units))}";
    }

    private static bool IsMissing(string field) =>
        field.Length == 0 || field.ToLowerInvariant() is "nan" or "na" or "n/a" or "null" or "none" or "-" or "inf" or "-inf" or "#n/a";

    private static bool IsNumber(string cell, bool hasComma) =>
        double.TryParse(hasComma ? cell.Replace(',', '.') : cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
        && !cell.Equals("nan", StringComparison.OrdinalIgnoreCase);

    private static string[] Split(string line, char separator)
    {
        if (separator == ' ')
            return line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (!line.Contains('"'))
            return line.Split(separator, StringSplitOptions.TrimEntries);
        var fields = new List<string>();
        var (start, quoted) = (0, false);
        for (var i = 0; i <= line.Length; i++)
            if (i == line.Length || line[i] == separator && !quoted)
            {
                fields.Add(line[start..i].Trim().Trim('"').Trim());
                start = i + 1;
            }
            else if (line[i] == '"')
            {
                quoted = !quoted;
            }
        return [.. fields];
    }

    [GeneratedRegex(@"^[+-]?\d+,\d+([eE][+-]?\d+)?$", RegexOptions.NonBacktracking)]
    private static partial Regex DecimalComma();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d", RegexOptions.NonBacktracking)]
    private static partial Regex Dated();

    [GeneratedRegex(@"^sep=([;,\t|])$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SeparatorLine();
}
