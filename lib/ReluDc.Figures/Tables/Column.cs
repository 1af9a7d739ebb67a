namespace ReluDc.Figures;

/// <summary>A column of a table: heading, and how a row's value becomes text.</summary>
internal sealed record Column<T>(string Name, Func<T, object?> Value, string? Unit, string? Format)
{
    /// <summary>The column's entries in all rows, each value asked for once.</summary>
    public DrawnColumn Over(IReadOnlyList<T> rows)
    {
        var values = rows.Select(Value).ToList();
        return new(Unit is null or "1" ? Name : $"{Name} ({Unit})", [.. values.Select(TextOf)],
            values.Any(value => value is double or int or long or float or decimal));
    }

    private string TextOf(object? value) => value switch
    {
        null => "–",
        IFormattable number => Number.Text(number, Format),
        _ => value.ToString() ?? "–",
    };
}

/// <summary>
/// A column as text: its heading with the unit, an entry for each row (a dash where there is none), and whether numbers stand in it.
/// </summary>
internal sealed record DrawnColumn(string Heading, IReadOnlyList<string> Entries, bool IsNumeric)
{
    /// <summary>Characters of the widest entry.</summary>
    private int Width { get; } = Entries.Prepend(Heading).Max(text => text.Length);

    /// <summary>An entry filled up to the column's width; numbers stand flush right.</summary>
    public string Padded(string entry) => IsNumeric ? entry.PadLeft(Width) : entry.PadRight(Width);
}
