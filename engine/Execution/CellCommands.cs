using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReluDc.Engine;

/// <summary>What C# code asks of the engine: lines that begin with "#!", packages, and where to get them.</summary>
/// <param name="Code">The code without them; its lines keep their numbers.</param>
/// <param name="Time">Whether it asks how long it takes.</param>
/// <param name="Variables">Whether it asks what variables there are: null if not, else whether with their values.</param>
/// <param name="Packages">The packages that it refers to.</param>
/// <param name="Sources">Where else packages come from.</param>
internal sealed record CellCommands(
    string Code, bool Time, bool? Variables, IReadOnlyList<PackageRequest> Packages, IReadOnlyList<string> Sources)
{
    private const string Mark = "#!";
    private const string Source = "#i";

    private static readonly string[] known = ["#!csharp", "#!html", "#!markdown", "#!time", "#!who", "#!whos", "#!lsmagic"];

    /// <summary>The commands, for a reader.</summary>
    public static string Known => string.Join(", ", known);

    /// <summary>Takes the commands out of code.</summary>
    /// <exception cref="CommandException">A command is unknown; the message says which are known.</exception>
    /// <exception cref="PackageException">A reference to a package is malformed.</exception>
    public static CellCommands Of(string code)
    {
        if (!code.Contains(Mark, StringComparison.Ordinal) && !code.Contains(PackageRequest.Mark, StringComparison.OrdinalIgnoreCase)
            && !code.Contains(Source, StringComparison.Ordinal))
            return new(code, false, null, [], []);
        var root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(code, CellLanguage.Parsing).GetRoot();
        var lines = code.Split('\n');
        var packages = new List<PackageRequest>();
        var sources = new List<string>();
        foreach (var directive in References(root).Where(directive => PackageRequest.Is(directive.File.ValueText)))
        {
            var line = directive.GetLocation().GetLineSpan().StartLinePosition.Line;
            packages.Add(PackageRequest.Parse(line + 1, directive.File.ValueText));
            lines[line] = "";
        }
        var (time, variables) = (false, (bool?)null);
        foreach (var line in CommandLines(root, code).ToArray())
        {
            var words = lines[line].Trim();
            switch (words.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries))
            {
                case ["#!time"]:
                    time = true;
                    break;
                case ["#!who"]:
                    variables = false;
                    break;
                case ["#!whos"]:
                    variables = true;
                    break;
                case ["#!lsmagic"]:
                    CellFunctions.display(Known);
                    break;
                case [Source, var rest]:
                    sources.Add(SourceIn(rest, line));
                    break;
                default:
                    throw new CommandException($"line {line + 1}: unknown command {words}; known: {Known}");
            }
            lines[line] = "";
        }
        return new(string.Join('\n', lines), time, variables, packages, sources);
    }

    /// <summary>Code without its commands, for services that read what is still being written; empty if it is no C#.</summary>
    public static string WithoutCommands(string code)
    {
        if (CellPart.Of(code) is not [{ Language: null } only])
            return "";
        var lines = only.Code.Split('\n');
        return string.Join('\n', lines.Select(line => line.TrimStart() is var words
            && (words.StartsWith(Mark, StringComparison.Ordinal) || words.StartsWith(Source + " ", StringComparison.Ordinal)
                || words.StartsWith("#r", StringComparison.Ordinal)
                    && words.Contains(PackageRequest.Mark, StringComparison.OrdinalIgnoreCase)) ? "" : line));
    }

    /// <summary>All references, wherever they stand: that of a package may follow code.</summary>
    private static IEnumerable<ReferenceDirectiveTriviaSyntax> References(CompilationUnitSyntax root) =>
        root.DescendantNodes(descendIntoTrivia: true).OfType<ReferenceDirectiveTriviaSyntax>();

    private static string SourceIn(string text, int line)
    {
        var address = text.Trim().Trim('"').Trim();
        return PackageRequest.Is(address) && address.Trim()[PackageRequest.Mark.Length..].Trim() is { Length: > 0 } source
            ? source
            : throw new CommandException($"line {line + 1}: #i {text}: allowed: #i \"nuget: ADDRESS\", "
                + "the address of a source of packages or a folder");
    }

    /// <summary>The lines that are commands, as C# sees it: not those in a string or a comment of several lines.</summary>
    private static IEnumerable<int> CommandLines(CompilationUnitSyntax root, string code)
    {
        var start = 0;
        foreach (var (number, line) in code.Split('\n').Index())
        {
            var words = line.Trim();
            var place = start + line.Length - line.TrimStart().Length;
            start += line.Length + 1;
            if ((words.StartsWith(Mark, StringComparison.Ordinal) || words.StartsWith(Source + " ", StringComparison.Ordinal))
                && (root.FindTrivia(place, findInsideTrivia: true).IsDirective
                    || root.FindToken(place, findInsideTrivia: true).Parent?.FirstAncestorOrSelf<DirectiveTriviaSyntax>() is not null))
                yield return number;
        }
    }
}
