using System.Globalization;
using ReluDc.Engine;

namespace ReluDc.Notebooks;

/// <summary>
/// The map of the course: a row for those that need nothing, below it those that need them, and so on, with a line from each notebook to
/// what builds on it. It is a list of links that a style sheet puts into a grid; the lines alone are a drawing.
/// </summary>
internal sealed class CourseMap
{
    private readonly IReadOnlyList<SitePage> pages;
    private readonly Dictionary<string, IReadOnlyList<string>> needs = []; // by number: of those that are here and come before it
    private readonly Dictionary<string, HashSet<string>> before = []; // all that a reader has read by then
    private readonly Dictionary<string, int> depths = [];

    /// <summary>Finds out what each notebook needs, in one pass: nothing needs itself, or one behind it.</summary>
    /// <param name="pages">The notebooks, in reading order; those without a number of their own are left out.</param>
    public CourseMap(IReadOnlyList<SitePage> pages)
    {
        this.pages = [.. pages.Where(page => page.Number.Length > 0).DistinctBy(page => page.Number)];
        foreach (var page in this.pages)
        {
            var needed = needs[page.Number] = [.. new NotebookCard(page).Needs.Where(depths.ContainsKey)];
            before[page.Number] = [.. needed, .. needed.SelectMany(number => before[number])];
            depths[page.Number] = needed.Select(number => depths[number] + 1).DefaultIfEmpty(0).Max();
        }
    }

    /// <summary>The map; empty if no notebook needs another.</summary>
    public Html ToHtml()
    {
        if (needs.Values.All(numbers => numbers.Count == 0))
            return Html.Empty;
        var rows = pages.GroupBy(page => depths[page.Number]).OrderBy(row => row.Key).Select(row => row.ToList()).ToList();
        var columns = rows.Max(row => row.Count);
        double Across(List<SitePage> row, int i) => columns / 2.0 + i - (row.Count - 1) / 2.0; // the middle of a box, in columns
        var places = rows.SelectMany((row, y) => row.Select((page, i) => (page.Number, X: Across(row, i), Y: y)))
            .ToDictionary(place => place.Number);
        var lines = places.Values.SelectMany(to => Direct(to.Number).Select(from => (From: places[from], To: to)))
            .Select(line => $"M{Digits(line.From.X)},{Digits(line.From.Y + 0.5)}L{Digits(line.To.X)},{Digits(line.To.Y + 0.5)}");
        return Html.Of($"""
            <div class="course-map">
            <svg viewBox="0 0 {columns} {rows.Count}" preserveAspectRatio="none" aria-hidden="true">
            <path vector-effect="non-scaling-stroke" d="{string.Concat(lines)}"/></svg>
            <ol style="grid-template-columns: repeat({2 * columns}, 1fr)">
            {rows.SelectMany((row, y) => row.Select((page, i) => Box(page, (int)Math.Round(2 * Across(row, i)), y + 1)))}</ol>
            </div>
            """);
    }

    private Html Box(SitePage page, int column, int row)
    {
        var needed = needs[page.Number].Count == 0 ? "" : $"needs {string.Join(", ", needs[page.Number])}";
        return Html.Of($"""
            <li style="grid-area: {row} / {column} / auto / span 2"><a href="{page.Address}">{page.Number} {page.Title}</a>
            <span class="needs">{needed}</span></li>

            """);
    }

    /// <summary>What a notebook needs, less what another of those needs already.</summary>
    private IEnumerable<string> Direct(string number) =>
        needs[number].Where(first => !needs[number].Any(other => before[other].Contains(first)));

    private static string Digits(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
