namespace ReluDc.Engine;

/// <summary>The variables of a session, for a reader: what <c>#!who</c> and <c>#!whos</c> show.</summary>
internal static class VariableTable
{
    private const int MostCharacters = 100; // of a value

    /// <summary>The table of some variables: name and type, and with values each in one line.</summary>
    public static ValueTable Of(IEnumerable<(string Name, Type Type, object? Value)> variables, bool withValues)
    {
        var all = variables.ToArray();
        var note = all.Length == 0 ? "(no variables yet)" : null;
        return withValues
            ? new(["Variable", "Type", "Value"], all.Select(one => new[] { one.Name, TypeName(one.Type), Text(one.Value) }), note)
            : new(["Variable", "Type"], all.Select(one => new[] { one.Name, TypeName(one.Type) }), note);
    }

    private static string Text(object? value)
    {
        string text;
        try
        {
            text = ((string?)ValueBundle.Of(value)["text/plain"] ?? "").ReplaceLineEndings(" ");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            text = $"({e.GetType().Name})";
        }
        return text.Length <= MostCharacters ? text : text[..(MostCharacters - 1)] + "…";
    }

    private static string TypeName(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>"
        : type.IsArray ? $"{TypeName(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]" : type.Name;
}
