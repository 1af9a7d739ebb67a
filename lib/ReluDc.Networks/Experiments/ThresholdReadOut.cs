using System.Collections.Immutable;
using MathNet.Numerics.Distributions;

namespace ReluDc.Networks;

/// <summary>
/// What a read-out of one feature can be expected to reach when each class scatters normally around its own mean. Taught in notebook 04.
/// </summary>
public static class ThresholdReadOut
{
    /// <summary>
    /// The expected accuracy, in [0, 1], with a threshold midway between neighbouring means. Classes are equally frequent. [classes],
    /// [classes] → accuracy
    /// </summary>
    /// <param name="means">Mean of the feature in each class, in the feature's unit, finite.</param>
    /// <param name="deviations">Standard deviation in each class, finite and above 0; as many as there are means.</param>
    public static double ExpectedAccuracy(IReadOnlyList<double> means, IReadOnlyList<double> deviations)
    {
        if (Numbers(means) is not { Length: > 0 } m || Numbers(deviations) is not { } d || m.Length != d.Length
            || !m.All(double.IsFinite) || !d.All(deviation => deviation > 0 && double.IsFinite(deviation)))
            throw new ArgumentException(
                "Each class has a mean and a deviation, both finite, the deviation above 0; one class is the least.", nameof(deviations));
        return Accuracy([.. m.Select(mean => new[] { mean })], d);
    }

    /// <summary>
    /// The same where a class is not normal: its feature has one of several equally likely values, and scatters normally around it.
    /// [classes][values], [classes] → accuracy
    /// </summary>
    /// <param name="values">Values of the feature in each class, in the feature's unit, finite; one at least.</param>
    /// <param name="deviations">Standard deviation around each value of a class, finite and above 0; as many as there are classes.</param>
    public static double ExpectedAccuracy(IReadOnlyList<IReadOnlyList<double>> values, IReadOnlyList<double> deviations)
    {
        if (values is not { Count: > 0 } || Numbers(deviations) is not { } d || values.Count != d.Length
            || values.Any(of => Numbers(of) is not { Length: > 0 } all || !all.All(double.IsFinite))
            || !d.All(deviation => deviation > 0 && double.IsFinite(deviation)))
            throw new ArgumentException(
                "Each class has values and a deviation, all finite, the deviation above 0; one class and one value are the least.",
                nameof(deviations));
        return Accuracy([.. values.Select(of => of.ToArray())], d);
    }

    private static double Accuracy(double[][] values, double[] deviations)
    {
        var means = values.Select(of => of.Average()).ToArray();
        var order = Enumerable.Range(0, means.Length).OrderBy(i => means[i]).ToArray();
        double Threshold(int rank) => rank < 0 ? double.NegativeInfinity
            : rank == order.Length - 1 ? double.PositiveInfinity
            : (means[order[rank]] + means[order[rank + 1]]) / 2;
        return order.Select((i, rank) =>
        {
            var (from, to) = (Threshold(rank - 1), Threshold(rank));
            return values[i].Average(value => Normal.CDF(value, deviations[i], to) - Normal.CDF(value, deviations[i], from));
        }).Average();
    }

    private static double[]? Numbers(IReadOnlyList<double>? values) =>
        values is null or ImmutableArray<double> { IsDefault: true } ? null : [.. values];
}
