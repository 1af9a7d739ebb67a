using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ReluDc.Engine;

/// <summary>A sequence of records as a table: a column for each property, a row for each record.</summary>
internal static class RecordTable
{
    /// <summary>The table of a value; null if it is no sequence of records, tuples or anonymous objects.</summary>
    public static ValueTable? Of(object value)
    {
        if (value is not IEnumerable sequence || ElementType(value.GetType()) is not { } type
            || Columns(type) is not { Count: > 0 } columns)
            return null;
        var elements = sequence.Cast<object?>().Take(ValueTable.MostRows + 1).ToArray();
        return elements.Length == 0 ? null : new(columns.Select(column => column.Name),
            elements.Take(ValueTable.MostRows).Select(element => columns.Select(column => Text(element, column))),
            elements.Length > ValueTable.MostRows ? $"(the first {ValueTable.MostRows} rows)" : null);
    }

    private static Type? ElementType(Type type) => type.GetInterfaces().Prepend(type)
        .FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    private static List<MemberInfo>? Columns(Type type)
    {
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance;
        if (type.IsAssignableTo(typeof(ITuple)))
            return type.IsValueType ? [.. type.GetFields(Public)] : [.. type.GetProperties(Public).Where(IsReadable)];
        return TypeTraits.IsRecord(type) || TypeTraits.IsAnonymous(type) ? [.. type.GetProperties(Public).Where(IsReadable)] : null;
    }

    private static bool IsReadable(PropertyInfo property) => property.CanRead && property.GetIndexParameters().Length == 0;

    private static string Text(object? record, MemberInfo column)
    {
        if (record is null)
            return "";
        try
        {
            return ValueTable.Text(column is PropertyInfo property ? property.GetValue(record) : ((FieldInfo)column).GetValue(record));
        }
        catch (TargetInvocationException e) when (e.InnerException is { } thrown)
        {
            return $"({thrown.GetType().Name})";
        }
    }
}
