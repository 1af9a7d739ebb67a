using System.Net;

namespace ReluDc.Notebooks.Rendering;

/// <summary>Text made safe inside HTML.</summary>
internal static class Html
{
    /// <summary>The text as element content or attribute value.</summary>
    public static string Escape(string? text) => WebUtility.HtmlEncode(text ?? "");
}
