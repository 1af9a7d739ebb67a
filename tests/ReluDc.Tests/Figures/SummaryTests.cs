using System.Globalization;
using AngleSharp.Html.Parser;
using ReluDc.Figures;

namespace ReluDc.Tests.Figures;

public class SummaryTests
{
    private static string Html(Summary summary) => ((IDisplayable)summary).As("text/html");

    [Fact]
    public void Numbers_stand_in_its_sentences_as_in_tables_and_figures()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new("de-DE");
        try
        {
            var summary = Summary.Of($"The DC is {1 / Math.PI}, {-0.36:F1} at most, for {3} tones of {"x"}.",
                $"It is off by {1.25e-9}; {double.NaN}.");
            Assert.Equal(["The DC is 0.318, −0.4 at most, for 3 tones of x.", "It is off by 1.25·10⁻⁹; –."], summary.Sentences);
            Assert.Equal("- The DC is 0.318, −0.4 at most, for 3 tones of x.\n- It is off by 1.25·10⁻⁹; –.", summary.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void It_shows_itself_as_a_list_and_a_text_in_it_stays_a_text()
    {
        var items = new HtmlParser().ParseDocument(Html(Summary.Of($"a < {"<b>b</b>"}", $"c"))).QuerySelectorAll("ul.reludc-summary > li");
        Assert.Equal(["a < <b>b</b>", "c"], items.Select(item => item.TextContent));
    }

    [Fact]
    public void It_has_a_sentence_or_more_and_none_is_empty()
    {
        Assert.Contains("a sentence or more", Assert.Throws<ArgumentException>(() => Summary.Of()).Message);
        Assert.Throws<ArgumentException>(() => Summary.Of($"a", $" "));
        Assert.Throws<ArgumentException>(() => Summary.Of([null!]));
        Assert.Throws<ArgumentNullException>(() => Summary.Of(null!));
    }
}
