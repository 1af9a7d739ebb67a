using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;
using CodeAnalysis = Microsoft.CodeAnalysis;

namespace ReluDc.Engine;

/// <summary>
/// Prepares C# code for the kernel that compiles it: with checkpoints at which it can be stopped, and under the cell's name and lines,
/// which errors then name.
/// </summary>
internal sealed class ScriptCompiler
{
    private readonly CSharpKernel kernel;
    private string cell = "";
    private string name = "";
    private string part = ""; // the last that was prepared, without checkpoints
    private int from; // where the next part of the cell is looked for

    public ScriptCompiler(CSharpKernel kernel)
    {
        this.kernel = kernel;
        Options(kernel) = Options(kernel)
            .AddReferences(typeof(Checkpoint).Assembly, typeof(Displays).Assembly)
            .WithEmitDebugInformation(true)
            .WithFileEncoding(Encoding.UTF8);
    }

    /// <summary>A cell begins, of which parts are C#.</summary>
    /// <param name="code">All of it.</param>
    /// <param name="called">What errors call it.</param>
    public void Begin(string code, string called) => (cell, name, from) = (code, called, 0);

    /// <summary>A part of the cell, or code that the cell made, as it is to be compiled.</summary>
    public SubmitCode Prepared(SubmitCode command)
    {
        part = command.Code;
        if (part.Length > 0 && cell.IndexOf(part, from, StringComparison.Ordinal) is >= 0 and var start)
        {
            from = start + part.Length;
            Options(kernel) = Options(kernel).WithFilePath(name);
            var before = cell.AsSpan(0, start);
            // so that lines and columns are the cell's
            part = new string('\n', before.Count('\n')) + new string(' ', start - (before.LastIndexOf('\n') + 1)) + part;
        }
        SetCode(command, Watched());
        return command;
    }

    /// <summary>The part with as many checkpoints as compile.</summary>
    private string Watched()
    {
        var script = new Lazy<Script<object>>(() => Script(part));
        var variants = CheckpointWriter.Write(part, () => Model(script.Value)).ToArray();
        return variants.SkipLast(1).FirstOrDefault(Compiles) ?? variants[^1];
    }

    private bool Compiles(string code) =>
        !Script(code).GetCompilation().GetDiagnostics().Any(said => said.Severity == CodeAnalysis.DiagnosticSeverity.Error);

    private static CodeAnalysis.SemanticModel Model(Script<object> script) =>
        script.GetCompilation() is var compilation ? compilation.GetSemanticModel(compilation.SyntaxTrees.Last()) : null!;

    private Script<object> Script(string code) => kernel.ScriptState is { } state
        ? state.Script.ContinueWith(code, Options(kernel))
        : CSharpScript.Create(code, Options(kernel));

    /// <summary>Why a cell failed, in the cell's own lines.</summary>
    public CellFailure Explain(CommandFailed failed) => failed.Exception switch
    {
        { InnerException: CompilationErrorException { Diagnostics: var said } } => CellFailure.Of(InReadersColumns(said), name),
        { } exception => CellFailure.Of(exception),
        null => new("CommandFailed", Lines(failed)[0], Lines(failed)),
    };

    private static ImmutableArray<string> Lines(CommandFailed failed) => [.. failed.Message.Split('\n', StringSplitOptions.TrimEntries)];

    /// <summary>The same errors without checkpoints, which move columns.</summary>
    private ImmutableArray<CodeAnalysis.Diagnostic> InReadersColumns(ImmutableArray<CodeAnalysis.Diagnostic> said)
    {
        var errors = Script(part).Compile();
        return errors.Any(error => error.Severity == CodeAnalysis.DiagnosticSeverity.Error) ? errors : said;
    }

    // The kernel takes neither from outside. Both are looked up when this class is first used: another version of it would not start.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_scriptOptions")]
    private static extern ref ScriptOptions Options(CSharpKernel kernel);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Code")]
    private static extern void SetCode(SubmitCode command, string code);
}
