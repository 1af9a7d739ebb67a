using MathNet.Numerics.Distributions;

namespace ReluDc.Networks;

/// <summary>What a read-out of one feature can be expected to reach when each class scatters normally around its own mean. Taught in notebook 04.</summary>
public static class ThresholdReadOut
{
    /// <summary>The expected share of examples put into their class, in [0, 1], with a threshold midway between neighbouring means. Classes are equally frequent.</summary>
    /// <param name="means">Mean of the feature in each class.</param>
    /// <param name="deviations">Standard deviation in each class, above 0; as many as there are means.</param>
    public static double ExpectedAccuracy(IReadOnlyList<double> means, IReadOnlyList<double> deviations)
    {
        if (means.Count == 0 || means.Count != deviations.Count || !deviations.All(deviation => deviation > 0))
            throw new ArgumentException($"Each class has a mean and a deviation above 0; given are {means.Count} means and deviations {string.Join(", ", deviations)}.", nameof(deviations));
        var order = Enumerable.Range(0, means.Count).OrderBy(i => means[i]).ToArray();
        double Threshold(int rank) => rank < 0 ? double.NegativeInfinity : rank == order.Length - 1 ? double.PositiveInfinity : (means[order[rank]] + means[order[rank + 1]]) / 2;
        return order.Select((i, rank) => Normal.CDF(means[i], deviations[i], Threshold(rank)) - Normal.CDF(means[i], deviations[i], Threshold(rank - 1))).Average();
    }
}
