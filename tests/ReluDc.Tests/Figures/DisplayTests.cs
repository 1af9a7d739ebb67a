using AngleSharp.Html.Parser;
using Microsoft.DotNet.Interactive.Formatting;
using ReluDc.Figures;

namespace ReluDc.Tests.Figures;

public class DisplayTests
{
    private static readonly Figure Line = Figure.Curves("Line", "It rises.", Axis.TimeS, Axis.Amplitude, [Curve.Line("a", [0, 1], [2, 3])]);

    private static readonly Claim Stated = Claim.State("C01-x", "Eq. 1", "One is one.", 1, "1", Verdict.Holds);

    public static TheoryData<object, string[]> Values => new()
    {
        { Line, [Shown.Plotly, "text/html", "text/plain"] },
        { Stated, [Shown.Claim, "text/html", "text/plain"] },
        { Table.Of("Numbers", [1, 2]).Column("n", n => n), ["text/html", "text/plain"] },
        { Exercise.Check(1, expected: 1, tolerance: 0.1, unit: "1"), ["text/html", "text/plain"] },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void The_engine_finds_every_form_of_a_value(object value, string[] mimeTypes)
    {
        Assert.Equal(mimeTypes, Formatter.GetPreferredMimeTypesFor(value.GetType()));
        var forms = mimeTypes.Select(mimeType => value.ToDisplayString(mimeType)).ToList();
        Assert.All(forms, Assert.NotEmpty);
        Assert.Equal(forms.Count, forms.Distinct().Count()); // each is written in its own way
    }

    [Fact]
    public void A_figure_in_words_is_its_title_and_alternative_text() => Assert.Equal("Line. It rises.", Shown.Plain(Line));

    [Fact]
    public void A_figure_as_html_has_its_text_and_a_script_that_nothing_in_it_can_end()
    {
        var figure = Figure.Curves("</script><b>", "A \"quoted\" <text>", Axis.TimeS, Axis.Amplitude, [Curve.Line("</script>", [0], [1])]);
        var body = new HtmlParser().ParseDocument(Shown.Html(figure)).Body!;

        Assert.Equal(["DIV", "SCRIPT"], body.Children.Select(child => child.TagName));
        Assert.Equal("A \"quoted\" <text>", body.Children[0].GetAttribute("aria-label"));
        Assert.Contains(body.Children[0].Id!, body.Children[1].TextContent);
    }

    [Fact]
    public void Two_showings_of_a_figure_do_not_draw_into_the_same_place()
    {
        static string? Id(string html) => new HtmlParser().ParseDocument(html).QuerySelector("div")!.Id;
        Assert.NotEqual(Id(Shown.Html(Line)), Id(Shown.Html(Line)));
    }

    [Fact]
    public void Html_of_tables_and_answers_carries_classes_and_no_colours()
    {
        foreach (var value in new object[] { Table.Of("Numbers", [1]).Column("n", n => n), Exercise.Check(1, 2, 0.1, "1") })
        {
            Assert.Contains("class=\"reludc-", Shown.Html(value));
            Assert.DoesNotContain("style=", Shown.Html(value));
        }
    }
}
