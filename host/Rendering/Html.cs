using System.Text;

namespace ReluDc.Notebooks.Rendering;

/// <summary>Text made safe inside HTML.</summary>
internal static class Html
{
    /// <summary>The text as element content or attribute value. Control characters, which HTML does not allow, become �.</summary>
    public static string Escape(string? text)
    {
        var html = new StringBuilder();
        foreach (var character in text ?? "")
            _ = character switch
            {
                '&' => html.Append("&amp;"),
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '"' => html.Append("&quot;"),
                '\r' => html,
                '\n' or '\t' => html.Append(character),
                _ => html.Append(char.IsControl(character) || character is >= '\ufdd0' and <= '\ufdef' or >= '\ufffe' ? '\ufffd' : character),
            };
        return html.ToString();
    }
}
