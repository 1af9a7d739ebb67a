using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReluDc.Engine;

/// <summary>What can be called where a reader writes arguments: every overload, with its parameters and what is known of them.</summary>
internal static class SignatureHelp
{
    /// <summary>The content of a signature_reply.</summary>
    /// <param name="document">The cell.</param>
    /// <param name="cursor">Where the reader writes.</param>
    public static JsonObject At(Document document, int cursor)
    {
        var root = document.GetSyntaxRootAsync().GetAwaiter().GetResult()!;
        var model = document.GetSemanticModelAsync().GetAwaiter().GetResult()!;
        var arguments = root.FindToken(Math.Max(0, cursor - 1)).Parent?.AncestorsAndSelf().OfType<BaseArgumentListSyntax>()
            .FirstOrDefault(list => list.SpanStart < cursor && cursor <= (EndOf(list) ?? int.MaxValue));
        if (arguments is null)
            return Reply([], 0, 0);
        var given = arguments.Arguments.GetSeparators().Count(comma => comma.Span.End <= cursor);
        var callable = Callable(arguments.Parent, model).DistinctBy(symbol => symbol.ToDisplayString()).ToArray();
        var fits = Array.FindIndex(callable, symbol => Parameters(symbol).Length > given || Parameters(symbol) is [.., { IsParams: true }]);
        return Reply(callable.Select(symbol => Signature(symbol, model, cursor)), Math.Max(0, fits), given);
    }

    /// <summary>Where the list's closing bracket begins; null if it is not written yet.</summary>
    private static int? EndOf(BaseArgumentListSyntax list) => list switch
    {
        ArgumentListSyntax { CloseParenToken: { IsMissing: false } end } => end.SpanStart,
        BracketedArgumentListSyntax { CloseBracketToken: { IsMissing: false } end } => end.SpanStart,
        _ => null,
    };

    private static IEnumerable<ISymbol> Callable(SyntaxNode? call, SemanticModel model) => call switch
    {
        InvocationExpressionSyntax { Expression: var called } => model.GetMemberGroup(called) is { Length: > 0 } group
            ? group : model.GetTypeInfo(called).Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } ? [invoke] : [],
        BaseObjectCreationExpressionSyntax creation => model.GetTypeInfo(creation).Type is INamedTypeSymbol type
            ? type.InstanceConstructors.Where(one => one.DeclaredAccessibility == Accessibility.Public) : [],
        ElementAccessExpressionSyntax access => model.GetTypeInfo(access.Expression).Type is { } type
            ? type.GetMembers().OfType<IPropertySymbol>().Where(property => property.IsIndexer) : [],
        _ => [],
    };

    private static System.Collections.Immutable.ImmutableArray<IParameterSymbol> Parameters(ISymbol symbol) =>
        symbol is IPropertySymbol property ? property.Parameters : ((IMethodSymbol)symbol).Parameters;

    private static JsonNode Signature(ISymbol symbol, SemanticModel model, int cursor) => new JsonObject
    {
        ["label"] = symbol.ToMinimalDisplayString(model, cursor),
        ["documentation"] = Documentation(symbol, "summary"),
        ["parameters"] = new JsonArray([.. Parameters(symbol).Select(parameter => (JsonNode)new JsonObject
        {
            ["label"] = parameter.ToMinimalDisplayString(model, cursor),
            ["documentation"] = Documentation(symbol, $"param[@name='{parameter.Name}']"),
        })]),
    };

    private static string Documentation(ISymbol symbol, string element)
    {
        try
        {
            return symbol.GetDocumentationCommentXml() is { Length: > 0 } xml
                && System.Xml.XPath.Extensions.XPathSelectElement(System.Xml.Linq.XElement.Parse($"<doc>{xml}</doc>"), "//" + element)
                    is { } found ? string.Join(' ', found.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : "";
        }
        catch (System.Xml.XmlException)
        {
            return "";
        }
    }

    private static JsonObject Reply(IEnumerable<JsonNode> signatures, int signature, int parameter) => new()
    {
        ["signatures"] = new JsonArray([.. signatures]), ["active_signature"] = signature, ["active_parameter"] = parameter,
    };
}
