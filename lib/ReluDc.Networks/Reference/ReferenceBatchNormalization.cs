namespace ReluDc.Networks;

/// <summary>
/// Batch normalisation by its definition, as in training: each channel less its mean over batch and time, divided by √(variance + ε),
/// times γ, plus β. [examples] of [time, channels] → [examples] of [time, channels]
/// </summary>
/// <remarks>
/// The statistics are the batch's own. The gradient is built from the chain rule, term by term: through the value itself, through the
/// variance and through the mean.
/// </remarks>
public sealed class ReferenceBatchNormalization : ReferenceLayer
{
    private readonly BatchNormalization layer;
    private readonly int channels;

    internal ReferenceBatchNormalization(BatchNormalization layer, int channels, double[] parameters) : base(parameters) =>
        (this.layer, this.channels) = (layer, channels);

    /// <inheritdoc/>
    public override string ToString() => $"{layer}, by definition";

    private protected override void CheckInput(Shape shape) => CheckChannels(layer, channels, shape);

    private protected override Shape OutputShape(Shape shape) => shape;

    private protected override double[][,] Compute(double[][,] x)
    {
        var y = Like(x);
        for (var channel = 0; channel < channels; channel++)
        {
            var (mean, root) = Statistics(x, channel);
            EachOf(x, channel, (i, t, c) => y[i][t, c] = Parameters[c] * (x[i][t, c] - mean) / root + Parameters[channels + c]);
        }
        return y;
    }

    private protected override double[][,] Derive(double[][,] dy)
    {
        var dx = Like(Input);
        double count = Input.Length * Input[0].GetLength(0);
        for (var channel = 0; channel < channels; channel++)
        {
            var (mean, root) = Statistics(Input, channel);
            double byVariance = 0, byMean = 0; // derivatives of the loss with respect to the statistics
            EachOf(Input, channel, (i, t, c) =>
            {
                Gradient[c] += dy[i][t, c] * (Input[i][t, c] - mean) / root;
                Gradient[channels + c] += dy[i][t, c];
                byVariance += dy[i][t, c] * Parameters[c] * (Input[i][t, c] - mean) * -0.5 / (root * root * root);
                byMean += dy[i][t, c] * Parameters[c] * -1 / root;
            });
            EachOf(Input, channel, (i, t, c) => dx[i][t, c] =
                dy[i][t, c] * Parameters[c] / root + byVariance * 2 * (Input[i][t, c] - mean) / count + byMean / count);
        }
        return dx;
    }

    /// <summary>The mean of a channel, and √(variance + ε).</summary>
    private (double Mean, double Root) Statistics(double[][,] x, int channel)
    {
        double MeanOf(Func<double, double> function) =>
            x.Average(example => Enumerable.Range(0, example.GetLength(0)).Average(t => function(example[t, channel])));
        var mean = MeanOf(value => value);
        return (mean, Math.Sqrt(MeanOf(value => Math.Pow(value - mean, 2)) + layer.Epsilon));
    }

    private static void EachOf(double[][,] x, int channel, Action<int, int, int> body)
    {
        for (var i = 0; i < x.Length; i++)
            for (var t = 0; t < x[i].GetLength(0); t++)
                body(i, t, channel);
    }
}
