using System.Globalization;
using System.Text;

namespace ReluDc.Engine;

/// <summary>Which cells of a notebook depend on which, for a reader.</summary>
public sealed class Dependencies
{
    private const int LineHeight = 34;
    private const int Left = 150; // room for the arcs
    private const int Width = 760;

    private readonly Notebook notebook;
    private readonly IReadOnlyList<Node> nodes;
    private readonly IReadOnlyList<(string Name, IReadOnlyList<int> Cells)> readers;

    private Dependencies(Notebook notebook, IReadOnlyList<Node> nodes, IReadOnlyList<(string, IReadOnlyList<int>)> readers,
        IReadOnlyList<string> problems) =>
        (this.notebook, this.nodes, this.readers, Problems) = (notebook, nodes, readers, problems);

    /// <summary>Cells that do not compile, a line each.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Compiles a notebook's cells, and finds out.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="directory">The folder against which cells resolve paths.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<Dependencies> OfAsync(Notebook notebook, string directory, CancellationToken cancellation)
    {
        var places = notebook.Cells.Index().Where(one => one.Item.Kind == CellKind.Code && !string.IsNullOrWhiteSpace(one.Item.Source))
            .Select(one => one.Index).ToList();
        using var engine = await LiveEngine.StartAsync(notebook, places, directory, null, cancellation);
        var units = engine.Units.ToList();
        var nodes = places.Select(place => new Node(place + 1, units.Where(unit => unit.Cell == place).Select(unit => unit.Uses).ToList(),
            notebook.Cells[place].Source)).ToList();
        foreach (var (cell, uses) in units)
            foreach (var source in uses.Reads.GroupBy(read => engine.CellOf(read.Unit)).Where(source => source.Key != cell))
                nodes.First(node => node.Number == cell + 1).From[source.Key + 1] = [.. source.Select(read => read.Name).Order(
                    StringComparer.Ordinal)];
        foreach (var (cell, uses) in units)
            foreach (var touched in uses.Touches.Where(touched => engine.CellOf(touched.Unit) != cell))
                nodes.First(node => node.Number == cell + 1).Changes.Add((engine.CellOf(touched.Unit) + 1, touched.Name));
        var inputs = LiveInput.Of(notebook).Where(input => !input.IsAnswer).ToList();
        var problems = units.Count < places.Count
            ? places.Where(place => !units.Exists(unit => unit.Cell == place)).Take(1)
                .Select(place => $"cell {place + 1} does not compile, or holds no C#; what depends on it is not known").ToList()
            : [];
        return new(notebook, nodes, [.. inputs.Select(input => (input.Name,
            (IReadOnlyList<int>)[.. (engine.Affected(engine.ReadersOf([input])) ?? places).Select(place => place + 1)]))], problems);
    }

    /// <summary>A line for each cell: what it declares, and what it takes from which; and what each parameter lets run again.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Name}: {nodes.Count} code cells");
        foreach (var node in nodes)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{node.Number,4}  {node.FirstWords}");
            foreach (var (from, names) in node.From)
                text.AppendLine(CultureInfo.InvariantCulture, $"        takes {string.Join(", ", names)} from {from}");
            foreach (var (of, name) in node.Changes.Order())
                text.AppendLine(CultureInfo.InvariantCulture, $"        may change {name} of {of}");
            if (node.Uses.Any(uses => uses.ChangesWorld))
                text.AppendLine("        may change what lies outside of variables: all cells run again with it, in a new engine");
        }
        foreach (var (name, cells) in readers)
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{name}: {cells.Count} of {nodes.Count} cells run again{(cells.Count > 0 ? $": {string.Join(", ", cells)}" : "")}");
        return text.ToString().TrimEnd();
    }

    /// <summary>A picture: the cells below one another, an arc from each to those that take something from it.</summary>
    public string ToSvg()
    {
        var height = nodes.Count * LineHeight + 60;
        var place = nodes.Index().ToDictionary(node => node.Item.Number, node => 50 + node.Index * LineHeight);
        var arcs = nodes.SelectMany(node => node.From.Select(from => (From: place[from.Key], To: place[node.Number], Names: from.Value)));
        return Html.Of($"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" font-family="sans-serif" font-size="13">
            <title>Which cells of {Name} depend on which</title>
            <rect width="{Width}" height="{height}" fill="#fff"/>
            <text x="12" y="24" font-size="15" font-weight="bold" fill="#1d2125">{Name}</text>
            {arcs.Select(arc => Arc(arc.From, arc.To, arc.Names))}{nodes.Select(node => Box(node, place[node.Number]))}</svg>

            """).ToString();
    }

    private string Name => Path.GetFileNameWithoutExtension(notebook.Path) ?? "notebook";

    private static Html Arc(int from, int to, IReadOnlyList<string> names)
    {
        var reach = Math.Min(Left - 20, 14 + (to - from) / 5);
        return Html.Of($"""
            <path d="M{Left} {from + 4}C{Left - reach} {from + 4} {Left - reach} {to - 4} {Left} {to - 4}" fill="none" stroke="#0072b2"
            stroke-opacity="0.45"><title>{string.Join(", ", names)}</title></path>

            """);
    }

    private static Html Box(Node node, int y) => Html.Of($"""
        <g><circle cx="{Left}" cy="{y}" r="4" fill="{(node.Uses.Any(uses => uses.ChangesWorld) ? "#d55e00" : "#0072b2")}"/>
        <text x="{Left + 12}" y="{y + 4}" fill="#5a6470">{node.Number}</text>
        <text x="{Left + 44}" y="{y + 4}" fill="#1d2125">{node.FirstWords}</text></g>

        """);

    private sealed record Node(int Number, IReadOnlyList<CellUses> Uses, string Code)
    {
        public SortedDictionary<int, IReadOnlyList<string>> From { get; } = [];

        public HashSet<(int Cell, string Name)> Changes { get; } = [];

        public string FirstWords => NotebookRunner.FirstWords(Code);
    }
}
