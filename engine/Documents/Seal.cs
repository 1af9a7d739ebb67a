using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ReluDc.Engine;

/// <summary>
/// A digest that stands in a text and covers all of it, itself left out: says whether anybody has altered the text since. It keeps mistakes
/// away, not forgers, who can close a seal as well.
/// </summary>
internal static partial class Seal
{
    private const string Mark = "reludc-seal-";
    private const int Digits = 64; // of SHA-256, in hexadecimal

    /// <summary>What stands in the text before it is closed.</summary>
    public static string Open { get; } = Mark + new string('0', Digits);

    /// <summary>The text with its seal closed; as it is if it holds no open seal, or another beside it.</summary>
    public static byte[] Close(byte[] text)
    {
        if (PlaceIn(text) is not { } place || !text.AsSpan(place, Digits).SequenceEqual(Encoding.ASCII.GetBytes(Open[Mark.Length..])))
            return text;
        var closed = (byte[])text.Clone();
        DigestOf(text).CopyTo(closed, place);
        return closed;
    }

    /// <summary>Whether a text is as it was when its seal was closed.</summary>
    public static bool IsIntact(byte[] text)
    {
        if (PlaceIn(text) is not { } place)
            return false;
        var open = (byte[])text.Clone();
        open.AsSpan(place, Digits).Fill((byte)'0');
        return DigestOf(open).AsSpan().SequenceEqual(text.AsSpan(place, Digits));
    }

    private static byte[] DigestOf(byte[] text) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(text)));

    /// <summary>Where the digits stand; null unless there is exactly one seal.</summary>
    private static int? PlaceIn(byte[] text)
    {
        // Latin-1 gives a character for each byte, so places are the same.
        var match = Pattern().Match(Encoding.Latin1.GetString(text));
        return match.Success && !match.NextMatch().Success ? match.Index + Mark.Length : null;
    }

    [GeneratedRegex(Mark + "[0-9a-f]{64}")]
    private static partial Regex Pattern();
}
