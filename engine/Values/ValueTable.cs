using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;

namespace ReluDc.Engine;

/// <summary>A value as a table: rows of text, as long as a reader looks at them.</summary>
internal sealed class ValueTable
{
    /// <summary>The most rows: a reader looks at a table, and computes with the value.</summary>
    public const int MostRows = 100;

    /// <summary>The most columns.</summary>
    public const int MostColumns = 50;

    private readonly string[]? columns;
    private readonly string[][] rows;
    private readonly string? note;
    private readonly bool alignsRight;

    /// <param name="columns">The columns' names; null without a head.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="note">What is said below; null if nothing.</param>
    /// <param name="alignsRight">Whether the cells are numbers.</param>
    public ValueTable(IEnumerable<string>? columns, IEnumerable<IEnumerable<string>> rows, string? note = null, bool alignsRight = false) =>
        (this.columns, this.rows, this.note, this.alignsRight) =
            (columns?.ToArray(), [.. rows.Select(row => row.ToArray())], note, alignsRight);

    /// <summary>A value in one line.</summary>
    public static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        DBNull => "",
        _ => value.ToDisplayString(PlainTextFormatter.MimeType).ReplaceLineEndings(" "),
    };

    /// <summary>The table as an output.</summary>
    public JsonObject ToBundle() => new() { ["text/html"] = ToHtml(), ["text/plain"] = ToPlainText() };

    /// <summary>The table for a page.</summary>
    public string ToHtml()
    {
        var head = columns is null
            ? Html.Empty
            : Html.Of($"<thead><tr>{columns.Select(name => Html.Of($"<th>{name}</th>"))}</tr></thead>");
        var body = rows.Select(row => Html.Of($"<tr>{row.Select(cell => Html.Of($"<td>{cell}</td>"))}</tr>"));
        return Html.Of($"<table>{head}<tbody>{body}</tbody></table>{(note is null ? Html.Empty : Html.Of($"<p>{note}</p>"))}").ToString();
    }

    /// <summary>The table in plain text, its columns aligned.</summary>
    public string ToPlainText()
    {
        var lines = columns is null ? rows : [columns, .. rows];
        var widths = Enumerable.Range(0, lines.Length == 0 ? 0 : lines.Max(line => line.Length))
            .Select(i => lines.Max(line => i < line.Length ? line[i].Length : 0)).ToArray();
        var text = string.Join('\n', lines.Select(line => string.Join("  ",
            line.Select((cell, i) => alignsRight ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd()));
        return note is null ? text : text.Length == 0 ? note : $"{text}\n{note}";
    }
}
