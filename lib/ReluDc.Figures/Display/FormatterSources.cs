namespace ReluDc.Figures;

/// <summary>The forms of a figure.</summary>
internal sealed class FigureFormatterSource
{
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new MimeFormatter(MimeType.Plotly), new MimeFormatter(MimeType.Svg), new MimeFormatter(MimeType.Html),
        new MimeFormatter(MimeType.Plain),
    ];
}

/// <summary>The forms of a claim.</summary>
internal sealed class ClaimFormatterSource
{
    public IEnumerable<object> CreateTypeFormatters() =>
        [new MimeFormatter(MimeType.Claim), new MimeFormatter(MimeType.Html), new MimeFormatter(MimeType.Plain)];
}

/// <summary>The forms of tables, of summaries and of checked answers.</summary>
internal sealed class HtmlFormatterSource
{
    public IEnumerable<object> CreateTypeFormatters() => [new MimeFormatter(MimeType.Html), new MimeFormatter(MimeType.Plain)];
}
