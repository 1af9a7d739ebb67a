using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive.Formatting;

namespace ReluDc.Engine;

/// <summary>A sequence of records as a table: a column for each property, a row for each record.</summary>
internal sealed class RecordTable
{
    private const int MostRows = 100; // a reader looks at a table, and computes with the sequence

    private readonly string[] columns;
    private readonly string[][] rows;
    private readonly bool cut;

    private RecordTable(string[] columns, string[][] rows, bool cut) => (this.columns, this.rows, this.cut) = (columns, rows, cut);

    /// <summary>The table of a value; null if it is no sequence of records, tuples or anonymous objects.</summary>
    public static RecordTable? Of(object value)
    {
        if (value is not IEnumerable sequence || FormatsItself(value.GetType())
            || ElementType(value.GetType()) is not { } type || Columns(type) is not { Count: > 0 } columns)
            return null;
        var elements = sequence.Cast<object?>().Take(MostRows + 1).ToArray();
        return elements.Length == 0 ? null : new([.. columns.Select(column => column.Name)],
            [.. elements.Take(MostRows).Select(element => columns.Select(column => Text(element, column)).ToArray())],
            elements.Length > MostRows);
    }

    /// <summary>The table for a page.</summary>
    public string ToHtml()
    {
        var head = columns.Select(name => Html.Of($"<th>{name}</th>"));
        var body = rows.Select(row => Html.Of($"<tr>{row.Select(cell => Html.Of($"<td>{cell}</td>"))}</tr>"));
        var more = cut ? Html.Of($"<p>{More}</p>") : Html.Empty;
        return Html.Of($"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}").ToString();
    }

    /// <summary>The table in plain text, its columns aligned.</summary>
    public string ToPlainText()
    {
        var lines = rows.Prepend(columns).ToArray();
        var widths = columns.Select((_, i) => lines.Max(line => line[i].Length)).ToArray();
        var text = string.Join('\n', lines.Select(line => string.Join("  ", line.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd()));
        return cut ? $"{text}\n{More}" : text;
    }

    private static string More => $"(the first {MostRows} rows)";

    /// <summary>Whether the type carries the attribute by which .NET Interactive lets a type bring its formatters.</summary>
    private static bool FormatsItself(Type type) =>
        type.GetCustomAttributes(inherit: true).Any(attribute => attribute.GetType().Name == "TypeFormatterSourceAttribute");

    private static Type? ElementType(Type type) => type.GetInterfaces().Prepend(type)
        .FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    private static List<MemberInfo>? Columns(Type type)
    {
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance;
        if (type.IsAssignableTo(typeof(ITuple)) && type.IsValueType)
            return [.. type.GetFields(Public)];
        // as the compiler makes it for record classes; record structs have only the other
        var isRecord = type.GetMethod("<Clone>$") is not null
            || type.IsValueType && type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null
            || type.IsDefined(typeof(CompilerGeneratedAttribute)) && type.Name.Contains("AnonymousType");
        return isRecord ? [.. type.GetProperties(Public)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)] : null;
    }

    private static string Text(object? record, MemberInfo column)
    {
        if (record is null)
            return "";
        try
        {
            var value = column is PropertyInfo property ? property.GetValue(record) : ((FieldInfo)column).GetValue(record);
            return value switch { null => "", string text => text, _ => value.ToDisplayString("text/plain").ReplaceLineEndings(" ") };
        }
        catch (TargetInvocationException e) when (e.InnerException is { } thrown)
        {
            return $"({thrown.GetType().Name})";
        }
    }
}
