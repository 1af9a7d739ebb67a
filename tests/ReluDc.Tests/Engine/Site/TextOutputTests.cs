using System.Text.Json.Nodes;

namespace ReluDc.Tests.Engine;

/// <summary>What cells print, as a terminal shows it, and what they put out as LaTeX.</summary>
public sealed class TextOutputTests
{
    [Theory]
    [InlineData("\rprogress 0%\rprogress 50%\rprogress 100%", "progress 100%")]
    [InlineData("long text\rab", "abng text")]
    [InlineData("a\r\nb\r\n", "a\nb\n")]
    [InlineData("first\nlong\rx\nlast", "first\nxong\nlast")]
    [InlineData("abc\b\bX", "aXc")]
    [InlineData("|\b/\b-\b\\\b done", " done")]
    [InlineData("\b\ba", "a")]
    [InlineData("long text\r\u001b[Kab", "ab")]
    [InlineData("long text\r\u001b[2Kab", "ab")]
    [InlineData("\u001b[32mok\u001b[0m\r\u001b[31mno\u001b[0m", "no")]
    [InlineData("one\ntwo\n\u001b[2A\rONE\u001b[2B\rend", "ONE\ntwo\nend")]
    [InlineData("ab\u001b[3Dx\u001b[1Cy", "xby")]
    [InlineData("x\u001b[999999999Cy", null)]
    [InlineData("👍👍\ra", "a👍")]
    [InlineData("é\u0301x\rab", "ab")]
    [InlineData("tail\r", "tail")]
    [InlineData("seen\u001b[2J\u001b[Hnew", "new")]
    public void Printed_text_is_as_a_terminal_shows_it(string printed, string? shown)
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook().Code("x", [ExecutedNotebook.Stream(printed)]).Page());
        var text = site.Document().QuerySelector("pre.stream")!.TextContent;
        if (shown is not null)
            Assert.Equal(shown, text);
        else
            Assert.InRange(text.Length, 2, 5_000);
    }

    [Fact]
    public void A_line_may_begin_in_one_output_and_be_overwritten_in_the_next_of_the_same_stream()
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook().Code("x", [ExecutedNotebook.Stream("0%"),
            ExecutedNotebook.Stream("\r50%"), ExecutedNotebook.Stream("\r!", "stderr"), ExecutedNotebook.Stream("\r100%")]).Page());
        Assert.Equal(["50%", "!", "100%"], site.Document().QuerySelectorAll("pre.stream").Select(text => text.TextContent));
    }

    [Theory]
    [InlineData("The value $x^2$ and $y$", "The value x2 and y", 2)]
    [InlineData(@"Some \(a\) and \[b\] and $$c$$", "Some a and b and c", 3)]
    [InlineData(@"Words \begin{align} a &= b \\ c &= d \end{align}", "Words a=bc=d", 1)]
    [InlineData(@"5 \$ & <b> $x$", "5 $ & <b> x", 1)]
    [InlineData(@"\begin{align*} a &= b \end{align*}", "a=b", 1)]
    [InlineData(@"\[x\]", "x", 1)]
    [InlineData("$$\nx\n$$", "x", 1)]
    [InlineData("$x$", "x", 1)]
    [InlineData(@"\frac{1}{2}", "12", 1)]
    public void LaTeX_is_words_with_formulas_among_them(string latex, string text, int formulas)
    {
        using var site = new RenderedSite()
            .Write(new ExecutedNotebook().Code("x", [ExecutedNotebook.Value("text/latex", JsonValue.Create(latex))]).Page());
        var output = site.Document().QuerySelector(".output")!;
        foreach (var number in output.QuerySelectorAll(".tml-tag"))
            number.Remove();
        Assert.Equal(text, output.TextContent.Trim());
        Assert.Equal(formulas, output.QuerySelectorAll("math").Length);
        Assert.Empty(site.Report.Pages.Single().Faults);
        Assert.Empty(output.QuerySelectorAll("b"));
    }

    [Fact]
    public void Commands_of_the_prose_hold_in_outputs()
    {
        using var site = new RenderedSite().Write(new ExecutedNotebook().Prose(@"$\newcommand{\R}{\mathbb{R}}$")
            .Code("x", [ExecutedNotebook.Value("text/latex", @"$\R$"), ExecutedNotebook.Value("text/markdown", @"in $\R$")]).Page());
        Assert.Equal(["ℝ", "ℝ"], site.Document().QuerySelectorAll("math").Select(formula => formula.TextContent));
    }
}
