using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;

namespace ReluDc.Engine;

/// <summary>Compiles the cells of one session, and loads what they refer to.</summary>
internal sealed class CellCompilation
{
    private readonly PackageRestore packages;
    private readonly CellCompiler compiler;
    private readonly Dictionary<string, string> oneLiners = [];

    /// <param name="directory">The folder against which cells resolve paths.</param>
    /// <param name="isCollectible">Whether cells are to go when nobody uses them any more.</param>
    public CellCompilation(string directory, bool isCollectible)
    {
        CompilerWarmUp.Start();
        packages = new(directory);
        Assemblies = new(packages);
        Units = new(Assemblies, isCollectible);
        compiler = new(directory, Units.Build);
    }

    /// <summary>What cells refer to.</summary>
    public CellAssemblies Assemblies { get; }

    /// <summary>Builds and loads cells.</summary>
    public CellUnitBuilder Units { get; }

    /// <summary>Cells of one line, which have no line numbers: the class that each became → the cell's name.</summary>
    public IReadOnlyDictionary<string, string> OneLiners => oneLiners;

    /// <summary>Compiles a cell, after fetching the packages that it asks for.</summary>
    /// <param name="commands">The cell.</param>
    /// <param name="name">What the traceback calls it.</param>
    /// <param name="before">The cell before it; null for the first.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The cell and what the compiler warns of, a line each; or why it does not compile.</returns>
    /// <exception cref="PackageException">A package cannot be had.</exception>
    public (Script<object>? Cell, string Warnings, CellFailure? Failure) Compile(
        CellCommands commands, string name, Script? before, CancellationToken cancellation)
    {
        foreach (var source in commands.Sources)
            packages.AddSource(source);
        var references = commands.Packages is [] ? [] : packages.Restore(commands.Packages, cancellation);
        var (script, diagnostics) = compiler.Compile(commands.Code, name, before, references, cancellation);
        if (diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error))
            return (null, "", CellFailure.Of(diagnostics, name, script.GetCompilation()));
        var old = "";
        if (references.Count > 0 || commands.Code.Contains("#r", StringComparison.Ordinal)
            || commands.Code.Contains("#load", StringComparison.Ordinal))
            old = string.Concat(Assemblies.Add(FilesOf(script.GetCompilation()))
                .Select(file => $"{Path.GetFileName(file)} has been built anew "
                + "since this session loaded it; the session goes on with the old one until the kernel is restarted.\n"));
        if (!commands.Code.Contains('\n') && script.GetCompilation().ScriptClass is { } type)
            oneLiners[type.Name] = name;
        return (script, old + CellFailure.Warnings(diagnostics, name), null);
    }

    /// <summary>What a cell refers to, and what that refers to in turn.</summary>
    public static IEnumerable<string> FilesOf(Compilation compilation) => compilation.SourceModule.ReferencedAssemblySymbols
        .Select(compilation.GetMetadataReference).OfType<PortableExecutableReference>().Select(one => one.FilePath).OfType<string>();

    /// <summary>Whether the last statement is an expression without a semicolon that has a value: tells a null value from none.</summary>
    public static bool EndsInValue(Script script) => script.GetCompilation() is var compilation
        && compilation.SyntaxTrees.LastOrDefault()?.GetRoot() is CompilationUnitSyntax
            { Members: [.., GlobalStatementSyntax { Statement: ExpressionStatementSyntax expression }] }
        && expression.SemicolonToken.IsMissing
        && (expression.Expression.IsKind(SyntaxKind.NullLiteralExpression)
            || compilation.GetSemanticModel(compilation.SyntaxTrees.Last())
                .GetTypeInfo(expression.Expression).Type is { SpecialType: not SpecialType.System_Void });
}
