using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ReluDc.Engine;

/// <summary>What a browser lets a page do: run this program's scripts, which carry its mark, and nothing else.</summary>
internal sealed partial class ContentPolicy
{
    /// <summary>Its name in a page's head.</summary>
    public const string Name = "Content-Security-Policy";

    private readonly string nonce;
    private readonly bool compiles;
    private readonly string connects;

    /// <param name="page">
    /// All that the page says. The mark is made of it, so that pages made of the same are the same; and as no text holds its own digest,
    /// nothing that a notebook puts into the page can carry the mark.
    /// </param>
    /// <param name="isLive">Whether the page talks with the server that it comes from.</param>
    public ContentPolicy(string page, bool isLive = false)
    {
        connects = isLive ? "'self'" : "'none'";
        nonce = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(page)))[..32];
        compiles = Compiled().IsMatch(page);
    }

    /// <summary>The mark of this program's scripts, an attribute.</summary>
    public Html Nonce => Html.Of($" nonce=\"{nonce}\"");

    /// <summary>The policy, an element for the page's head.</summary>
    public Html Element => Html.Of($"<meta http-equiv=\"{Name}\" content=\"{this}\">\n");

    /// <summary>The policy as browsers read it.</summary>
    /// <remarks>
    /// plotly.js writes style elements, hence styles in the page; "file:" is for browsers that take a page on a disk for no origin of its
    /// own.
    /// </remarks>
    public override string ToString() => string.Join("; ",
        "default-src 'none'",
        $"script-src 'nonce-{nonce}'" + (compiles ? " 'unsafe-eval'" : ""),
        "style-src 'self' file: 'unsafe-inline'",
        "img-src 'self' file: data: blob: https: http:",
        "media-src 'self' file: data: blob: https: http:",
        $"connect-src {connects}", "object-src 'none'", "frame-src 'none'", "base-uri 'none'", "form-action 'none'");

    /// <summary>
    /// plotly.js draws these with functions that it compiles while it runs. No text of a notebook is among what it compiles.
    /// </summary>
    [GeneratedRegex("\"type\":\"(?:scatter(?:polar)?gl|pointcloud|heatmapgl|splom"
        + "|parcoords|surface|mesh3d|cone|streamtube|isosurface|volume"
        + "|scatter3d)\"")]
    private static partial Regex Compiled();
}
