using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ReluDc.Engine;

/// <summary>A part of a cell in one language.</summary>
/// <param name="Language">The language as .NET Interactive names it; null for C#.</param>
/// <param name="Code">The text, after as many empty lines as come before it in the cell.</param>
internal sealed partial record CellPart(string? Language, string Code)
{
    private static readonly Dictionary<string, string> names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["csharp"] = "C#", ["html"] = "HTML", ["markdown"] = "Markdown", ["fsharp"] = "F#", ["pwsh"] = "PowerShell",
        ["javascript"] = "JavaScript", ["mermaid"] = "Mermaid", ["sql"] = "SQL", ["kql"] = "KQL", ["http"] = "HTTP requests",
        ["python"] = "Python", ["r"] = "R", ["vb"] = "Visual Basic", ["value"] = "a value for other languages",
    };

    private static readonly Dictionary<string, string> otherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["cs"] = "csharp", ["md"] = "markdown",
    };

    /// <summary>The language for a reader.</summary>
    public string LanguageName => Language is null ? "C#" : names.GetValueOrDefault(Language, Language);

    /// <summary>The parts of a cell: a line such as <c>#!html</c> begins another.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="language">The language that it begins in; null for C#.</param>
    public static IReadOnlyList<CellPart> Of(string code, string? language = null)
    {
        if (!code.Contains("#!", StringComparison.Ordinal))
            return [new(language, code)];
        var lines = code.Split('\n');
        var parts = new List<CellPart>();
        for (var start = 0; start <= lines.Length;)
        {
            var end = Enumerable.Range(start, lines.Length - start).FirstOrDefault(i => LanguageOf(lines[i]) is not null
                && (language is not null || IsDirective(lines, start, i)), lines.Length);
            var text = string.Join('\n', lines[start..end]);
            if (parts.Count == 0 && end == lines.Length || !string.IsNullOrWhiteSpace(text))
                parts.Add(new(language, new string('\n', start) + text));
            if (end < lines.Length)
                language = KernelName.Plain(LanguageOf(lines[end])!);
            start = end + 1;
        }
        return parts is [] ? [new(language, "")] : parts;
    }

    /// <summary>The language that a line begins; null if it is no such line.</summary>
    private static string? LanguageOf(string line) =>
        Command().Match(line) is { Success: true } match && otherNames.GetValueOrDefault(match.Groups["name"].Value,
            match.Groups["name"].Value) is var name && (KernelName.Plain(name) is not { } plain || names.ContainsKey(plain)) ? name : null;

    /// <summary>Whether C# takes the line for a directive, not for a part of a string or a comment that began before it.</summary>
    private static bool IsDirective(string[] lines, int start, int line)
    {
        var before = string.Join('\n', lines[start..line]) + "\n";
        var root = CSharpSyntaxTree.ParseText(before + lines[line].TrimStart(), CellLanguage.Parsing).GetRoot();
        return root.FindTrivia(before.Length, findInsideTrivia: true).IsDirective
            || root.FindToken(before.Length, findInsideTrivia: true).Parent is Microsoft.CodeAnalysis.CSharp.Syntax.DirectiveTriviaSyntax;
    }

    [GeneratedRegex(@"^\s*#!(?<name>[A-Za-z][A-Za-z0-9#\-]*)\s*$")]
    private static partial Regex Command();
}
