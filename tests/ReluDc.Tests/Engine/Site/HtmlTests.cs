using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

/// <summary>Markup escapes what is put into it, whatever it is.</summary>
public sealed class HtmlTests
{
    [Fact]
    public void A_text_is_escaped_and_markup_is_not()
    {
        var text = "<b title=\"x\">&'\u0001\r\n";
        Assert.Equal("<p>&lt;b title=&quot;x&quot;&gt;&amp;'\ufffd\n<i>y</i></p>", Html.Of($"<p>{text}{Html.Of($"<i>{"y"}</i>")}</p>")
            .ToString());
    }

    [Fact]
    public void Collections_of_markup_are_pieces_and_collections_of_texts_are_not_markup()
    {
        List<Html> pieces = [Html.Of($"<i>{1}</i>"), Html.Text("<")];
        Assert.Equal("<p><i>1</i>&lt;<i>1</i>&lt;</p>", Html.Of($"<p>{pieces}{pieces.Select(piece => piece)}</p>").ToString());
        Assert.DoesNotContain('`', Html.Of($"{pieces.ToArray()}").ToString());
    }

    [Fact]
    public void Numbers_are_written_as_in_invariant_culture_and_nothing_as_nothing()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = new("de-DE");
        try
        {
            Assert.Equal("1.5 1.50 ", Html.Of($"{1.5} {1.5:F2} {null}").ToString());
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
