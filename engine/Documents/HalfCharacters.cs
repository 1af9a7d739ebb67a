using System.Globalization;
using System.Text;

namespace ReluDc.Engine;

/// <summary>Halves of characters beyond 16 bits that stand alone: JSON can carry them as escapes, and no text in UTF-8 can.</summary>
internal static class HalfCharacters
{
    private const char Replacement = '\ufffd';
    private const int EscapeLength = 6; // \ud83d

    /// <summary>JSON with each such half, escaped or not, replaced by U+FFFD, as writing it would.</summary>
    public static string Mended(string json)
    {
        if (!json.Contains("\\ud", StringComparison.OrdinalIgnoreCase) && json.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0)
            return json;
        var mended = new StringBuilder(json.Length);
        for (var i = 0; i < json.Length;)
        {
            var (letter, length) = At(json, i);
            var (next, nextLength) = char.IsHighSurrogate(letter) ? At(json, i + length) : default;
            if (nextLength == length && char.IsSurrogatePair(letter, next)) // both escaped, or neither
                length += nextLength;
            else if (char.IsSurrogate(letter))
            {
                mended.Append(Replacement);
                i += length;
                continue;
            }
            mended.Append(json, i, length);
            i += length;
        }
        return mended.ToString();
    }

    /// <summary>The letter at a place, and how long it is there; of an escape that stands for no half, any letter.</summary>
    private static (char Letter, int Length) At(string json, int place)
    {
        if (place >= json.Length)
            return default;
        if (json[place] != '\\' || place + 1 == json.Length || char.IsSurrogate(json[place + 1]))
            return (json[place], 1);
        return json[place + 1] == 'u' && place + EscapeLength <= json.Length
            && ushort.TryParse(json.AsSpan(place + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? ((char)code, EscapeLength)
            : ('\\', 2);
    }
}
