namespace ReluDc.Figures;

/// <summary>A table made of a sequence, a row for each element: <c>Table.Of("caption", rows).Column("name", row => …)</c>.</summary>
/// <remarks>Used in notebook 01 first.</remarks>
public static class Table
{
    /// <summary>A table without columns yet.</summary>
    /// <param name="caption">What the table holds.</param>
    /// <param name="rows">One element for each row.</param>
    public static Table<T> Of<T>(string caption, IEnumerable<T> rows) => string.IsNullOrWhiteSpace(caption)
        ? throw new ArgumentException("A table has a caption that says what it holds.", nameof(caption))
        : new(caption, [.. rows ?? throw new ArgumentNullException(nameof(rows))], []);
}

/// <summary>
/// A table with a caption, named columns and a row for each element. Immutable; as a cell's last expression it shows itself.
/// </summary>
/// <remarks>Used in notebook 01 first.</remarks>
[TypeFormatterSource(typeof(HtmlFormatterSource), PreferredMimeTypes = [MimeType.Html, MimeType.Plain])]
public sealed class Table<T> : IDisplayable
{
    private readonly IReadOnlyList<T> rows;
    private readonly IReadOnlyList<Column<T>> columns;

    internal Table(string caption, IReadOnlyList<T> rows, IReadOnlyList<Column<T>> columns) =>
        (Caption, this.rows, this.columns) = (caption, rows, columns);

    /// <summary>What the table holds.</summary>
    public string Caption { get; }

    /// <summary>The table with one column more. The first column names the rows.</summary>
    /// <param name="name">Its heading.</param>
    /// <param name="value">A row's value: a number, or anything with a text.</param>
    /// <param name="unit">Unit of the numbers, shown in the heading; null for none.</param>
    /// <param name="format">.NET number format; six significant digits unless told otherwise.</param>
    public Table<T> Column(string name, Func<T, object?> value, string? unit = null, string? format = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        return string.IsNullOrWhiteSpace(name)
            ? throw new ArgumentException($"A column has a name, its heading; one of the table \"{Caption}\" has none.", nameof(name))
            : new(Caption, rows, [.. columns, new(name, value, unit, format)]);
    }

    /// <inheritdoc/>
    string IDisplayable.As(string mimeType) => mimeType == MimeType.Html ? ToHtml() : ToString();

    /// <summary>The table in aligned plain text.</summary>
    public override string ToString()
    {
        var drawn = Drawn();
        string Line(Func<DrawnColumn, string> entry) => string.Join("  ", drawn.Select(column => column.Padded(entry(column)))).TrimEnd();
        return string.Join('\n', [Caption, Line(column => column.Heading), .. rows.Select((_, i) => Line(column => column.Entries[i]))]);
    }

    private string ToHtml()
    {
        var drawn = Drawn();
        Html Cell(DrawnColumn column, string entry, string? scope)
        {
            var number = Html.Raw(column.IsNumeric ? " class=\"number\"" : "");
            return scope is null ? Html.Of($"<td{number}>{entry}</td>") : Html.Of($"<th scope=\"{scope}\"{number}>{entry}</th>");
        }
        var head = drawn.Select(column => Cell(column, column.Heading, "col"));
        var body = rows.Select((_, row) =>
            Html.Of($"\n<tr>{drawn.Select((column, i) => Cell(column, column.Entries[row], i == 0 ? "row" : null))}</tr>"));
        return Html.Of($"""
            <table class="reludc-table">
            <caption>{Caption}</caption>
            <thead><tr>{head}</tr></thead>
            <tbody>{body}
            </tbody>
            </table>
            """).ToString();
    }

    private List<DrawnColumn> Drawn() => columns.Count == 0
        ? throw new InvalidOperationException($"The table \"{Caption}\" has no column yet: add .Column(\"name\", row => …).")
        : [.. columns.Select(column => column.Over(rows))];
}
