using System.ComponentModel;
using Microsoft.CodeAnalysis;

namespace ReluDc.Engine;

/// <summary>
/// What may change after it was made, told by types alone. Where that is not sure, it may.
/// </summary>
/// <remarks>
/// A library says so itself, by the class library's <see cref="ImmutableObjectAttribute"/>: <c>[assembly: ImmutableObject(true)]</c> for
/// "nothing in here changes an object, what it is given included, unless its type says that it can be changed", and
/// <c>[ImmutableObject(false)]</c> on such a type. Of that, <c>[ReadOnly(true)]</c> says that its own members change nothing, and functions
/// of the library only where a parameter says <c>[ReadOnly(false)]</c>: a network is changed by training alone. It may also vouch for
/// others, by name, that they keep no state of their own: <c>[assembly: AssemblyMetadata("KeepsNoState", "NAME")]</c>. Of a library that
/// says nothing, everything may change, and a call may change anything.
/// </remarks>
internal static class Mutability
{
    private const string KeepsNoState = "KeepsNoState";

    private static readonly HashSet<string> unchanging = new(StringComparer.Ordinal)
    {
        "System.Type", "System.Version", "System.Uri", "System.Text.RegularExpressions.Regex", "System.Linq.IGrouping",
        "System.Linq.IOrderedEnumerable", "System.Linq.ILookup", "System.Collections.Generic.IEnumerable",
        "System.Collections.Generic.IReadOnlyList", "System.Collections.Generic.IReadOnlyCollection",
        "System.Collections.Generic.IReadOnlyDictionary", "System.Collections.Generic.IReadOnlySet", "System.Tuple", "System.Lazy",
        "System.FormattableString", "System.Linq.ParallelQuery", "System.Linq.OrderedParallelQuery", "System.ReadOnlySpan",
        "System.ReadOnlyMemory", "System.Threading.Tasks.Task", "System.Globalization.CultureInfo",
    };

    /// <summary>Whether an object of a type may be changed, or hold one that may.</summary>
    public static bool CanChange(ITypeSymbol? type) => CanChange(type, []);

    private static bool CanChange(ITypeSymbol? type, HashSet<ITypeSymbol> above)
    {
        if (type is null || type.SpecialType is not (SpecialType.None or SpecialType.System_Object)
            && type is not INamedTypeSymbol { IsGenericType: true } || type.TypeKind is TypeKind.Enum or TypeKind.Delegate)
            return false;
        if (type is not INamedTypeSymbol named)
            return true; // an array, dynamic, a type parameter
        if (!above.Add(type))
            return false; // told by the rest of the type that it is a part of
        bool Parts() => named.TypeArguments.Any(part => CanChange(part, above))
            || named.IsTupleType && named.TupleElements.Any(part => CanChange(part.Type, above));
        if (IsOfCell(named))
            return Parts() || Fields(named).Any(field => !field.IsReadOnly && named.TypeKind != TypeKind.Struct
                || CanChange(field.Type, above));
        if (Said(named) is { } unchangeable)
            return !unchangeable || Parts();
        if (Said(named.ContainingAssembly) == true)
            return named.TypeKind == TypeKind.Interface || Parts();
        if (!IsOfFramework(named.ContainingAssembly))
            return named.TypeKind != TypeKind.Struct || Parts();
        var name = named.ContainingNamespace.ToDisplayString() + "." + named.Name;
        return named.IsValueType || unchanging.Contains(name) || named.ContainingNamespace.Name is "Immutable" or "Frozen" ? Parts() : true;
    }

    /// <summary>Whether a value of a type may hold, or read when it is asked, an object that may change: a query, a function.</summary>
    public static bool MayHold(ITypeSymbol? type) => type is not null
        && (CanChange(type) || type.TypeKind is TypeKind.Delegate or TypeKind.Interface || IsDeferred(type) || IsOfCell(type)
            || type.IsAnonymousType && type.GetMembers().OfType<IPropertySymbol>().Any(part => MayHold(part.Type))
            || type is INamedTypeSymbol { IsGenericType: true } named && named.TypeArguments.Any(MayHold));

    private static IEnumerable<IFieldSymbol> Fields(INamedTypeSymbol type)
    {
        for (var one = type; one is { SpecialType: SpecialType.None }; one = one.BaseType)
            foreach (var field in one.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic))
                yield return field;
    }

    /// <summary>Whether a value of a type may be computed only when it is asked for, by code of whoever made it.</summary>
    public static bool IsDeferred(ITypeSymbol type) => type.Name is "Lazy" or "Task" or "ParallelQuery" or "OrderedParallelQuery";

    /// <summary>Whether a type was declared in a cell, or a member in a cell or in such a type.</summary>
    public static bool IsOfCell(ISymbol? symbol) => CellOf(symbol) is not null;

    /// <summary>The class that a cell became in which a type or a member was declared; null for what comes from elsewhere.</summary>
    public static INamedTypeSymbol? CellOf(ISymbol? symbol)
    {
        var one = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
        while (one is not null && !IsCell(one))
            one = one.ContainingType;
        return one;
    }

    /// <summary>Whether a member is a cell's own variable or function, not one of its types'.</summary>
    public static bool IsVariable(ISymbol member) => member.ContainingType is { } type && IsCell(type);

    private static bool IsCell(INamedTypeSymbol type) => type.IsScriptClass || type.TypeKind == TypeKind.Submission;

    /// <summary>Whether an assembly is of the class library, or of what the engine itself gives to cells.</summary>
    public static bool IsOfFramework(IAssemblySymbol? assembly) => assembly is not null
        && (assembly.Name.StartsWith("System", StringComparison.Ordinal)
            || assembly.Name is "mscorlib" or "netstandard" or "Microsoft.CSharp"
            || assembly.Name == typeof(Mutability).Assembly.GetName().Name
            || assembly.Name.StartsWith("Microsoft.DotNet.Interactive", StringComparison.Ordinal)
            || assembly.Name.StartsWith("Microsoft.AspNetCore.Html", StringComparison.Ordinal));

    /// <summary>
    /// The names of assemblies of which others say that they keep no state: their functions may change what they are given.
    /// </summary>
    public static HashSet<string> VouchedFor(Compilation compilation) => [.. compilation.SourceModule.ReferencedAssemblySymbols
        .Where(assembly => Said(assembly) == true).SelectMany(assembly => assembly.GetAttributes())
        .Where(said => said.AttributeClass?.Name == nameof(System.Reflection.AssemblyMetadataAttribute)
            && said.ConstructorArguments is [{ Value: KeepsNoState }, _])
        .Select(said => (string)said.ConstructorArguments[1].Value!)];

    /// <summary>What a type, a member or a parameter says of who changes it: nobody, or this one; null if nothing.</summary>
    public static bool? SaidReadOnly(ISymbol? symbol) => symbol?.GetAttributes()
        .FirstOrDefault(said => said.AttributeClass?.Name == nameof(ReadOnlyAttribute)) is { ConstructorArguments: [{ Value: bool yes }] }
        ? yes
        : null;

    /// <summary>What an assembly or a type says of itself: that it is not changed, or that it is; null if nothing.</summary>
    public static bool? Said(ISymbol? symbol)
    {
        for (var one = symbol; one is not null; one = (one as INamedTypeSymbol)?.BaseType)
            if (one.GetAttributes().FirstOrDefault(said => said.AttributeClass?.Name == nameof(ImmutableObjectAttribute))
                is { ConstructorArguments: [{ Value: bool yes }] })
                return yes;
        return null;
    }
}
