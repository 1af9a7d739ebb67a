using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;

namespace ReluDc.Notebooks.Execution;

/// <summary>Finds what a cell's #r names: a file, or a package.</summary>
/// <param name="directory">The notebook's folder.</param>
/// <param name="packages">The packages of the session.</param>
internal sealed class ReferenceResolver(string directory, PackageRestore packages) : MetadataReferenceResolver
{
    private readonly ScriptMetadataResolver files = ScriptMetadataResolver.Default.WithBaseDirectory(directory);

    /// <summary>Gives up a restore that runs.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>Why a package could not be had; null if none was missing.</summary>
    public string? Problem { get; set; }

    /// <inheritdoc/>
    public override bool ResolveMissingAssemblies => files.ResolveMissingAssemblies;

    /// <inheritdoc/>
    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity) =>
        files.ResolveMissingAssembly(definition, referenceIdentity);

    /// <inheritdoc/>
    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        if (!PackageRestore.IsPackage(reference))
            return files.ResolveReference(reference, baseFilePath, properties);
        try
        {
            return [.. packages.Restore(reference, Cancellation).Select(path => MetadataReference.CreateFromFile(path, properties))];
        }
        catch (FormatException e)
        {
            Problem = e.Message;
            return [];
        }
    }

    /// <inheritdoc/>
    public override bool Equals(object? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
