using System.Globalization;
using Markdig.Helpers;

namespace ReluDc.Engine;

/// <summary>The ids of one page, no two alike.</summary>
internal sealed class Anchors
{
    private readonly Dictionary<string, int> last = [];
    private readonly HashSet<string> taken = ["main", "code-choice", "theme-toggle", "search", "provenance"];

    /// <summary>An id for something: what is wanted, with a number behind it if the page has it already.</summary>
    public string Take(string wanted)
    {
        var id = wanted;
        // Where it goes on is remembered: of thousands alike, each would try all numbers.
        for (var n = last.GetValueOrDefault(wanted, 2); !taken.Add(id); n++)
            (id, last[wanted]) = (string.Create(CultureInfo.InvariantCulture, $"{wanted}-{n}"), n + 1);
        return id;
    }

    /// <summary>Takes an id as it is, if it is one and free.</summary>
    public bool TryTake(string id) => id.Length is > 0 and <= 200 && !id.Any(sign => char.IsWhiteSpace(sign) || char.IsControl(sign))
        && !id.StartsWith("fn:", StringComparison.Ordinal) && !id.StartsWith("fnref:", StringComparison.Ordinal) && taken.Add(id);

    /// <summary>An id for a heading: GitHub's.</summary>
    public string TakeHeading(string text) => Take(LinkHelper.UrilizeAsGfm(text) is { Length: > 0 } slug ? slug : "section");

    /// <summary>What a cell's id is called on its page.</summary>
    public static string OfCell(string cellId) =>
        "cell-" + string.Concat(cellId.Select(character => char.IsAsciiLetterOrDigit(character)
            || character is '-' or '_' ? character : '-'));
}
