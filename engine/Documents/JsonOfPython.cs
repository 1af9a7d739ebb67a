namespace ReluDc.Engine;

/// <summary>
/// What Python writes into JSON and JSON does not know: NaN, Infinity, and halves of surrogate pairs. Old outputs may hold them, and are
/// thrown away anyway.
/// </summary>
internal static class JsonOfPython
{
    /// <summary>
    /// The text with an empty string in place of such a number, and � in place of half a character: as long as before, so that all else
    /// stays where it was.
    /// </summary>
    public static ReadOnlySpan<byte> Mended(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("NaN"u8) < 0 && json.IndexOf("Infinity"u8) < 0 && json.IndexOf("\\ud"u8) < 0 && json.IndexOf("\\uD"u8) < 0)
            return json;
        var text = json.ToArray();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
                i = EndOfString(text, i);
            else if (text[i] is (byte)'N' or (byte)'I' or (byte)'-' && Length(text.AsSpan(i)) is > 0 and var length)
            {
                text.AsSpan(i, length).Fill((byte)' ');
                text[i] = text[i + 1] = (byte)'"';
                i += length - 1;
            }
        }
        return text;
    }

    private static int Length(ReadOnlySpan<byte> text) =>
        text.StartsWith("NaN"u8) ? 3 : text.StartsWith("Infinity"u8) ? 8 : text.StartsWith("-Infinity"u8) ? 9 : 0;

    /// <summary>The place of the quotation mark that ends a string, in which halves of characters are mended on the way.</summary>
    private static int EndOfString(byte[] text, int quote)
    {
        var i = quote + 1;
        while (i < text.Length && text[i] != '"')
        {
            if (text[i] != '\\')
            {
                i++;
                continue;
            }
            if (Half(text, i) is { } half)
            {
                if (half is >= 0xd800 and < 0xdc00 && Half(text, i + 6) is >= 0xdc00)
                    i += 6; // the second half follows
                else
                    "fffd"u8.CopyTo(text.AsSpan(i + 2));
                i += 6;
                continue;
            }
            i += 2;
        }
        return i;
    }

    /// <summary>The half of a surrogate pair that an escape at this place stands for; null for all else.</summary>
    private static int? Half(byte[] text, int place) => place + 6 <= text.Length && text[place] == '\\' && text[place + 1] == 'u'
        && System.Buffers.Text.Utf8Parser.TryParse(text.AsSpan(place + 2, 4), out ushort unit, out var digits, 'x') && digits == 4
        && unit is >= 0xd800 and <= 0xdfff ? unit : null;
}
