namespace ReluDc.Networks;

/// <summary>
/// Pooling by its definition: the mean, the largest value or the RMS of each window of time steps, channel by channel.
/// [examples] of [time, channels] → [examples] of [time', channels]
/// </summary>
public sealed class ReferencePooling : ReferenceLayer
{
    private readonly Pooling layer;

    internal ReferencePooling(Pooling layer) : base([]) => this.layer = layer;

    /// <inheritdoc/>
    public override string ToString() => $"{layer}, by definition";

    private protected override void CheckInput(Shape shape)
    {
        if (shape.Time < layer.Size)
            throw new ArgumentException($"{layer} needs {layer.Size} time steps; the batch has {shape}.", "batch");
    }

    private protected override Shape OutputShape(Shape shape) => new(shape.Time / SizeOn(shape.Time), shape.Channels);

    private protected override double[][,] Compute(double[][,] x)
    {
        var size = SizeOn(x[0].GetLength(0));
        var y = x.Select(example => new double[example.GetLength(0) / size, example.GetLength(1)]).ToArray();
        Each(y, (i, t, c) =>
        {
            var window = Window(x[i], t * size, size, c);
            y[i][t, c] = layer.Kind switch
            {
                PoolingKind.Average => window.Average(),
                PoolingKind.Max => window.Max(),
                _ => Rms(window),
            };
        });
        return y;
    }

    private protected override double[][,] Derive(double[][,] dy)
    {
        var size = SizeOn(Input[0].GetLength(0));
        var dx = Like(Input);
        Each(dy, (i, t, c) =>
        {
            var window = Window(Input[i], t * size, size, c);
            for (var s = 0; s < size; s++)
                dx[i][t * size + s, c] = dy[i][t, c] * layer.Kind switch
                {
                    PoolingKind.Average => 1.0 / size,
                    PoolingKind.Max => s == Array.IndexOf(window, window.Max()) ? 1 : 0, // the first that is largest
                    _ => Rms(window) is > 0 and var rms ? window[s] / (size * rms) : 0,  // at a window of zeros: 0
                };
        });
        return dx;
    }

    private int SizeOn(int time) => layer.Size ?? time;

    private static double[] Window(double[,] x, int start, int size, int channel) =>
        [.. Enumerable.Range(start, size).Select(t => x[t, channel])];

    private static double Rms(double[] window) => Math.Sqrt(window.Average(value => value * value));
}
