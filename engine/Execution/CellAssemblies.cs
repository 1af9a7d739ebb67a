using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace ReluDc.Engine;

/// <summary>
/// The assemblies that cells refer to, and those that these ask for: each is loaded once, whatever version somebody asks for, and apart
/// from the engine's own, which may be of another version.
/// </summary>
internal sealed class CellAssemblies : AssemblyLoadContext
{
    // of these cells and the engine must mean the same
    private static readonly string[] shared = [.. CellLanguage.Own.Select(path => Path.GetFileNameWithoutExtension(path))];

    private readonly ConcurrentDictionary<string, string> files = new(StringComparer.OrdinalIgnoreCase); // by simple name
    private readonly ConcurrentDictionary<string, Assembly> loaded = new(StringComparer.OrdinalIgnoreCase);

    private readonly PackageRestore packages;

    /// <param name="packages">Knows the files of packages, managed and native.</param>
    public CellAssemblies(PackageRestore packages) : base("cells")
    {
        this.packages = packages;
        // what a package asks for by its name alone
        AppDomain.CurrentDomain.AssemblyResolve += (_, missing) => LoadByName(missing.Name);
        // what a cell imports by itself: its own assembly lies in another context
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) =>
        {
            if (GetLoadContext(loaded.LoadedAssembly) is { } context && context != Default && context != this)
                context.ResolvingUnmanagedDll += (_, name) => LoadNative(name);
        };
    }

    /// <summary>Takes the files that a cell refers to.</summary>
    /// <returns>Those that have been built anew since they were loaded, so that the cell meets the old ones.</returns>
    public IReadOnlyList<string> Add(IEnumerable<string> references)
    {
        var changed = new List<string>();
        foreach (var file in references.Where(file => Path.GetDirectoryName(file) != CellLanguage.RuntimeFolder))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (shared.Contains(name) || Find(name, file) is not { } assembly)
                continue;
            if (!files.TryAdd(name, file) && files[name] == file && VersionOf(file) != assembly.ManifestModule.ModuleVersionId)
                changed.Add(file);
        }
        return changed;
    }

    private static Guid VersionOf(string file)
    {
        using var reader = new PEReader(File.OpenRead(file));
        var metadata = reader.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    /// <summary>An assembly that somebody asks for who does not refer to it; null if no cell brought it.</summary>
    public Assembly? LoadByName(string fullName) => Load(new AssemblyName(fullName));

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name is { } name && !shared.Contains(name) ? Find(name) : null;

    /// <summary>A native library that a package brought, loaded; 0 if none did.</summary>
    public nint LoadNative(string name) => packages.Native(name) is { } file ? NativeLibrary.Load(file) : 0;

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) => LoadNative(unmanagedDllName);

    private Assembly? Find(string name, string? at = null) => loaded.TryGetValue(name, out var known) ? known
        : (at ?? FileOf(name)) is { } file && !IsOfRuntime(name) ? loaded.GetOrAdd(name, LoadFromAssemblyPath(file)) : null;

    private string? FileOf(string name) => files.GetValueOrDefault(name) ?? packages.Managed(name)
        ?? files.Values.Select(file => Path.Combine(Path.GetDirectoryName(file)!, name + ".dll")).FirstOrDefault(File.Exists);

    private static bool IsOfRuntime(string name) =>
        File.Exists(Path.Combine(CellLanguage.RuntimeFolder, name + ".dll"));
}
