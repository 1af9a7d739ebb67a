using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ReluDc.Engine;

/// <summary>
/// Code of a notebook, read without being run. Whatever it is: Roslyn's parser goes deeper with every bracket, and ends the process where
/// the stack ends.
/// </summary>
public static class ScriptSyntax
{
    private const int LongestCode = 400_000; // characters; a level of nesting takes one at least
    private const int DeepestTree = 1_000; // levels; people's code has some tens

    private static readonly CSharpParseOptions script = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);
    private static readonly SyntaxNode nothing = CSharpSyntaxTree.ParseText("", script).GetRoot();

    /// <summary>The syntax of a script; that of an empty one for code that is longer or deeper nested than anybody writes.</summary>
    public static SyntaxNode Parse(string code)
    {
        if (code.Length > LongestCode)
            return nothing;
        var root = RoomyStack.Run(() => CSharpSyntaxTree.ParseText(code, script).GetRoot());
        return IsDeep(root) ? nothing : root;
    }

    /// <summary>Whether whoever walks a tree by recursion would go too deep.</summary>
    internal static bool IsDeep(SyntaxNode root)
    {
        var level = root.ChildNodes().ToList();
        for (var depth = 0; level.Count > 0; depth++)
        {
            if (depth > DeepestTree)
                return true;
            level = [.. level.SelectMany(node => node.ChildNodes())];
        }
        return false;
    }
}
