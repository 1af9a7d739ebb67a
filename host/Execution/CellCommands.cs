using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ReluDc.Notebooks.Execution;

/// <summary>What a cell asks of the engine, besides C#: lines that begin with "#!".</summary>
/// <param name="Code">The cell without them; its lines keep their numbers.</param>
/// <param name="Time">Whether it asks how long it takes.</param>
internal sealed record CellCommands(string Code, bool Time)
{
    private const string Mark = "#!";
    private const string TimeCommand = "#!time";

    /// <summary>Takes the commands out of a cell.</summary>
    /// <exception cref="FormatException">A command is unknown; the message says which are known.</exception>
    public static CellCommands Of(string code)
    {
        if (!code.Contains(Mark, StringComparison.Ordinal))
            return new(code, false);
        var tree = CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script)).GetRoot();
        var lines = code.Split('\n');
        var time = false;
        var position = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            var start = position + line.Length - line.TrimStart().Length;
            position += line.Length + 1;
            // In a string or a comment of several lines it is no command.
            if (!line.TrimStart().StartsWith(Mark, StringComparison.Ordinal) || !tree.FindTrivia(start, findInsideTrivia: true).IsDirective && !IsDirectiveToken(tree, start))
                continue;
            if (line.Trim() != TimeCommand)
                throw new FormatException($"line {i + 1}: unknown command {line.Trim()}; known: {TimeCommand}");
            time = true;
            lines[i] = "";
        }
        return new(string.Join('\n', lines), time);
    }

    private static bool IsDirectiveToken(SyntaxNode tree, int position) =>
        tree.FindToken(position, findInsideTrivia: true).Parent?.AncestorsAndSelf().Any(node => node is Microsoft.CodeAnalysis.CSharp.Syntax.DirectiveTriviaSyntax) == true;
}
