using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace ReluDc.Engine;

/// <summary>Compiles cells, each after the one before it, with checkpoints in them.</summary>
/// <param name="directory">The folder against which cells resolve paths.</param>
/// <param name="build">Makes a program of a cell, and gives back what the compiler said.</param>
internal sealed class CellCompiler(string directory, Func<Script, CancellationToken, ImmutableArray<Diagnostic>> build)
{
    // a name, a member, an extension method, a type that was forwarded, a member that the compiler itself needs, an assembly
    private static readonly HashSet<string> missing =
        ["CS0103", "CS0234", "CS0246", "CS0400", "CS1061", "CS0117", "CS1069", "CS1070", "CS0656", "CS0518", "CS0012", "CS1935", "CS8179"];

    private readonly ScriptOptions first = CellLanguage.First(directory);
    private readonly ScriptOptions later = CellLanguage.Later(directory);

    /// <summary>Compiles a cell.</summary>
    /// <param name="code">Its text, without what is no C#.</param>
    /// <param name="name">What the traceback calls it.</param>
    /// <param name="before">The cell before it; null for the first.</param>
    /// <param name="assemblies">What it refers to besides.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The cell, and what the compiler said, in the cell's own lines and columns.</returns>
    public (Script<object> Script, ImmutableArray<Diagnostic> Said) Compile(
        string code, string name, Script? before, IReadOnlyList<string> assemblies, CancellationToken cancellation)
    {
        // Line numbers take a sixth of the time of a small cell, and in a cell of one line they are known.
        var options = (before is null ? first : later).WithFilePath(name).WithEmitDebugInformation(code.Contains('\n'))
            .AddReferences(assemblies.Select(path => MetadataReference.CreateFromFile(path)));
        var (script, said) = Watched(code, before, options, cancellation);
        return said.Any(IsMissing) ? Extended(code, before, options, cancellation) : (script, said);
    }

    /// <summary>The cell with checkpoints; without them where they do not compile, for the reader's own columns.</summary>
    private (Script<object> Script, ImmutableArray<Diagnostic> Said) Watched(
        string code, Script? before, ScriptOptions options, CancellationToken cancellation)
    {
        var plain = new Lazy<Script<object>>(() => Script(code, before, options));
        foreach (var watched in CheckpointWriter.Write(code, () => Model(plain.Value)))
        {
            var script = watched == code ? plain.Value : Script(watched, before, options);
            var said = build(script, cancellation);
            if (!HasErrors(said))
                return (script, said.Any(IsWarning) ? plain.Value.GetCompilation().GetDiagnostics(cancellation) : []);
            if (watched == code)
                return (script, said);
        }
        return (plain.Value, build(plain.Value, cancellation));
    }

    /// <summary>
    /// The cell with all of the class library in reach, and if need be the names of HTML elements, of which it keeps what it needs.
    /// </summary>
    private (Script<object> Script, ImmutableArray<Diagnostic> Said) Extended(
        string code, Script? before, ScriptOptions options, CancellationToken cancellation)
    {
        (Script<object>, ImmutableArray<Diagnostic>)? failed = null;
        foreach (var reach in new[] { options, options.AddImports(CellLanguage.Tags) })
        {
            var script = Script(code, before, reach.AddReferences(CellLanguage.ClassLibrary));
            var compilation = script.GetCompilation();
            var said = compilation.GetDiagnostics(cancellation);
            if (HasErrors(said))
            {
                failed ??= (script, said);
                continue;
            }
            var used = compilation.GetUsedAssemblyReferences(cancellation).ToHashSet();
            return Watched(code, before, reach.AddReferences(CellLanguage.ClassLibrary.Where(used.Contains)), cancellation);
        }
        return failed!.Value;
    }

    private Script<object> Script(string code, Script? before, ScriptOptions options) => before is null
        ? CSharpScript.Create<object>(code, options)
        : before.ContinueWith<object>(code, options);

    private static SemanticModel Model(Script script) =>
        script.GetCompilation() is var compilation ? compilation.GetSemanticModel(compilation.SyntaxTrees.Last()) : null!;

    private static bool HasErrors(ImmutableArray<Diagnostic> said) => said.Any(d => d.Severity == DiagnosticSeverity.Error);

    private static bool IsWarning(Diagnostic said) => said.Severity == DiagnosticSeverity.Warning;

    private static bool IsMissing(Diagnostic said) => said.Severity == DiagnosticSeverity.Error && missing.Contains(said.Id);
}
