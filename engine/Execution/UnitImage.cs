using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Scripting;

namespace ReluDc.Engine;

/// <summary>Part of a cell as the compiler made it: a program that this process or a later one can load.</summary>
/// <param name="ClassName">The class that it became; empty if there is nothing to run.</param>
/// <param name="EndsInValue">Whether it ends in a value, which may be null.</param>
/// <param name="Program">The program.</param>
/// <param name="Symbols">Its line numbers; null for a part of one line.</param>
/// <param name="Entry">The type and the method that run it; null if there is nothing to run.</param>
internal sealed record UnitImage(string ClassName, bool EndsInValue, byte[] Program, byte[]? Symbols, (string Type, string Method)? Entry)
{
    /// <summary>Compiles a part of a cell.</summary>
    /// <returns>What it became, null if it does not compile; and what the compiler said.</returns>
    public static (UnitImage? Image, ImmutableArray<Diagnostic> Said) Of(Script script, CancellationToken cancellation)
    {
        var compilation = script.GetCompilation();
        var read = compilation.GetParseDiagnostics(cancellation);
        if (read.Any(one => one.Severity == DiagnosticSeverity.Error))
            return (null, read); // what cannot be read is not worth what else would be said of it
        using var program = new MemoryStream();
        using var symbols = script.Options.EmitDebugInformation ? new MemoryStream() : null;
        var result = compilation.Emit(program, symbols,
            options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: cancellation);
        if (!result.Success)
        {
            var said = result.Diagnostics.Length > 0 ? result.Diagnostics : compilation.GetDiagnostics(cancellation);
            // of a cell without any code nothing is made, and nothing is wrong with it
            return (said.Any(one => one.Severity == DiagnosticSeverity.Error) ? null : new("", false, [], null, null), said);
        }
        var entry = compilation.GetEntryPoint(cancellation);
        return (new(compilation.ScriptClass?.Name ?? "", CellCompilation.EndsInValue(script), program.ToArray(), symbols?.ToArray(),
            entry is null ? null : (entry.ContainingType.MetadataName, entry.MetadataName)), result.Diagnostics);
    }
}
