using System.Collections.Immutable;

namespace ReluDc.Networks;

/// <summary>An experiment too long for a notebook: its rows are made once, by `dotnet run -- experiment NAME`, and kept in data/.</summary>
/// <param name="Name">Its name on the command line, and of its file.</param>
/// <param name="Header">The first line of the file: the names of its columns.</param>
/// <param name="Parts">Its parts, in the order of the file. They do not depend on each other.</param>
public sealed record FrozenExperiment(string Name, string Header, ImmutableArray<ExperimentPart> Parts)
{
    /// <inheritdoc cref="FrozenExperiment(string, string, ImmutableArray{ExperimentPart})" path="/param[@name='Parts']"/>
    public ImmutableArray<ExperimentPart> Parts { get; init => field = Checked(value); } = Checked(Parts);

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Parts.Length} runs";

    private static ImmutableArray<ExperimentPart> Checked(ImmutableArray<ExperimentPart> parts) =>
        Argument.Filled(parts, "An experiment has parts", nameof(Parts));
}

/// <summary>One part of an experiment.</summary>
/// <param name="Name">What it is, unlike all others.</param>
/// <param name="Rows">Computes its rows of the file.</param>
public sealed record ExperimentPart(string Name, Func<CancellationToken, ImmutableArray<string>> Rows)
{
    /// <inheritdoc cref="ExperimentPart(string, Func{CancellationToken, ImmutableArray{string}})" path="/param[@name='Rows']"/>
    public Func<CancellationToken, ImmutableArray<string>> Rows { get; init => field = Argument.Given(value, nameof(Rows)); } =
        Argument.Given(Rows);

    /// <summary>How many rows it makes, known before it runs; 1 or more.</summary>
    public int RowCount { get; init => field = Argument.AtLeastOne(value, nameof(RowCount), nameof(RowCount)); } = 1;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
