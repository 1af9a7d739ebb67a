namespace ReluDc.Engine;

/// <summary>
/// NaN and Infinity, which Python writes into JSON and JSON does not know. Old outputs may hold them, and are thrown away anyway.
/// </summary>
internal static class NumbersOfPython
{
    /// <summary>The text with an empty string in place of each, and blanks up to its length, so that all else stays where it was.</summary>
    public static ReadOnlySpan<byte> Blanked(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("NaN"u8) < 0 && json.IndexOf("Infinity"u8) < 0)
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

    private static int EndOfString(byte[] text, int quote)
    {
        var i = quote + 1;
        while (i < text.Length && text[i] != '"')
            i += text[i] == '\\' ? 2 : 1;
        return i;
    }
}
