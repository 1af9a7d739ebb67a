using System.Text;

namespace ReluDc.Engine;

/// <summary>What the HTML of a notebook meets on its page.</summary>
/// <param name="Picture">The address of a picture, or what stands in its place.</param>
/// <param name="Link">The address of a link; null if it is to lead nowhere.</param>
/// <param name="TakesId">Whether an element may have an id, which no other of the page has then.</param>
internal sealed record HtmlSurroundings(Func<string, Action<string>, (string? Address, Html Instead)> Picture,
    Func<string, Action<string>, string?> Link, Func<string, bool> TakesId)
{
    /// <summary>Whether tables stand in boxes that scroll.</summary>
    public bool BoxesTables { get; init; }

    /// <summary>Text between tags, and whether it is code, as it goes into the page; entities in it stay.</summary>
    public Func<string, bool, string> Text { get; init; } = (text, _) => Escaped(text);

    /// <summary>The text of an attribute.</summary>
    public Func<string, string> Words { get; init; } = words => words;

    /// <summary>Text with entities in it, all else escaped.</summary>
    public static string Escaped(string text)
    {
        if (!text.Contains('&', StringComparison.Ordinal))
            return Html.Text(text).ToString();
        var escaped = new StringBuilder();
        var place = 0;
        for (int next; (next = text.IndexOf('&', place)) >= 0; place = next + 1)
        {
            escaped.Append(Html.Text(text[place..next])).Append(IsEntity(text.AsSpan(next + 1)) ? "&" : "&amp;");
        }
        return escaped.Append(Html.Text(text[place..])).ToString();
    }

    private static bool IsEntity(ReadOnlySpan<char> text)
    {
        var end = text[..Math.Min(text.Length, 40)].IndexOf(';');
        if (end <= 0)
            return false;
        var name = text[..end];
        if (name[0] != '#')
            return !name.ContainsAnyExcept(letters);
        return name.Length is >= 2 and <= 8 && (name[1] is 'x' or 'X'
            ? name.Length > 2 && !name[2..].ContainsAnyExcept(hexadecimal)
            : !name[1..].ContainsAnyExceptInRange('0', '9'));
    }

    private static readonly System.Buffers.SearchValues<char> letters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    private static readonly System.Buffers.SearchValues<char> hexadecimal = System.Buffers.SearchValues.Create("0123456789ABCDEFabcdef");
}
