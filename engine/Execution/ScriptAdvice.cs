using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace ReluDc.Engine;

/// <summary>
/// What to write instead of C# that a program takes and a cell, which is a script, does not; and where a type lies that was not found.
/// </summary>
internal static partial class ScriptAdvice
{
    private const int MostPlaces = 3;

    private const string Reference =
        "put it into a block { … } or a function; what a cell declares is a field, which cannot be a reference";

    /// <summary>The remedy; null if the compiler's own words are enough.</summary>
    public static string? For(Diagnostic error, Compilation? compilation) =>
        InScripts(error) is { } advice ? $"in a cell, {advice}" : error.Id is "CS0103" or "CS0246" ? Elsewhere(error, compilation) : null;

    private static string? InScripts(Diagnostic error) => error.Id switch
    {
        "CS7021" => "write the types without a namespace",
        "CS1109" or "CS9283" => "write the method outside the class, as static string Loud(this string s) => …",
        "CS1002" or "CS1003" or "CS1001" or "CS0246" or "CS0103" or "CS1525" or "CS1513" or "CS1519"
            when IsUsingDeclaration(LineOf(error)) =>
            "write using (var x = …) { … }; a using declaration stands in a block or a function only",
        "CS1003" or "CS1001" or "CS1519" or "CS1031" when ReferenceVariable().IsMatch(LineOf(error)) => Reference,
        "CS8345" => "put a span into a block { … } or a function; what a cell declares outlives it, so use an array or Memory<T> there",
        "CS8140" or "CS8171" or "CS8172" or "CS8174" or "CS8173" or "CS9359" =>
            Reference,
        "CS7009" or "CS7010" or "CS8098" or "CS8099" or "CS7011" => "write it above the cell's code",
        "CS1621" or "CS1624" or "CS7020" => "write a function that returns IEnumerable<T>, and call it",
        "CS7026" or "CS1730" => "leave the attribute out; a cell is no assembly of its own",
        "CS0116" or "CS9054" or "CS9052" or "CS8954" => "leave out what belongs to files of a program",
        "CS8933" or "CS8914" or "CS8915" => "write using without global; later cells see it all the same",
        _ => null,
    };

    /// <summary>The namespace of a public type of the name that was not found.</summary>
    private static string? Elsewhere(Diagnostic error, Compilation? compilation)
    {
        if (compilation is null || error.Location.SourceTree is not { } tree)
            return null;
        var name = tree.GetText().ToString(error.Location.SourceSpan).Split('<')[0].Trim();
        string[] places = [.. Namespaces(compilation.GlobalNamespace)
            .Where(place => !place.IsGlobalNamespace
                && place.GetTypeMembers(name).Any(type => type.DeclaredAccessibility == Accessibility.Public))
            .Select(place => place.ToDisplayString()).Where(place => !place.Contains("Internal", StringComparison.Ordinal)).Distinct()];
        return places.Length is 0 or > MostPlaces ? null : string.Join(", or ", places.Select(place => $"write using {place};"));
    }

    private static IEnumerable<INamespaceSymbol> Namespaces(INamespaceSymbol from) =>
        from.GetNamespaceMembers().SelectMany(Namespaces).Prepend(from);

    private static bool IsUsingDeclaration(string line) => UsingDeclaration().IsMatch(line);

    private static string LineOf(Diagnostic error) => error.Location.SourceTree is { } tree
        ? tree.GetText().Lines.GetLineFromPosition(error.Location.SourceSpan.Start).ToString()
        : "";

    [GeneratedRegex(@"^\s*(scoped\s+)?ref\s+(readonly\s+)?[\w.<>\[\]?]+\s+\w+\s*=")]
    private static partial Regex ReferenceVariable();

    [GeneratedRegex(@"^\s*(await\s+)?using\s+(?!static\b)[\w.]+(<.*>)?(\[\])?\??\s+\w+\s*=")]
    private static partial Regex UsingDeclaration();
}
