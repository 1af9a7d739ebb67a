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
            return scheme is "http" or "https" or "mailto" or "ftp" or "tel" ? url : null;
        if (IsOfHost(url))
            return "https:" + url.Replace('\\', '/');
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

    /// <summary>What is said of a link that leads nowhere; null if that is no fault but one to a notebook that is not there.</summary>
    public static string? FaultOf(string url) => Scheme(url) is { } scheme
        ? $"the link {scheme}:… leads nowhere; allowed: http:, https:, mailto:, ftp:, tel:, files and notebooks"
        : null;

    /// <summary>Whether an address is that of a sound or a film: of the web, a file, or carried along.</summary>
    public static bool IsMedia(string url) => Scheme(url) is null ? !IsOfHost(url) : Media().IsMatch(url);

    /// <summary>Whether an address names a host and no scheme: from a page on a disk that were no address of the web.</summary>
    public static bool IsOfHost(string url) => url.Length > 1 && (url[0] is '/' or '\\') && (url[1] is '/' or '\\');

    /// <summary>The scheme of an address, in small letters; null if it has none. As in browsers, blanks in it do not hide it.</summary>
    public static string? Scheme(string url) =>
        SchemeOf().Match(string.Concat(url.Take(2_000).Where(c => c > ' ' && !char.IsControl(c)).Take(50))) is { Success: true } match
            ? match.Groups[1].Value.ToLowerInvariant()
            : null;

    [GeneratedRegex(@"^(?:https?://|data:(?:audio|video)/[a-z0-9.+-]+[;,])", RegexOptions.IgnoreCase)]
    private static partial Regex Media();

    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9+.-]*):")]
    private static partial Regex SchemeOf();

    [GeneratedRegex(@"\.(?:ipynb|dib)(?:\?.*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Notebook();
}
