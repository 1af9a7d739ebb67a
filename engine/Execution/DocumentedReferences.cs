using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;

namespace ReluDc.Engine;

/// <summary>What cells refer to, with the documentation that lies beside it.</summary>
internal sealed class DocumentedReferences(string directory) : MetadataReferenceResolver
{
    private readonly ScriptMetadataResolver files = ScriptMetadataResolver.Default.WithBaseDirectory(directory);

    /// <summary>
    /// What every cell refers to. The SDK's reference assemblies have documentation; where there is only a runtime, its own assemblies
    /// serve.
    /// </summary>
    public static ImmutableArray<MetadataReference> Default { get; } =
        [.. Directory.GetFiles(FrameworkFolder(), "*.dll").Where(IsManaged).Concat(CellLanguage.Own).Select(Reference)];

    /// <inheritdoc/>
    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath,
        MetadataReferenceProperties properties) =>
        [.. files.ResolveReference(reference, baseFilePath, properties)
            .Select(found => found.FilePath is { } path ? Reference(path) : found)];

    /// <inheritdoc/>
    public override bool Equals(object? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <summary>The packages of a cell that ran.</summary>
    public static IEnumerable<MetadataReference> OfPackages(Script cell) =>
        cell.Options.MetadataReferences.OfType<PortableExecutableReference>().Select(found => found.FilePath).OfType<string>()
        .Where(path => Path.GetDirectoryName(path) != CellLanguage.RuntimeFolder
            && !CellLanguage.Own.Contains(path)).Select(Reference);

    /// <summary>Whether it is an assembly, which native libraries beside them are not.</summary>
    private static bool IsManaged(string file)
    {
        using var stream = File.OpenRead(file);
        using var reader = new System.Reflection.PortableExecutable.PEReader(stream);
        try
        {
            return reader.HasMetadata;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    private static PortableExecutableReference Reference(string path) => MetadataReference.CreateFromFile(path,
        documentation: Path.ChangeExtension(path, ".xml") is var file && File.Exists(file)
            ? XmlDocumentationProvider.CreateFromFile(file)
            : null);

    private static string FrameworkFolder()
    {
        var runtime = CellLanguage.RuntimeFolder;
        var packs = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref"));
        return Directory.Exists(packs)
            ? Directory.GetDirectories(packs, $"{Environment.Version.Major}.*")
                .Select(pack => Path.Combine(pack, "ref", $"net{Environment.Version.Major}.0"))
                .Where(Directory.Exists).Order(StringComparer.Ordinal).LastOrDefault() ?? runtime
            : runtime;
    }
}
