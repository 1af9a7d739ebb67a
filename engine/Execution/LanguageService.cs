using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.QuickInfo;

namespace ReluDc.Engine;

/// <summary>What a reader who writes a cell asks: how to go on, what something is, whether the cell is whole.</summary>
internal sealed class LanguageService(CSharpSession session)
{
    // a comment, a verbatim string, a raw string that has no end yet
    private static readonly string[] MayGoOn = ["CS1035", "CS1039", "CS8997"];

    private readonly SubmissionWorkspace cells = new(session);

    /// <summary>Answers a complete_request.</summary>
    public JsonObject Complete(JsonObject content)
    {
        var code = content.Text("code");
        var cursor = CodePoints.ToIndex(code, content.Number("cursor_pos", int.MaxValue));
        var document = cells.With(code);
        var list = CompletionService.GetService(document)!.GetCompletionsAsync(document, cursor).GetAwaiter().GetResult();
        var start = Math.Min(list.Span.Start, cursor);
        var typed = code[start..cursor];
        CompletionItem[] items = [.. list.ItemsList.Where(item => item.FilterText.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .DistinctBy(Inserted)
            .OrderByDescending(item => item.FilterText.StartsWith(typed, StringComparison.Ordinal))
            .ThenBy(item => item.SortText, StringComparer.OrdinalIgnoreCase)];
        var (from, to) = (CodePoints.FromIndex(code, start), CodePoints.FromIndex(code, cursor));
        return new()
        {
            ["matches"] = new JsonArray([.. items.Select(item => (JsonNode)Inserted(item))]),
            ["cursor_start"] = from,
            ["cursor_end"] = to,
            ["metadata"] = new JsonObject
            {
                ["_jupyter_types_experimental"] = new JsonArray([.. items.Select(item => (JsonNode)new JsonObject
                {
                    ["text"] = Inserted(item),
                    ["type"] = item.Tags.IsEmpty ? "" : item.Tags[0].ToLowerInvariant(),
                    ["start"] = from,
                    ["end"] = to,
                })]),
            },
        };
    }

    /// <summary>Answers an inspect_request.</summary>
    public JsonObject Inspect(JsonObject content)
    {
        var code = content.Text("code");
        var cursor = CodePoints.ToIndex(code, content.Number("cursor_pos", int.MaxValue));
        var document = cells.With(code);
        var service = QuickInfoService.GetService(document)!;
        var tree = document.GetSyntaxRootAsync().GetAwaiter().GetResult()!;
        var info = Places(tree, cursor).Select(place => service.GetQuickInfoAsync(document, place).GetAwaiter().GetResult())
            .FirstOrDefault(found => found is not null);
        var text = info is null
            ? null
            : string.Join("\n\n", info.Sections.Select(section => section.Text.Trim().ReplaceLineEndings("\n"))
            .Where(section => section.Length > 0));
        return new()
        {
            ["found"] = text is not null,
            ["data"] = text is null ? [] : new JsonObject { ["text/plain"] = text },
            ["metadata"] = new JsonObject(),
        };
    }

    /// <summary>Answers a signature_request: what can be called where the cursor is. Not part of Jupyter's protocol.</summary>
    public JsonObject Signatures(JsonObject content)
    {
        var code = content.Text("code");
        return SignatureHelp.At(cells.With(code), CodePoints.ToIndex(code, content.Number("cursor_pos", int.MaxValue)));
    }

    /// <summary>
    /// Answers a diagnostics_request: what the compiler would say of a cell; lines and columns from 0. Not part of Jupyter's protocol.
    /// </summary>
    public JsonObject Diagnose(JsonObject content)
    {
        var document = cells.With(CellCommands.WithoutCommands(content.Text("code")));
        var said = document.GetSemanticModelAsync().GetAwaiter().GetResult()!.GetDiagnostics()
            .Where(one => one.Severity is DiagnosticSeverity.Error or DiagnosticSeverity.Warning && !CellFailure.IsOfNoInterest(one));
        return new()
        {
            ["diagnostics"] = new JsonArray([.. said.Select(one => one.Location.GetLineSpan() is var span ? (JsonNode)new JsonObject
            {
                ["severity"] = one.Severity == DiagnosticSeverity.Error ? "error" : "warning",
                ["code"] = one.Id,
                ["message"] = one.GetMessage(System.Globalization.CultureInfo.InvariantCulture)
                    + (ScriptAdvice.For(one, null) is { } advice ? $"; {advice}" : ""),
                ["start"] = new JsonObject { ["line"] = span.StartLinePosition.Line, ["character"] = span.StartLinePosition.Character },
                ["end"] = new JsonObject { ["line"] = span.EndLinePosition.Line, ["character"] = span.EndLinePosition.Character },
            } : null)]),
        };
    }

    /// <summary>Answers an is_complete_request.</summary>
    public JsonObject IsComplete(JsonObject content)
    {
        var code = content.Text("code");
        var tree = CSharpSyntaxTree.ParseText(code, CellLanguage.Parsing);
        var errors = tree.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToArray();
        if (SyntaxFactory.IsCompleteSubmission(tree))
            return new() { ["status"] = errors.Length == 0 ? "complete" : "invalid" };
        // What is missing at the end may still be written; what is wrong before it stays wrong.
        return errors.Any(error => error.Location.SourceSpan.Start < code.TrimEnd().Length && !MayGoOn.Contains(error.Id))
            ? new() { ["status"] = "invalid" }
            : new() { ["status"] = "incomplete", ["indent"] = Indent(tree.GetRoot()) };
    }

    /// <summary>
    /// Where to look for what the reader means: at the cursor, right before it, or, between the brackets of a call, at what is called.
    /// </summary>
    private static IEnumerable<int> Places(SyntaxNode tree, int cursor)
    {
        foreach (var place in cursor > 0 ? new[] { cursor, cursor - 1 } : [cursor])
            // who stands on a number means the call around it
            if (!tree.FindToken(Math.Min(place, Math.Max(0, tree.FullSpan.End - 1))).Parent.IsKind(SyntaxKind.NumericLiteralExpression))
                yield return place;
        var call = tree.FindToken(Math.Max(0, cursor - 1)).Parent?.AncestorsAndSelf()
            .FirstOrDefault(node => node is InvocationExpressionSyntax or ObjectCreationExpressionSyntax);
        if (call is InvocationExpressionSyntax invocation)
            yield return invocation.Expression is MemberAccessExpressionSyntax member
                ? member.Name.SpanStart
                : invocation.Expression.SpanStart;
        if (call is ObjectCreationExpressionSyntax creation)
            yield return creation.Type.SpanStart;
    }

    /// <summary>Four spaces for every bracket that is still open.</summary>
    private static string Indent(SyntaxNode root)
    {
        var depth = root.DescendantTokens().Sum(token => token.IsMissing ? 0 : token.Kind() switch
        {
            SyntaxKind.OpenBraceToken or SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken => 1,
            SyntaxKind.CloseBraceToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken => -1,
            _ => 0,
        });
        return new(' ', 4 * Math.Max(0, depth));
    }

    private static string Inserted(CompletionItem item) => item.Properties.GetValueOrDefault("InsertionText") ?? item.DisplayText;
}
