using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;

namespace ReluDc.Engine;

/// <summary>Builds units, and loads them.</summary>
/// <param name="assemblies">What cells refer to.</param>
internal sealed class CellUnitBuilder(CellAssemblies assemblies)
{
    private readonly CellUnitLoader loader = new(assemblies, isCollectible: true);
    private readonly Dictionary<Script, UnitImage> built = [];

    /// <summary>Compiles a part of a cell into memory.</summary>
    /// <returns>What the compiler said.</returns>
    public ImmutableArray<Diagnostic> Build(Script script, CancellationToken cancellation)
    {
        var (image, said) = UnitImage.Of(script, cancellation);
        if (image is not null)
            built[script] = image;
        return said;
    }

    /// <summary>Loads one that was built.</summary>
    public CellUnit Load(Script script) => loader.Load(built.Remove(script, out var image) ? image : throw new InvalidOperationException(
        "a cell is loaded once, after it has been built"));
}
