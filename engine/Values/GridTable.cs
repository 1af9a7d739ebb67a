using System.Collections;
using System.Data;
using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>
/// What is a table by itself: arrays of two dimensions and more, and the tables of System.Data and Microsoft.Data.Analysis.
/// </summary>
internal static class GridTable
{
    private const int MostSlices = 10;

    /// <summary>The value as an output; null if it is no such table.</summary>
    public static JsonObject? Of(object value) => value switch
    {
        Array { Rank: 2 } array => OfPlane(array, []).ToBundle(),
        Array { Rank: > 2 } array => OfSlices(array),
        _ => value.GetType().FullName switch
        {
            "System.Data.DataTable" => OfDataTable(value).ToBundle(),
            "Microsoft.Data.Analysis.DataFrame" => OfDataFrame(value)?.ToBundle(),
            _ => null,
        },
    };

    private static JsonObject OfSlices(Array array)
    {
        var indices = Indices(array, array.Rank - 2).Take(MostSlices + 1).ToArray();
        var slices = indices.Take(MostSlices).Select(index => (Name: $"[{string.Join(", ", index)}, *, *]", Table: OfPlane(array, index)))
            .ToArray();
        var more = indices.Length > MostSlices ? $"(the first {MostSlices} slices)" : "";
        return new()
        {
            ["text/html"] = string.Concat(slices.Select(slice => $"<p>{slice.Name}</p>{slice.Table.ToHtml()}"))
                + (more is "" ? "" : $"<p>{more}</p>"),
            ["text/plain"] = string.Join('\n', [.. slices.Select(slice => $"{slice.Name}\n{slice.Table.ToPlainText()}"),
                .. more is "" ? Array.Empty<string>() : [more]]),
        };
    }

    private static IEnumerable<int[]> Indices(Array array, int count) => count == 0
        ? [[]]
        : Indices(array, count - 1).SelectMany(index => Range(array, count - 1, int.MaxValue).Select(i => (int[])[.. index, i]));

    /// <summary>The last two dimensions of an array.</summary>
    private static ValueTable OfPlane(Array array, int[] index)
    {
        var (down, across) = (array.Rank - 2, array.Rank - 1);
        var (rows, columns) = (array.GetLength(down), array.GetLength(across));
        var note = rows == 0 || columns == 0 ? $"({rows} × {columns})"
            : rows > ValueTable.MostRows || columns > ValueTable.MostColumns
                ? $"(the first {Math.Min(rows, ValueTable.MostRows)} × {Math.Min(columns, ValueTable.MostColumns)} of {rows} × {columns})"
                : null;
        return new(null, Range(array, down, ValueTable.MostRows).Select(row =>
            Range(array, across, ValueTable.MostColumns).Select(column => ValueTable.Text(array.GetValue([.. index, row, column])))),
            note, alignsRight: array.GetType().GetElementType()!.IsPrimitive);
    }

    private static IEnumerable<int> Range(Array array, int dimension, int most) =>
        Enumerable.Range(array.GetLowerBound(dimension), Math.Min(array.GetLength(dimension), most));

    private static ValueTable OfDataTable(object value)
    {
        var table = (DataTable)value;
        return Of(table.Columns.Cast<DataColumn>().Select(column => column.ColumnName),
            table.Rows.Cast<DataRow>().Select(row => row.ItemArray), table.Rows.Count);
    }

    /// <summary>A data frame, whose assembly is the cell's, so that its members are found by name.</summary>
    private static ValueTable? OfDataFrame(object value)
    {
        object? Get(object from, string name) => from.GetType().GetProperty(name)?.GetValue(from);
        return Get(value, "Columns") is IEnumerable columns && Get(value, "Rows") is IEnumerable rows
            ? Of(columns.Cast<object>().Select(column => Get(column, "Name") as string ?? ""),
                rows.Cast<IEnumerable>().Select(row => row.Cast<object?>()), Get(rows, "Count") as long? ?? 0)
            : null;
    }

    private static ValueTable Of(IEnumerable<string> columns, IEnumerable<IEnumerable<object?>> rows, long count) =>
        new(columns.Take(ValueTable.MostColumns),
            rows.Take(ValueTable.MostRows).Select(row => row.Take(ValueTable.MostColumns).Select(ValueTable.Text)),
            count > ValueTable.MostRows ? $"(the first {ValueTable.MostRows} of {count} rows)" : null);
}
