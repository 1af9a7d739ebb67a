using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ReluDc.Engine;
using ReluDc.Notebooks;

namespace ReluDc.Tests.Fuzz;

/// <summary>Spoilt executed notebooks: every one becomes a whole page, on which nothing runs but this program's scripts.</summary>
public sealed class PageFuzzTests
{
    private const int LongestFault = 400;

    private static readonly string[] pieces =
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</main>", "</div></div></div>", "<iframe src=//x></iframe>",
        "<style>*{}",
        "<svg/onload=alert(1)>", "<a href=\" java\tscript:alert(1)\">x</a>", "<meta http-equiv=refresh content=0>", "<base href=//x>",
        "<!--",
        "-->", "<![CDATA[", "<math><mi xlink:href=\"javascript:1\">", "<p id=main>", "<template>", "<plaintext>", "<textarea>", "<title>",
        "[x](javascript:alert(1))", "![x](javascript:1)", "[x]: javascript:alert(1)", "$\\href{javascript:alert(1)}{x}$",
        "$\\unicode{x3c}$",
        "\\def\\a{\\a}\\a", "$$\\begin{matrix}", "\\label{one}", "\\eqref{two}", "[^1]", "[^1]: [^1]", "| a |\n|---|\n", "```",
        "\u001b[1000000C",
        "\u001b[1000000B", "\b\b\b\r", "</script>", "&#x3c;script>", "\" onclick=\"x", "' onclick='x", "{{", "#r \"x\"", "(",
        "$\"{", "\"\"\"",
    ];

    private static readonly string[] strangeNodes =
    [
        "null", "1", "1e999", "-0.0", "true", "\"\"", "[]", "{}", "[[[[]]]]", "\"NaN\"", "[null]", "{\"text\":1}",
        "123456789012345678901234567890",
    ];

    private static readonly Course course = new(Path.Combine(Checkout.Root, "lib", "bin"));
    private readonly MathRenderer math = new();
    private readonly PageFrame frame = PageFrame.Linked(course);

    [Fact]
    public void A_spoilt_notebook_becomes_a_whole_page_on_which_nothing_foreign_runs()
    {
        var seeds = Corpus.Of("pages").Select(seed => JsonNode.Parse(seed)!.ToJsonString()).ToList();
        foreach (var seed in seeds) // and nothing is loaded and compiled while inputs are timed
            CheckPages(Encoding.UTF8.GetBytes(seed));
        new FuzzCampaign("pages", usual: 150) { LongestInput = TimeSpan.FromSeconds(15) }
            .Run(random => Spoilt(random, JsonNode.Parse(Mutations.Pick(random, seeds))!), CheckPages);
    }

    private void CheckPages(byte[] input)
    {
        Notebook executed;
        try
        {
            executed = Notebook.Parse(input);
        }
        catch (UnreadableNotebookException)
        {
            return; // never comes to a page
        }
        var page = new SitePage("01-one", executed);
        var other = new SitePage("02-two", executed);
        var outlines = new Dictionary<string, Outline> { ["01-one"] = new(executed), ["02-two"] = new(executed) };
        var rendering = new NotebookPage(page, [page, other], outlines, course, math, new(course.LibraryDirectory, new(null)));
        Check(rendering.Render(frame, "0123", "01-one.ipynb").ToString());
        Assert.All(rendering.Faults, fault =>
            Assert.True(fault.Message.Length <= LongestFault && !fault.Message.Contains('\n'), fault.Message));
        Check(frame.Page("Index", "0123", Html.Empty, course.Index([page, other], _ => Html.Empty)).ToString());
    }

    /// <summary>A notebook some of whose texts are spoilt, or some of whose nodes are of another type.</summary>
    private static byte[] Spoilt(Pcg32 random, JsonNode notebook)
    {
        for (var steps = 1 + random.NextInt(3); steps > 0; steps--)
        {
            var leaves = Leaves(notebook["cells"]!).Concat(Leaves(notebook["metadata"]!["reludc"]!)).ToList();
            var leaf = Mutations.Pick(random, leaves);
            var text = leaf is JsonValue value && value.TryGetValue<string>(out var given) ? given : leaf.ToJsonString();
            var at = random.NextInt(text.Length + 1);
            leaf.ReplaceWith(random.NextInt(6) switch
            {
                0 => JsonNode.Parse(Mutations.Pick(random, strangeNodes)),
                1 => Deep(1 + random.NextInt(300)),
                2 => Mutations.Text(random, text),
                _ => (JsonNode)text.Insert(at, Mutations.Pick(random, pieces)
                    + (random.NextInt(3) == 0 ? Mutations.Pick(random, pieces) : "")),
            });
        }
        return Encoding.UTF8.GetBytes(notebook.ToJsonString());
    }

    private static IEnumerable<JsonNode> Leaves(JsonNode node) => node switch
    {
        JsonObject inner => inner.Select(entry => entry.Value).OfType<JsonNode>().SelectMany(Leaves)
            .Concat(inner.Parent is null ? [] : [node]),
        JsonArray inner => inner.OfType<JsonNode>().SelectMany(Leaves).Append(node),
        _ => [node],
    };

    private static JsonNode Deep(int levels)
    {
        JsonNode node = 1;
        for (var i = 0; i < levels; i++)
            node = i % 2 == 0 ? new JsonArray(node) : new JsonObject { ["a"] = node };
        return node;
    }

    private static void Check(string html)
    {
        using var document = new HtmlParser(new() { IsScripting = true }).ParseDocument(html);
        Assert.NotNull(document.QuerySelector("body > main#main"));
        Assert.Empty(document.QuerySelectorAll("body > :not(header, main, nav, script, a.skip)"));
        var ids = document.All.Select(element => element.Id).Where(id => !string.IsNullOrEmpty(id)).ToList();
        Assert.Equal(ids.Distinct(), ids);
        var nonce = document.QuerySelector("body > script")!.GetAttribute("nonce")!;
        Assert.NotEmpty(nonce);
        foreach (var element in document.All)
            CheckElement(element, nonce);
    }

    private static void CheckElement(IElement element, string nonce)
    {
        var name = element.LocalName.ToLowerInvariant();
        if (name == "script" && element.GetAttribute("type") != "application/json")
        {
            Assert.Equal(nonce, element.GetAttribute("nonce"));
            Assert.Null(element.Ancestors().OfType<IHtmlElement>().FirstOrDefault(above => above.Id == "main"));
        }
        // the index's own drawing has titles
        if (element.Closest("main") is not null && element.Closest(".hook > .halves > svg") is null)
            Assert.DoesNotContain(name,
                new[] { "style", "base", "link", "meta", "object", "embed", "form", "template", "dialog", "title" });
        if (name == "iframe")
            Assert.Equal(("", null), (element.GetAttribute("sandbox"), element.GetAttribute("src")));
        foreach (var attribute in element.Attributes)
        {
            Assert.False(attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase), $"{attribute.Name} in {element.OuterHtml}");
            if (attribute.LocalName is "href" or "src" or "action" or "formaction" or "data" or "cite" or "background" or "poster")
                // browsers pass over blanks and control characters in a scheme
                Assert.DoesNotMatch("(?i)^(?:java|vb)script:", string.Concat(attribute.Value.Where(c => c > ' ')));
        }
    }
}
