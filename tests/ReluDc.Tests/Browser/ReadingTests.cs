using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ReluDc.Tests.Browser;

/// <summary>What helps a reader through a page: folded code, copying, links to headings, the place in the contents, the search.</summary>
[Collection(CourseSiteTests.Name)]
public sealed class ReadingTests(CourseSite site)
{
    private const string First = "01-what-relu-does-to-a-tone";
    private const string Third = "03-spectrum-line-by-line";

    [Fact]
    public async Task The_choice_about_code_holds_on_other_pages_and_cells_that_were_opened_are_remembered()
    {
        var page = await site.OpenAsync(CourseSite.UrlOf(First));
        var (open, all) = (page.Locator("details.code[open]"), await page.Locator("details.code").CountAsync());
        var meant = await open.CountAsync();
        Assert.InRange(meant, 4, all / 2);
        await page.Locator("#cell-spectrum summary").First.ClickAsync();
        await page.ReloadAsync();
        Assert.Equal(meant + 1, await open.CountAsync());
        await page.Locator("#code-choice").SelectOptionAsync("open");
        Assert.Equal(all, await open.CountAsync());
        await page.GotoAsync(CourseSite.UrlOf(Third));
        Assert.Equal(0, await page.Locator("details.code:not([open])").CountAsync());
        await page.Locator("#code-choice").FocusAsync();
        await page.Locator("#code-choice").SelectOptionAsync("folded");
        await page.GotoAsync(CourseSite.UrlOf(First));
        Assert.Equal(0, await open.CountAsync());
        await page.Locator("#code-choice").SelectOptionAsync("meant");
        Assert.Equal(meant, await open.CountAsync());
    }

    [Fact]
    public async Task Code_is_copied_as_the_notebook_has_it()
    {
        var page = await site.OpenAsync(CourseSite.UrlOf(First));
        // What a browser says that gives a page on a disk no clipboard: the selection is copied instead.
        await page.EvaluateAsync("""
            () => {
              navigator.clipboard.writeText = () => Promise.reject(new Error("not allowed"));
              document.addEventListener("copy", () => { window.copied = String(getSelection()); });
            }
            """);
        var cell = page.Locator("#cell-tone");
        await cell.HoverAsync();
        await cell.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();
        await Assertions.Expect(cell.Locator(".copy")).ToHaveTextAsync("Copied");
        var code = await cell.Locator("code").TextContentAsync();
        Assert.Equal(code!.Split('\n').Select(line => line.TrimEnd()),
            (await page.EvaluateAsync<string>("() => window.copied")).Trim().Split('\n').Select(line => line.TrimEnd()));
    }

    [Fact]
    public async Task A_heading_s_link_is_reached_by_keyboard_seen_then_and_leads_to_the_heading()
    {
        var page = await site.OpenAsync(CourseSite.UrlOf(First));
        var link = page.Locator(".permalink").First;
        Assert.Equal("0", await link.EvaluateAsync<string>("l => getComputedStyle(l).opacity"));
        await link.FocusAsync();
        Assert.Equal("1", await link.EvaluateAsync<string>("l => getComputedStyle(l).opacity"));
        await page.Keyboard.PressAsync("Enter");
        Assert.EndsWith(await link.GetAttributeAsync("href"), page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_contents_mark_the_section_that_is_read()
    {
        var page = await site.OpenAsync(CourseSite.UrlOf(Third));
        var sections = page.Locator(".sections a");
        foreach (var at in new[] { 2, 5, 0 })
        {
            await page.EvaluateAsync("id => document.getElementById(id).scrollIntoView()",
                (await sections.Nth(at).GetAttributeAsync("href"))![1..]);
            await Assertions.Expect(sections.Nth(at)).ToHaveAttributeAsync("aria-current", "location");
            await Assertions.Expect(page.Locator(".sections [aria-current]")).ToHaveCountAsync(1);
        }
    }

    [Fact]
    public async Task The_search_is_reached_by_a_slash_and_its_places_by_arrows()
    {
        var page = await site.OpenAsync("about:blank");
        var requests = new List<string>();
        page.Request += (_, request) => requests.Add(request.Url);
        await page.GotoAsync(CourseSite.UrlOf(First));
        Assert.DoesNotContain(requests, url => url.Contains("search-index", StringComparison.Ordinal)); // not before it is wanted
        await page.Keyboard.PressAsync("/");
        Assert.Equal("search", await page.EvaluateAsync<string>("() => document.activeElement.id"));
        await page.Keyboard.TypeAsync("form factor");
        var places = page.Locator(".results li");
        await places.First.WaitForAsync();
        Assert.StartsWith("Form factor Glossary", await places.First.TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains("07 Awkward signals", await page.Locator(".results").TextContentAsync(), StringComparison.Ordinal);
        Assert.True(await page.Locator(".results mark").CountAsync() > 0, "no word is marked");
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal("A", await page.EvaluateAsync<string>("() => document.activeElement.tagName"));
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal("search", await page.EvaluateAsync<string>("() => document.activeElement.id"));
        Assert.False(await page.Locator(".results").IsVisibleAsync());
        await page.Keyboard.TypeAsync(" ");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        // Asked again and again: WaitForURL misses a navigation that ends between its look at the address and its listening.
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/glossary\\.html#form-factor$"), new() { Timeout = 30_000 });
    }

    [Theory]
    [InlineData("aliasing")]
    [InlineData("C07-form-factor")] // a claim
    [InlineData("Spectrum of a rectified tone")] // a figure
    [InlineData("rectifie")] // not typed to its end
    [InlineData("Chebyshef")] // not typed right
    public async Task The_search_finds(string words)
    {
        var page = await site.OpenAsync(CourseSite.UrlOf("index"));
        await page.Locator("#search").FillAsync(words);
        await page.Locator(".results li").First.WaitForAsync();
        var addresses = await page.Locator(".results a").EvaluateAllAsync<string[]>(
            "links => links.map(link => link.getAttribute('href'))");
        await page.GotoAsync(new Uri(new Uri(CourseSite.UrlOf("index")), addresses[0]).AbsoluteUri);
        Assert.True(!addresses[0].Contains('#') || await page.EvaluateAsync<bool>(
            "() => document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null"), addresses[0]);
    }

    [Fact]
    public async Task The_search_that_finds_nothing_says_so()
    {
        var page = await site.OpenAsync(CourseSite.UrlOf(First));
        await page.Locator("#search").FillAsync("xyzzyx");
        await Assertions.Expect(page.Locator(".results [role=status]")).ToHaveTextAsync("Nothing found");
    }

    [Theory, MemberData(nameof(CourseSite.NotebookPages), MemberType = typeof(CourseSite))]
    public async Task No_formula_is_cut_off_below_or_scrolls_up_and_down(string name)
    {
        var page = await site.OpenAsync(CourseSite.UrlOf(name));
        var tall = await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll("main .scroll:has(> math)")].filter(box => box.scrollHeight > box.clientHeight)
              .map(box => box.textContent)
            """);
        Assert.Empty(tall);
    }

    [Fact]
    public async Task On_a_phone_the_first_column_stays_while_the_others_scroll()
    {
        var page = await site.OpenAsync(CourseSite.UrlOf("07-awkward-signals"), width: 390);
        var table = page.Locator("#cell-ways .scroll:has(> table)");
        var first = table.Locator("tbody th").First;
        var before = await first.BoundingBoxAsync();
        await table.EvaluateAsync("box => { box.scrollLeft = 200; }");
        var after = await first.BoundingBoxAsync();
        Assert.Equal(before!.X, after!.X, 1.0);
        Assert.True(await table.EvaluateAsync<double>("box => box.scrollLeft") > 150, "the table does not scroll");
    }
}
