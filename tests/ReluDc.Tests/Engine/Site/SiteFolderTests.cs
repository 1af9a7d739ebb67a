using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>What is in a site's folder already: what stays, what is made anew, what goes, and what is not ours to touch.</summary>
public sealed class SiteFolderTests : IDisposable
{
    private readonly RenderedSite site = new();
    private readonly TemporaryFolder sources = new();

    public void Dispose()
    {
        site.Dispose();
        sources.Dispose();
    }

    /// <summary>An executed notebook whose source exists.</summary>
    private SitePage Page(string name, string title, string value = "42")
    {
        File.WriteAllText(sources[name + ".ipynb"], "");
        return new ExecutedNotebook().Prose($"# {title}\n\nA question?").Code("x", [ExecutedNotebook.Value("text/plain", value)])
            .Ran(new() { ["inputHash"] = "1234", ["parameters"] = new System.Text.Json.Nodes.JsonArray() })
            .Page(name, sources[name + ".ipynb"]);
    }

    private IEnumerable<string> Cards() => site.Document("index").QuerySelectorAll(".card h3").Select(card => card.TextContent.Trim());

    private string Html(string name) => Path.Combine(site.Folder, name + ".html");

    private string Executed(string name) => Path.Combine(site.Folder, name + ".ipynb");

    [Fact]
    public void One_notebook_rendered_alone_leaves_the_others_in_index_and_contents()
    {
        site.Write(Page("01-one", "One"), Page("02-two", "Two"), Page("03-three", "Three"));
        site.Write(Page("02-two", "Second"));
        Assert.Equal(["01 One", "02 Second", "03 Three"], Cards());
        Assert.Equal("02 Second", site.Document("01-one").QuerySelector("a[href='02-two.html']")!.TextContent);
        Assert.Equal("03-three.html", site.Document("02-two").QuerySelector("a[rel=next]")!.GetAttribute("href"));
        Assert.Empty(site.Report.Notes);
    }

    [Fact]
    public void Pages_of_notebooks_that_are_gone_go_if_nobody_altered_them()
    {
        site.Write(Page("01-one", "One"), Page("02-two", "Two"), Page("03-three", "Three"), Page("04-four", "Four"));
        foreach (var name in new[] { "02-two", "03-three", "04-four" })
            File.Delete(sources[name + ".ipynb"]);
        File.AppendAllText(Html("03-three"), "<!-- a note of the reader's -->");
        File.WriteAllText(Executed("04-four"), File.ReadAllText(Executed("04-four")).Replace("42", "43"));
        site.Write(Page("01-one", "One"));
        Assert.Equal(["01 One"], Cards());
        Assert.False(File.Exists(Html("02-two")) || File.Exists(Executed("02-two")));
        Assert.True(File.Exists(Html("03-three")) && File.Exists(Executed("03-three")));
        Assert.True(File.Exists(Html("04-four")) && File.Exists(Executed("04-four")));
        Assert.Equal([$"{Html("02-two")}: its notebook is gone, so the page was taken away"], site.Report.Notes);
    }

    [Fact]
    public void An_executed_notebook_that_somebody_altered_is_left_out_and_that_is_said()
    {
        site.Write(Page("01-one", "One"), Page("02-two", "Two"));
        File.WriteAllText(Executed("02-two"), File.ReadAllText(Executed("02-two")).Replace("42", "43"));
        site.Write(Page("01-one", "One"));
        Assert.Equal(["01 One"], Cards());
        Assert.Contains("02-two.ipynb was altered after it was made", Assert.Single(site.Report.Notes));
        Assert.True(File.Exists(Executed("02-two")));
    }

    [Theory]
    [InlineData("01-one")]
    [InlineData("index")]
    public void A_page_that_was_cut_or_altered_anywhere_is_written_again(string name)
    {
        site.Write(Page("01-one", "One"));
        var whole = File.ReadAllText(Html(name));
        var time = File.GetLastWriteTimeUtc(Html(name));
        site.Write(Page("01-one", "One"));
        Assert.Equal(time, File.GetLastWriteTimeUtc(Html(name)));
        foreach (var damaged in new[] { whole[..(whole.Length / 2)], whole[..^1], whole.Replace("question", "answer"), whole + " ", "" })
        {
            File.WriteAllText(Html(name), damaged);
            site.Write(Page("01-one", "One"));
            Assert.Equal(whole, File.ReadAllText(Html(name)));
        }
    }

    [Theory]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a%20b")]
    [InlineData("a b & c's")]
    [InlineData("größe")]
    [InlineData("b\"><img src=q onerror=alert(2)>")]
    public void Every_address_leads_to_its_page_whatever_the_notebook_is_called(string name)
    {
        site.Write(Page("01-one", "One"), Page(name, "Two"));
        var links = new[] { "index", "01-one", name }.SelectMany(page => site.Document(page).QuerySelectorAll("[href]"))
            .Select(link => link.GetAttribute("href")!).Where(address => !address.StartsWith("http", StringComparison.Ordinal)
                && !address.StartsWith("data:", StringComparison.Ordinal) && address[0] != '#').ToHashSet();
        Assert.All(links, address => Assert.True(File.Exists(Path.Combine(site.Folder,
            Uri.UnescapeDataString(address.Split('#')[0]))), address));
        Assert.Contains(Uri.EscapeDataString(name) + ".html", links);
        Assert.Empty(site.Document("01-one").QuerySelectorAll("img"));
        Assert.Equal(name + ".ipynb", site.Document(name).QuerySelector("a[download]")!.GetAttribute("download"));
    }

    [Fact]
    public void A_page_that_cannot_be_rendered_says_so_and_the_others_are_there()
    {
        var notebook = Page("02-two", "Two").Executed;
        site.Write(Page("01-one", "One"), new SitePage("02-two", notebook.WithCells([.. notebook.Cells, .. notebook.Cells]))); // twice
        Assert.Contains("could not be rendered", site.Document("02-two").QuerySelector(".failure")!.TextContent);
        Assert.StartsWith("02-two: the page could not be rendered",
            Assert.Single(site.Report.Pages.SelectMany(page => page.Faults)).ToString());
        Assert.Contains("42", site.Document("01-one").Body!.TextContent);
        Assert.Equal(2, site.Document("index").QuerySelectorAll(".card").Length);
    }

    [Fact]
    public void A_page_of_a_trusted_notebook_stays_one_when_its_neighbours_change()
    {
        const string Policy = "meta[http-equiv=Content-Security-Policy]";
        var course = new ReluDc.Notebooks.Course(Path.Combine(Checkout.Root, "lib", "bin"));
        File.WriteAllText(sources["01-one.ipynb"], "");
        var page = new ExecutedNotebook().Prose("# One\n\n<script>let own = 1;</script>")
            .Ran(new() { ["inputHash"] = "1", ["parameters"] = new System.Text.Json.Nodes.JsonArray() })
            .Page("01-one", sources["01-one.ipynb"]);
        var trusting = new Site(site.Folder, [page], course, singleFile: false, trust: true);
        trusting.Write(page);
        trusting.Finish();
        Assert.Contains("<script>let own = 1;</script>", site.Text("01-one"));

        site.Write(Page("02-two", "Two"));
        Assert.Contains("<script>let own = 1;</script>", site.Text("01-one"));
        Assert.Null(site.Document("01-one").QuerySelector(Policy));
        Assert.NotNull(site.Document("01-one").QuerySelector("a[rel=next]"));
        Assert.NotNull(site.Document("02-two").QuerySelector(Policy));

        site.Write(page); // rendered without it, it is trusted no more
        Assert.NotNull(site.Document("01-one").QuerySelector(Policy));
        Assert.DoesNotContain("<script>let own", site.Text("01-one"));
    }
}
