namespace ReluDc.Notebooks;

/// <summary>How many claims have a verdict.</summary>
/// <param name="Kind">The verdict, as <see cref="Figures.Verdict.Kind"/> names it.</param>
/// <param name="Count">How many; 1 or more.</param>
internal sealed record VerdictCount(string Kind, int Count)
{
    private static readonly (string Kind, string One, string Many)[] Predicates =
    [
        ("holds", "holds", "hold"), ("holds approximately", "holds approximately", "hold approximately"),
        ("holds only if", "holds only under a condition", "hold only under a condition"), ("does not hold", "does not hold", "do not hold"),
    ];

    /// <summary>What is said of so many: "hold approximately".</summary>
    public string Predicate
    {
        get
        {
            var (_, one, many) = Predicates.First(predicate => predicate.Kind == Kind);
            return Count == 1 ? one : many;
        }
    }

    /// <summary>The verdicts that occur, the kindest first.</summary>
    public static IReadOnlyList<VerdictCount> Of(IEnumerable<LedgerRow> rows) =>
        [.. rows.GroupBy(row => row.Claim.Verdict.Kind).Select(group => new VerdictCount(group.Key, group.Count()))
            .OrderBy(count => Array.FindIndex(Predicates, predicate => predicate.Kind == count.Kind))];

    /// <summary>All of them in words: "13 hold, 1 does not hold".</summary>
    public static string Sentence(IEnumerable<LedgerRow> rows) => string.Join(", ", Of(rows));

    /// <summary>"13 hold".</summary>
    public override string ToString() => $"{Count} {Predicate}";
}
