using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;

namespace ReluDc.Engine;

/// <summary>Builds units, and loads them.</summary>
/// <param name="assemblies">What cells refer to.</param>
/// <param name="isCollectible">Whether units are to go when nobody uses them any more.</param>
internal sealed class CellUnitBuilder(CellAssemblies assemblies, bool isCollectible)
{
    private readonly CellUnitLoader loader = new(assemblies, "cells compiled here", isCollectible);
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

    /// <summary>What a part became that was built; it is kept here no longer.</summary>
    public UnitImage Take(Script script) =>
        built.Remove(script, out var image) ? image : throw new InvalidOperationException("this part was not built, or taken before");

    /// <summary>Loads one.</summary>
    public CellUnit Load(UnitImage image) => loader.Load(image);
}
