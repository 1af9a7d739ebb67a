using Microsoft.CodeAnalysis;

namespace ReluDc.Engine;

/// <summary>What a call may do besides giving a value. Where that is not sure, it may.</summary>
internal static class Callee
{
    private static readonly HashSet<string> readers = new(StringComparer.Ordinal)
    {
        "Contains", "ContainsKey", "ContainsValue", "IndexOf", "LastIndexOf", "Find", "FindAll", "FindIndex", "FindLast", "FindLastIndex",
        "Exists", "TrueForAll", "ToArray", "ToString", "GetEnumerator", "TryGetValue", "GetValue", "GetValueOrDefault", "GetLength",
        "GetLowerBound", "GetUpperBound", "Equals", "GetHashCode", "GetType", "BinarySearch", "ConvertAll", "GetRange", "AsReadOnly",
            "Slice",
        "CompareTo", "Overlaps", "IsSubsetOf", "IsSupersetOf", "SetEquals", "Peek", "Deconstruct", "ForEach", "Invoke", "DynamicInvoke",
        "Clone", "CopyTo", "IsMatch", "Match", "Matches", "ContinueWith", "GetAwaiter", "GetResult", "ConfigureAwait", "Wait", "WhenAll",
    };

    private static readonly HashSet<string> changers = new(StringComparer.Ordinal)
        { "Sort", "Reverse", "Fill", "Clear", "Copy", "ConstrainedCopy", "Resize", "SetValue", "BlockCopy", "Shuffle", "CopyTo",
            "Initialize" };

    // static classes and types of the class library whose functions change nothing that they are given
    private static readonly HashSet<string> harmless = new(StringComparer.Ordinal)
    {
        "Math", "MathF", "Enumerable", "ParallelEnumerable", "String", "Convert", "BitConverter", "HashCode", "Console", "Regex",
            "Parallel",
        "Task", "ImmutableArray", "ImmutableList", "FormattableString", "StringBuilder", "List", "Dictionary", "HashSet", "SortedSet",
        "SortedDictionary", "Queue", "Stack", "Tuple", "KeyValuePair", "Complex", "BigInteger", "JsonSerializer", "TimeSpan", "DateTime",
        "Object", "Nullable", "Array", "EqualityComparer", "Comparer", "Span", "ReadOnlySpan", "MemoryExtensions", "CollectionExtensions",
        "CellFunctions", "Checkpoint", "HtmlString", "DisplayExtensions", "Lazy", "ArraySegment", "Double", "Int32", "Exception",
        "ArgumentException", "InvalidOperationException", "ArgumentOutOfRangeException", "BitOperations", "Half", "Single", "Guid", "Index",
        "Range", "TensorPrimitives", "Vector", "Tensor", "Stopwatch", "StringComparer", "Path", "TupleExtensions", "Func", "Action",
    };

    private static readonly HashSet<string> ofWorld = new(StringComparer.Ordinal)
    {
        "Environment", "AppContext", "AppDomain", "CultureInfo", "Process", "Thread", "Timer", "ThreadPool", "GC", "Activator", "Assembly",
        "Formatter", "Marshal",
    };

    private static readonly HashSet<string> ofWorldsConsole = new(StringComparer.Ordinal)
        { "SetOut", "SetError", "SetIn", "Read", "ReadLine", "ReadKey", "OpenStandardInput", "OpenStandardOutput" };

    /// <summary>Whether a method may change the object that it is called on, which can be changed.</summary>
    public static bool ChangesReceiver(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.PropertyGet or MethodKind.DelegateInvoke => false,
        MethodKind.PropertySet => true,
        _ when Mutability.IsOfCell(method.ContainingType) => true,
        _ when Mutability.Said(method.ContainingAssembly) == true && Mutability.Said(method.ContainingType) != false => false,
        _ when (Mutability.SaidReadOnly(method) ?? Mutability.SaidReadOnly(method.ContainingType)) == true => false,
        _ => !(Mutability.IsOfFramework(method.ContainingAssembly) && readers.Contains(method.Name)),
    };

    /// <summary>Whether a function may change an argument that can be changed.</summary>
    /// <param name="method">The function, or the constructor.</param>
    /// <param name="parameter">The parameter that takes it; null where that is not known.</param>
    /// <param name="argument">The argument's own type.</param>
    /// <param name="ofCells">What functions of cells do.</param>
    public static bool ChangesArgument(IMethodSymbol method, IParameterSymbol? parameter, ITypeSymbol? argument,
        Func<IMethodSymbol, bool> ofCells)
    {
        if (parameter is not null && !Mutability.CanChange(parameter.Type))
            return false; // given as something that can only be read
        var written = method.ReducedFrom ?? method;
        if (method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction || Mutability.IsOfCell(method.ContainingType))
            return ofCells(method);
        if (method.MethodKind == MethodKind.DelegateInvoke)
            return true; // whatever function it stands for
        if (argument is INamedTypeSymbol { Name: "Span" or "Memory", IsGenericType: true })
            return true;
        if (Mutability.Said(written.ContainingAssembly) == true)
            return Mutability.Said(argument) == false
                && !(Mutability.SaidReadOnly(argument) == true && Mutability.SaidReadOnly(parameter) != false);
        return !Mutability.IsOfFramework(written.ContainingAssembly) || changers.Contains(method.Name)
            || !harmless.Contains(written.ContainingType.Name);
    }

    /// <summary>Whether a function may change what lies outside of all variables: a file, a setting, a static field.</summary>
    /// <param name="method">The function.</param>
    /// <param name="keepsNoState">Whether an assembly that says nothing is known to keep no state.</param>
    public static bool ChangesWorld(IMethodSymbol method, Func<IAssemblySymbol, bool> keepsNoState)
    {
        var written = method.ReducedFrom ?? method;
        if (method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction or MethodKind.DelegateInvoke
            || Mutability.IsOfCell(method.ContainingType) || Mutability.Said(written.ContainingAssembly) == true)
            return false;
        if (!Mutability.IsOfFramework(written.ContainingAssembly))
            return !keepsNoState(written.ContainingAssembly);
        var type = written.ContainingType;
        if (type.Name == "Environment" && method.Name is "Exit" or "FailFast")
            return false; // after that there is nobody to see it
        return ofWorld.Contains(type.Name) && !(method.MethodKind == MethodKind.PropertyGet)
            || type.Name == "Console" && ofWorldsConsole.Contains(method.Name)
            || IsOfFiles(type) && !ReadsFile(method)
            || type.ContainingNamespace.ToDisplayString().StartsWith("System.Net", StringComparison.Ordinal);
    }

    /// <summary>Whether a function reads what lies outside of all variables.</summary>
    public static bool ReadsWorld(IMethodSymbol method, Func<IAssemblySymbol, bool> keepsNoState) => ChangesWorld(method, keepsNoState)
        || IsOfFiles(method.ContainingType) || ofWorld.Contains(method.ContainingType?.Name ?? "");

    private static bool IsOfFiles(INamedTypeSymbol? type) => type?.Name is "File" or "Directory" or "FileInfo" or "DirectoryInfo"
        or "FileStream" or "StreamWriter";

    private static bool ReadsFile(IMethodSymbol method) => new[] { "Read", "Exists", "Get", "Enumerate", "OpenRead", "OpenText" }
        .Any(beginning => method.Name.StartsWith(beginning, StringComparison.Ordinal));
}
