using Microsoft.DotNet.Interactive.Formatting;
using ReluDc.Figures;

namespace ReluDc.Tests.Figures;

public class DisplayTests
{
    private static readonly Figure Line = Figure.Curves("Line", "It rises.", Axis.TimeS, Axis.Amplitude, [Curve.Line("a", [0, 1], [2, 3])]);

    private static readonly Claim Stated = Claim.State("C01-x", "Eq. 1", "One is one.", 1, "1", Verdict.Holds);

    public static TheoryData<object, string[]> Values => new()
    {
        { Line, [Shown.Plotly, "image/svg+xml", "text/html", "text/plain"] },
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
    public void Html_of_tables_and_answers_carries_classes_and_no_colours()
    {
        foreach (var value in new object[] { Table.Of("Numbers", [1]).Column("n", n => n), Exercise.Check(1, 2, 0.1, "1") })
        {
            Assert.Contains("class=\"reludc-", Shown.Html(value));
            Assert.DoesNotContain("style=", Shown.Html(value));
        }
    }
}
