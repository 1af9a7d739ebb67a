using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>
/// The files that a notebook may read: all beside it and below, and what its code names elsewhere: scripts, assemblies and those beside
/// them, and whatever a text in the code is the path of. A text with something put in, such as <c>$"run{n}.csv"</c>, names all files that
/// it may mean; the name of a folder, those in it.
/// </summary>
internal sealed partial class InputFiles
{
    private const int Most = 2_000; // of one folder; a folder of that many is not looked into further

    private static readonly string[] ofOthers = ["bin", "obj", "node_modules"]; // folders that programs make, and fill again at will

    private readonly InputCode code;
    private readonly SortedSet<string> files = new(StringComparer.Ordinal);

    private InputFiles(InputCode code) => this.code = code;

    /// <summary>The files, whole paths in order. Notebooks beside the notebook, and sites, are not among them.</summary>
    /// <param name="code">The notebook's code.</param>
    public static IReadOnlyCollection<string> Of(InputCode code)
    {
        var inputs = new InputFiles(code);
        inputs.files.UnionWith(code.Scripts);
        inputs.AddTree(code.Folder);
        foreach (var (root, folder) in code.Parts)
        {
            foreach (var reference in root.DescendantNodes(descendIntoTrivia: true).OfType<ReferenceDirectiveTriviaSyntax>())
                inputs.AddAssembly(folder, reference.File.ValueText);
            foreach (var text in root.DescendantNodes().Where(node => !IsPart(node)).Select(TextOf).OfType<string>())
                inputs.Add(text);
        }
        return inputs.files;
    }

    /// <summary>What a piece of code says of a path: a text, with * for what is put in. Null for all else.</summary>
    private static string? TextOf(SyntaxNode node) => node switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => literal.Token.ValueText,
        InterpolatedStringExpressionSyntax text => string.Concat(text.Contents.Select(part =>
            part is InterpolatedStringTextSyntax words ? words.TextToken.ValueText : "*")),
        BinaryExpressionSyntax sum when IsSum(sum) && !IsSum(sum.Parent) => SumOf(sum),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Combine" or "Join" } } combined
            when combined.ArgumentList.Arguments.Select(argument => PartOf(argument.Expression)).ToArray() is { Length: > 0 } parts
            && parts[0] != "*" => Path.Join(parts),
        _ => null,
    };

    /// <summary>A part of a path: its text, or * if that is not known.</summary>
    private static string PartOf(ExpressionSyntax part) =>
        part is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax ? TextOf(part) ?? "*" : "*";

    private static string? SumOf(BinaryExpressionSyntax sum)
    {
        var parts = new List<string>();
        ExpressionSyntax rest = sum; // a long sum is deep on its left
        for (; rest is BinaryExpressionSyntax inner && IsSum(inner); rest = inner.Left)
            parts.Add(PartOf(inner.Right));
        parts.Add(PartOf(rest));
        return parts[^1] == "*" ? null : string.Concat(parts.AsEnumerable().Reverse());
    }

    private static bool IsSum(SyntaxNode? node) => node is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression };

    /// <summary>Whether a text is a part of a path that begins with another known part: then it is no path of its own.</summary>
    private static bool IsPart(SyntaxNode text) => text.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: { } call } }
        && call is InvocationExpressionSyntax && TextOf(call) is not null;

    private void Add(string text)
    {
        if (InputCode.FullPath(code.Folder, text) is not { } path)
            return;
        if (File.Exists(path))
            files.Add(path);
        else if (Directory.Exists(path))
            AddAll(path, "*");
        else if (Pattern().IsMatch(Path.GetFileName(path)) && Path.GetDirectoryName(path) is { } parent && Directory.Exists(parent))
            AddAll(parent, Path.GetFileName(path));
        else if (text.IndexOf('*', StringComparison.Ordinal) is >= 0 and var star
            && text[..star].LastIndexOfAny(['/', '\\']) is > 0 and var end)
            Add(text[..end]); // as much of it as is known, a folder
    }

    private void AddAssembly(string start, string text)
    {
        if (InputCode.FullPath(start, text) is not { } path || !File.Exists(path))
            return;
        files.Add(path);
        AddAll(Path.GetDirectoryName(path)!, "*.dll"); // what it was built against
    }

    /// <summary>The files in a folder, but for "/", which would mean far too much.</summary>
    private void AddAll(string parent, string pattern)
    {
        if (Path.GetPathRoot(parent) != parent)
            files.UnionWith(Entries(() => Directory.EnumerateFiles(parent, pattern)).Where(IsInput).Order(StringComparer.Ordinal)
                .Take(Most));
    }

    private void AddTree(string root)
    {
        var open = new Queue<string>([root]);
        for (var found = 0; found < Most && open.TryDequeue(out var folder);)
        {
            var inside = Entries(() => Directory.EnumerateFiles(folder)).Where(IsInput).Order(StringComparer.Ordinal).Take(Most - found)
                .ToList();
            found += inside.Count;
            files.UnionWith(inside);
            foreach (var below in Entries(() => Directory.EnumerateDirectories(folder)).Order(StringComparer.Ordinal))
                if (!IsHidden(below) && !ofOthers.Contains(Path.GetFileName(below)) && !SiteFolder.IsSite(below)
                    && new DirectoryInfo(below).LinkTarget is null)
                    open.Enqueue(below);
        }
    }

    private static IEnumerable<string> Entries(Func<IEnumerable<string>> enumerate)
    {
        try
        {
            return [.. enumerate().Take(10 * Most)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // a folder that cannot be read is no input
        }
    }

    private static bool IsInput(string file) => !IsHidden(file) && Path.GetExtension(file).ToLowerInvariant() is var type
        && type is not (".ipynb" or ".dib") && !(type == ".html" && SiteFolder.IsOwnPage(file));

    private static bool IsHidden(string path) => Path.GetFileName(path).StartsWith('.');

    /// <summary>A name of a file with an ending, some of it open: "run*.csv".</summary>
    [GeneratedRegex(@"\*.*\.[A-Za-z0-9]{1,8}$|^\*\.[A-Za-z0-9]{1,8}$", RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
