using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace ReluDc.Notebooks.Execution;

/// <summary>C# cells run one after the other, each seeing what the earlier ones declared. A cell that fails leaves all that intact.</summary>
internal sealed class CSharpSession
{
    /// <summary>The default imports of .NET Interactive, and the functions that cells may call.</summary>
    private static readonly string[] Imports =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq",
        typeof(CellFunctions).FullName!,
    ];

    private readonly ScriptOptions options;
    private readonly ScriptOptions laterOptions; // a cell inherits references and imports from the one before; given again, they would be bound again
    private readonly Dictionary<string, string> oneLiners = []; // the class that a cell of one line became → the cell's name
    private ScriptState<object>? state;

    public CSharpSession(string directory)
    {
        laterOptions = ScriptOptions.Default
            .WithLanguageVersion(LanguageVersion.Latest)
            .WithReferences(Array.Empty<MetadataReference>())
            .WithImports()
            .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(directory))
            .WithSourceResolver(new SourceFileResolver([], directory))
            .WithFileEncoding(System.Text.Encoding.UTF8)
            .WithAllowUnsafe(false);
        options = laterOptions.WithImports(Imports)
            .WithReferences(Framework().Append(typeof(CellFunctions).Assembly.Location).Append(typeof(Microsoft.AspNetCore.Html.HtmlString).Assembly.Location)
                .Select(path => MetadataReference.CreateFromFile(path))); // made once: given as paths, they would be read anew for every cell
    }

    /// <summary>Runs a cell.</summary>
    /// <param name="code">The cell's text.</param>
    /// <param name="name">What the traceback calls it.</param>
    /// <param name="cancellation">Interrupts the wait for what the cell awaits.</param>
    /// <returns>Whether the cell has a value, the value, and why it failed; null if it did not.</returns>
    public (bool HasValue, object? Value, CellFailure? Failure) Run(string code, string name, CancellationToken cancellation)
    {
        // Line numbers take a sixth of the time of a small cell, and in a cell of one line they are known.
        var hasLines = code.Contains('\n');
        var cell = (state is null ? options : laterOptions).WithFilePath(name).WithEmitDebugInformation(hasLines);
        Script<object> script = state is null ? CSharpScript.Create(code, cell) : state.Script.ContinueWith<object>(code, cell);
        var errors = script.Compile(cancellation).Where(d => d.Severity == DiagnosticSeverity.Error).ToArray();
        if (errors.Length > 0)
            return (false, null, CellFailure.Of(errors));

        if (!hasLines && script.GetCompilation().ScriptClass is { } type)
            oneLiners[type.Name] = name;

        var run = state is null
            ? script.RunAsync(globals: null, catchException: _ => true, cancellation)
            : script.RunFromAsync(state, catchException: _ => true, cancellation);
        run.Wait(cancellation);
        state = run.Result;
        return state.Exception is { } exception
            ? (false, null, CellFailure.Of(exception, oneLiners))
            : (state.ReturnValue is not null || EndsInValue(script), state.ReturnValue, null);
    }

    /// <summary>Whether the last statement is an expression without a semicolon that has a value: tells a null value from none.</summary>
    private static bool EndsInValue(Script script) => script.GetCompilation() is var compilation
        && compilation.SyntaxTrees.LastOrDefault()?.GetRoot() is Microsoft.CodeAnalysis.CSharp.Syntax.CompilationUnitSyntax { Members: [.., var last] }
        && last is Microsoft.CodeAnalysis.CSharp.Syntax.GlobalStatementSyntax { Statement: Microsoft.CodeAnalysis.CSharp.Syntax.ExpressionStatementSyntax expression }
        && expression.SemicolonToken.IsMissing
        && compilation.GetSemanticModel(compilation.SyntaxTrees.Last()).GetTypeInfo(expression.Expression).Type is { SpecialType: not SpecialType.System_Void };

    /// <summary>The assemblies of the runtime whose types a cell meets without an #r. Each costs time in every cell, so not all of them.</summary>
    private static IEnumerable<string> Framework() => new[]
    {
        "System.Runtime", "System.Runtime.Extensions", "System.Runtime.InteropServices", "System.Runtime.Numerics", "System.Collections",
        "System.Collections.Concurrent", "System.Collections.Immutable", "System.ComponentModel.Primitives", "System.Console", "System.Diagnostics.Process",
        "System.IO", "System.Linq", "System.Linq.Expressions", "System.Memory", "System.Net.Http", "System.Net.Primitives", "System.ObjectModel",
        "System.Private.Uri", "System.Text.Encoding.Extensions", "System.Text.Json", "System.Text.RegularExpressions", "System.Threading",
        "System.Threading.Tasks.Parallel", "System.Threading.Thread", "netstandard",
    }.Select(name => Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, name + ".dll"));
}
