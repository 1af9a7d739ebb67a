using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReluDc.Engine;

/// <summary>
/// Puts a checkpoint into every round of every loop of a cell and at the start of every function, since a function may call itself. Lines
/// keep their numbers.
/// </summary>
internal sealed class CheckpointWriter
{
    private static readonly string Pass = $" global::{typeof(Checkpoint).FullName}.{nameof(Checkpoint.Pass)}";
    private static readonly string Enter = $" global::{typeof(Checkpoint).FullName}.{nameof(Checkpoint.Enter)}();";

    private readonly List<(int Position, string Text)> insertions = [];
    private readonly Func<SemanticModel>? model; // null: leave expressions alone
    private bool needsModel;

    private CheckpointWriter(Func<SemanticModel>? model) => this.model = model;

    /// <summary>The cell with checkpoints, the densest first; the same text alone if it needs none.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="model">What the compiler knows of it; asked only if it has lambda or query expressions.</param>
    public static IEnumerable<string> Write(string code, Func<SemanticModel> model)
    {
        if (!code.Contains('{') && !code.Contains('(') && !code.Contains("=>", StringComparison.Ordinal) && !code.Contains('\n')
            && !code.Contains("while", StringComparison.Ordinal) && !code.Contains("from", StringComparison.Ordinal)
            && !code.Contains("for", StringComparison.Ordinal) && !code.Contains("goto", StringComparison.Ordinal)
            && !code.Contains("do", StringComparison.Ordinal))
        {
            yield return code; // spares a small cell the parsing
            yield break;
        }
        var root = CSharpSyntaxTree.ParseText(code, CellLanguage.Parsing).GetRoot();
        var loops = new CheckpointWriter(null);
        loops.Mark(root);
        if (loops.needsModel)
        {
            var all = new CheckpointWriter(model);
            all.Mark(model().SyntaxTree.GetRoot());
            if (all.insertions.Count > loops.insertions.Count)
                yield return all.In(code);
        }
        yield return loops.In(code);
    }

    private string In(string code)
    {
        var text = new System.Text.StringBuilder(code);
        foreach (var (position, added) in insertions.OrderByDescending(insertion => insertion.Position))
            text.Insert(position, added);
        return text.ToString();
    }

    private void Mark(SyntaxNode root)
    {
        foreach (var node in root.DescendantNodesAndSelf())
            switch (node)
            {
                case WhileStatementSyntax loop:
                    InBody(loop.Statement);
                    break;
                case DoStatementSyntax loop:
                    InBody(loop.Statement);
                    break;
                case ForStatementSyntax loop:
                    InBody(loop.Statement);
                    break;
                case CommonForEachStatementSyntax loop:
                    InBody(loop.Statement);
                    break;
                case LabeledStatementSyntax label:
                    insertions.Add((label.ColonToken.Span.End, Pass + "();"));
                    break;
                case MethodDeclarationSyntax method:
                    InFunction(method.Body, method.ExpressionBody, method.SemicolonToken, method.Modifiers, GivesValue(method.ReturnType));
                    break;
                case LocalFunctionStatementSyntax function:
                    InFunction(function.Body, function.ExpressionBody, function.SemicolonToken, function.Modifiers,
                        GivesValue(function.ReturnType));
                    break;
                case ConstructorDeclarationSyntax constructor:
                    InFunction(constructor.Body, constructor.ExpressionBody, constructor.SemicolonToken, constructor.Modifiers, false);
                    break;
                case OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax:
                    var @operator = (BaseMethodDeclarationSyntax)node;
                    InFunction(@operator.Body, @operator.ExpressionBody, @operator.SemicolonToken, @operator.Modifiers, true);
                    break;
                case AccessorDeclarationSyntax accessor:
                    InFunction(accessor.Body, accessor.ExpressionBody, accessor.SemicolonToken, accessor.Modifiers,
                        accessor.IsKind(SyntaxKind.GetAccessorDeclaration));
                    break;
                case PropertyDeclarationSyntax property:
                    InGetter(property.ExpressionBody, property.SemicolonToken);
                    break;
                case IndexerDeclarationSyntax indexer:
                    InGetter(indexer.ExpressionBody, indexer.SemicolonToken);
                    break;
                case AnonymousMethodExpressionSyntax method:
                    InBlock(method.Block, Enter);
                    break;
                case LambdaExpressionSyntax lambda:
                    InLambda(lambda);
                    break;
                case InvocationExpressionSyntax call:
                    InCall(call, call.ArgumentList);
                    break;
                case WhereClauseSyntax clause:
                    InQuery(clause, clause.Condition);
                    break;
                case LetClauseSyntax clause:
                    InQuery(clause, clause.Expression);
                    break;
                case SelectClauseSyntax clause:
                    InQuery(clause, clause.Expression);
                    break;
            }
    }

    private static bool GivesValue(TypeSyntax type) => type is not PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };

    /// <summary>In a lambda that is compiled, not read as an expression tree: what it computes is put into a block.</summary>
    private void InLambda(LambdaExpressionSyntax node)
    {
        InBlock(node.Block, Enter);
        if (node.ExpressionBody is not { } body || body is ThrowExpressionSyntax)
            return;
        needsModel = true;
        if (model?.Invoke() is not { } known || IsTree(node, known) || known.GetSymbolInfo(node).Symbol is not IMethodSymbol lambda)
            return;
        var gives = lambda.ReturnsVoid || lambda.IsAsync && lambda.ReturnType is INamedTypeSymbol { IsGenericType: false }
            ? " " : " return ";
        insertions.Add((body.SpanStart, "{" + Enter + gives));
        insertions.Add((body.Span.End, "; }"));
    }

    /// <summary>A function that can be cancelled, and is called without a token, gets one.</summary>
    private void InCall(ExpressionSyntax call, ArgumentListSyntax arguments)
    {
        if (arguments.CloseParenToken.IsMissing)
            return;
        needsModel = true;
        if (model?.Invoke() is not { } known || known.GetSymbolInfo(call).Symbol is not IMethodSymbol { Parameters: [.., _] parameters }
            || parameters.FirstOrDefault(IsToken) is not { } token || parameters.Any(parameter => parameter.IsParams)
            || arguments.Arguments.Count > token.Ordinal
                || arguments.Arguments.Any(one => one.NameColon?.Name.Identifier.ValueText == token.Name)
            || IsTree(call, known))
            return;
        insertions.Add((arguments.CloseParenToken.SpanStart, (arguments.Arguments.Count > 0 ? ", " : "")
            + $"@{token.Name}: global::{typeof(Checkpoint).FullName}.{nameof(Checkpoint.Token)}"));
    }

    private static bool IsToken(IParameterSymbol parameter) => parameter.IsOptional
        && parameter.Type is { Name: nameof(CancellationToken), ContainingNamespace.Name: nameof(System.Threading) };

    private static bool IsTree(SyntaxNode node, SemanticModel model) => node.AncestorsAndSelf().OfType<LambdaExpressionSyntax>()
        .Any(lambda => model.GetTypeInfo(lambda).ConvertedType is { Name: "Expression" or "LambdaExpression" });

    /// <summary>In a query over a sequence; one that is translated, into SQL say, would not know the checkpoint.</summary>
    private void InQuery(SyntaxNode clause, ExpressionSyntax expression)
    {
        needsModel = true;
        if (model?.Invoke() is not { } known || known.GetTypeInfo(expression).Type is not { IsRefLikeType: false } || IsTree(clause, known)
            || clause.Ancestors().OfType<QueryExpressionSyntax>().Any(query => IsTranslated(query, known)))
            return;
        insertions.Add((expression.SpanStart, Pass.TrimStart() + "("));
        insertions.Add((expression.Span.End, ")"));
    }

    private static bool IsTranslated(QueryExpressionSyntax query, SemanticModel model) =>
        model.GetTypeInfo(query.FromClause.Expression).Type is not { } type
        || type.AllInterfaces.Prepend(type).Any(one => one.Name == nameof(IQueryable));

    private void InFunction(BlockSyntax? block, ArrowExpressionClauseSyntax? arrow, SyntaxToken semicolon,
        SyntaxTokenList modifiers, bool givesValue)
    {
        InBlock(block, Enter);
        if (arrow is null || semicolon.IsMissing || modifiers.Any(SyntaxKind.AsyncKeyword) || arrow.Expression is ThrowExpressionSyntax)
            return;
        insertions.Add((arrow.ArrowToken.SpanStart, "{" + Enter + (givesValue ? " return" : "") + " /*"));
        insertions.Add((arrow.ArrowToken.Span.End, "*/"));
        insertions.Add((semicolon.Span.End, " }"));
    }

    private void InGetter(ArrowExpressionClauseSyntax? arrow, SyntaxToken semicolon)
    {
        if (arrow is null || semicolon.IsMissing || arrow.Expression is ThrowExpressionSyntax)
            return;
        insertions.Add((arrow.ArrowToken.SpanStart, "{ get {" + Enter + " return /*"));
        insertions.Add((arrow.ArrowToken.Span.End, "*/"));
        insertions.Add((semicolon.Span.End, " } }"));
    }

    private void InBody(StatementSyntax body)
    {
        if (body is BlockSyntax block)
        {
            InBlock(block, Pass + "();");
            return;
        }
        insertions.Add((body.SpanStart, "{" + Pass + "(); "));
        insertions.Add((body.Span.End, " }"));
    }

    private void InBlock(BlockSyntax? block, string checkpoint)
    {
        if (block is not null && !block.OpenBraceToken.IsMissing)
            insertions.Add((block.OpenBraceToken.Span.End, checkpoint));
    }
}
