using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;

namespace ReluDc.Engine;

/// <summary>What a reader who writes a cell asks of the kernels: how to go on, what something is, whether the cell is whole.</summary>
/// <param name="kernel">The kernels.</param>
internal sealed class LanguageAnswers(CompositeKernel kernel)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Answers a complete_request.</summary>
    public JsonObject Complete(JsonObject content)
    {
        var (code, cursor) = Place(content);
        var items = Ask(new RequestCompletions(code, At(code, cursor))).OfType<CompletionsProduced>()
            .SelectMany(found => found.Completions).ToArray();
        var start = cursor;
        var isCommand = IsCommand(code[..cursor].Split('\n')[^1]);
        while (start > 0 && (char.IsLetterOrDigit(code[start - 1]) || code[start - 1] == '_'
            || (isCommand && code[start - 1] is '!' or '#' or '-')))
            start--;
        var typed = code[start..cursor];
        string[] matches = [.. items.Select(item => item.InsertTextFormat is null ? item.InsertText : item.DisplayText).Distinct()
            .Where(text => text.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(text => text.StartsWith(typed, StringComparison.Ordinal))
            .ThenBy(text => text, StringComparer.OrdinalIgnoreCase)];
        return new()
        {
            ["matches"] = new JsonArray([.. matches.Select(text => (JsonNode)text)]),
            ["cursor_start"] = CodePoints.FromIndex(code, start),
            ["cursor_end"] = CodePoints.FromIndex(code, cursor),
            ["metadata"] = new JsonObject(),
        };
    }

    /// <summary>Answers an inspect_request.</summary>
    public JsonObject Inspect(JsonObject content)
    {
        var (code, cursor) = Place(content);
        var text = Ask(new RequestHoverText(code, At(code, cursor))).OfType<HoverTextProduced>().FirstOrDefault()?.Content.First().Value;
        return new()
        {
            ["found"] = text is not null,
            ["data"] = text is null ? [] : new JsonObject { ["text/markdown"] = text, ["text/plain"] = text },
            ["metadata"] = new JsonObject(),
        };
    }

    /// <summary>Answers an is_complete_request.</summary>
    public JsonObject IsComplete(JsonObject content)
    {
        var code = content.Text("code");
        if (code.Split('\n').Any(IsCommand))
            return new() { ["status"] = "unknown" }; // it is not C# alone
        var tree = CSharpSyntaxTree.ParseText(code, CellLanguage.Parsing);
        var hasErrors = tree.GetDiagnostics().Any(said => said.Severity == DiagnosticSeverity.Error);
        return !SyntaxFactory.IsCompleteSubmission(tree)
            ? new() { ["status"] = "incomplete", ["indent"] = "" }
            : new() { ["status"] = hasErrors ? "invalid" : "complete" };
    }

    private static bool IsCommand(string line) => line.TrimStart().StartsWith("#!", StringComparison.Ordinal);

    private KernelEvent[] Ask(KernelCommand question)
    {
        var asked = kernel.SendAsync(question, CancellationToken.None);
        return asked.Wait(Patience) ? [.. asked.Result.Events] : [];
    }

    private static (string Code, int Cursor) Place(JsonObject content)
    {
        var code = content.Text("code");
        return (code, CodePoints.ToIndex(code, content.Number("cursor_pos", int.MaxValue)));
    }

    private static LinePosition At(string code, int cursor)
    {
        var before = code.AsSpan(0, cursor);
        return new(before.Count('\n'), cursor - (before.LastIndexOf('\n') + 1));
    }
}
