using System.Collections.Immutable;

namespace ReluDc.Networks;

/// <summary>The long experiments with networks of one task: convergence, ablations, architectures and depth.</summary>
public static class NetworkExperiments
{
    /// <summary>All there are.</summary>
    /// <param name="repetitions">How often each of their cases is repeated, with other seeds; 1 … 10,000.</param>
    public static ImmutableArray<FrozenExperiment> All(int repetitions)
    {
        Argument.Within(repetitions, 1, 10_000, "The number of repetitions");
        return
        [
            Convergence("convergence", ConvergenceModel.Paper, repetitions),
            Convergence("ablations", ConvergenceModel.Ablations, repetitions),
            new("architectures", ArchitectureRun.Header,
            [
                .. from architecture in Architecture.Grid
                   from seed in Enumerable.Range(1, repetitions)
                   select new ExperimentPart($"{architecture}, seed {seed}",
                       cancellation => [ArchitectureRun.Of(architecture, seed, cancellation).Row()]),
            ]),
            new("depth", DepthRun.Header,
            [
                .. from depth in DepthExperiment.Depths
                   from seed in Enumerable.Range(1, repetitions)
                   select new ExperimentPart($"{depth} layers, seed {seed}",
                       cancellation => [.. DepthExperiment.Frozen.Run(depth, seed, cancellation).Select(run => run.Row())])
                   {
                       RowCount = DepthExperiment.Frozen.Moments.Length,
                   },
            ]),
        ];
    }

    private static FrozenExperiment Convergence(string name, ImmutableArray<ConvergenceModel> models, int repetitions)
    {
        var experiment = new ConvergenceExperiment(new ToneClasses(3, 5, 10));
        return new(name, ConvergenceRun.Header,
        [
            .. from model in models
               from repetition in Enumerable.Range(1, repetitions)
               select new ExperimentPart($"{model.Name}, repetition {repetition}",
                   cancellation => [.. experiment.Run(model, repetition, cancellation: cancellation).Rows()])
               {
                   RowCount = ConvergenceRun.RowCount(experiment.Epochs),
               },
        ]);
    }
}
