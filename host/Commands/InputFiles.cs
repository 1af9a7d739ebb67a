using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReluDc.Notebooks;

/// <summary>
/// The files that a notebook's code names: scripts that it loads, and those that these load, assemblies, and whatever a text in the code is
/// the path of. A text with something put in, such as <c>$"run{n}.csv"</c>, names all files that it may mean.
/// </summary>
internal sealed partial class InputFiles
{
    private const int Most = 2_000; // of one folder; a folder of that many is not looked into further

    private static readonly CSharpParseOptions script = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    private readonly string folder;
    private readonly SortedSet<string> files = new(StringComparer.Ordinal);

    private InputFiles(string folder) => this.folder = folder;

    /// <summary>The files, whole paths in order.</summary>
    /// <param name="folder">The notebook's folder: cells and the scripts that they load are run there.</param>
    /// <param name="cells">The code.</param>
    public static IReadOnlyCollection<string> Of(string folder, IEnumerable<string> cells)
    {
        var inputs = new InputFiles(folder);
        foreach (var cell in cells)
            inputs.Read(cell, folder);
        return inputs.files;
    }

    private void Read(string code, string from)
    {
        var root = CSharpSyntaxTree.ParseText(code, script).GetRoot();
        foreach (var load in root.DescendantNodes(descendIntoTrivia: true).OfType<LoadDirectiveTriviaSyntax>())
            foreach (var file in new[] { from, folder }.Select(start => Full(start, load.File.ValueText)).OfType<string>())
                if (File.Exists(file) && files.Add(file))
                    Read(TextIn(file), Path.GetDirectoryName(file)!);
        foreach (var reference in root.DescendantNodes(descendIntoTrivia: true).OfType<ReferenceDirectiveTriviaSyntax>())
            Add(from, reference.File.ValueText);
        foreach (var text in root.DescendantNodes().Select(TextOf).OfType<string>())
            Add(folder, text);
    }

    private static string TextIn(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // the cell that loads it will say so
        }
    }

    /// <summary>A text in code; with * for what is put in. Null for all else.</summary>
    private static string? TextOf(SyntaxNode node) => node switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => literal.Token.ValueText,
        InterpolatedStringExpressionSyntax text => string.Concat(text.Contents.Select(part =>
            part is InterpolatedStringTextSyntax words ? words.TextToken.ValueText : "*")),
        _ => null,
    };

    private void Add(string start, string text)
    {
        if (text.Length is 0 or > 1_000 || Full(start, text) is not { } path)
            return;
        if (File.Exists(path))
            files.Add(path);
        else if (Directory.Exists(path) && IsBelow(path))
            AddAll(path, "*", SearchOption.AllDirectories);
        else if (Pattern().IsMatch(Path.GetFileName(path)) && Path.GetDirectoryName(path) is { } parent && Directory.Exists(parent))
            AddAll(parent, Path.GetFileName(path), SearchOption.TopDirectoryOnly);
    }

    private void AddAll(string parent, string pattern, SearchOption depth)
    {
        try
        {
            files.UnionWith(Directory.EnumerateFiles(parent, pattern, depth).Take(Most));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be read is no input.
        }
    }

    /// <summary>Only folders below the notebook's are looked into: "." or "/" would mean far too much.</summary>
    private bool IsBelow(string path) => path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string? Full(string start, string path)
    {
        try
        {
            return path.AsSpan().IndexOfAny('\0', '\n', '\r') < 0 ? Path.GetFullPath(Path.Combine(start, path)) : null;
        }
        catch (Exception e) when (e is ArgumentException or IOException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>A name of a file with an ending, some of it open: "run*.csv".</summary>
    [GeneratedRegex(@"\*.*\.[A-Za-z0-9]{1,8}$|^\*\.[A-Za-z0-9]{1,8}$")]
    private static partial Regex Pattern();
}
