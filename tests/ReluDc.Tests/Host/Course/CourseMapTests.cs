using AngleSharp.Html.Parser;
using ReluDc.Engine;
using ReluDc.Notebooks;
using ReluDc.Tests.Engine;

namespace ReluDc.Tests.Host;

/// <summary>The map of the course: what needs what.</summary>
public sealed class CourseMapTests
{
    private static SitePage Page(string number, params string[] needs) => new ExecutedNotebook().Prose($"# Title {number}")
        .Prose($"- **You need** {string.Join(", ", needs.Select(need => $"[{need}]({need}-x.ipynb)"))}.\n- **Next** is [99](99-x.ipynb).")
        .Page(number + "-x");

    private static AngleSharp.Dom.IDocument Map(params SitePage[] pages) =>
        new HtmlParser().ParseDocument(new CourseMap(pages).ToHtml().ToString());

    [Fact]
    public void A_notebook_stands_below_all_that_it_needs_with_a_line_from_those_that_nothing_else_covers()
    {
        var map = Map(Page("01"), Page("02", "01"), Page("03", "01"), Page("04", "01", "02"), Page("05", "03", "04"));
        Assert.Equal(["grid-area: 1 / 2 / auto / span 2", "grid-area: 2 / 1 / auto / span 2", "grid-area: 2 / 3 / auto / span 2",
            "grid-area: 3 / 2 / auto / span 2", "grid-area: 4 / 2 / auto / span 2"],
            map.QuerySelectorAll("li").Select(box => box.GetAttribute("style")));
        Assert.Equal("M1,0.5L0.5,1.5M1,0.5L1.5,1.5M0.5,1.5L1,2.5M1.5,1.5L1,3.5M1,2.5L1,3.5", map.QuerySelector("path")!.GetAttribute("d"));
        Assert.Equal(["", "needs 01", "needs 01", "needs 01, 02", "needs 03, 04"],
            map.QuerySelectorAll(".needs").Select(needs => needs.TextContent));
        Assert.Equal("04-x.html", map.QuerySelectorAll("a")[3].GetAttribute("href"));
    }

    [Fact]
    public void What_is_not_here_or_comes_later_or_is_the_notebook_itself_is_not_needed() =>
        Assert.Empty(Map(Page("01", "02"), Page("02", "02", "07")).QuerySelectorAll("li"));

    [Fact]
    public void Sixty_notebooks_that_need_all_before_them_are_one_chain()
    {
        var names = Enumerable.Range(10, 60).Select(number => number.ToString()).ToArray();
        var map = Map([.. names.Select((name, i) => Page(name, names[..i]))]); // as many ways through as 2 to the power of 58
        Assert.Equal(59, map.QuerySelector("path")!.GetAttribute("d")!.Count(character => character == 'M'));
    }

    [Fact]
    public void The_course_s_own_map_has_all_ten()
    {
        var pages = Checkout.Notebooks.Select(path => new SitePage(Path.GetFileNameWithoutExtension(path), Notebook.Load(path))).ToArray();
        var map = Map(pages);
        Assert.Equal(10, map.QuerySelectorAll("li").Length);
        Assert.Equal(["01"], new NotebookCard(pages[1]).Needs);
        Assert.Single(map.QuerySelectorAll("li"), box => box.QuerySelector(".needs")!.TextContent.Length == 0);
    }
}
