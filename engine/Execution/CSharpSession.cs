using Microsoft.CodeAnalysis.Scripting;

namespace ReluDc.Engine;

/// <summary>
/// C# cells compiled one after the other, each seeing what the earlier ones declared. A cell that fails leaves all that intact.
/// </summary>
internal sealed class CSharpSession(string directory)
{
    private readonly CellCompilation cells = new(directory, isCollectible: false);

    /// <summary>The folder against which cells resolve paths.</summary>
    public string Directory => directory;

    /// <summary>The last cell that ran; those before it hang on it.</summary>
    public Script? Last { get; private set; }

    /// <summary>How many units have run.</summary>
    public int Count { get; private set; }

    /// <inheritdoc cref="CellCompilation.OneLiners"/>
    public IReadOnlyDictionary<string, string> OneLiners => cells.OneLiners;

    /// <summary>Compiles a part of a cell.</summary>
    /// <inheritdoc cref="CellCompilation.Compile"/>
    /// <returns>The part, what it became, and what the compiler warns of, a line each; or why it does not compile.</returns>
    public (Script<object>? Script, UnitImage? Image, string Warnings, CellFailure? Failure) Compile(
        CellCommands commands, string name, CancellationToken cancellation)
    {
        var (script, warnings, failure) = cells.Compile(commands, name, Last, cancellation);
        return (script, script is null ? null : cells.Units.Take(script), warnings, failure);
    }

    /// <summary>Loads a part of a cell.</summary>
    public CellUnit Load(UnitImage image) => cells.Units.Load(image);

    /// <summary>A part of a cell has run, and later ones are to see what it declared.</summary>
    public void Keep(Script script) => (Last, Count) = (script, Count + 1);
}
