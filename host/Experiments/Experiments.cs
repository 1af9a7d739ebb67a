using ReluDc.HeartRate;
using ReluDc.Networks;

namespace ReluDc.Notebooks;

/// <summary>The experiments that the command line knows: those that each room of the library lists.</summary>
internal static class Experiments
{
    /// <summary>Their names. Written down, since every start of the program asks for them, and few for the library.</summary>
    public static IReadOnlyList<string> Names { get; } = ["convergence", "ablations", "architectures", "depth", "heart-rate", "scenes"];

    /// <summary>One of them.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="repetitions">How often each of its cases is repeated, with other seeds; 1 or more.</param>
    /// <exception cref="UsageException">There is no such experiment.</exception>
    public static FrozenExperiment Of(string name, int repetitions) =>
        All(repetitions).FirstOrDefault(experiment => experiment.Name == name)
        ?? throw new UsageException($"{name}: no such experiment; allowed: {string.Join(", ", Names)}");

    /// <summary>All that the rooms list.</summary>
    /// <param name="repetitions">How often each of their cases is repeated; 1 or more.</param>
    public static IReadOnlyList<FrozenExperiment> All(int repetitions) =>
        [.. NetworkExperiments.All(repetitions), .. HeartRateExperiments.All,
            HeartRateExperiments.Scenes(() => HeartRateNetwork.Read(Path.Combine(Checkout.Data, "heart-rate.csv")))];
}
