using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;

namespace ReluDc.Engine;

/// <summary>What later cells see of a cell: what it declares, imports and refers to.</summary>
/// <param name="Names">The names that it declares at its top.</param>
/// <param name="Head">Its references and imports, a line each.</param>
/// <param name="Declarations">Its declarations.</param>
/// <param name="Packages">The assemblies of packages that it refers to.</param>
internal sealed record CellDigest(
    ImmutableHashSet<string> Names, ImmutableArray<string> Head, string Declarations, ImmutableArray<MetadataReference> Packages)
{
    /// <summary>Whether later cells see nothing of it.</summary>
    public bool IsEmpty => Names.IsEmpty && Head.IsEmpty && Packages.IsEmpty;

    /// <summary>Whether another cell is an earlier run of the same one: it gives later cells the same names.</summary>
    public bool IsRunOf(CellDigest other) => Names.SetEquals(other.Names) && (!Names.IsEmpty || Head.SequenceEqual(other.Head));

    /// <summary>Reads a cell that ran.</summary>
    public static CellDigest Of(Script cell)
    {
        var root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(cell.Code, CellLanguage.Parsing).GetRoot();
        var declarations = root.Members.Where(member => NamesIn(member).Any()).ToArray();
        return new(
            [.. declarations.SelectMany(NamesIn)],
            [.. root.GetReferenceDirectives().Select(directive => directive.ToString().Trim()),
                .. root.GetLoadDirectives().Select(directive => directive.ToString().Trim()),
                .. root.Usings.Select(import => import.ToString())],
            string.Concat(declarations.Select(member => member.WithoutLeadingTrivia().ToFullString().TrimEnd() + "\n")),
            [.. DocumentedReferences.OfPackages(cell)]);
    }

    private static IEnumerable<string> NamesIn(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => [type.Identifier.ValueText],
        DelegateDeclarationSyntax type => [type.Identifier.ValueText],
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        PropertyDeclarationSyntax property => [property.Identifier.ValueText],
        BaseFieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.ValueText),
        // var (a, b) = …; and what a call gives out
        GlobalStatementSyntax statement => statement.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax
            or LocalFunctionStatementSyntax or BlockSyntax)).OfType<SingleVariableDesignationSyntax>()
                .Select(one => one.Identifier.ValueText),
        _ => [],
    };
}
