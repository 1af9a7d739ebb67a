namespace ReluDc.Engine;

/// <summary>Places in a text as Jupyter counts them, in code points, and as C# does, in UTF-16 units.</summary>
internal static class CodePoints
{
    /// <summary>The index of a place; the text's end for one behind it.</summary>
    public static int ToIndex(string text, int place)
    {
        var index = 0;
        for (var i = 0; i < place && index < text.Length; i++)
            index += char.IsSurrogatePair(text, index) ? 2 : 1;
        return index;
    }

    /// <summary>The place of an index.</summary>
    public static int FromIndex(string text, int index)
    {
        var place = 0;
        for (var i = 0; i < index; place++)
            i += char.IsSurrogatePair(text, i) ? 2 : 1;
        return place;
    }
}
