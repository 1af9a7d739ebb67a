using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Classification;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace ReluDc.Engine;

/// <summary>
/// C# cells as HTML, coloured by Roslyn's classifier, which knows types from names because it sees all cells and the library.
/// </summary>
/// <param name="libraryDirectory">Where the library that the cells reference is.</param>
/// <param name="cache">Knows code that was coloured before.</param>
internal sealed class CodeHighlighter(string libraryDirectory, RenderCache cache)
{
    private const int Longest = 200_000; // characters
    private const int Deepest = 400; // nodes of the syntax tree in one another
    private const int DeepestLambda = 8; // each is tried with all overloads of what it is given to, within all of those outside

    private const string Separator = "\n;\n"; // ends an expression without semicolon, as the end of a cell does

    private static readonly TimeSpan slowest = TimeSpan.FromSeconds(60); // a machine that others use, too, is slow at times

    private readonly Lazy<string> library = new(() => string.Join('\n', Library(libraryDirectory)
        .Select(file => FormattableString.Invariant($"{file.Name} {file.Length} {file.LastWriteTimeUtc.Ticks}"))));

    /// <summary>
    /// The cells' code, each as HTML with spans of class k, s, n, c, t, m (keyword, string, number, comment, type, method).
    /// </summary>
    /// <param name="cells">The code of all cells, in order.</param>
    /// <param name="faults">Receives which cell has no colours, counted from 0, and why.</param>
    public IReadOnlyList<Html> Highlight(IReadOnlyList<string> cells, Action<int, string> faults)
    {
        var html = cells.Select(Plain).ToArray();
        var (together, alone) = (new List<int>(), new List<int>());
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i].Length > Longest)
                faults(i, $"the code is too long, so the page has its beginning, without colours; allowed: {Longest:N0} characters");
            else if (ScriptSyntax.Tree(cells[i], Deepest, DeepestLambda) is not { } tree)
                faults(i, $"the code is nested too deep, so it is shown without colours; allowed: "
                    + $"{Deepest} levels, {DeepestLambda} lambdas");
            else // what a cell leaves open must not swallow those behind it
                (tree.GetDiagnostics().Any(problem => problem.Severity == DiagnosticSeverity.Error) ? alone : together).Add(i);
        }
        foreach (var group in alone.Select(i => new List<int> { i }).Prepend(together).Where(group => group.Count > 0))
            try
            {
                Colour(group, cells, html);
            }
            catch (Exception e) when (e is not OutOfMemoryException) // whatever the compiler's own faults are: it is only colours
            {
                faults(group[0], e is TimeoutException or OperationCanceledException
                    ? $"the code is not understood within {slowest.TotalSeconds} s, so it is shown without colours"
                    : $"the code is not understood, so it is shown without colours ({e.GetType().Name})");
            }
        return html;
    }

    /// <summary>Code without colours; of a very long one the beginning, and how much more there is.</summary>
    public static Html Plain(string code) => Lined(Html.Text(code.Length <= Longest
        ? code
        : code[..Longest] + FormattableString.Invariant($"\n… and {code.Length - Longest:N0} characters more, which the notebook holds")));

    private void Colour(IReadOnlyList<int> group, IReadOnlyList<string> cells, Html[] html)
    {
        var code = string.Join(Separator, group.Select(i => cells[i]));
        var shape = RoomyStack.Run(() => new CodeShape(code));
        var key = $"code\0{library.Value}\0{shape.Text}";
        var spans = shape.Pieces(cache.Find(key)
            ?? cache.Keep(key, shape.Abstract(RoomyStack.Run(() => Classified(code), slowest))));
        var start = 0;
        foreach (var i in group)
        {
            html[i] = Coloured(code, new TextSpan(start, cells[i].Length), spans);
            start += cells[i].Length + Separator.Length;
        }
    }

    private List<(TextSpan Span, string Class)> Classified(string code)
    {
        using var workspace = new AdhocWorkspace();
        using var deadline = new CancellationTokenSource(slowest);
        var references = DocumentedReferences.Default.Concat(Library(libraryDirectory)
            .Select(file => MetadataReference.CreateFromFile(file.FullName)));
        var project = workspace.AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "cells", "cells",
            LanguageNames.CSharp,
            parseOptions: CellLanguage.Parsing, compilationOptions: CellLanguage.Reading(CellLanguage.Imports),
                metadataReferences: references));
        var document = workspace.AddDocument(DocumentInfo.Create(DocumentId.CreateNewId(project.Id), "cells.csx",
            sourceCodeKind: SourceCodeKind.Script,
            loader: TextLoader.From(TextAndVersion.Create(SourceText.From(code), VersionStamp.Default))));
        return [.. Classifier.GetClassifiedSpansAsync(document, new TextSpan(0, code.Length), deadline.Token).GetAwaiter().GetResult()
            .Select(span => (span.TextSpan, Class: ClassOf(span.ClassificationType)!)).Where(span => span.Class is not null)
            .OrderBy(span => span.TextSpan.Start)];
    }

    private static IEnumerable<FileInfo> Library(string directory) => Directory.Exists(directory)
        ? new DirectoryInfo(directory).EnumerateFiles("ReluDc*.dll").OrderBy(file => file.Name, StringComparer.Ordinal)
        : [];

    private static Html Coloured(string code, TextSpan cell, List<(TextSpan Span, string Class)> spans)
    {
        var html = new StringBuilder();
        var position = cell.Start;
        foreach (var (span, name) in spans.Where(s => s.Span.Start >= cell.Start && s.Span.End <= cell.End))
        {
            if (span.Start < position)
                continue; // a second classification of the same text
            html.Append(Html.Text(code[position..span.Start]));
            html.AppendJoin('\n', code[span.Start..span.End].Split('\n').Select(part => Html.Of($"<span class=\"{name}\">{part}</span>")));
            position = span.End;
        }
        html.Append(Html.Text(code[position..cell.End]));
        return Lined(Html.Raw(html.ToString()));
    }

    private static Html Lined(Html code) => Html.Raw(string.Join("\n</span>", code.ToString().Split('\n').Select(StartOfLine)) + "</span>");

    /// <summary>
    /// A line of its own, which knows how far it is indented: where it is too long for the page, its rest stands below, indented further.
    /// </summary>
    private static string StartOfLine(string html) =>
        $"<span class=\"line i{Math.Min(html.TakeWhile(c => c == ' ').Count() / 4, 6)}\">{html}";

    private static string? ClassOf(string classification) => classification switch
    {
        ClassificationTypeNames.Keyword or ClassificationTypeNames.ControlKeyword or ClassificationTypeNames.PreprocessorKeyword => "k",
        ClassificationTypeNames.StringLiteral or ClassificationTypeNames.VerbatimStringLiteral
            or ClassificationTypeNames.PreprocessorText => "s",
        ClassificationTypeNames.NumericLiteral => "n",
        ClassificationTypeNames.Comment => "c",
        ClassificationTypeNames.ClassName or ClassificationTypeNames.RecordClassName or ClassificationTypeNames.StructName
            or ClassificationTypeNames.RecordStructName or ClassificationTypeNames.EnumName or ClassificationTypeNames.InterfaceName => "t",
        ClassificationTypeNames.MethodName or ClassificationTypeNames.ExtensionMethodName => "m",
        _ => null,
    };
}
