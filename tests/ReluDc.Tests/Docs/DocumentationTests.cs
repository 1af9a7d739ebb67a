using System.CommandLine;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using ReluDc.Notebooks;

namespace ReluDc.Tests.Docs;

/// <summary>What is written for readers: short enough, every link leads somewhere, every command exists.</summary>
public sealed partial class DocumentationTests
{
    private const int LongestLine = 120;
    private const string Generated = "docs/claims.md";

    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers().Build();

    public static TheoryData<string> Pages =>
    [
        "README.md", "CONTRIBUTING.md", "THIRD-PARTY-NOTICES.md", "bench/README.md", "data/README.md",
        .. Directory.GetFiles(Path.Combine(Checkout.Root, "docs"), "*.md").Select(path => $"docs/{Path.GetFileName(path)}").Order(),
    ];

    [Fact]
    public void The_README_is_a_first_screen_with_a_picture()
    {
        Assert.InRange(File.ReadAllLines(At("README.md")).Length, 1, 120);
        var picture = Links("README.md").First(link => link.IsImage);
        Assert.True(picture.Line < 8, "the picture stands on top");
        Assert.Equal("docs/picture.svg", picture.Url);
    }

    [Fact]
    public void The_READMEs_layout_names_what_is_there()
    {
        var rooms = File.ReadAllLines(At("README.md")).SkipWhile(line => line != "## Layout").Skip(3).TakeWhile(line => line != "```")
            .Where(line => !line.StartsWith(' ')).Select(line => line.Split(' ')[0]).ToList();
        Assert.Contains("lib/", rooms);
        Assert.All(rooms, room => Assert.True(Directory.Exists(At(room)), room));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Lines_are_short(string page)
    {
        if (page is Generated)
            return;
        Assert.All(File.ReadAllLines(At(page)).Where(line => !line.StartsWith('|')),
            line => Assert.True(Address().Replace(line, "").Length <= LongestLine, $"{page}: {line.Length} characters: {line}"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_to_files_and_headings_that_exist(string page) => Assert.All(Links(page), link =>
    {
        if (link.Url.Contains("://"))
            return;
        var (path, heading) = link.Url.Split('#') is [var file, var anchor] ? (file, anchor) : (link.Url, null);
        var target = path.Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(path));
        Assert.True(File.Exists(At(target)), $"{page}, line {link.Line + 1}: {link.Url}");
        if (heading is not null)
            Assert.True(Headings(target).Contains(heading), $"{page}, line {link.Line + 1}: no heading of {target} is #{heading}");
    });

    [Theory]
    [MemberData(nameof(Pages))]
    public void Commands_and_their_options_are_known_to_the_program(string page)
    {
        foreach (var line in Mention().Matches(File.ReadAllText(At(page))).Select(mention => mention.Groups[1].Value))
        {
            var words = new Queue<string>(line.Split([' ', '[', ']', '…'], StringSplitOptions.RemoveEmptyEntries));
            List<Command> meant = [CommandLine.Root()]; // several in "kernel install|uninstall"
            while (words.Count > 0 && meant[0].Subcommands.Count > 0 && !words.Peek().StartsWith('-') && words.Peek() != "COMMAND")
            {
                var names = words.Dequeue().Split('|');
                var known = meant[0].Subcommands.Where(command => names.Contains(command.Name)).ToList();
                Assert.True(known.Count == names.Length, $"{page}: dotnet run -- {line}: not all known: {string.Join(", ", names)}");
                meant = known;
            }
            foreach (var option in words.Where(word => word.StartsWith('-') && word != "--help"))
                Assert.True(meant.All(command => command.Options.Any(known => known.Name == option || known.Aliases.Contains(option))),
                    $"{page}: dotnet run -- {line}: {option} is not known");
        }
    }

    /// <summary>Each command has a line in the page about them.</summary>
    [Fact]
    public void Every_command_is_explained() => Assert.All(CommandLine.Root().Subcommands,
        command => Assert.Contains($"\ndotnet run -- {command.Name} ", File.ReadAllText(At("docs/commands.md"))));

    [Fact]
    public void The_notices_have_each_package_of_program_and_library_in_its_version()
    {
        var packages = XDocument.Load(At("Directory.Packages.props")).Root!.Elements("ItemGroup")
            .Where(group => (string?)group.Attribute("Label") is "Library and figures" or "Host" or "The second engine")
            .Elements("PackageVersion").ToList();
        Assert.NotEmpty(packages);
        var notices = File.ReadAllText(At("THIRD-PARTY-NOTICES.md"));
        Assert.All(packages, package =>
            Assert.Contains($"| {package.Attribute("Include")!.Value} | {package.Attribute("Version")!.Value} | ", notices));
    }

    private static string At(string path) => Path.Combine(Checkout.Root, path);

    private static MarkdownDocument Parsed(string page) => Markdig.Markdown.Parse(File.ReadAllText(At(page)), Markdown);

    private static IEnumerable<(string Url, int Line, bool IsImage)> Links(string page) =>
        Parsed(page).Descendants<LinkInline>().Select(link => (link.Url!, link.Line, link.IsImage));

    private static IEnumerable<string?> Headings(string page) =>
        Parsed(page).Descendants<HeadingBlock>().Select(heading => heading.GetAttributes().Id);

    /// <summary>What is typed after "dotnet run --", up to the end of the line or of the code, or to the words beside it.</summary>
    [GeneratedRegex(@"dotnet run -- (.*?)(?=`|\r?\n|$|  )")]
    private static partial Regex Mention();

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Address();
}
