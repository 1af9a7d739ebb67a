namespace ReluDc.Engine;

/// <summary>Halves of characters, which JavaScript and Python write into JSON ("\ud83d" alone) and .NET does not read.</summary>
internal static class LoneSurrogates
{
    /// <summary>The text with � in place of each, as long as before, so that all else stays where it was.</summary>
    public static ReadOnlySpan<byte> Replaced(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\ud"u8) < 0 && json.IndexOf("\\uD"u8) < 0)
            return json;
        var text = json.ToArray();
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (text[i] != '\\')
                continue;
            var isPair = Half(text, i) is >= 0xD800 and < 0xDC00 && Half(text, i + 6) is >= 0xDC00 and < 0xE000;
            if (!isPair && Half(text, i) is >= 0xD800 and < 0xE000)
                "\\ufffd"u8.CopyTo(text.AsSpan(i));
            i += isPair ? 11 : 1;
        }
        return text;
    }

    /// <summary>The number of the \u that stands at a place; -1 if none does.</summary>
    private static int Half(byte[] text, int place) => place + 6 <= text.Length && text[place] == '\\' && text[place + 1] == 'u'
        && int.TryParse(text.AsSpan(place + 2, 4), System.Globalization.NumberStyles.AllowHexSpecifier,
            System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : -1;
}
