using Microsoft.CodeAnalysis;

namespace ReluDc.Engine;

/// <summary>
/// What has been found so far of what a cell has to do with variables, among the cells before it. Some changes are of an object of which
/// nobody can tell who holds it: in the end they count for every variable whose object the cell can get at.
/// </summary>
/// <param name="unit">The cell's place.</param>
/// <param name="unitOf">The place of a cell by the class that it became.</param>
/// <param name="before">The uses of the cells before it.</param>
/// <param name="changesArguments">Whether functions of this very cell may change what they are given.</param>
internal sealed class FoundUses(int unit, Func<string, int> unitOf, IReadOnlyList<CellUses> before, bool changesArguments)
{
    private readonly HashSet<CellVariable> changeable = []; // of those that the cell names
    private readonly HashSet<int> runs = []; // cells whose code it may run: a function, or what is computed when it is asked for
    private readonly HashSet<CellVariable> functions = []; // that the cell calls, and whose results may change
    private readonly HashSet<(CellVariable From, CellVariable To)> kept = []; // what one holds or gives, the other may hold or give
    private readonly HashSet<(CellVariable From, CellVariable To)> returned = []; // of those the ones that a function gives
    private readonly HashSet<CellVariable> unknownTargets = []; // that may hold any of those
    private readonly Dictionary<CellVariable, HashSet<CellVariable>> alike = CellGraph.Alike(before); // of the cells before
    private bool touchesUnknown; // something that cannot be told from any of them
    private bool touchesUnknownLatently;

    /// <summary>What is known of the cell by now.</summary>
    public CellUses Uses { get; } = new();

    /// <summary>A variable or function of a cell; null for anything else.</summary>
    public CellVariable? VariableOf(ISymbol symbol) =>
        Mutability.IsVariable(symbol) ? new(unitOf(symbol.ContainingType.Name), symbol.Name) : null;

    /// <summary>The place of the cell in which a member was declared, or its type; -1 for what comes from elsewhere.</summary>
    public int UnitOf(ISymbol member) => Mutability.CellOf(member.ContainingType) is { } cell ? unitOf(cell.Name) : -1;

    /// <summary>Whether the cell itself declares a variable.</summary>
    public bool IsOwn(CellVariable variable) => variable.Unit == unit;

    /// <summary>Whether a function of a cell, or of one of its types, may change what it is given.</summary>
    public bool ChangeArguments(IMethodSymbol method) => Mutability.CellOf(method.ContainingType) is not { } cell
        || unitOf(cell.Name) is var at && at == unit ? changesArguments : at >= before.Count || before[at].ChangesArguments;

    /// <summary>What the functions of a cell touch when somebody calls them; of this one, as far as that has been found.</summary>
    public IEnumerable<CellVariable> LatentOf(int of) => of < before.Count && of >= 0 ? before[of].Latent : Uses.Latent;

    /// <summary>The cell names a variable whose object may change.</summary>
    public void Names(CellVariable variable) => changeable.Add(variable);

    /// <summary>The cell names a variable, and it is not to be told what for: it may read and change it, now or later.</summary>
    public void RefersTo(CellVariable variable)
    {
        if (!IsOwn(variable))
            (_, _) = (Uses.Reads.Add(variable), runs.Add(variable.Unit));
        (_, _, _) = (changeable.Add(variable), Uses.Touches.Add(variable), Uses.Latent.Add(variable));
    }

    /// <summary>The cell may run code of another.</summary>
    public void Runs(int other) => runs.Add(other);

    /// <summary>The cell calls a function whose result may change.</summary>
    public void Calls(CellVariable function) => functions.Add(function);

    /// <summary>The cell may change a variable, or the object that it holds.</summary>
    public void Touch(IOperation mention, CellVariable variable)
    {
        Uses.Touches.Add(variable);
        if (Origins.IsLatent(mention))
            Uses.Latent.Add(variable);
    }

    /// <summary>The cell changes something, and it is not to be told what.</summary>
    public void Unknown(IOperation mention)
    {
        touchesUnknown = true;
        touchesUnknownLatently |= Origins.IsLatent(mention);
    }

    /// <summary>What a variable holds, or a function gives back, may be what another holds or gives.</summary>
    /// <param name="variable">The one; null if it is not to be told which.</param>
    /// <param name="target">The other.</param>
    public void Alias(CellVariable? variable, CellVariable target)
    {
        if (variable is { } one)
            kept.Add((one, target));
        else
            MayHoldAny(target);
    }

    /// <summary>A function gives back what a variable holds, or what another function gives.</summary>
    /// <param name="variable">That; null if it is not to be told which.</param>
    /// <param name="function">The function.</param>
    public void Returns(CellVariable? variable, CellVariable function)
    {
        Alias(variable, function);
        if (variable is { } one)
            returned.Add((one, function));
        else
            Uses.Gives.Add(function.Name);
    }

    /// <summary>A variable may hold the same object as any that the cell can get at.</summary>
    public void MayHoldAny(CellVariable target) => unknownTargets.Add(target);

    /// <summary>Draws the conclusions for which all of the cell must have been seen.</summary>
    public CellUses Settled()
    {
        foreach (var holder in changeable.ToList())
            foreach (var variable in alike.GetValueOrDefault(holder) ?? [holder])
                runs.UnionWith(Enumerable.Range(0, before.Count).Where(other => other == variable.Unit
                    || before[other].Touches.Contains(variable)));
        var reached = runs.Concat(Uses.Reads.Select(read => read.Unit)).Where(other => other >= 0 && other < before.Count).ToHashSet();
        Uses.IsSly |= reached.Any(other => before[other].IsSly);
        FindGivers();
        foreach (var (from, to) in kept.Where(pair => !IsMaker(pair.From) && !IsMaker(pair.To)))
            Link(from, to);
        changeable.UnionWith(functions.Where(Gives));
        foreach (var target in unknownTargets.Where(target => !IsMaker(target)))
            foreach (var other in changeable.ToList())
                Link(other, target);
        Uses.Touches.RemoveWhere(IsMaker);
        Uses.Latent.RemoveWhere(IsMaker);
        if (touchesUnknown || Uses.IsSly)
            Uses.Touches.UnionWith(changeable);
        if (touchesUnknownLatently || Uses.IsSly)
            Uses.Latent.UnionWith(changeable);
        Uses.Touches.UnionWith(Uses.Latent);
        foreach (var other in runs.Where(other => other >= 0 && other < before.Count))
        {
            Uses.LatentReads.UnionWith(before[other].LatentReads);
            // what its functions do, this cell does when it calls them, and may hand on
            Uses.Touches.UnionWith(before[other].Latent);
            Uses.Latent.UnionWith(before[other].Latent);
            Uses.ReadsWorld |= before[other].ReadsWorld;
            Uses.ChangesWorld |= before[other].ChangesWorld;
        }
        return Uses;
    }

    /// <summary>Whether a variable is a function of which each call makes something that nobody else has.</summary>
    private bool IsMaker(CellVariable function) => functions.Contains(function) && !Gives(function);

    /// <summary>Whether a function may give back what somebody else holds as well.</summary>
    private bool Gives(CellVariable function) => (IsOwn(function) ? Uses : before[function.Unit]).Gives.Contains(function.Name);

    /// <summary>Of the cell's functions those that give what a variable holds, or what such a function gives.</summary>
    private void FindGivers()
    {
        var own = returned.Where(pair => IsOwn(pair.To)).ToList();
        while (own.Find(pair => !Uses.Gives.Contains(pair.To.Name) && !IsMaker(pair.From)) is { To.Name: not null and var giver })
            Uses.Gives.Add(giver);
    }

    private void Link(CellVariable one, CellVariable other)
    {
        if (one != other)
            Uses.Aliases.Add((one, other));
    }
}
