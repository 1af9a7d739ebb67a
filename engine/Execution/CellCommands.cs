using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReluDc.Engine;

/// <summary>What a cell asks of the engine, besides C#: lines that begin with "#!", and packages.</summary>
/// <param name="Code">The cell without them; its lines keep their numbers.</param>
/// <param name="Time">Whether it asks how long it takes.</param>
/// <param name="Packages">The packages that it refers to, each with its line.</param>
internal sealed record CellCommands(string Code, bool Time, IReadOnlyList<(int Line, string Reference)> Packages)
{
    private const string Mark = "#!";
    private const string TimeCommand = "#!time";

    /// <summary>Takes the commands out of a cell.</summary>
    /// <exception cref="FormatException">A command is unknown; the message says which are known.</exception>
    public static CellCommands Of(string code)
    {
        if (!code.Contains(Mark, StringComparison.Ordinal) && !code.Contains(PackageRestore.Mark, StringComparison.OrdinalIgnoreCase))
            return new(code, false, []);
        var root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(code,
            new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script)).GetRoot();
        var lines = code.Split('\n');
        var packages = new List<(int, string)>();
        foreach (var directive in root.GetReferenceDirectives().Where(directive => PackageRestore.IsPackage(directive.File.ValueText)))
        {
            var line = directive.GetLocation().GetLineSpan().StartLinePosition.Line;
            packages.Add((line + 1, directive.File.ValueText));
            lines[line] = "";
        }
        var time = false;
        foreach (var line in CommandLines(root, code).ToArray())
        {
            if (lines[line].Trim() != TimeCommand)
                throw new FormatException($"line {line + 1}: unknown command {lines[line].Trim()}; known: {TimeCommand}");
            time = true;
            lines[line] = "";
        }
        return new(string.Join('\n', lines), time, packages);
    }

    /// <summary>The lines that begin with the mark, as C# sees it: not those in a string or a comment of several lines.</summary>
    private static IEnumerable<int> CommandLines(CompilationUnitSyntax root, string code)
    {
        var start = 0;
        foreach (var (number, line) in code.Split('\n').Index())
        {
            var place = start + line.Length - line.TrimStart().Length;
            start += line.Length + 1;
            if (line.TrimStart().StartsWith(Mark, StringComparison.Ordinal)
                && (root.FindTrivia(place, findInsideTrivia: true).IsDirective
                    || root.FindToken(place, findInsideTrivia: true).Parent?.FirstAncestorOrSelf<DirectiveTriviaSyntax>() is not null))
                yield return number;
        }
    }
}
