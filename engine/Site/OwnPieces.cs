using System.Globalization;
using System.Text.RegularExpressions;

namespace ReluDc.Engine;

/// <summary>
/// Markup that this program made for a piece of prose. Until all else has become what may go into a page, a mark stands for it.
/// </summary>
internal sealed partial class OwnPieces
{
    private readonly List<Html> pieces = [];

    /// <summary>What stands for a piece.</summary>
    public string Mark(Html piece)
    {
        pieces.Add(piece);
        return string.Create(CultureInfo.InvariantCulture, $"\ufdd4{pieces.Count - 1}\ufdd5");
    }

    /// <summary>A text with the pieces in place of their marks.</summary>
    /// <param name="text">The text.</param>
    /// <param name="between">What becomes of the rest.</param>
    public string Put(string text, Func<string, string> between)
    {
        var html = new System.Text.StringBuilder();
        var place = 0;
        foreach (Match mark in Marks().Matches(text))
        {
            html.Append(between(text[place..mark.Index]));
            place = mark.Index + mark.Length;
            // A number that nobody gave out comes from an entity.
            if (int.Parse(mark.ValueSpan[1..^1], CultureInfo.InvariantCulture) is var number && number < pieces.Count)
                html.Append(pieces[number]);
        }
        return html.Append(between(text[place..])).ToString();
    }

    [GeneratedRegex("\ufdd4[0-9]{1,8}\ufdd5")]
    private static partial Regex Marks();
}
