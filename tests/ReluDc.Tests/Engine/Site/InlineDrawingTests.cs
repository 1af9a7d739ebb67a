using ReluDc.Engine;

namespace ReluDc.Tests.Engine;

public class InlineDrawingTests
{
    private static string Drawing(string content, string attributes = "viewBox=\"0 0 9 9\"") =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" {attributes}>{content}</svg>";

    [Fact]
    public void Shapes_and_text_go_into_the_page_without_heading_style_or_size()
    {
        var svg = Drawing("<style>path { fill: red }</style><g class=\"heading\"><text y=\"-5\">Title</text></g>\n"
            + "<path class=\"c0\" d=\"M0 0h9\"/><path class=\"zero\" d=\"\"/><text>a &lt; b</text><style/>"
            + "<rect width=\"3\"/>",
            "viewBox=\"0 -30 9 39\" data-body=\"0 0 9 9\" width=\"9\" height=\"39\" role=\"img\" aria-label=\"T\" class=\"reludc-svg\"");
        Assert.Equal("<svg viewBox=\"0 0 9 9\" class=\"reludc-svg\"><path class=\"c0\" d=\"M0 0h9\"></path>"
            + "<text>a &lt; b</text><rect width=\"3\"></rect></svg>",
            InlineDrawing.Of(svg).ToString());
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<g onclick=\"alert(1)\"/>")]
    [InlineData("<a href=\"javascript:alert(1)\"><text>x</text></a>")]
    [InlineData("<image href=\"https://example.org/x.png\"/>")]
    [InlineData("<use href=\"#x\"/>")]
    [InlineData("<foreignObject><p>x</p></foreignObject>")]
    [InlineData("<path fill=\"url(https://example.org/x)\"/>")]
    [InlineData("<path fill=\"URL (#a)\"/>")]
    [InlineData("<path style=\"position:fixed\"/>")]
    [InlineData("<path id=\"main\"/>")]
    [InlineData("<path d=\"M0 0\"")]
    [InlineData("<animate attributeName=\"href\" to=\"javascript:alert(1)\"/>")]
    [InlineData("<h:p xmlns:h=\"http://www.w3.org/1999/xhtml\">x</h:p>")]
    [InlineData("<text xml:base=\"https://example.org\">x</text>")]
    public void Whatever_runs_refers_or_is_no_drawing_keeps_all_of_it_out(string content) =>
        Assert.True(InlineDrawing.Of(Drawing(content)).IsEmpty);

    [Theory]
    [InlineData("")]
    [InlineData("text")]
    [InlineData("<path xmlns=\"http://www.w3.org/2000/svg\"/>")]
    [InlineData("<!DOCTYPE svg [<!ENTITY a \"b\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&a;</svg>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"/><svg/>")]
    public void What_is_no_drawing_is_none(string svg) => Assert.True(InlineDrawing.Of(svg).IsEmpty);

    [Fact]
    public void Depth_and_length_are_bounded()
    {
        static string Many(string tag, int times) => string.Concat(Enumerable.Repeat(tag, times));
        string Deep(int levels) => Drawing(Many("<g>", levels) + Many("</g>", levels));
        Assert.False(InlineDrawing.Of(Deep(10)).IsEmpty);
        Assert.True(InlineDrawing.Of(Deep(10_000)).IsEmpty);
        Assert.True(InlineDrawing.Of(Drawing(new string(' ', 1_000_000))).IsEmpty);
    }
}
