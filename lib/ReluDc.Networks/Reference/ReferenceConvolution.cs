namespace ReluDc.Networks;

/// <summary>
/// A convolution over time by its definition: y[t, f] = b[f] + Σ_k Σ_c w[k, c, f]·x[t·stride + k·dilation − before, c], with x = 0
/// outside. [examples] of [time, channels] → [examples] of [time', filters]
/// </summary>
public sealed class ReferenceConvolution : ReferenceLayer
{
    private readonly Conv1D layer;
    private readonly int channels;

    internal ReferenceConvolution(Conv1D layer, int channels, double[] parameters) : base(parameters) =>
        (this.layer, this.channels) = (layer, channels);

    /// <inheritdoc/>
    public override string ToString() => $"{layer}, by definition";

    private protected override void CheckInput(Shape shape)
    {
        CheckChannels(layer, channels, shape);
        if (OutputTime(shape.Time) == 0)
            throw new ArgumentException($"{layer} reaches over {Reach + 1} time steps; the batch has {shape}.", "batch");
    }

    private protected override Shape OutputShape(Shape shape) => new(OutputTime(shape.Time), layer.Filters);

    private protected override double[][,] Compute(double[][,] x)
    {
        var y = x.Select(example => new double[OutputTime(example.GetLength(0)), layer.Filters]).ToArray();
        ForEachProduct(x, (i, t, f, source, c, weight) => y[i][t, f] += x[i][source, c] * Parameters[weight]);
        if (layer.Bias)
            Each(y, (i, t, f) => y[i][t, f] += Parameters[BiasOf(f)]);
        return y;
    }

    private protected override double[][,] Derive(double[][,] dy)
    {
        var dx = Like(Input);
        ForEachProduct(Input, (i, t, f, source, c, weight) =>
        {
            Gradient[weight] += dy[i][t, f] * Input[i][source, c];
            dx[i][source, c] += dy[i][t, f] * Parameters[weight];
        });
        if (layer.Bias)
            Each(dy, (i, t, f) => Gradient[BiasOf(f)] += dy[i][t, f]);
        return dx;
    }

    /// <summary>Time steps from the oldest to the newest tap.</summary>
    private int Reach => (layer.KernelSize - 1) * layer.Dilation;

    /// <summary>Where a filter's bias stands: after the whole kernel.</summary>
    private int BiasOf(int filter) => layer.KernelSize * channels * layer.Filters + filter;

    /// <summary>As many outputs as begin inside the input, and, without padding, end there.</summary>
    private int OutputTime(int time) => Enumerable.Range(0, time)
        .Count(t => layer.Padding == Padding.Valid ? t * layer.Stride + Reach < time : t * layer.Stride < time);

    /// <summary>Zeros before the first time step.</summary>
    private int Before(int time)
    {
        var missing = Math.Max((OutputTime(time) - 1) * layer.Stride + Reach + 1 - time, 0);
        return layer.Padding switch { Padding.Valid => 0, Padding.Causal => Reach, _ => missing / 2 };
    }

    /// <summary>Every product of the sum: example, output time, filter, input time, channel, and which weight.</summary>
    private void ForEachProduct(double[][,] x, Action<int, int, int, int, int, int> body)
    {
        var time = x[0].GetLength(0);
        var (outputTime, before) = (OutputTime(time), Before(time));
        for (var i = 0; i < x.Length; i++)
            for (var t = 0; t < outputTime; t++)
                for (var f = 0; f < layer.Filters; f++)
                    for (var k = 0; k < layer.KernelSize; k++)
                        for (var c = 0; c < channels; c++)
                            if (t * layer.Stride + k * layer.Dilation - before is >= 0 and var source && source < time)
                                body(i, t, f, source, c, (k * channels + c) * layer.Filters + f);
    }
}
