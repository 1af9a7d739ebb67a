using ReluDc.Figures.Display;

namespace ReluDc.Figures;

/// <summary>A column of a table: heading, and how a row's value becomes text.</summary>
internal sealed record Column<T>(string Name, Func<T, object?> Value, string? Unit, string? Format)
{
    /// <summary>Name and, if there is one, unit.</summary>
    public string Heading => Unit is null or "1" ? Name : $"{Name} ({Unit})";

    /// <summary>Whether numbers stand in it, which are set flush right.</summary>
    public bool IsNumeric(IEnumerable<T> rows) => rows.Select(Value).Any(value => value is double or int or long or float or decimal);

    /// <summary>A row's entry; a dash if there is none.</summary>
    public string TextOf(T row) => Value(row) switch
    {
        null => "–",
        string text => text,
        IFormattable number => Number.Text(number, Format),
        var other => other.ToString() ?? "–",
    };
}
