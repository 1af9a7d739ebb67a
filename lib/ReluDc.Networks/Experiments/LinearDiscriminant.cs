using MathNet.Numerics.LinearAlgebra;

namespace ReluDc.Networks;

/// <summary>A linear read-out fitted in closed form: Fisher's discriminant for classes of one shared covariance. Tells what features are worth before anything is trained. Taught in notebook 05.</summary>
public sealed class LinearDiscriminant
{
    /// <summary>Added to the covariance of standardised features: below it a direction counts as rounding, not as information.</summary>
    private const double Ridge = 1e-6;

    private readonly Matrix<double> weights; // [feature, class]
    private readonly Vector<double> biases;
    private readonly double[] mean;
    private readonly double[] scale;

    private LinearDiscriminant(Matrix<double> weights, Vector<double> biases, double[] mean, double[] scale) =>
        (this.weights, this.biases, this.mean, this.scale) = (weights, biases, mean, scale);

    /// <summary>Fits the read-out. [examples][features]</summary>
    /// <param name="features">One row for each example, all of one length.</param>
    /// <param name="labels">The class of each, from 0; every class up to the largest occurs.</param>
    public static LinearDiscriminant Fit(double[][] features, IReadOnlyList<int> labels)
    {
        if (features.Length == 0 || features.Length != labels.Count)
            throw new ArgumentException($"Each row of features has a label, and there is at least one: given are {features.Length} rows and {labels.Count} labels.", nameof(labels));
        int size = features[0].Length, classes = labels.Max() + 1;
        var mean = Enumerable.Range(0, size).Select(d => features.Average(row => row[d])).ToArray();
        var scale = Enumerable.Range(0, size).Select(d => Math.Sqrt(features.Average(row => (row[d] - mean[d]) * (row[d] - mean[d])))).ToArray();
        for (var d = 0; d < size; d++)
            scale[d] = scale[d] > 0 ? 1 / scale[d] : 0; // a constant feature says nothing
        var rows = Matrix<double>.Build.DenseOfRowArrays(features.Select(row => Standardise(row, mean, scale)));
        var means = Matrix<double>.Build.Dense(size, classes);
        var counts = new int[classes];
        for (var i = 0; i < features.Length; i++)
        {
            counts[labels[i]]++;
            means.SetColumn(labels[i], means.Column(labels[i]) + rows.Row(i));
        }
        if (counts.Contains(0))
            throw new ArgumentException($"Every class has an example; of {classes} classes these have none: {string.Join(", ", Enumerable.Range(0, classes).Where(c => counts[c] == 0))}.", nameof(labels));
        for (var c = 0; c < classes; c++)
            means.SetColumn(c, means.Column(c) / counts[c]);
        for (var i = 0; i < features.Length; i++)
            rows.SetRow(i, rows.Row(i) - means.Column(labels[i]));
        var covariance = rows.TransposeThisAndMultiply(rows) / features.Length + Ridge * Matrix<double>.Build.DenseIdentity(size);
        var weights = covariance.Cholesky().Solve(means);
        var biases = Vector<double>.Build.Dense(classes, c => Math.Log((double)counts[c] / features.Length) - means.Column(c) * weights.Column(c) / 2);
        return new(weights, biases, mean, scale);
    }

    /// <summary>The class of one row of features.</summary>
    public int Classify(double[] features) =>
        (weights.TransposeThisAndMultiply(Vector<double>.Build.Dense(Standardise(features, mean, scale))) + biases).MaximumIndex();

    /// <summary>The share of rows put into their class, in [0, 1].</summary>
    public double Accuracy(double[][] features, IReadOnlyList<int> labels) =>
        features.Where((row, i) => Classify(row) == labels[i]).Count() / (double)features.Length;

    private static double[] Standardise(double[] row, double[] mean, double[] scale) => [.. row.Select((x, d) => (x - mean[d]) * scale[d])];
}
