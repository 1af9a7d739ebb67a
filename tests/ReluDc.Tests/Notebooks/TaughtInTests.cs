using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ReluDc.Tests.Notebooks;

/// <summary>
/// What doc comments say of notebooks, "Taught in notebook 03" or "Used in notebooks 02 and 07", holds: each of these notebooks names the
/// type.
/// </summary>
/// <remarks>
/// A notebook names a type if the type's name is an identifier in its code, or stands in code font in its text. A type that is only reached
/// through a member, such as a class of extension methods, is named by a member of a name that no other public type of the library has. A
/// member is named by its own name.
/// </remarks>
public sealed partial class TaughtInTests
{
    private static readonly Dictionary<string, HashSet<string>> NamesByNotebook = Checkout.Notebooks.Select(path => Path.GetFileName(path))
        .ToDictionary(name => name[..2], name => Names(name));

    [Theory]
    [InlineData("ReluDc")]
    [InlineData("ReluDc.Networks")]
    [InlineData("ReluDc.HeartRate")]
    [InlineData("ReluDc.Figures")]
    public void A_notebook_that_a_doc_comment_names_names_what_it_is_to_teach(string library)
    {
        var claims = Documented(library)
            .SelectMany(entry => entry.Notebooks.Select(notebook => (entry.Name, entry.Identifiers, notebook))).ToList();
        Assert.NotEmpty(claims);
        Assert.Empty(claims.Where(claim => !Names(claim.notebook, claim.Identifiers))
            .Select(claim => $"{claim.Name}: notebook {claim.notebook}"));
    }

    [Theory]
    [InlineData("ReluDc")]
    [InlineData("ReluDc.Networks")]
    [InlineData("ReluDc.HeartRate")]
    [InlineData("ReluDc.Figures")]
    public void A_public_type_whose_comment_names_no_notebook_is_named_by_none(string library)
    {
        var silent = Documented(library).Where(entry => entry.IsType && entry.Notebooks.Count == 0);
        Assert.Empty(silent.SelectMany(entry => NamesByNotebook.Keys.Where(notebook => Names(notebook, [entry.Identifiers[0]]))
            .Select(notebook => $"{entry.Name}: notebook {notebook}")));
    }

    [Fact]
    public void Every_way_to_say_it_is_read() => Assert.Equal(["01", "03", "07", "08", "10"], NotebooksIn(
        "Taught in notebooks 01 (one tone), 03 (several) and 07. More. Used in notebook\n 08. It needs Taught in notebook 10."));

    /// <summary>The library's public types and what is documented in them, each with the names that stand for it in a notebook.</summary>
    private static List<(string Name, bool IsType, List<string> Identifiers, List<string> Notebooks)> Documented(string library)
    {
        var types = Assembly.Load(library).GetExportedTypes();
        var memberNames = types.SelectMany(type => MemberNames(type)).CountBy(name => name).ToDictionary();
        var comments = XDocument.Load(Path.Combine(Checkout.Root, "lib", "bin", $"{library}.xml")).Descendants("member")
            .ToDictionary(member => (string)member.Attribute("name")!, member => NotebooksIn(member.Value));

        var ofTypes = types.Select(type => (Id(type), true,
            (List<string>)[type.Name.Split('`')[0], .. MemberNames(type).Where(name => memberNames[name] == 1)],
            comments.GetValueOrDefault($"T:{Id(type)}", [])));
        // A constructor says nothing of its own: that of a record repeats the record's comment.
        var ofMembers = comments.Where(comment => comment.Key[0] != 'T' && !comment.Key.Contains('#'))
            .Select(comment => (comment.Key[2..], false, (List<string>)[MemberName().Match(comment.Key).Groups[1].Value], comment.Value));
        return [.. ofTypes, .. ofMembers];
        static string Id(Type type) => type.FullName!.Replace('+', '.');
    }

    private static IEnumerable<string> MemberNames(Type type) => type
        .GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(member => member is PropertyInfo or FieldInfo or MethodInfo { IsSpecialName: false })
        .Select(member => member.Name).Distinct();

    private static List<string> NotebooksIn(string comment) =>
        [.. Statement().Matches(comment).SelectMany(said => said.Groups["notebook"].Captures).Select(capture => capture.Value)];

    private static bool Names(string notebook, IEnumerable<string> identifiers) =>
        NamesByNotebook.TryGetValue(notebook, out var names) && names.Overlaps(identifiers);

    /// <summary>The identifiers in a notebook's code, and in the code font of its text.</summary>
    private static HashSet<string> Names(string notebook) =>
    [
        .. CommittedNotebooks.Sources(notebook, "code").SelectMany(Identifiers),
        .. CommittedNotebooks.Sources(notebook, "markdown").SelectMany(text => CodeFont().Matches(text))
            .SelectMany(code => Identifiers(code.Value)),
    ];

    private static IEnumerable<string> Identifiers(string code) => SyntaxFactory
        .ParseCompilationUnit(code.Trim('`'), options: new CSharpParseOptions(kind: SourceCodeKind.Script)).DescendantTokens()
        .Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText);

    [GeneratedRegex(@"(?:Taught|Used)\s+in\s+notebooks?\s+(?:(?<notebook>\d\d)(?:\s+\([^)]*\))?(?:,\s+|\s+and\s+)?)+")]
    private static partial Regex Statement();

    [GeneratedRegex(@"^[MPFE]:.*?([^.(]+)(?:\(.*)?$")]
    private static partial Regex MemberName();

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex CodeFont();
}
