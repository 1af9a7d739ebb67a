using System.Collections.Immutable;

namespace ReluDc.Engine;

/// <summary>The values of a live notebook's inputs, as C# writes them: those that are wanted, and those that the engine has.</summary>
/// <param name="inputs">The inputs.</param>
internal sealed class LiveValues(IReadOnlyList<LiveInput> inputs)
{
    private readonly HashSet<string> altered = []; // inputs that had another value than the notebook's own at any time
    private ImmutableDictionary<string, string> given = inputs.ToImmutableDictionary(input => input.Name, input => input.Default);

    /// <summary>What is wanted, by name.</summary>
    public ImmutableDictionary<string, string> Wanted { get; private set; } =
        inputs.ToImmutableDictionary(input => input.Name, input => input.Default);

    /// <summary>Inputs whose wanted value is not the one that the engine has.</summary>
    public IReadOnlyList<LiveInput> Changed => [.. inputs.Where(input => given[input.Name] != Wanted[input.Name])];

    /// <summary>The literals for values as a reader types them; null stands for the notebook's own value.</summary>
    /// <exception cref="FormatException">A name is unknown or a value of the wrong type.</exception>
    public IReadOnlyList<KeyValuePair<string, string>> LiteralsOf(IEnumerable<(string Name, string? Value)> values) =>
        [.. values.Select(one => LiteralOf(one.Name, one.Value))];

    /// <summary>Wants other values.</summary>
    /// <returns>Whether one of them is another than before.</returns>
    public bool Want(IReadOnlyList<KeyValuePair<string, string>> literals)
    {
        var before = Wanted;
        Wanted = Wanted.SetItems(literals);
        return literals.Any(one => before[one.Key] != one.Value);
    }

    /// <summary>Takes down that the engine is to have some values.</summary>
    /// <returns>The inputs to give it: those that ever had another value than the notebook's own.</returns>
    public IReadOnlyList<LiveInput> Give(ImmutableDictionary<string, string> values)
    {
        given = values;
        altered.UnionWith(inputs.Where(input => values[input.Name] != input.Default).Select(input => input.Name));
        return [.. inputs.Where(input => altered.Contains(input.Name))];
    }

    private KeyValuePair<string, string> LiteralOf(string name, string? value)
    {
        var input = inputs.FirstOrDefault(input => input.Name == name) ?? throw new FormatException(
            $"there is no parameter '{name}'; allowed: {string.Join(", ", inputs.Select(input => input.Name))}");
        return input.IsVariable
            ? KeyValuePair.Create(name, value is null ? input.Default : input.LiteralOf(value))
            : throw new FormatException($"{name} is a constant, and part of the compiled cells; allowed: dotnet run -- render with -p");
    }
}
