using AngleSharp.Html.Parser;
using ReluDc.Figures;

namespace ReluDc.Tests.Figures;

public class TableTests
{
    private sealed record Row(string Name, double? Value);

    private static readonly Table<Row> Errors = Table.Of("Errors <of> all",
        [new Row("a & b", -0.0000125), new Row("long name", 1234.5678), new Row("none", null)])
        .Column("name", row => row.Name)
        .Column("value", row => row.Value, unit: "V")
        .Column("percent", row => 100 * row.Value, unit: "%", format: "F1");

    [Fact]
    public void Has_a_caption_and_headers_of_columns_and_rows()
    {
        var table = new HtmlParser().ParseDocument(Shown.Html(Errors)).QuerySelector("table.reludc-table")!;
        Assert.Equal("Errors <of> all", table.QuerySelector("caption")!.TextContent);
        Assert.Equal(["name", "value (V)", "percent (%)"], table.QuerySelectorAll("thead th[scope=col]").Select(cell => cell.TextContent));
        Assert.Equal(["a & b", "long name", "none"], table.QuerySelectorAll("tbody th[scope=row]").Select(cell => cell.TextContent));
        Assert.Equal(["−1.25·10⁻⁵", "−0.0", "1234.57", "123456.8", "–", "–"], table.QuerySelectorAll("tbody td")
            .Select(cell => cell.TextContent));
        Assert.All(table.QuerySelectorAll("tbody td"), cell => Assert.Equal("number", cell.ClassName));
        Assert.All(table.QuerySelectorAll("tbody th"), cell => Assert.False(cell.HasAttribute("class")));
    }

    [Fact]
    public void As_text_its_columns_are_aligned_and_numbers_stand_flush_right() => Assert.Equal("""
        Errors <of> all
        name        value (V)  percent (%)
        a & b      −1.25·10⁻⁵         −0.0
        long name     1234.57     123456.8
        none                –            –
        """.ReplaceLineEndings("\n"), Shown.Plain(Errors));

    [Theory]
    [InlineData(1e-7, "1·10⁻⁷")]
    [InlineData(4.5e162, "4.5·10¹⁶²")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.PositiveInfinity, "∞")]
    [InlineData(double.NegativeInfinity, "−∞")]
    [InlineData(3, "3")]
    [InlineData(Kind.WAVE, "WAVE")]
    public void Writes_values_as_a_reader_writes_them(object value, string text) =>
        Assert.Equal(text, Shown.Plain(Table.Of("t", [value]).Column("v", v => v)).Split('\n')[2]);

    /// <summary>A name that ends in what looks like an exponent.</summary>
    public enum Kind { WAVE }

    [Fact]
    public void Needs_a_caption_and_a_column()
    {
        Assert.Contains("caption", Assert.Throws<ArgumentException>(() => Table.Of("", [1])).Message);
        Assert.Contains("no column", Assert.Throws<InvalidOperationException>(() => Table.Of("t", [1]).ToString()).Message);
    }

    [Fact]
    public void A_table_without_rows_still_has_its_head() => Assert.Equal("t\nv", Table.Of<int>("t", []).Column("v", v => v).ToString());
}
