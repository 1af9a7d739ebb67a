using System.Collections.Immutable;

namespace ReluDc;

/// <summary>An experiment too long for a notebook: its rows are made once, by `dotnet run -- experiment NAME`, and kept in data/.</summary>
/// <param name="Name">Its name on the command line, and of its file.</param>
/// <param name="Header">The first line of the file: the names of its columns.</param>
/// <param name="Tasks">Its parts, in the order of the file. They do not depend on each other.</param>
public sealed record FrozenExperiment(string Name, string Header, ImmutableArray<FrozenExperiment.Task> Tasks)
{
    /// <summary>The experiments there are, by the names that <see cref="Of"/> knows.</summary>
    public static ImmutableArray<string> Names { get; } = ["convergence", "ablations", "architectures", "heart-rate"];

    private const int HeartRateRecordings = 6000;
    private const int HeartRateEpochs = 20;

    /// <summary>One of the experiments.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="repetitions">How often each of its cases is repeated, with other seeds; 1 or more.</param>
    public static FrozenExperiment Of(string name, int repetitions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repetitions, 1);
        return name switch
        {
            "convergence" => Convergence(name, ConvergenceModel.Paper, repetitions),
            "ablations" => Convergence(name, ConvergenceModel.Ablations, repetitions),
            "architectures" => new(name, ArchitectureRun.Header, [.. Architecture.Grid.SelectMany(architecture => Enumerable.Range(1, repetitions).Select(seed =>
                new Task($"{architecture}, seed {seed}", cancellation => [ArchitectureRun.Of(architecture, seed, cancellation).Row()])))]),
            "heart-rate" => new(name, HeartRateNetwork.Header, [new("the network's training", cancellation => [.. HeartRateNetwork.Train(
                HeartRateTraining.Examples(HeartRateRecordings, seed: 1), HeartRateEpochs, seed: 1, cancellation: cancellation).Rows()])]),
            _ => throw new ArgumentException($"{name}: allowed: {string.Join(", ", Names)}", nameof(name)),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Tasks.Length} runs";

    private static FrozenExperiment Convergence(string name, ImmutableArray<ConvergenceModel> models, int repetitions)
    {
        var experiment = new ConvergenceExperiment(new ToneClasses(3, 5, 10));
        return new(name, ConvergenceRun.Header, [.. models.SelectMany(model => Enumerable.Range(1, repetitions).Select(repetition =>
            new Task($"{model.Name}, repetition {repetition}", cancellation => [.. experiment.Run(model, repetition, cancellation: cancellation).Rows()])))]);
    }

    /// <summary>One part.</summary>
    /// <param name="Name">What it is, unlike all others.</param>
    /// <param name="Rows">Computes its rows of the file.</param>
    public sealed record Task(string Name, Func<CancellationToken, ImmutableArray<string>> Rows);
}
