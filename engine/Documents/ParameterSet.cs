using System.Collections.Immutable;

namespace ReluDc.Engine;

/// <summary>A notebook's parameters, some with values that override the notebook's own.</summary>
public sealed class ParameterSet
{
    internal const string Injected = "injected-parameters"; // papermill's tag

    private readonly Notebook notebook;
    private readonly int cellIndex;
    private readonly ImmutableDictionary<string, string> overrides; // literals
    private readonly ImmutableDictionary<string, string> injected; // what a cell that is in the notebook already assigns

    private ParameterSet(Notebook notebook, int cellIndex, ImmutableArray<Parameter> declared,
        ImmutableDictionary<string, string> overrides, ImmutableDictionary<string, string> injected) =>
        (this.notebook, this.cellIndex, Declared, this.overrides, this.injected) = (notebook, cellIndex, declared, overrides, injected);

    /// <summary>The values that count, where they are not the notebook's own: overrides take the place of all that was injected.</summary>
    private ImmutableDictionary<string, string> Altered => overrides.IsEmpty ? injected : overrides;

    /// <summary>The declarations, in order; empty if the notebook has no cell tagged "parameters".</summary>
    public ImmutableArray<Parameter> Declared { get; }

    /// <summary>Warnings, a line each: values outside the ranges that the notebook states.</summary>
    public IEnumerable<string> Warnings => Declared.Where(p => Altered.ContainsKey(p.Name))
        .Select(p => p.SentenceFor(Altered[p.Name])).OfType<string>();

    /// <summary>The parameters that a notebook declares.</summary>
    public static ParameterSet Of(Notebook notebook)
    {
        var index = notebook.Cells.ToList().FindIndex(cell => cell.Kind == CellKind.Code && cell.Tags.Contains("parameters"));
        ImmutableArray<Parameter> declared = index < 0
            ? []
            : [.. Parameter.In(notebook.Cells[index].Source)];
        var injected = notebook.Cells.Skip(index + 1).Where(cell => cell.Kind == CellKind.Code && cell.Tags.Contains(Injected))
            .SelectMany(cell => Parameter.ValuesIn(cell.Source))
            .Aggregate(ImmutableDictionary<string, string>.Empty, (values, next) => values.SetItem(next.Name, next.Value));
        return new(notebook, index, declared, ImmutableDictionary<string, string>.Empty, injected);
    }

    /// <summary>The parameters with overrides.</summary>
    /// <param name="values">Names and values as text. Of one name the last counts.</param>
    /// <exception cref="FormatException">A name is unknown or a value of the wrong type; the message lists what is allowed.</exception>
    public ParameterSet With(IEnumerable<(string Name, string Value)> values)
    {
        var changed = overrides;
        foreach (var (name, value) in values)
        {
            var parameter = Declared.FirstOrDefault(p => p.Name == name)
                ?? throw new FormatException($"{Path.GetFileName(notebook.Path)} has no parameter '{name}'; allowed: {Listing()}");
            try
            {
                changed = changed.SetItem(name, parameter.LiteralOf(value));
            }
            catch (FormatException e)
            {
                throw new FormatException($"{Path.GetFileName(notebook.Path)}: {e.Message}; allowed: {Listing()}", e);
            }
        }
        return new(notebook, cellIndex, Declared, changed, injected);
    }

    /// <summary>
    /// The notebook with a cell behind its parameters that assigns the overrides, instead of one that an earlier run put in; the notebook
    /// itself if there are none.
    /// </summary>
    public Notebook Inject()
    {
        if (overrides.IsEmpty)
            return notebook;
        var code = string.Join('\n', Declared.Where(p => overrides.ContainsKey(p.Name)).Select(p => p.Assign(overrides[p.Name])));
        var cells = notebook.Cells.Insert(cellIndex + 1, Cell.Code(Injected, code, Injected));
        return notebook.WithCells(cells.Where((cell, i) => i == cellIndex + 1 || !cell.Tags.Contains(Injected)));
    }

    /// <summary>All parameters with the values used.</summary>
    public ImmutableArray<RecordedParameter> ForRecord() =>
        [.. Declared.Select(p => new RecordedParameter(p.Name, p.Type, Altered.GetValueOrDefault(p.Name, p.Default),
        p.Default, p.Comment, Altered.ContainsKey(p.Name), Altered.TryGetValue(p.Name, out var literal) ? p.WarningFor(literal) : null))];

    private string Listing() => Declared.IsEmpty ? "(it declares no parameters)" : string.Join(", ", Declared);
}
