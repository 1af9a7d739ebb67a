using System.Collections.Immutable;

namespace ReluDc.Networks;

/// <summary>The long experiments with networks of one task: convergence and ablations (notebook 05), architectures (notebook 09).</summary>
public static class NetworkExperiments
{
    /// <summary>All there are.</summary>
    /// <param name="repetitions">How often each of their cases is repeated, with other seeds; 1 or more.</param>
    public static ImmutableArray<FrozenExperiment> All(int repetitions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repetitions, 1);
        return
        [
            Convergence("convergence", ConvergenceModel.Paper, repetitions),
            Convergence("ablations", ConvergenceModel.Ablations, repetitions),
            new("architectures", ArchitectureRun.Header, [.. Architecture.Grid.SelectMany(architecture => Enumerable.Range(1, repetitions).Select(seed =>
                new ExperimentPart($"{architecture}, seed {seed}", cancellation => [ArchitectureRun.Of(architecture, seed, cancellation).Row()])))]),
        ];
    }

    private static FrozenExperiment Convergence(string name, ImmutableArray<ConvergenceModel> models, int repetitions)
    {
        var experiment = new ConvergenceExperiment(new ToneClasses(3, 5, 10));
        return new(name, ConvergenceRun.Header, [.. models.SelectMany(model => Enumerable.Range(1, repetitions).Select(repetition =>
            new ExperimentPart($"{model.Name}, repetition {repetition}", cancellation => [.. experiment.Run(model, repetition, cancellation: cancellation).Rows()])))]);
    }
}
