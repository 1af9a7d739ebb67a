using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Classification;
using Microsoft.CodeAnalysis.Text;

namespace ReluDc.Engine;

/// <summary>
/// C# cells as HTML, coloured by Roslyn's classifier, which knows types from names because it sees all cells and the library.
/// </summary>
internal static class CodeHighlighter
{
    /// <summary>
    /// The cells' code, each as HTML with spans of class k, s, n, c, t, m (keyword, string, number, comment, type, method).
    /// </summary>
    /// <param name="cells">The code of all cells, in order.</param>
    /// <param name="libraryDirectory">Where the library that the cells reference is.</param>
    public static IReadOnlyList<Html> Highlight(IReadOnlyList<string> cells, string libraryDirectory)
    {
        if (cells.Count == 0)
            return [];
        const string Separator = "\n;\n"; // ends an expression without semicolon, as the end of a cell does
        var code = string.Join(Separator, cells);
        using var workspace = new AdhocWorkspace();
        var references = DocumentedReferences.Default.Concat(Directory.Exists(libraryDirectory)
            ? Directory.EnumerateFiles(libraryDirectory, "ReluDc*.dll").Select(path => MetadataReference.CreateFromFile(path))
            : []);
        var project = workspace.AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "cells", "cells",
            LanguageNames.CSharp,
            parseOptions: CellLanguage.Parsing, compilationOptions: CellLanguage.Reading(CellLanguage.Imports),
                metadataReferences: references));
        var document = workspace.AddDocument(DocumentInfo.Create(DocumentId.CreateNewId(project.Id), "cells.csx",
            sourceCodeKind: SourceCodeKind.Script,
            loader: TextLoader.From(TextAndVersion.Create(SourceText.From(code), VersionStamp.Default))));
        var spans = Classifier.GetClassifiedSpansAsync(document, new TextSpan(0, code.Length)).GetAwaiter().GetResult()
            .Select(span => (span.TextSpan, Class: ClassOf(span.ClassificationType))).Where(span => span.Class is not null)
            .OrderBy(span => span.TextSpan.Start).ToList();

        var html = new List<Html>();
        var start = 0;
        foreach (var cell in cells)
        {
            html.Add(Coloured(code, new TextSpan(start, cell.Length), spans!));
            start += cell.Length + Separator.Length;
        }
        return html;
    }

    private static Html Coloured(string code, TextSpan cell, IReadOnlyList<(TextSpan Span, string Class)> spans)
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
        return Html.Raw(string.Join("\n</span>", html.ToString().Split('\n').Select(StartOfLine)) + "</span>");
    }

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
