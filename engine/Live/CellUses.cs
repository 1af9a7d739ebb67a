using Microsoft.CodeAnalysis;

namespace ReluDc.Engine;

/// <summary>What a cell has to do with variables, its own and those of cells before it.</summary>
internal sealed class CellUses
{
    /// <summary>What it declares.</summary>
    public HashSet<string> Declares { get; } = [];

    /// <summary>Variables and functions of other cells that its code names.</summary>
    public HashSet<CellVariable> Reads { get; } = [];

    /// <summary>Variables whose value it may replace, or whose object it may change.</summary>
    public HashSet<CellVariable> Touches { get; } = [];

    /// <summary>Those of them that its functions touch, when somebody calls them.</summary>
    public HashSet<CellVariable> Latent { get; } = [];

    /// <summary>Those of its functions, by name, that may give back what somebody else holds as well.</summary>
    public HashSet<string> Gives { get; } = [];

    /// <summary>Variables that may hold the same object.</summary>
    public HashSet<(CellVariable, CellVariable)> Aliases { get; } = [];

    /// <summary>
    /// Variables, its own included, that code reads which runs when somebody calls it: its own code, or what it hands on.
    /// </summary>
    public HashSet<CellVariable> LatentReads { get; } = [];

    /// <summary>
    /// Whether objects may change where that is not to be seen, as by a getter or in what a lambda has captured: whoever names them may.
    /// </summary>
    public bool IsSly { get; set; }

    /// <summary>Whether its functions may change what they are given.</summary>
    public bool ChangesArguments { get; set; }

    /// <summary>Whether it may change what lies outside of all variables, such as a file or a static field.</summary>
    public bool ChangesWorld { get; set; }

    /// <summary>Whether what it does may depend on what lies there.</summary>
    public bool ReadsWorld { get; set; }

    /// <summary>What a compiled cell has to do with variables.</summary>
    /// <param name="unit">Its place.</param>
    /// <param name="compilation">It.</param>
    /// <param name="unitOf">The place of a cell by the class that it became.</param>
    /// <param name="before">The uses of the cells before it.</param>
    public static CellUses Of(int unit, Compilation compilation, Func<string, int> unitOf, IReadOnlyList<CellUses> before)
    {
        var first = Find(changesArguments: false);
        return first.ChangesArguments ? Find(changesArguments: true) : first;

        CellUses Find(bool changesArguments) => new UseFinder(compilation, new(unit, unitOf, before, changesArguments)).Find();
    }
}
