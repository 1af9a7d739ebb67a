using System.Text.Json.Nodes;

namespace ReluDc.Engine;

/// <summary>
/// What the search of a site looks through: every section of every page, as a script, since a page on a disk may fetch no data.
/// </summary>
internal static class SearchIndex
{
    /// <summary>The script: it sets <c>globalThis.searchIndex</c>, a list of sections with address, page, heading and text.</summary>
    /// <param name="pages">The pages with their sections, in reading order.</param>
    public static string Script(IEnumerable<(SitePage Page, IReadOnlyList<PageSection> Sections)> pages)
    {
        var sections = from known in pages
                       let page = known.Page
                       from section in known.Sections
                       select (JsonNode)new JsonObject
                       {
                           ["address"] = page.Address + (section.Anchor.Length > 0 ? "#" + Uri.EscapeDataString(section.Anchor) : ""),
                           ["page"] = page.Label, ["heading"] = section.Heading, ["text"] = section.Text,
                       };
        return $"globalThis.searchIndex = {new JsonArray([.. sections]).ToJsonString(JsonStyle.Compact)};\n";
    }
}
