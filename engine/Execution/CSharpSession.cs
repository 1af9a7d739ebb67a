using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;

namespace ReluDc.Engine;

/// <summary>
/// C# cells run one after the other, each seeing what the earlier ones declared. A cell that fails leaves all that intact.
/// </summary>
internal sealed class CSharpSession
{
    private readonly ScriptOptions options; // of the first cell
    private readonly ScriptOptions laterOptions;
    private readonly PackageRestore packages;
    private readonly CellThread thread = new();
    private readonly Dictionary<string, string> oneLiners = []; // the class that a cell of one line became → the cell's name
    private ScriptState<object>? state;

    public CSharpSession(string directory)
    {
        Directory = directory;
        packages = new(directory);
        (options, laterOptions) = (CellLanguage.First(directory), CellLanguage.Later(directory));
        // A package's native library lies in a folder of its own, where the runtime does not look.
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) =>
        {
            if (AssemblyLoadContext.GetLoadContext(loaded.LoadedAssembly) is { } context && context != AssemblyLoadContext.Default)
                context.ResolvingUnmanagedDll += (_, name) => packages.Native(name) is { } file
                    ? System.Runtime.InteropServices.NativeLibrary.Load(file)
                    : 0;
        };
    }

    /// <summary>The folder against which cells resolve paths.</summary>
    public string Directory { get; }

    /// <summary>The last cell that ran; those before it hang on it.</summary>
    public Script? Last => state?.Script;

    /// <summary>Compiles a cell, after fetching the packages that it asks for.</summary>
    /// <param name="commands">The cell.</param>
    /// <param name="name">What the traceback calls it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The cell, or why it does not compile.</returns>
    public (Script<object>? Cell, CellFailure? Failure) Compile(CellCommands commands, string name, CancellationToken cancellation)
    {
        // Line numbers take a sixth of the time of a small cell, and in a cell of one line they are known.
        var hasLines = commands.Code.Contains('\n');
        var cell = (state is null ? options : laterOptions).WithFilePath(name).WithEmitDebugInformation(hasLines);
        foreach (var (line, reference) in commands.Packages)
        {
            try
            {
                cell = cell.AddReferences(packages.Restore(reference, cancellation).Select(path => MetadataReference.CreateFromFile(path)));
            }
            catch (FormatException e)
            {
                return (null, new("PackageError", e.Message, [$"line {line}: {e.Message}"]));
            }
        }
        var watched = CheckpointWriter.Write(commands.Code);
        var (script, errors) = Compiled(watched, cell, cancellation);
        if (errors.Length > 0 && watched != commands.Code)
            (script, errors) = Compiled(commands.Code, cell, cancellation); // for the reader's own columns
        if (errors.Length > 0)
            return (null, CellFailure.Of(errors, name));
        if (!hasLines && script.GetCompilation().ScriptClass is { } type)
            oneLiners[type.Name] = name;
        return (script, null);
    }

    private (Script<object> Script, Diagnostic[] Errors) Compiled(string code, ScriptOptions cell, CancellationToken cancellation)
    {
        var script = state is null ? CSharpScript.Create(code, cell) : state.Script.ContinueWith<object>(code, cell);
        return (script, [.. script.Compile(cancellation).Where(d => d.Severity == DiagnosticSeverity.Error)]);
    }

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
        && compilation.GetSemanticModel(compilation.SyntaxTrees.Last())
            .GetTypeInfo(expression.Expression).Type is { SpecialType: not SpecialType.System_Void };
}
