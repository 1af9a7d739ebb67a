using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>The code that a notebook runs: its cells, the scripts that they load, and those that these load.</summary>
internal sealed class InputCode
{
    private readonly List<(SyntaxNode Root, string Folder)> parts = [];
    private readonly SortedSet<string> scripts = new(StringComparer.Ordinal);

    /// <param name="folder">The notebook's folder, a whole path: cells and the scripts that they load are run there.</param>
    /// <param name="cells">The code of its cells.</param>
    public InputCode(string folder, IEnumerable<string> cells)
    {
        Folder = folder;
        foreach (var cell in cells)
            Read(cell, folder);
    }

    /// <summary>The notebook's folder.</summary>
    public string Folder { get; }

    /// <summary>The files of scripts that are loaded, in order.</summary>
    public IReadOnlyCollection<string> Scripts => scripts;

    /// <summary>Every piece of code, with the folder that its directives start from.</summary>
    public IReadOnlyList<(SyntaxNode Root, string Folder)> Parts => parts;

    /// <summary>All that is named in the code.</summary>
    public IEnumerable<SyntaxNode> Nodes => parts.SelectMany(part => part.Root.DescendantNodes());

    /// <summary>Every text that stands whole in the code.</summary>
    public IEnumerable<string> Texts => Nodes.OfType<LiteralExpressionSyntax>()
        .Where(literal => literal.IsKind(SyntaxKind.StringLiteralExpression)).Select(literal => literal.Token.ValueText);

    /// <summary>A path as the code means it; null for a text that can be no path.</summary>
    public static string? FullPath(string start, string path)
    {
        try
        {
            return path.Length is > 0 and <= 1_000 && path.AsSpan().IndexOfAny('\0', '\n', '\r') < 0
                ? Path.GetFullPath(Path.Combine(start, path))
                : null;
        }
        catch (Exception e) when (e is ArgumentException or IOException or NotSupportedException)
        {
            return null;
        }
    }

    private void Read(string code, string from)
    {
        var root = ScriptSyntax.Parse(code);
        parts.Add((root, from));
        foreach (var load in root.DescendantNodes(descendIntoTrivia: true).OfType<LoadDirectiveTriviaSyntax>())
            foreach (var file in new[] { from, Folder }.Select(start => FullPath(start, load.File.ValueText)).OfType<string>())
                if (File.Exists(file) && scripts.Add(file))
                    Read(TextIn(file), Path.GetDirectoryName(file)!);
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
}
