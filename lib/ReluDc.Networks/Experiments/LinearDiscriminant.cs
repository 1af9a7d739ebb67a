using System.Collections.Immutable;
using Linear = MathNet.Numerics.LinearAlgebra;

namespace ReluDc.Networks;

/// <summary>
/// A linear read-out fitted in closed form: Fisher's discriminant for classes of one shared covariance. [features] → class
/// </summary>
/// <remarks>Tells what features are worth before anything is trained. Taught in notebook 04.</remarks>
public sealed class LinearDiscriminant
{
    /// <summary>Added to the covariance of standardised features: below it a direction counts as rounding, not as information.</summary>
    private const double Ridge = 1e-6;

    private const double LargestFeature = 1e150; // its square is still finite

    private readonly double[][] weights; // [class][feature]
    private readonly double[] biases;
    private readonly double[] mean;
    private readonly double[] scale;

    private LinearDiscriminant(double[][] weights, double[] biases, double[] mean, double[] scale) =>
        (this.weights, this.biases, this.mean, this.scale) = (weights, biases, mean, scale);

    /// <summary>Fits the read-out. [examples][features], [examples] → [features] → class</summary>
    /// <param name="features">One row for each example, all of one length, of finite numbers.</param>
    /// <param name="labels">The class of each, from 0; every class up to the largest occurs.</param>
    public static LinearDiscriminant Fit(double[][] features, IReadOnlyList<int> labels)
    {
        var counts = CheckedCounts(features, labels);
        var size = features[0].Length;
        var (mean, scale) = MeansAndDeviations(features, size);
        for (var d = 0; d < size; d++)
            scale[d] = scale[d] > 0 ? 1 / scale[d] : 0; // a constant feature says nothing
        double[][] rows = [.. features.Select(row => Standardise(row, mean, scale))];
        double[][] means = [.. counts.Select(_ => new double[size])];
        foreach (var (row, label) in rows.Zip(labels))
            for (var d = 0; d < size; d++)
                means[label][d] += row[d] / counts[label];
        foreach (var (row, label) in rows.Zip(labels))
            for (var d = 0; d < size; d++)
                row[d] -= means[label][d];
        var covariance = Covariance(rows, size).Cholesky();
        // class by class: several at once would be shared out to all cores, which costs more than it saves
        double[][] weights = [.. means.Select(of => covariance.Solve(Linear.Vector<double>.Build.Dense(of)).ToArray())];
        var biases = counts.Select((count, c) => Math.Log((double)count / features.Length) - Product(means[c], weights[c]) / 2).ToArray();
        return new(weights, biases, mean, scale);
    }

    /// <summary>The mean of each feature in each class. [examples][features], [examples] → [classes][features]</summary>
    /// <inheritdoc cref="Fit" path="/param"/>
    public static double[][] ClassMeans(double[][] features, IReadOnlyList<int> labels)
    {
        var counts = CheckedCounts(features, labels);
        double[][] means = [.. counts.Select(_ => new double[features[0].Length])];
        foreach (var (row, label) in features.Zip(labels))
            for (var d = 0; d < row.Length; d++)
                means[label][d] += row[d];
        foreach (var (mean, count) in means.Zip(counts))
            for (var d = 0; d < mean.Length; d++)
                mean[d] /= count;
        return means;
    }

    /// <summary>The class of one row of features. [features] → class</summary>
    /// <param name="features">As many as the read-out was fitted to, finite.</param>
    public int Classify(double[] features)
    {
        Check(features, mean.Length, nameof(features));
        var standardised = Standardise(features, mean, scale);
        var (best, largest) = (0, double.NegativeInfinity);
        for (var c = 0; c < weights.Length; c++)
            if (Product(weights[c], standardised) + biases[c] is var score && score > largest)
                (best, largest) = (c, score);
        return best;
    }

    /// <summary>The share of rows put into their class, in [0, 1]. [examples][features], [examples] → accuracy</summary>
    /// <param name="features">One row for each example, as long as those that the read-out was fitted to; at least one.</param>
    /// <param name="labels">The class of each, from 0.</param>
    public double Accuracy(double[][] features, IReadOnlyList<int> labels)
    {
        CheckRows(features, labels);
        return features.Where((row, i) => Classify(row) == labels[i]).Count() / (double)features.Length;
    }

    /// <inheritdoc/>
    public override string ToString() => $"Linear discriminant of {weights.Length} classes by {mean.Length} features";

    /// <summary>Of each feature, over all rows.</summary>
    private static (double[] Mean, double[] Deviation) MeansAndDeviations(double[][] rows, int size)
    {
        var (mean, deviation) = (new double[size], new double[size]);
        foreach (var row in rows)
            for (var d = 0; d < size; d++)
                mean[d] += row[d];
        for (var d = 0; d < size; d++)
            mean[d] /= rows.Length;
        foreach (var row in rows)
            for (var d = 0; d < size; d++)
                deviation[d] += (row[d] - mean[d]) * (row[d] - mean[d]);
        for (var d = 0; d < size; d++)
            deviation[d] = Math.Sqrt(deviation[d] / rows.Length);
        return (mean, deviation);
    }

    /// <summary>
    /// Of rows less their class's mean, with the ridge. Plain loops over rows of a matrix: there are hundreds of small fits in one cell.
    /// </summary>
    private static Linear.Matrix<double> Covariance(double[][] rows, int size)
    {
        double[][] sums = [.. Enumerable.Range(1, size).Select(count => new double[count])]; // [i][j], j at most i
        foreach (var row in rows)
            for (var i = 0; i < size; i++)
                Sums.AddTimes(row[i], row, sums[i]);
        return Linear.Matrix<double>.Build.Dense(size, size,
            (i, j) => sums[Math.Max(i, j)][Math.Min(i, j)] / rows.Length + (i == j ? Ridge : 0));
    }

    /// <summary>How many examples each class has. Every class up to the largest label has one.</summary>
    private static int[] CheckedCounts(double[][] features, IReadOnlyList<int> labels)
    {
        CheckRows(features, labels);
        var size = features[0]?.Length ?? 0;
        foreach (var row in features)
            Check(row, size, nameof(features));
        var classes = Math.Min(labels.Max(), features.Length) + 1; // more classes than examples cannot all occur
        var counts = Enumerable.Range(0, classes).Select(c => labels.Count(label => label == c)).ToArray();
        return labels.Min() >= 0 && !counts.Contains(0)
            ? counts
            : throw new ArgumentException(
                "Labels are 0, 1, 2, …, and every class up to the largest has an example; given are "
                + $"{string.Join(", ", labels.Distinct().Order())}.",
                nameof(labels));
    }

    private static double Product(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var d = 0; d < a.Length; d++)
            sum += a[d] * b[d];
        return sum;
    }

    private static void CheckRows(double[][] features, IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        var count = labels is ImmutableArray<int> { IsDefault: true } ? 0 : labels.Count;
        if (features.Length == 0 || features.Length != count)
            throw new ArgumentException(
                $"Each row of features has a label, and there is at least one: given are {features.Length} rows and {count} labels.",
                nameof(labels));
    }

    private static void Check(double[]? row, int size, string name)
    {
        if (row is null || row.Length == 0 || row.Length != size || Array.Exists(row, x => !(Math.Abs(x) <= LargestFeature)))
            throw new ArgumentException(
                $"A row has as many features as every other, here {size}, one at least, "
                + $"all finite and at most {LargestFeature:G1} in magnitude.", name);
    }

    private static double[] Standardise(double[] row, double[] mean, double[] scale)
    {
        var standardised = new double[row.Length];
        for (var d = 0; d < row.Length; d++)
            standardised[d] = (row[d] - mean[d]) * scale[d];
        return standardised;
    }
}
