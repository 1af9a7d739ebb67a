using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Scripting;

namespace ReluDc.Engine;

/// <summary>
/// Part of a cell, compiled once, that can be run as often as wanted: each time in a place of its own, where it finds what the cells before
/// it have left.
/// </summary>
/// <param name="script">What was compiled.</param>
/// <param name="run">Runs it: the places of all cells go in, its own is filled, its value comes out. Null if there is nothing to
/// run.</param>
internal sealed class CellUnit(Script<object> script, Func<object?[], Task<object?>>? run)
{
    /// <summary>What was compiled.</summary>
    public Script<object> Script => script;

    /// <summary>The class that it became.</summary>
    public string ClassName => script.GetCompilation().ScriptClass?.Name ?? "";

    /// <summary>Runs it.</summary>
    /// <param name="places">The cells' places.</param>
    public Task<object?> RunAsync(object?[] places) => run?.Invoke(places) ?? Task.FromResult<object?>(null);

    /// <summary>Where it has run: the object that holds its variables; null if it has not.</summary>
    public object? In(object?[] places) => places.FirstOrDefault(place => place?.GetType().Name == ClassName);
}

/// <summary>Builds units, and loads them.</summary>
/// <param name="assemblies">What cells refer to.</param>
internal sealed class CellUnitBuilder(CellAssemblies assemblies)
{
    private readonly Units loaded = new(assemblies);
    private readonly Dictionary<Script, (byte[] Program, byte[]? Symbols)> built = [];

    /// <summary>Compiles a cell into memory.</summary>
    /// <returns>What the compiler said.</returns>
    public ImmutableArray<Diagnostic> Build(Script script, CancellationToken cancellation)
    {
        var compilation = script.GetCompilation();
        using var program = new MemoryStream();
        using var symbols = script.Options.EmitDebugInformation ? new MemoryStream() : null;
        var result = compilation.Emit(program, symbols,
            options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: cancellation);
        if (result.Success)
            built[script] = (program.ToArray(), symbols?.ToArray());
        return result.Diagnostics.Length > 0 || result.Success ? result.Diagnostics : compilation.GetDiagnostics(cancellation);
    }

    /// <summary>Loads a cell that was built.</summary>
    public CellUnit Load(Script<object> script)
    {
        if (!built.Remove(script, out var files) || files.Program.Length == 0)
            return new(script, null);
        var compilation = script.GetCompilation();
        var assembly = loaded.Add(files.Program, files.Symbols);
        if (compilation.GetEntryPoint(CancellationToken.None) is not { } entry
            || assembly.GetType(entry.ContainingType.MetadataName)?.GetMethod(entry.MetadataName,
                BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public) is not { } factory)
            return new(script, null);
        return new(script, factory.CreateDelegate<Func<object?[], Task<object?>>>());
    }

    /// <summary>The cells' own assemblies: each finds those before it by name, and else what cells refer to.</summary>
    private sealed class Units(CellAssemblies assemblies) : AssemblyLoadContext("live cells", isCollectible: true)
    {
        private readonly Dictionary<string, Assembly> byName = [];

        public Assembly Add(byte[] program, byte[]? symbols)
        {
            using var image = new MemoryStream(program);
            using var debug = symbols is null ? null : new MemoryStream(symbols);
            var assembly = LoadFromStream(image, debug);
            return byName[assembly.GetName().Name!] = assembly;
        }

        protected override Assembly? Load(AssemblyName assemblyName) =>
            byName.GetValueOrDefault(assemblyName.Name ?? "") ?? assemblies.LoadByName(assemblyName.FullName);

        protected override nint LoadUnmanagedDll(string unmanagedDllName) => assemblies.LoadNative(unmanagedDllName);
    }
}
