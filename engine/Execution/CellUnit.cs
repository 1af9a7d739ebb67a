using System.Reflection;
using System.Runtime.Loader;

namespace ReluDc.Engine;

/// <summary>
/// Part of a cell, loaded once, that can be run as often as wanted: each time in a place of its own, where it finds what the cells before
/// it have left.
/// </summary>
/// <param name="className">The class that it became.</param>
/// <param name="endsInValue">Whether it ends in a value, which may be null.</param>
/// <param name="run">Runs it: the places of all cells go in, its own is filled, its value comes out. Null if there is nothing to
/// run.</param>
internal sealed class CellUnit(string className, bool endsInValue, Func<object?[], Task<object?>>? run)
{
    /// <summary>The class that it became.</summary>
    public string ClassName => className;

    /// <summary>Whether it ends in a value: tells a null value from none.</summary>
    public bool EndsInValue => endsInValue;

    /// <summary>Runs it.</summary>
    /// <param name="places">The cells' places.</param>
    public Task<object?> RunAsync(object?[] places) => run?.Invoke(places) ?? Task.FromResult<object?>(null);

    /// <summary>Where it has run: the object that holds its variables; null if it has not.</summary>
    public object? In(object?[] places) => places.FirstOrDefault(place => place?.GetType().Name == className);
}

/// <summary>Loads the programs that parts of cells became.</summary>
/// <param name="assemblies">What cells refer to.</param>
/// <param name="where">What a debugger calls the context that they are loaded into.</param>
/// <param name="isCollectible">Whether they are to go when nobody uses them any more.</param>
internal sealed class CellUnitLoader(CellAssemblies assemblies, string where, bool isCollectible)
{
    private readonly Units loaded = new(assemblies, where, isCollectible);

    /// <summary>Loads one.</summary>
    public CellUnit Load(UnitImage image)
    {
        if (image.Program.Length == 0)
            return new(image.ClassName, image.EndsInValue, null);
        var assembly = loaded.Add(image.Program, image.Symbols);
        var run = image.Entry is var (type, method)
            ? assembly.GetType(type)?.GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
            : null;
        return new(image.ClassName, image.EndsInValue, run?.CreateDelegate<Func<object?[], Task<object?>>>());
    }

    /// <summary>The cells' own assemblies: each finds those before it by name, and else what cells refer to.</summary>
    private sealed class Units(CellAssemblies assemblies, string where, bool isCollectible) : AssemblyLoadContext(where, isCollectible)
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
