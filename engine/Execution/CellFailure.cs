using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;

namespace ReluDc.Engine;

/// <summary>Why a cell failed, in the cell's own line numbers.</summary>
/// <param name="Name">The exception's type name, or "CompilationError".</param>
/// <param name="Message">What it says.</param>
/// <param name="Traceback">Where, line by line.</param>
internal sealed record CellFailure(string Name, string Message, ImmutableArray<string> Traceback)
{
    private const int MostCauses = 10;

    // that an assembly was built against an older version of another; a missing documentation comment
    private static readonly string[] ofNoInterest = ["CS1701", "CS1702", "CS1591"];

    /// <summary>The compiler's errors.</summary>
    /// <param name="diagnostics">What it said.</param>
    /// <param name="cell">The cell's name: an error elsewhere lies in a file that the cell loads, and names that.</param>
    /// <param name="compilation">Knows what could have been meant; null if nothing does.</param>
    public static CellFailure Of(IEnumerable<Diagnostic> diagnostics, string cell, Compilation? compilation = null)
    {
        var errors = diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).OrderBy(d => d.Location.SourceSpan.Start)
            .Select(d => $"{Line(d, cell)}{(ScriptAdvice.For(d, compilation) is { } advice ? $"; {advice}" : "")}").ToImmutableArray();
        return new("CompilationError", errors[0], errors);
    }

    /// <summary>A part of a cell in a language that does not run.</summary>
    /// <param name="part">The part.</param>
    /// <param name="known">The languages that do.</param>
    public static CellFailure OfLanguage(CellPart part, string known)
    {
        var reason = $"the cell is {part.LanguageName}; {known} run here";
        return new("UnknownLanguage", reason, [reason]);
    }

    /// <summary>What the compiler warns of, a line each.</summary>
    public static string Warnings(IEnumerable<Diagnostic> diagnostics, string cell) =>
        string.Concat(diagnostics.Where(d => d.Severity == DiagnosticSeverity.Warning && !IsOfNoInterest(d))
            .Select(d => $"{Line(d, cell)}\n"));

    /// <summary>Whether the compiler says what readers need not know.</summary>
    public static bool IsOfNoInterest(Diagnostic said) => ofNoInterest.Contains(said.Id);

    private static string Line(Diagnostic said, string cell)
    {
        var span = said.Location.GetMappedLineSpan();
        var start = span.StartLinePosition;
        return (span.Path is { Length: > 0 } path && path != cell ? $"{Path.GetFileName(path)}, " : "")
            + $"line {start.Line + 1}, column {start.Character + 1}: {(said.Severity == DiagnosticSeverity.Warning ? "warning " : "")}"
            + $"{said.Id}: {said.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
    }

    /// <summary>An exception, with those of its frames that lie in cells or in what they called.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="oneLiners">Cells of one line, which have no line numbers, by the class that they became.</param>
    /// <param name="renamed">Names of cells, by those that they have in their programs; null where these are the same.</param>
    public static CellFailure Of(Exception exception, IReadOnlyDictionary<string, string>? oneLiners = null,
        IReadOnlyDictionary<string, string>? renamed = null)
    {
        var thrown = exception is AggregateException { InnerExceptions: [var only] } ? only : exception;
        var frames = new StackTrace(thrown, fNeedFileInfo: true).GetFrames()
            .TakeWhile(frame => frame.GetMethod()?.DeclaringType?.FullName?.StartsWith("Microsoft.CodeAnalysis.Scripting",
                StringComparison.Ordinal) != true)
            .Select(frame => Describe(frame, oneLiners, renamed)).OfType<string>().Distinct().Take(20);
        var name = thrown is CellStackOverflowException or InsufficientExecutionStackException ? "StackOverflow" : thrown.GetType().Name;
        return new(name, thrown.Message, [$"{name}: {thrown.Message}", .. frames, .. Causes(thrown).Take(MostCauses)]);
    }

    private static IEnumerable<string> Causes(Exception exception) =>
        (exception is AggregateException several ? several.InnerExceptions : (IEnumerable<Exception?>)[exception.InnerException])
        .OfType<Exception>().SelectMany(cause => Causes(cause).Prepend($"caused by {cause.GetType().Name}: {cause.Message}"));

    /// <summary>The content of an error message.</summary>
    public JsonObject ToJson() => new()
    {
        ["ename"] = Name,
        ["evalue"] = Message,
        ["traceback"] = new JsonArray([.. Traceback.Select(line => (JsonNode)line)]),
    };

    private static string? Describe(StackFrame frame, IReadOnlyDictionary<string, string>? oneLiners,
        IReadOnlyDictionary<string, string>? renamed)
    {
        var method = frame.GetMethod();
        if (method?.DeclaringType is not { } type
            || type.Namespace is "System.Runtime.ExceptionServices" or "System.Runtime.CompilerServices"
            || type.Assembly == typeof(CellFailure).Assembly || method.Name.Contains("ThrowAsync", StringComparison.Ordinal))
            return null; // how await passes exceptions on, and how a cell is run, is of no interest
        if (!type.FullName!.StartsWith("Submission#", StringComparison.Ordinal))
            return $"  at {type.Name}.{method.Name}";
        if (oneLiners?.TryGetValue(type.FullName.Split('+')[0], out var cell) == true)
            return $"  at {cell}, line 1";
        var file = Path.GetFileName(frame.GetFileName()) ?? "";
        return frame.GetFileLineNumber() is > 0 and var line ? $"  at {renamed?.GetValueOrDefault(file) ?? file}, line {line}" : null;
    }
}
