using System.Globalization;
using Markdig.Helpers;

namespace ReluDc.Engine;

/// <summary>The ids of one page, no two alike.</summary>
internal sealed class Anchors
{
    private readonly HashSet<string> taken = ["main", "code-toggle", "theme-toggle", "provenance"];

    /// <summary>An id for something: what is wanted, with a number behind it if the page has it already.</summary>
    public string Take(string wanted)
    {
        var id = wanted;
        for (var n = 2; !taken.Add(id); n++)
            id = string.Create(CultureInfo.InvariantCulture, $"{wanted}-{n}");
        return id;
    }

    /// <summary>An id for a heading: GitHub's.</summary>
    public string TakeHeading(string text) => Take(LinkHelper.UrilizeAsGfm(text) is { Length: > 0 } slug ? slug : "section");

    /// <summary>What a cell's id is called on its page.</summary>
    public static string OfCell(string cellId) =>
        "cell-" + string.Concat(cellId.Select(character => char.IsAsciiLetterOrDigit(character)
            || character is '-' or '_' ? character : '-'));
}
