using ReluDc.Networks;

namespace ReluDc.Tests.Networks;

/// <summary>A layer in double precision with one loop for each index, written from its definition: the oracle for the fast one.</summary>
/// <param name="parameters">Kernel, then biases, as the library lays them out.</param>
internal abstract class SlowLayer(double[] parameters)
{
    public double[] Parameters { get; } = parameters;

    public double[] Gradient { get; } = new double[parameters.Length];

    public abstract double[][,] Forward(double[][,] batch);

    public abstract double[][,] Backward(double[][,] gradients);

    public static SlowLayer Of(Layer layer, IEnumerable<float> parameters)
    {
        double[] values = [.. parameters.Select(p => (double)p)];
        return layer switch
        {
            Conv1D convolution => new SlowConvolution(convolution, values),
            Activation activation => new SlowActivation(activation),
            Pooling pooling => new SlowPooling(pooling),
            Dense dense => new SlowDense(dense, values),
            BatchNormalization normalization => new SlowBatchNormalization(normalization, values),
            _ => throw new ArgumentException($"no slow form of {layer}"),
        };
    }

    protected static double[][,] Like(double[][,] batch) => [.. batch.Select(x => new double[x.GetLength(0), x.GetLength(1)])];
}

internal sealed class SlowConvolution(Conv1D layer, double[] parameters) : SlowLayer(parameters)
{
    private double[][,] x = [];

    public override double[][,] Forward(double[][,] batch)
    {
        x = batch;
        int time = batch[0].GetLength(0), channels = batch[0].GetLength(1);
        var y = batch.Select(_ => new double[OutputTime(time), layer.Filters]).ToArray();
        ForEach(time, channels, (i, t, f, source, k, c) => y[i][t, f] += x[i][source, c] * Parameters[(k * channels + c) * layer.Filters + f]);
        for (var i = 0; layer.Bias && i < y.Length; i++)
            for (var t = 0; t < y[i].GetLength(0); t++)
                for (var f = 0; f < layer.Filters; f++)
                    y[i][t, f] += Parameters[layer.KernelSize * channels * layer.Filters + f];
        return y;
    }

    public override double[][,] Backward(double[][,] dy)
    {
        int time = x[0].GetLength(0), channels = x[0].GetLength(1);
        var dx = Like(x);
        ForEach(time, channels, (i, t, f, source, k, c) =>
        {
            var weight = (k * channels + c) * layer.Filters + f;
            Gradient[weight] += dy[i][t, f] * x[i][source, c];
            dx[i][source, c] += dy[i][t, f] * Parameters[weight];
        });
        for (var i = 0; layer.Bias && i < dy.Length; i++)
            for (var t = 0; t < dy[i].GetLength(0); t++)
                for (var f = 0; f < layer.Filters; f++)
                    Gradient[layer.KernelSize * channels * layer.Filters + f] += dy[i][t, f];
        return dx;
    }

    private int OutputTime(int time)
    {
        var reach = (layer.KernelSize - 1) * layer.Dilation;
        return Enumerable.Range(0, time).Count(t => layer.Padding == Padding.Valid ? t * layer.Stride + reach < time : t * layer.Stride < time);
    }

    private int Before(int time)
    {
        var reach = (layer.KernelSize - 1) * layer.Dilation;
        var missing = Math.Max((OutputTime(time) - 1) * layer.Stride + reach + 1 - time, 0);
        return layer.Padding switch { Padding.Valid => 0, Padding.Causal => reach, _ => missing / 2 };
    }

    private void ForEach(int time, int channels, Action<int, int, int, int, int, int> body)
    {
        for (var i = 0; i < x.Length; i++)
            for (var t = 0; t < OutputTime(time); t++)
                for (var f = 0; f < layer.Filters; f++)
                    for (var k = 0; k < layer.KernelSize; k++)
                        for (var c = 0; c < channels; c++)
                            if (t * layer.Stride + k * layer.Dilation - Before(time) is >= 0 and var source && source < time)
                                body(i, t, f, source, k, c);
    }
}

internal sealed class SlowActivation(Activation layer) : SlowLayer([])
{
    private double[][,] x = [];

    public override double[][,] Forward(double[][,] batch)
    {
        x = batch;
        var y = Like(x);
        Each(x, (i, t, c) => y[i][t, c] = x[i][t, c] > 0 ? x[i][t, c] : layer.NegativeSlope * x[i][t, c]);
        return layer.RemovesMean ? WithoutMean(y) : y;
    }

    public override double[][,] Backward(double[][,] dy)
    {
        var before = layer.RemovesMean ? WithoutMean(dy) : dy;
        var dx = Like(x);
        Each(x, (i, t, c) => dx[i][t, c] = x[i][t, c] > 0 ? before[i][t, c] : layer.NegativeSlope * before[i][t, c]);
        return dx;
    }

    private static double[][,] WithoutMean(double[][,] y)
    {
        var centred = Like(y);
        Each(y, (i, t, c) => centred[i][t, c] = y[i][t, c] - Enumerable.Range(0, y[i].GetLength(0)).Average(s => y[i][s, c]));
        return centred;
    }

    public static void Each(double[][,] batch, Action<int, int, int> body)
    {
        for (var i = 0; i < batch.Length; i++)
            for (var t = 0; t < batch[i].GetLength(0); t++)
                for (var c = 0; c < batch[i].GetLength(1); c++)
                    body(i, t, c);
    }
}

internal sealed class SlowPooling(Pooling layer) : SlowLayer([])
{
    private double[][,] x = [];

    public override double[][,] Forward(double[][,] batch)
    {
        x = batch;
        var size = layer.Size ?? x[0].GetLength(0);
        var y = x.Select(example => new double[example.GetLength(0) / size, example.GetLength(1)]).ToArray();
        SlowActivation.Each(y, (i, t, c) =>
        {
            var window = Enumerable.Range(t * size, size).Select(s => x[i][s, c]).ToArray();
            y[i][t, c] = layer.Kind switch
            {
                PoolingKind.Average => window.Average(),
                PoolingKind.Max => window.Max(),
                _ => Math.Sqrt(window.Average(value => value * value)),
            };
        });
        return y;
    }

    public override double[][,] Backward(double[][,] dy)
    {
        var size = layer.Size ?? x[0].GetLength(0);
        var dx = Like(x);
        SlowActivation.Each(dy, (i, t, c) =>
        {
            var window = Enumerable.Range(t * size, size).Select(s => x[i][s, c]).ToArray();
            for (var s = 0; s < size; s++)
                dx[i][t * size + s, c] = dy[i][t, c] * layer.Kind switch
                {
                    PoolingKind.Average => 1.0 / size,
                    PoolingKind.Max => s == Array.IndexOf(window, window.Max()) ? 1 : 0,
                    _ => window.Any(value => value != 0) ? window[s] / (size * Math.Sqrt(window.Average(value => value * value))) : 0,
                };
        });
        return dx;
    }
}

internal sealed class SlowDense(Dense layer, double[] parameters) : SlowLayer(parameters)
{
    private double[][,] x = [];

    public override double[][,] Forward(double[][,] batch)
    {
        x = batch;
        var y = x.Select(_ => new double[1, layer.Units]).ToArray();
        for (var unit = 0; unit < layer.Units; unit++)
            for (var i = 0; i < x.Length; i++)
            {
                y[i][0, unit] = layer.Bias ? Parameters[x[i].Length * layer.Units + unit] : 0;
                for (var d = 0; d < x[i].Length; d++)
                    y[i][0, unit] += At(x[i], d) * Parameters[d * layer.Units + unit];
            }
        return y;
    }

    public override double[][,] Backward(double[][,] dy)
    {
        var dx = Like(x);
        for (var i = 0; i < x.Length; i++)
            for (var unit = 0; unit < layer.Units; unit++)
            {
                if (layer.Bias)
                    Gradient[x[i].Length * layer.Units + unit] += dy[i][0, unit];
                for (var d = 0; d < x[i].Length; d++)
                {
                    Gradient[d * layer.Units + unit] += dy[i][0, unit] * At(x[i], d);
                    At(dx[i], d) += dy[i][0, unit] * Parameters[d * layer.Units + unit];
                }
            }
        return dx;
    }

    private static ref double At(double[,] values, int d) => ref values[d / values.GetLength(1), d % values.GetLength(1)];
}

/// <summary>In training: statistics of the batch itself. Its gradient is built from the chain rule, term by term.</summary>
internal sealed class SlowBatchNormalization(BatchNormalization layer, double[] parameters) : SlowLayer(parameters)
{
    private double[][,] x = [];

    public override double[][,] Forward(double[][,] batch)
    {
        x = batch;
        var y = Like(x);
        SlowActivation.Each(x, (i, t, c) => y[i][t, c] = Parameters[c] * (x[i][t, c] - Mean(c)) / Math.Sqrt(Variance(c) + layer.Epsilon) + Parameters[Channels + c]);
        return y;
    }

    public override double[][,] Backward(double[][,] dy)
    {
        var dx = Like(x);
        for (var channel = 0; channel < Channels; channel++)
        {
            var c = channel;
            double mean = Mean(c), root = Math.Sqrt(Variance(c) + layer.Epsilon), count = x.Length * x[0].GetLength(0);
            double byVariance = 0, byMean = 0; // derivatives of the loss with respect to the statistics
            SlowActivation.Each(x, (i, t, other) =>
            {
                if (other != c)
                    return;
                Gradient[c] += dy[i][t, c] * (x[i][t, c] - mean) / root;
                Gradient[Channels + c] += dy[i][t, c];
                byVariance += dy[i][t, c] * Parameters[c] * (x[i][t, c] - mean) * -0.5 / (root * root * root);
                byMean += dy[i][t, c] * Parameters[c] * -1 / root;
            });
            SlowActivation.Each(x, (i, t, other) =>
            {
                if (other == c)
                    dx[i][t, c] = dy[i][t, c] * Parameters[c] / root + byVariance * 2 * (x[i][t, c] - mean) / count + byMean / count;
            });
        }
        return dx;
    }

    private int Channels => x[0].GetLength(1);

    private double Mean(int c) => x.Average(example => Enumerable.Range(0, example.GetLength(0)).Average(t => example[t, c]));

    private double Variance(int c) =>
        Mean(c) is var mean ? x.Average(example => Enumerable.Range(0, example.GetLength(0)).Average(t => Math.Pow(example[t, c] - mean, 2))) : 0;
}
