using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReluDc.Engine;

/// <summary>
/// Code of a notebook, read without being run, whatever it is: Roslyn's parser goes deeper with every bracket, and ends the process where
/// the stack ends.
/// </summary>
public static class ScriptSyntax
{
    private const int LongestCode = 400_000; // characters; a level of nesting takes one at least
    private const int DeepestTree = 1_000; // levels; people's code has some tens

    private static readonly TimeSpan slowest = TimeSpan.FromSeconds(60); // a machine that others use, too, is slow at times
    private static readonly SyntaxNode nothing = CSharpSyntaxTree.ParseText("", CellLanguage.Parsing).GetRoot();

    /// <summary>The syntax of a script; that of an empty one for code that is longer or deeper nested than anybody writes.</summary>
    public static SyntaxNode Parse(string code) =>
        code.Length <= LongestCode ? Tree(code, DeepestTree, int.MaxValue)?.GetRoot() ?? nothing : nothing;

    /// <summary>Code as a tree; null if it goes too deep for who reads it.</summary>
    /// <param name="code">The code.</param>
    /// <param name="deepest">Levels of brackets, and nodes of the tree in one another.</param>
    /// <param name="deepestLambda">Lambdas in one another.</param>
    internal static SyntaxTree? Tree(string code, int deepest, int deepestLambda)
    {
        try
        {
            // What opens as brackets is tried as several things, each with all that is in it: the parser would go on for hours.
            var tree = RoomyStack.Run(
                () => DepthOfBrackets(code) <= deepest ? CSharpSyntaxTree.ParseText(code, CellLanguage.Parsing) : null, slowest);
            return tree is not null && IsShallow(tree.GetRoot(), deepest, deepestLambda) ? tree : null;
        }
        catch (Exception e) when (e is TimeoutException or InsufficientExecutionStackException)
        {
            return null;
        }
    }

    private static int DepthOfBrackets(string code)
    {
        var (depth, deepest) = (0, 0);
        foreach (var token in SyntaxFactory.ParseTokens(code, options: CellLanguage.Parsing))
        {
            depth += token.Kind() switch
            {
                SyntaxKind.OpenParenToken or SyntaxKind.OpenBraceToken or SyntaxKind.OpenBracketToken => 1,
                SyntaxKind.CloseParenToken or SyntaxKind.CloseBraceToken or SyntaxKind.CloseBracketToken => -1,
                _ => 0,
            };
            deepest = Math.Max(deepest, depth);
        }
        return deepest;
    }

    /// <summary>Whether a tree is no deeper than all that reads it can go. Found out without going into it.</summary>
    private static bool IsShallow(SyntaxNode root, int deepest, int deepestLambda)
    {
        var open = new Stack<(SyntaxNode Node, int Depth, int Lambdas)>([(root, 1, 0)]);
        while (open.TryPop(out var next))
        {
            var lambdas = next.Lambdas + (next.Node is AnonymousFunctionExpressionSyntax ? 1 : 0);
            if (next.Depth > deepest || lambdas > deepestLambda)
                return false;
            foreach (var child in next.Node.ChildNodes())
                open.Push((child, next.Depth + 1, lambdas));
        }
        return true;
    }
}
