using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ReluDc.Engine;
using ReluDc.Notebooks;

namespace ReluDc.Tests.Engine;

/// <summary>What pages keep from one rendering to the next, against making it anew.</summary>
public sealed partial class RenderCacheTests
{
    private static readonly string library = Path.Combine(Checkout.Root, "lib", "bin");

    /// <summary>A parameter that is altered costs no colours; and they are those that the altered code would get by itself.</summary>
    [Fact]
    public void Code_with_other_numbers_gets_the_colours_of_before_in_their_places()
    {
        string[] notebooks = ["02", "09"];
        foreach (var name in notebooks)
        {
            var path = Directory.EnumerateFiles(Path.Combine(Checkout.Root, "notebooks"), $"{name}*.ipynb").Single();
            var cells = Notebook.Load(path).Cells.Where(cell => cell.Kind == CellKind.Code).Select(cell => cell.Source).ToList();
            var altered = cells.Select(code => Given().Replace(code, number =>
                number.Value + (number.Value.Contains('.') ? "01" : "001"))).ToList();
            Assert.NotEqual(cells, altered);

            var cache = new RenderCache(null);
            new CodeHighlighter(library, cache).Highlight(cells, Fail);
            var known = Shapes(cells);
            Assert.Equal(known, Shapes(altered));
            Assert.NotEqual(known, Shapes([.. cells.Select(code => Given().Replace(code, number => number.Value + "f"))]));
            Assert.Equal(new CodeHighlighter(library, new(null)).Highlight(altered, Fail).Select(html => html.ToString()),
                new CodeHighlighter(library, cache).Highlight(altered, Fail).Select(html => html.ToString()));
        }
        static string Shapes(IEnumerable<string> code) => new CodeShape(string.Join("\n;\n", code)).Text;
        static void Fail(int cell, string message) => Assert.Fail($"cell {cell}: {message}");
    }

    [Fact]
    public void What_is_kept_is_there_for_the_next_process_and_for_one_beside_it()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "made", "pages.json");
        var (one, other) = (new RenderCache(file), new RenderCache(file));
        one.Keep("a\0b", "<é>");
        other.Keep("c", "3");
        one.Save();
        other.Save();
        var next = new RenderCache(file);
        Assert.Equal(("<é>", "3", null), (next.Find("a\0b"), next.Find("c"), next.Find("d")));
        next.Save(); // nothing is new
        Assert.Single(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"build\": 3, \"made\": {}}")]
    [InlineData("{\"build\": \"another\", \"made\": {\"a\": \"wrong\"}}")]
    [InlineData("{\"build\": \"$build\", \"made\": [1, 2]}")]
    [InlineData("{\"build\": \"$build\", \"made\": {\"a\": null}}")]
    [InlineData("{\"build\": \"$build\", \"made\": {\"a\": {}, \"b\"")]
    public void A_file_that_is_none_of_this_build_counts_as_empty_and_is_replaced(string spoilt)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "pages.json");
        var first = new RenderCache(file);
        first.Keep("a", "right");
        first.Save();
        var build = JsonNode.Parse(File.ReadAllText(file))!["build"]!.GetValue<string>();
        File.WriteAllText(file, spoilt.Replace("$build", build, StringComparison.Ordinal));
        var next = new RenderCache(file);
        Assert.Null(next.Find("a"));
        next.Keep("a", "right again");
        next.Save();
        Assert.Equal("right again", new RenderCache(file).Find("a"));
    }

    [Fact]
    public void Beyond_its_bound_the_file_holds_what_was_used_last()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "pages.json");
        for (var i = 0; i < 5; i++)
        {
            var cache = new RenderCache(file);
            cache.Keep(i.ToString(CultureInfo.InvariantCulture), new('x', 1_500_000));
            cache.Save();
        }
        Assert.InRange(new FileInfo(file).Length, 1_500_000, 4_100_000);
        Assert.NotNull(new RenderCache(file).Find("4"));
    }

    /// <summary>A disk that is full or read-only costs time, not the page.</summary>
    [Fact]
    public void A_file_that_cannot_be_written_is_done_without()
    {
        using var folder = new TemporaryFolder();
        var cache = new RenderCache(folder.Path); // a folder is no file
        cache.Keep("a", "b");
        cache.Save();
        Assert.Equal("b", cache.Find("a"));
    }

    [Fact]
    public void A_page_that_was_prepared_and_one_from_what_was_kept_are_the_page()
    {
        var page = new ExecutedNotebook().Prose("# A page\n\n$$\\newcommand{\\half}{\\tfrac12} x = \\half$$\n\nand $\\half y$")
            .Code("double f1Hz = 5; // Hz\nvar list = new List<double>();", [ExecutedNotebook.Stream("out")]).Page("01-one");
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "pages.json");
        string Written(string name, bool prepares, string? cacheFile)
        {
            var site = new Site(Path.Combine(folder.Path, name), [page], new Course(library) { CacheFile = cacheFile }, singleFile: false);
            if (prepares)
                site.Prepare(page.Name);
            Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder.Path, name), "*.html"));
            site.Write(page);
            return Nonce().Replace(File.ReadAllText(Path.Combine(folder.Path, name, "01-one.html")), "");
        }
        var fresh = Written("fresh", prepares: false, null);
        Assert.Contains("<math", fresh, StringComparison.Ordinal);
        Assert.Contains("class=\"t\">List<", fresh, StringComparison.Ordinal);
        Assert.Equal(fresh, Written("prepared", prepares: true, null));
        Assert.Equal(fresh, Written("keeps", prepares: false, file));
        Assert.Equal(fresh, Written("kept", prepares: true, file));

        // that it does come from there
        File.WriteAllText(file, File.ReadAllText(file).Replace("mfrac", "mstack", StringComparison.Ordinal));
        Assert.Contains("mstack", Written("spoilt", prepares: false, file), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(?<=double \w+ = )[\d.]+(?=;)")]
    private static partial Regex Given();

    [GeneratedRegex("nonce[-=]\"?[A-Za-z0-9+/=]+|<meta[^>]*content=\"[0-9a-f]{16}\"[^>]*>|[0-9a-f]{64}")]
    private static partial Regex Nonce();
}
