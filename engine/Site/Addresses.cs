using System.Text.RegularExpressions;

namespace ReluDc.Engine;

/// <summary>Where the links of a notebook lead on its page.</summary>
/// <param name="own">The notebook's own outline.</param>
/// <param name="others">The outlines of the pages beside it, by name.</param>
internal sealed partial class Addresses(Outline own, IReadOnlyDictionary<string, Outline> others)
{
    /// <summary>The page's address for a link; null if it leads nowhere, so that its words are all that remains.</summary>
    public string? Of(string url)
    {
        if (Scheme(url) is { } scheme)
            return scheme is "javascript" or "vbscript" or "data" ? null : url;
        var parts = url.Split('#', 2);
        var fragment = parts.ElementAtOrDefault(1);
        if (parts[0].Length == 0)
            return fragment is null ? url : "#" + (own.Find(fragment) ?? fragment);
        if (!Notebook().IsMatch(parts[0]))
            return url;
        var name = Path.GetFileNameWithoutExtension(Uri.UnescapeDataString(parts[0].Split('?')[0]).Replace('\\', '/'));
        if (!others.TryGetValue(name, out var other))
            return null;
        return Uri.EscapeDataString(name) + ".html" + (fragment is null ? "" : "#" + (other.Find(fragment) ?? fragment));
    }

    /// <summary>The scheme of an address, in small letters; null if it has none. As in browsers, blanks in it do not hide it.</summary>
    public static string? Scheme(string url) =>
        SchemeOf().Match(string.Concat(url.Where(c => c > ' '))) is { Success: true } match
            ? match.Groups[1].Value.ToLowerInvariant()
            : null;

    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9+.-]*):")]
    private static partial Regex SchemeOf();

    [GeneratedRegex(@"\.(?:ipynb|dib)(?:\?.*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Notebook();
}
