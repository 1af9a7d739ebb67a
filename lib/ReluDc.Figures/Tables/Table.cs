using ReluDc.Figures.Display;

namespace ReluDc.Figures;

/// <summary>A table made of a sequence, a row for each element: <c>Table.Of("caption", rows).Column("name", row => …)</c>.</summary>
public static class Table
{
    /// <summary>A table without columns yet.</summary>
    /// <param name="caption">What the table holds.</param>
    /// <param name="rows">One element for each row.</param>
    public static Table<T> Of<T>(string caption, IEnumerable<T> rows) => string.IsNullOrWhiteSpace(caption)
        ? throw new ArgumentException("A table has a caption that says what it holds.", nameof(caption))
        : new(caption, [.. rows], []);
}

/// <summary>A table with a caption, named columns and a row for each element. Immutable; as a cell's last expression it shows itself.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource), PreferredMimeTypes = [MimeType.Html, MimeType.Plain])]
public sealed class Table<T> : IDisplayable
{
    private readonly IReadOnlyList<T> rows;
    private readonly IReadOnlyList<Column<T>> columns;

    internal Table(string caption, IReadOnlyList<T> rows, IReadOnlyList<Column<T>> columns) => (Caption, this.rows, this.columns) = (caption, rows, columns);

    /// <summary>What the table holds.</summary>
    public string Caption { get; }

    /// <summary>The table with one column more. The first column names the rows.</summary>
    /// <param name="name">Its heading.</param>
    /// <param name="value">A row's value: a number, or anything with a text.</param>
    /// <param name="unit">Unit of the numbers, shown in the heading; null for none.</param>
    /// <param name="format">.NET number format; six significant digits unless told otherwise.</param>
    public Table<T> Column(string name, Func<T, object?> value, string? unit = null, string? format = null) =>
        new(Caption, rows, [.. columns, new(name, value, unit, format)]);

    /// <inheritdoc/>
    string IDisplayable.As(string mimeType) => mimeType == MimeType.Html ? ToHtml() : ToString();

    /// <summary>The table in aligned plain text.</summary>
    public override string ToString()
    {
        var texts = rows.Select(row => columns.Select(column => column.TextOf(row)).ToArray()).Prepend([.. columns.Select(column => column.Heading)]).ToList();
        var widths = columns.Select((_, i) => texts.Max(row => row[i].Length)).ToArray();
        var lines = texts.Select(row => string.Join("  ", row.Select((text, i) =>
            columns[i].IsNumeric(rows) ? text.PadLeft(widths[i]) : text.PadRight(widths[i]))).TrimEnd());
        return string.Join('\n', lines.Prepend(Caption));
    }

    private string ToHtml()
    {
        var head = string.Concat(columns.Select(column => $"<th scope=\"col\"{ClassOf(column)}>{Html.Escape(column.Heading)}</th>"));
        var body = string.Concat(rows.Select(row => "\n<tr>" + string.Concat(columns.Select((column, i) => i == 0
            ? $"<th scope=\"row\"{ClassOf(column)}>{Html.Escape(column.TextOf(row))}</th>"
            : $"<td{ClassOf(column)}>{Html.Escape(column.TextOf(row))}</td>")) + "</tr>"));
        return $"<table class=\"reludc-table\">\n<caption>{Html.Escape(Caption)}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>{body}\n</tbody>\n</table>";
    }

    private string ClassOf(Column<T> column) => column.IsNumeric(rows) ? " class=\"number\"" : "";
}
