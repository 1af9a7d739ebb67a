namespace ReluDc.Engine;

/// <summary>Something that a reader of a live page can give a value: a parameter, or the answer to an exercise.</summary>
/// <param name="Cell">The cell that declares it, by its place in the notebook.</param>
/// <param name="Declaration">Its declaration.</param>
/// <param name="IsAnswer">Whether it is an answer.</param>
public sealed record LiveInput(int Cell, Parameter Declaration, bool IsAnswer)
{
    private const string Answer = "your answer"; // what the comment of such a declaration begins with

    /// <summary>Its name.</summary>
    public string Name => Declaration.Name;

    /// <summary>The value that the notebook gives it, as an expression: an array's initializer alone is none.</summary>
    public string Default => Declaration.Default.Trim() is ['{', .. var elements, '}'] ? $"[{elements}]" : Declaration.Default;

    /// <summary>Whether it can be given another value while the notebook lives: a constant is part of the compiled cells.</summary>
    public bool IsVariable => Declaration.Keyword.Length == 0;

    /// <summary>A value as a reader types it.</summary>
    public string TextOf(string literal) => LiteralText.Of(Declaration.Type, literal);

    /// <summary>The C# literal for a value as a reader types it: of a list the brackets may be left out.</summary>
    /// <exception cref="FormatException">It is not of the type; the message says what is allowed.</exception>
    public string LiteralOf(string text) => Declaration.LiteralOf(
        Declaration.Type.EndsWith("[]", StringComparison.Ordinal) && text.Trim() is not ['[' or '{', ..] ? $"[{text}]" : text);

    /// <summary>The inputs of a notebook: the declarations of its parameters cell, and those marked "your answer".</summary>
    public static IReadOnlyList<LiveInput> Of(Notebook notebook)
    {
        var inputs = new List<LiveInput>();
        var hasParameters = false;
        foreach (var (place, cell) in notebook.Cells.Index().Where(one => one.Item is { Kind: CellKind.Code, Language: null }))
        {
            var isParameters = !hasParameters && cell.Tags.Contains("parameters");
            hasParameters |= isParameters;
            if (isParameters || cell.Source.Contains(Answer, StringComparison.OrdinalIgnoreCase))
                inputs.AddRange(Parameter.In(cell.Source).Where(declared => isParameters
                    || declared.Comment.StartsWith(Answer, StringComparison.OrdinalIgnoreCase)
                        && inputs.TrueForAll(input => input.Name != declared.Name))
                    .Select(declared => new LiveInput(place, declared, !isParameters)));
        }
        return inputs;
    }
}
