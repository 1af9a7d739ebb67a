namespace ReluDc.Engine;

/// <summary>What the tags in a notebook's HTML name: pictures, and whatever has an id.</summary>
internal static class Tags
{
    /// <summary>The ids of elements, and names of anchors.</summary>
    public static IEnumerable<string> Ids(string html) =>
        new HtmlReader(html).Tags().SelectMany(tag => new[] { tag["id"], tag.Name == "a" ? tag["name"] : null }).OfType<string>();

    /// <summary>The addresses of pictures.</summary>
    public static IEnumerable<string> Pictures(string html) =>
        new HtmlReader(html).Tags().Where(tag => tag.Name == "img").Select(tag => tag["src"]).OfType<string>();
}
