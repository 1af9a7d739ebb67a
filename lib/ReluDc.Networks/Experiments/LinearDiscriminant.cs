using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;

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

    private readonly Matrix<double> weights; // [feature, class]
    private readonly Vector<double> biases;
    private readonly double[] mean;
    private readonly double[] scale;

    private LinearDiscriminant(Matrix<double> weights, Vector<double> biases, double[] mean, double[] scale) =>
        (this.weights, this.biases, this.mean, this.scale) = (weights, biases, mean, scale);

    /// <summary>Fits the read-out. [examples][features], [examples] → [features] → class</summary>
    /// <param name="features">One row for each example, all of one length, of finite numbers.</param>
    /// <param name="labels">The class of each, from 0; every class up to the largest occurs.</param>
    public static LinearDiscriminant Fit(double[][] features, IReadOnlyList<int> labels)
    {
        CheckRows(features, labels);
        var size = features[0]?.Length ?? 0;
        foreach (var row in features)
            Check(row, size, nameof(features));
        var classes = Math.Min(labels.Max(), features.Length) + 1; // more classes than examples cannot all occur
        var counts = Enumerable.Range(0, classes).Select(c => labels.Count(label => label == c)).ToArray();
        if (labels.Min() < 0 || counts.Contains(0))
            throw new ArgumentException(
                "Labels are 0, 1, 2, …, and every class up to the largest has an example; given are "
                + $"{string.Join(", ", labels.Distinct().Order())}.",
                nameof(labels));
        var mean = Enumerable.Range(0, size).Select(d => features.Average(row => row[d])).ToArray();
        var scale = Enumerable.Range(0, size)
            .Select(d => Math.Sqrt(features.Average(row => (row[d] - mean[d]) * (row[d] - mean[d])))).ToArray();
        for (var d = 0; d < size; d++)
            scale[d] = scale[d] > 0 ? 1 / scale[d] : 0; // a constant feature says nothing
        var rows = Matrix<double>.Build.DenseOfRowArrays(features.Select(row => Standardise(row, mean, scale)));
        var means = Matrix<double>.Build.Dense(size, classes);
        for (var i = 0; i < features.Length; i++)
            means.SetColumn(labels[i], means.Column(labels[i]) + rows.Row(i));
        for (var c = 0; c < classes; c++)
            means.SetColumn(c, means.Column(c) / counts[c]);
        for (var i = 0; i < features.Length; i++)
            rows.SetRow(i, rows.Row(i) - means.Column(labels[i]));
        var covariance = rows.TransposeThisAndMultiply(rows) / features.Length + Ridge * Matrix<double>.Build.DenseIdentity(size);
        var weights = covariance.Cholesky().Solve(means);
        var biases = Vector<double>.Build.Dense(classes,
            c => Math.Log((double)counts[c] / features.Length) - means.Column(c) * weights.Column(c) / 2);
        return new(weights, biases, mean, scale);
    }

    /// <summary>The class of one row of features. [features] → class</summary>
    /// <param name="features">As many as the read-out was fitted to, finite.</param>
    public int Classify(double[] features)
    {
        Check(features, mean.Length, nameof(features));
        var standardised = Vector<double>.Build.Dense(Standardise(features, mean, scale));
        return (weights.TransposeThisAndMultiply(standardised) + biases).MaximumIndex();
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
    public override string ToString() => $"Linear discriminant of {weights.ColumnCount} classes by {mean.Length} features";

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
        if (row is null || row.Length == 0 || row.Length != size || !row.All(x => Math.Abs(x) <= LargestFeature))
            throw new ArgumentException(
                $"A row has as many features as every other, here {size}, one at least, "
                + $"all finite and at most {LargestFeature:G1} in magnitude.", name);
    }

    private static double[] Standardise(double[] row, double[] mean, double[] scale) => [.. row.Select((x, d) => (x - mean[d]) * scale[d])];
}
