using System.Text.RegularExpressions;

namespace ReluDc.Tests.Docs;

/// <summary>Whoever is cited by name and year stands in the list of references, and whoever stands there is cited.</summary>
public sealed partial class ReferencesTests
{
    private static readonly HashSet<string> Listed = Names(Entry(), [At("docs/references.md")]);
    private static readonly HashSet<string> Cited = Names(Citation(), Texts());

    [Fact]
    public void Each_citation_is_listed_and_each_entry_cited()
    {
        Assert.InRange(Listed.Count, 20, 100);
        Assert.Equal(Listed.Order(StringComparer.Ordinal), Cited.Order(StringComparer.Ordinal));
    }

    private static string At(string file) => File.ReadAllText(Path.Combine(Checkout.Root, file));

    private static HashSet<string> Names(Regex citation, IEnumerable<string> texts) =>
        [.. texts.SelectMany(text => citation.Matches(text)).Select(found => $"{found.Groups["name"]} {found.Groups["year"]}")];

    /// <summary>Notebooks and glossary, comments of the library, and what is told of heart rates.</summary>
    private static IEnumerable<string> Texts()
    {
        string[] Files(string folder, string pattern) =>
            Directory.GetFiles(Path.Combine(Checkout.Root, folder), pattern, SearchOption.AllDirectories);
        var obj = $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}";
        var comments = Files("lib", "*.cs").Where(path => !path.Contains(obj)).Select(path =>
            string.Join(' ', File.ReadLines(path).Where(line => line.Contains("//")).Select(line => line.Trim(' ', '/'))));
        return [.. comments, .. Files("notebooks", "*.ipynb").Select(File.ReadAllText), At("README.md"), At("docs/heart-rate.md")];
    }

    [GeneratedRegex(@"^- (?<name>(?:Van )?\p{Lu}[\p{L}']+), .*?\((?<year>\d{4})\)\.", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Entry();

    /// <summary>"Rice 1945", "Cho and Saul, 2009", "Tang, Chen, Ward, Elgendi 2020", "He et al. 2015", "Bennett (1933)".</summary>
    [GeneratedRegex(@"\b(?<name>(?:Van )?\p{Lu}[\p{L}']*\p{Ll})(?:, \p{Lu}[\p{L}']+)*(?:,? and \p{L}+| et al\.)?"
        + @",? \(?(?<year>(?:19|20)\d\d)\b")]
    private static partial Regex Citation();
}
