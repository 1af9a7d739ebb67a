namespace ReluDc.Figures;

/// <summary>A long title in several lines, so that a narrow page shows all of it.</summary>
internal static class TitleLines
{
    /// <summary>The lines, each of at most so many letters where the words allow it.</summary>
    /// <param name="title">The title.</param>
    /// <param name="most">As many letters stand on a line.</param>
    public static IEnumerable<string> Of(string title, int most)
    {
        while (title.Length > most && title.LastIndexOf(' ', most) is >= 0 and var space)
        {
            yield return title[..space];
            title = title[(space + 1)..];
        }
        yield return title;
    }
}
