using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReluDc.Engine;

/// <summary>
/// Puts a checkpoint into every round of every loop of a cell and at the start of every function, since a function may call itself. Lines
/// keep their numbers.
/// </summary>
internal sealed class CheckpointWriter : CSharpSyntaxWalker
{
    private static readonly string Pass = $" global::{typeof(Checkpoint).FullName}.Pass();";

    private readonly List<(int Position, string Text)> insertions = [];

    private CheckpointWriter()
    {
    }

    /// <summary>The cell with checkpoints; the same text if it needs none.</summary>
    public static string Write(string code)
    {
        if (!code.Contains('{') && !code.Contains("=>", StringComparison.Ordinal) && !code.Contains('\n')
            && !code.Contains("while", StringComparison.Ordinal)
            && !code.Contains("for", StringComparison.Ordinal) && !code.Contains("goto", StringComparison.Ordinal)
            && !code.Contains("do", StringComparison.Ordinal))
            return code; // spares a small cell the parsing
        var writer = new CheckpointWriter();
        writer.Visit(CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script))
            .GetRoot());
        var text = new System.Text.StringBuilder(code);
        foreach (var (position, added) in writer.insertions.OrderByDescending(insertion => insertion.Position))
            text.Insert(position, added);
        return text.ToString();
    }

    public override void VisitWhileStatement(WhileStatementSyntax node)
    {
        InBody(node.Statement);
        base.VisitWhileStatement(node);
    }

    public override void VisitDoStatement(DoStatementSyntax node)
    {
        InBody(node.Statement);
        base.VisitDoStatement(node);
    }

    public override void VisitForStatement(ForStatementSyntax node)
    {
        InBody(node.Statement);
        base.VisitForStatement(node);
    }

    public override void VisitForEachStatement(ForEachStatementSyntax node)
    {
        InBody(node.Statement);
        base.VisitForEachStatement(node);
    }

    public override void VisitForEachVariableStatement(ForEachVariableStatementSyntax node)
    {
        InBody(node.Statement);
        base.VisitForEachVariableStatement(node);
    }

    public override void VisitLabeledStatement(LabeledStatementSyntax node)
    {
        insertions.Add((node.ColonToken.Span.End, Pass));
        base.VisitLabeledStatement(node);
    }

    public override void VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        InFunction(node.Body, node.ExpressionBody, node.SemicolonToken, node.ReturnType, node.Modifiers);
        base.VisitMethodDeclaration(node);
    }

    public override void VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        InFunction(node.Body, node.ExpressionBody, node.SemicolonToken, node.ReturnType, node.Modifiers);
        base.VisitLocalFunctionStatement(node);
    }

    public override void VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node)
    {
        InBlock(node.Block);
        base.VisitParenthesizedLambdaExpression(node);
    }

    public override void VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node)
    {
        InBlock(node.Block);
        base.VisitSimpleLambdaExpression(node);
    }

    private void InFunction(BlockSyntax? block, ArrowExpressionClauseSyntax? arrow, SyntaxToken semicolon, TypeSyntax type,
        SyntaxTokenList modifiers)
    {
        InBlock(block);
        if (arrow is null || semicolon.IsMissing || modifiers.Any(SyntaxKind.AsyncKeyword) || arrow.Expression is ThrowExpressionSyntax)
            return;
        var gives = type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } ? "" : " return";
        insertions.Add((arrow.ArrowToken.SpanStart, "{" + Pass + gives + " /*"));
        insertions.Add((arrow.ArrowToken.Span.End, "*/"));
        insertions.Add((semicolon.Span.End, " }"));
    }

    private void InBody(StatementSyntax body)
    {
        if (body is BlockSyntax block)
        {
            InBlock(block);
            return;
        }
        insertions.Add((body.SpanStart, "{" + Pass + " "));
        insertions.Add((body.Span.End, " }"));
    }

    private void InBlock(BlockSyntax? block)
    {
        if (block is not null && !block.OpenBraceToken.IsMissing)
            insertions.Add((block.OpenBraceToken.Span.End, Pass));
    }
}
