using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive.Formatting;

namespace ReluDc.Engine;

/// <summary>What a type says about how its values are to be shown.</summary>
internal static class TypeTraits
{
    /// <summary>
    /// Whether somebody said how values of the type look: its author, by the attribute of .NET Interactive; a cell, by registering a
    /// formatter; or .NET Interactive itself.
    /// </summary>
    public static bool HasFormatter(Type type, string mimeType) =>
        Formatter.GetPreferredFormatterFor(type, mimeType).Type is var formats
        && formats != typeof(object) && (formats != typeof(IEnumerable) || ValueGuard.Known(type, mimeType) is not null);

    /// <summary>Whether the type, or one that it derives from, has a text of its own: not the compiler's, nor the class library's for
    /// all objects.</summary>
    public static bool HasText(Type type) => !IsRecord(type)
        && type.GetMethod(nameof(ToString), Type.EmptyTypes) is { DeclaringType: { } by } method
        && by != typeof(object) && by != typeof(ValueType) && by != typeof(Delegate) && by != typeof(MulticastDelegate)
        && !method.IsDefined(typeof(CompilerGeneratedAttribute));

    /// <summary>Whether it is a record. The compiler's marks are not the same for classes and structs.</summary>
    public static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null
        || type.IsValueType && type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;

    /// <summary>Whether it is the type of <c>new { A = 1 }</c>.</summary>
    public static bool IsAnonymous(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute)) && type.Name.Contains("AnonymousType", StringComparison.Ordinal);

    /// <summary>Whether its values are sequences of values like themselves, so that to show all is to show without end.</summary>
    public static bool IsSequenceOfItself(Type type) => type != typeof(string) && type.GetInterfaces().Any(one => one.IsGenericType
        && one.GetGenericTypeDefinition() == typeof(IEnumerable<>) && one.GetGenericArguments()[0].IsAssignableFrom(type)
        && one.GetGenericArguments()[0] != typeof(object));
}
