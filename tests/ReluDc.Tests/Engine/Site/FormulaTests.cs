using AngleSharp.Dom;

namespace ReluDc.Tests.Engine;

/// <summary>Formulas as people write them in notebooks; what stands around them is Markdown.</summary>
public sealed class FormulaTests
{
    private static IDocument Page(RenderedSite site, params string[] cells)
    {
        var notebook = new ExecutedNotebook().Prose("# T");
        foreach (var cell in cells)
            notebook.Prose(cell);
        site.Write(notebook.Page());
        return site.Document();
    }

    private static string Text(IElement element) => string.Concat(element.TextContent.Where(c => !char.IsWhiteSpace(c) && c != '\u2061'));

    [Theory]
    [InlineData("$$ s = e\n   +  (a s)\n   - b $$", "s=e+(as)−b")]
    [InlineData("$$\ns\n= e\n$$", "s=e")]
    [InlineData("$$\ns\n=\n===\n$$", "s====")]
    [InlineData("$$\na\n# b\n$$", null)]
    [InlineData("$$\n1. + 2\n> 3\n* 4\n$$", "1.+2>3∗4")]
    [InlineData("Words\n$$a\n- b$$\nmore", "a−b")]
    [InlineData("- item\n\n  $$\n  a\n  + b\n  $$", "a+b")]
    [InlineData("1. item $$ a\n   - b $$", "a−b")]
    [InlineData("> $$\n> a\n> + b\n> $$", "a+b")]
    [InlineData("> > $$ a\n> > > 0 $$", "a>0")]
    [InlineData("$$\na\n\n+ b\n$$", "a+b")]
    [InlineData(@"\\[ a\n+ b \\]", "a+b")]
    [InlineData("$$\r\na\r\n+ b\r\n$$", "a+b")]
    public void A_formula_over_several_lines_is_one_formula(string markdown, string? text)
    {
        using var site = new RenderedSite();
        var prose = Page(site, markdown.Replace(@"\n", "\n")).QuerySelectorAll(".prose")[1];
        Assert.Empty(prose.QuerySelectorAll("h1, h2, ul li li, hr"));
        Assert.DoesNotContain("$", prose.TextContent, StringComparison.Ordinal);
        if (text is null)
            return; // "#" is no formula, and is a fault
        var formula = Assert.Single(prose.QuerySelectorAll("math"));
        Assert.Equal(text, Text(formula));
        Assert.Equal("block", formula.GetAttribute("display"));
    }

    [Theory]
    [InlineData("$a\n+ b$", "a+b")]
    [InlineData("see $a\n- b$.", "a−b")]
    [InlineData("$ x $", "x")]
    [InlineData(@"$\text{if $x$}$", "ifx")]
    [InlineData(@"\\( x \\)", "x")]
    [InlineData("| a |\n|---|\n| $|x|$ |", "|x|")]
    [InlineData("**$x$** and *y*", "x")]
    [InlineData("$a_1$ and $b_2$", "a1|b2")]
    [InlineData("$x^*$ and $y^*$", "x∗|y∗")]
    [InlineData("<div>$x$</div>", "x")]
    [InlineData("<div align=\"center\">\n$x$\n</div>", "x")]
    [InlineData("costs $5 and $6, or $7", "")]
    [InlineData(@"\$x\$", "")]
    [InlineData("`$x$` and ``$`y`$``", "")]
    [InlineData("```\n$x$\n```", "")]
    [InlineData("> ```\n> $x$\n> ```\n> $y$", "y")]
    [InlineData("~~~\n$$\n+ x\n$$\n~~~", "")]
    [InlineData("    $x$", "")]
    [InlineData("<code>$x$</code>", "")]
    [InlineData("<!-- $x$ -->", "")]
    public void Formulas_in_the_text(string markdown, string formulas)
    {
        using var site = new RenderedSite();
        var document = Page(site, markdown);
        Assert.Equal(formulas, string.Join('|', document.QuerySelectorAll("math").Select(Text)));
        Assert.Empty(site.Report.Pages.Single().Faults);
        if (formulas.Length == 0 && !markdown.StartsWith("<!--", StringComparison.Ordinal))
            Assert.Contains("$", document.QuerySelectorAll(".prose")[1].TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain('\ufdd2', site.Text());
    }

    [Theory]
    [InlineData("align", @"[x*\delta_{0}] (n) & = \sum_m x(m) \\ & = x(n)", 2)]
    [InlineData("align*", @"a &= b \\ c &= d", 2)]
    [InlineData("equation", "E = mc^2", 1)]
    [InlineData("equation*", "E = mc^2", 1)]
    [InlineData("gather", @"a \\ b", 2)]
    [InlineData("gather*", @"a \\ b", 2)]
    [InlineData("multline", @"a \\ + b", 2)]
    [InlineData("multline*", @"a \\ + b", 2)]
    [InlineData("aligned", @"a &= b \\ c &= d", 2)]
    [InlineData("gathered", @"a \\ b", 2)]
    [InlineData("split", @"a &= b \\ &= c", 2)]
    [InlineData("eqnarray", @"a &=& b \\ c &=& d", 2)]
    [InlineData("eqnarray*", @"a &=& b", 1)]
    [InlineData("flalign", @"a &= b", 1)]
    [InlineData("pmatrix", @"1 & 2 \\ 3 & 4", 2)]
    [InlineData("cases", @"1 & x > 0 \\ 0 & x < 0", 2)]
    public void An_environment_needs_no_dollars(string name, string content, int rows)
    {
        foreach (var (before, after) in new[] { ("", ""), ("Words\n", "\nmore."), ("- item\n  ", ""), ("$$", "$$"), ("$$\n", "\n$$") })
        {
            using var site = new RenderedSite();
            var document = Page(site, $"{before}\\begin{{{name}}}\n{content}\n\\end{{{name}}}{after}");
            Assert.Empty(site.Report.Pages.Single().Faults);
            var formula = Assert.Single(document.QuerySelectorAll("math"));
            Assert.Equal("block", formula.GetAttribute("display"));
            Assert.Equal(rows, formula.QuerySelectorAll("mtr").Length);
            Assert.DoesNotContain("begin", document.QuerySelectorAll(".prose")[1].TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Formulas_are_numbered_and_references_lead_to_them_from_anywhere_in_the_notebook()
    {
        using var site = new RenderedSite();
        var document = Page(site, @"First, see \eqref{eq:one}, $\ref{two}$ and $x \eqref{last row}$.",
            @"$$ \label{eq:one} E = mc^2 $$ see $\eqref{eq:one}$", @"\begin{equation} a \label{two} \end{equation}",
            @"\begin{align} a &= b \\ c &= d \nonumber \\ e &= f \label{last row} \end{align}",
            @"\begin{align*} a &= b \tag{A.1} \label{tagged} \\ c &= d \end{align*}", @"By \eqref{tagged}: $$y \tag{*}$$",
            @"$$\begin{split}a &= b\\ &= c\end{split}\label{split}$$ \ref{split}");
        Assert.Empty(site.Report.Pages.Single().Faults);
        Assert.Equal(["(1)", "(2)", "(3)", "(4)", "(A.1)", "(∗)", "(5)"],
            document.QuerySelectorAll(".tml-tag").Select(tag => Text(tag).Replace('*', '∗')));
        var links = document.QuerySelectorAll(".prose a").ToList();
        Assert.Equal(["(1)", "2", "(4)", "(1)", "(A.1)", "5"], links.Select(link => link.TextContent));
        Assert.All(links, link => Assert.Contains(link.TextContent.Trim('(', ')'),
            document.GetElementById(link.GetAttribute("href")![1..])!.QuerySelector(".tml-tag")!.TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(@"\eqref{none}", "no formula of the notebook has the label none")]
    [InlineData(@"$a \ref{none}$", "no formula of the notebook has the label none")]
    [InlineData("$$a \\label{x}$$\n\n$$b \\label{x}$$", "two formulas of the notebook have the label x")]
    public void A_label_that_is_not_there_or_twice_is_a_fault(string markdown, string message)
    {
        using var site = new RenderedSite();
        Page(site, markdown);
        Assert.Equal($"01-small: cell 2 (prose-1): {message}", Assert.Single(site.Report.Pages.Single().Faults).ToString());
    }

    [Theory]
    [InlineData(@"$\newcommand{\R}{\mathbb{R}}$", @"\R", "ℝ")]
    [InlineData(@"$$\newcommand{\R}{\mathbb{R}}$$", @"\R", "ℝ")]
    [InlineData(@"$\newcommand\R{\mathbb R}$", @"\R", "ℝ")]
    [InlineData(@"$\newcommand*{\R}{\mathbb{R}}$", @"\R", "ℝ")]
    [InlineData(@"$\newcommand{\R}{a}$ $\newcommand{\R}{b}$", @"\R", "b")]
    [InlineData(@"$\newcommand{\R}{a} \renewcommand{\R}{b}$", @"\R", "b")]
    [InlineData(@"$\renewcommand{\vec}[1]{\mathbf{#1}}$", @"\vec{x}", "𝐱")]
    [InlineData(@"$\providecommand{\R}{a}\providecommand{\R}{b}$", @"\R", "a")]
    [InlineData(@"$\newcommand{\pair}[2]{(#1,#2)}$", @"\pair{a}{b}", "(a,b)")]
    [InlineData(@"$\newcommand{\n}[2][x]{#1+#2}$", @"\n{y}-\n[z]{y}", "x+y−z+y")]
    [InlineData(@"$\def\f#1{(#1)}$", @"\f{a}", "(a)")]
    [InlineData(@"$\gdef\f{a}\global\def\g{b}$", @"\f\g", "ab")]
    [InlineData(@"$\let\eps=\varepsilon \let\e\eps$", @"\e", "ε")]
    [InlineData(@"$\DeclareMathOperator{\sgn}{sgn}$", @"\sgn", "sgn")]
    [InlineData(@"$\DeclareMathOperator*{\argmax}{arg\,max}$", @"\argmax_x", "argmaxx")]
    [InlineData(@"$\DeclarePairedDelimiter{\abs}{\lvert}{\rvert}$", @"\abs{x}\abs*{y}", "|x||y|")]
    [InlineData("<div style=\"display:none\">\n$\\newcommand{\\R}{a}$\n</div>", @"\R", "a")]
    [InlineData(@"$\require{cancel}$", @"\mbox{a}", "a")]
    [InlineData("$$\n\\newcommand{\\R}{a}\n\\newcommand{\\Q}{\\R b}\n$$", @"\Q", "ab")]
    public void Commands_hold_for_the_rest_of_the_notebook(string definition, string use, string text)
    {
        using var site = new RenderedSite();
        var document = Page(site, definition, $"${use}$", $"$$\n{use}\n$$");
        Assert.Empty(site.Report.Pages.Single().Faults);
        Assert.Equal([text, text], document.QuerySelectorAll("math").Select(formula => Text(formula).Replace('∣', '|')));
    }

    [Fact]
    public void A_command_s_definition_leaves_no_box_and_holds_beside_it_but_not_in_another_notebook()
    {
        using var site = new RenderedSite();
        var document = Page(site, @"$\newcommand{\R}{\mathbb{R}}$ and $x \in \R$", @"$$\newcommand{\Q}{q}$$");
        Assert.Equal("x∈ℝ", Text(Assert.Single(document.QuerySelectorAll("math"))));
        Assert.Empty(document.QuerySelectorAll(".prose")[2].Children);
        Page(site, @"$\R$");
        Assert.Single(site.Report.Pages.Single().Faults);
    }
}
