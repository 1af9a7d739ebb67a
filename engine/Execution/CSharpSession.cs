using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;

namespace ReluDc.Engine;

/// <summary>
/// C# cells run one after the other, each seeing what the earlier ones declared. A cell that fails leaves all that intact.
/// </summary>
internal sealed class CSharpSession
{
    private readonly PackageRestore packages;
    private readonly CellCompiler compiler;
    private readonly CellThread thread = new();
    private readonly Dictionary<string, string> oneLiners = []; // the class that a cell of one line became → the cell's name
    private readonly CellAssemblies assemblies;
    private ScriptState<object>? state;

    public CSharpSession(string directory)
    {
        Directory = directory;
        packages = new(directory);
        assemblies = new(packages);
        compiler = new(directory, assemblies.Loader);
        // what a package asks for by its name alone
        AppDomain.CurrentDomain.AssemblyResolve += (_, missing) => assemblies.LoadByName(missing.Name);
        // what a cell imports by itself: its own assembly lies in a context of Roslyn's
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) =>
        {
            if (AssemblyLoadContext.GetLoadContext(loaded.LoadedAssembly) is { } context && context != AssemblyLoadContext.Default
                && context != assemblies)
                context.ResolvingUnmanagedDll += (_, name) => assemblies.LoadNative(name);
        };
    }

    /// <summary>The folder against which cells resolve paths.</summary>
    public string Directory { get; }

    /// <summary>The last cell that ran; those before it hang on it.</summary>
    public Script? Last => state?.Script;

    /// <summary>The variables that cells have declared; of those with one name the last.</summary>
    public IEnumerable<ScriptVariable> Variables =>
        (state?.Variables ?? []).Reverse().DistinctBy(variable => variable.Name).Reverse();

    /// <summary>Compiles a cell, after fetching the packages that it asks for.</summary>
    /// <param name="commands">The cell.</param>
    /// <param name="name">What the traceback calls it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The cell and what the compiler warns of, a line each; or why it does not compile.</returns>
    /// <exception cref="PackageException">A package cannot be had.</exception>
    public (Script<object>? Cell, string Warnings, CellFailure? Failure) Compile(
        CellCommands commands, string name, CancellationToken cancellation)
    {
        foreach (var source in commands.Sources)
            packages.AddSource(source);
        var references = commands.Packages is [] ? [] : packages.Restore(commands.Packages, cancellation);
        var (script, diagnostics) = compiler.Compile(commands.Code, name, state?.Script, references, cancellation);
        if (diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error))
            return (null, "", CellFailure.Of(diagnostics, name, script.GetCompilation()));
        var old = "";
        if (references.Count > 0 || commands.Code.Contains("#r", StringComparison.Ordinal)
            || commands.Code.Contains("#load", StringComparison.Ordinal))
            old = string.Concat(assemblies.Add(FilesOf(script.GetCompilation()))
                .Select(file => $"{Path.GetFileName(file)} has been built anew "
                + "since this session loaded it; the session goes on with the old one until the kernel is restarted.\n"));
        if (!commands.Code.Contains('\n') && script.GetCompilation().ScriptClass is { } type)
            oneLiners[type.Name] = name;
        return (script, old + CellFailure.Warnings(diagnostics, name), null);
    }

    /// <summary>What a cell refers to, and what that refers to in turn.</summary>
    private static IEnumerable<string> FilesOf(Compilation compilation) => compilation.SourceModule.ReferencedAssemblySymbols
        .Select(compilation.GetMetadataReference).OfType<PortableExecutableReference>().Select(one => one.FilePath).OfType<string>();

    /// <summary>Runs a cell.</summary>
    /// <param name="cell">What was compiled last.</param>
    /// <param name="keep">Whether later cells see what it declares.</param>
    /// <param name="cancellation">Interrupts the wait for what the cell awaits.</param>
    /// <returns>Whether the cell has a value, the value, and why it failed; null if it did not.</returns>
    public (bool HasValue, object? Value, CellFailure? Failure) Run(Script<object> cell, bool keep, CancellationToken cancellation)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(thread);
        try
        {
            var run = state is null
                ? cell.RunAsync(globals: null, catchException: _ => true, cancellation)
                : cell.RunFromAsync(state, catchException: _ => true, cancellation);
            thread.Wait(run, cancellation);
            var after = run.Result;
            if (keep)
                state = after;
            return after.Exception is { } exception
                ? (false, null, CellFailure.Of(exception, oneLiners))
                : (after.ReturnValue is not null || EndsInValue(cell), after.ReturnValue, null);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>Whether the last statement is an expression without a semicolon that has a value: tells a null value from none.</summary>
    private static bool EndsInValue(Script script) => script.GetCompilation() is var compilation
        && compilation.SyntaxTrees.LastOrDefault()?.GetRoot() is CompilationUnitSyntax
            { Members: [.., GlobalStatementSyntax { Statement: ExpressionStatementSyntax expression }] }
        && expression.SemicolonToken.IsMissing
        && (expression.Expression.IsKind(SyntaxKind.NullLiteralExpression)
            || compilation.GetSemanticModel(compilation.SyntaxTrees.Last())
                .GetTypeInfo(expression.Expression).Type is { SpecialType: not SpecialType.System_Void });
}
