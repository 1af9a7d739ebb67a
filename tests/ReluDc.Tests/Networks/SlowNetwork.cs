using ReluDc.Networks;

namespace ReluDc.Tests.Networks;

/// <summary>A network of slow layers with the weights of a fast one, its losses and its optimizers, in double precision.</summary>
internal sealed class SlowNetwork(Network network, bool crossEntropy)
{
    public SlowLayer[] Layers { get; } = [.. network.Layers.Select((layer, i) => SlowLayer.Of(layer, network.Parameters(i)))];

    /// <summary>All parameters, layer after layer.</summary>
    public double[] Parameters => [.. Layers.SelectMany(layer => layer.Parameters)];

    /// <summary>The gradient of the last batch's mean loss, laid out as the parameters.</summary>
    public double[] Gradient => [.. Layers.SelectMany(layer => layer.Gradient)];

    public double[][,] Output(double[][,] batch) => Layers.Aggregate(batch, (x, layer) => layer.Forward(x));

    /// <summary>The mean loss over a batch.</summary>
    public double Loss(double[][,] batch, double[][] targets) =>
        Output(batch).Zip(targets, (y, target) => LossOf([.. y.Cast<double>()], target).Loss).Average();

    /// <summary>The mean loss, and its gradient into the layers.</summary>
    public double LossAndGradient(double[][,] batch, double[][] targets)
    {
        foreach (var layer in Layers)
            Array.Clear(layer.Gradient);
        var output = Output(batch);
        var gradients = output.Select(y => new double[y.GetLength(0), y.GetLength(1)]).ToArray();
        var sum = 0.0;
        for (var i = 0; i < batch.Length; i++)
        {
            var (loss, gradient) = LossOf([.. output[i].Cast<double>()], targets[i]);
            sum += loss;
            for (var n = 0; n < gradient.Length; n++)
                gradients[i][n / output[i].GetLength(1), n % output[i].GetLength(1)] = gradient[n] / batch.Length;
        }
        foreach (var layer in Layers.Reverse())
            gradients = layer.Backward(gradients);
        return sum / batch.Length;
    }

    /// <summary>One step of Adam (Kingma and Ba 2015, Algorithm 1), on every parameter.</summary>
    public void Adam(int step, double rate, double beta1, double beta2, double epsilon, double[] mean, double[] square)
    {
        var at = 0;
        foreach (var layer in Layers)
            for (var p = 0; p < layer.Parameters.Length; p++, at++)
            {
                mean[at] = beta1 * mean[at] + (1 - beta1) * layer.Gradient[p];
                square[at] = beta2 * square[at] + (1 - beta2) * layer.Gradient[p] * layer.Gradient[p];
                layer.Parameters[p] -= rate * (mean[at] / (1 - Math.Pow(beta1, step))) / (Math.Sqrt(square[at] / (1 - Math.Pow(beta2, step))) + epsilon);
            }
    }

    /// <summary>One step of gradient descent with momentum.</summary>
    public void Sgd(double rate, double momentum, double[] velocity)
    {
        var at = 0;
        foreach (var layer in Layers)
            for (var p = 0; p < layer.Parameters.Length; p++, at++)
            {
                velocity[at] = momentum * velocity[at] + layer.Gradient[p];
                layer.Parameters[p] -= rate * velocity[at];
            }
    }

    private (double Loss, double[] Gradient) LossOf(double[] output, double[] target)
    {
        if (!crossEntropy)
            return (output.Zip(target, (y, t) => (y - t) * (y - t)).Average(), [.. output.Zip(target, (y, t) => 2 * (y - t) / output.Length)]);
        var sum = output.Sum(Math.Exp);
        return (-output.Zip(target, (y, t) => t * Math.Log(Math.Exp(y) / sum)).Sum(), [.. output.Zip(target, (y, t) => Math.Exp(y) / sum - t)]);
    }
}
