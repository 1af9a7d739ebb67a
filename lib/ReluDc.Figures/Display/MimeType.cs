namespace ReluDc.Figures;

/// <summary>The forms in which values of this library are shown.</summary>
internal static class MimeType
{
    public const string Plotly = "application/vnd.plotly.v1+json";
    public const string Claim = "application/vnd.reludc.claim+json";
    public const string Svg = "image/svg+xml";
    public const string Html = "text/html";
    public const string Plain = "text/plain";
}
