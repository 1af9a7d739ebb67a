namespace ReluDc.Engine;

/// <summary>Which cells depend on which: what has to run again when some do.</summary>
/// <param name="uses">What each has to do with variables.</param>
internal sealed class CellGraph(IReadOnlyList<CellUses> uses)
{
    private readonly IReadOnlyDictionary<CellVariable, HashSet<CellVariable>> alike = Alike(uses);
    private readonly IReadOnlyDictionary<CellVariable, int> lastTouch = LastTouch(uses);

    /// <summary>The other cells that read one of a cell's variables, in their code or in what they call.</summary>
    public IEnumerable<int> ReadersOf(int unit, IReadOnlySet<string> names) => Enumerable.Range(0, uses.Count)
        .Where(reader => reader != unit && Sees(reader).Any(read => read.Unit == unit && names.Contains(read.Name)));

    /// <summary>
    /// What has to run again when some cells do: all that read what these make; and of an object that one of them may change, whoever made
    /// it and whoever else may change it, so that it is changed in order from the beginning. So also of a variable that one of them reads
    /// and a
    /// later cell has changed since.
    /// </summary>
    /// <param name="again">The cells.</param>
    /// <returns>The cells in order; null if all must run, in a new engine: something outside of all variables may change.</returns>
    public IReadOnlyList<int>? Affected(IEnumerable<int> again)
    {
        var affected = new HashSet<int>();
        var waiting = new Stack<int>(again);
        while (waiting.TryPop(out var unit))
        {
            if (!affected.Add(unit))
                continue;
            for (var reader = 0; reader < uses.Count; reader++)
                if (uses[reader].Reads.Any(read => read.Unit == unit))
                    waiting.Push(reader);
            var changedSince = Sees(unit).Select(Group).Where(group => group.Any(one => lastTouch.GetValueOrDefault(one, -1) > unit))
                .SelectMany(group => group);
            foreach (var touched in uses[unit].Touches.SelectMany(Group).Concat(changedSince).Distinct())
            {
                waiting.Push(touched.Unit);
                for (var other = 0; other < uses.Count; other++)
                    if (uses[other].Touches.Contains(touched))
                        waiting.Push(other);
            }
        }
        var changers = Enumerable.Range(0, uses.Count).Where(unit => uses[unit].ChangesWorld).ToList();
        if (affected.Any(unit => changers.Exists(one => one >= unit)))
            return null; // what formats a number, say, sees the culture that a later cell has set
        return [.. affected.Order()];
    }

    private IEnumerable<CellVariable> Sees(int unit) => uses[unit].Reads.Concat(uses[unit].LatentReads);

    private static Dictionary<CellVariable, int> LastTouch(IReadOnlyList<CellUses> uses) => uses.Index()
        .SelectMany(unit => unit.Item.Touches.Select(touched => (touched, unit.Index)))
        .GroupBy(one => one.touched, one => one.Index).ToDictionary(one => one.Key, one => one.Max());

    private IReadOnlyCollection<CellVariable> Group(CellVariable variable) => alike.TryGetValue(variable, out var group) ? group
        : [variable];

    /// <summary>Variables that may hold the same object, by each of them.</summary>
    public static Dictionary<CellVariable, HashSet<CellVariable>> Alike(IEnumerable<CellUses> uses)
    {
        var groups = new Dictionary<CellVariable, HashSet<CellVariable>>();
        foreach (var (one, other) in uses.SelectMany(use => use.Aliases))
        {
            var first = groups.GetValueOrDefault(one) ?? [one];
            first.UnionWith(groups.GetValueOrDefault(other) ?? [other]);
            foreach (var variable in first)
                groups[variable] = first;
        }
        return groups;
    }
}
