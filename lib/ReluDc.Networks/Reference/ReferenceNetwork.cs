using System.Collections.Immutable;

namespace ReluDc.Networks;

/// <summary>
/// The readable network: the layers and weights of a <see cref="Network"/>, its loss, its gradient and its optimizers, written from their
/// definitions in double precision. [examples] of [time, channels] → [examples] of [time', channels']
/// </summary>
/// <remarks>
/// Slow and obvious, some hundred times slower than the fast network: to read, to try things on, and to test the fast one with. The fast
/// one computes the same in single precision with <see cref="MatrixProduct"/>.
/// </remarks>
[System.ComponentModel.ImmutableObject(false)]
public sealed class ReferenceNetwork
{
    private readonly Shape input;
    private readonly Shape output;
    private readonly Loss loss;
    private double[] first = [];  // what an optimizer remembers: velocity, or mean …
    private double[] second = []; // … and mean square
    private int steps;

    /// <summary>The same network, to be read.</summary>
    /// <param name="network">Its layers are taken, and its weights as they are now. None of its layers may be for inference only.</param>
    /// <param name="loss">What training makes small.</param>
    public ReferenceNetwork(Network network, Loss loss)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(loss);
        this.loss = loss;
        (input, output) = (network.InputShape, network.OutputShape);
        Layers = [.. network.Layers.Select((layer, i) =>
            ReferenceLayer.Of(layer, network.Shapes[i], network.Parameters(i).Select(weight => (double)weight)))];
    }

    /// <summary>The layers, first to last.</summary>
    public ImmutableArray<ReferenceLayer> Layers { get; }

    /// <summary>All parameters, layer after layer. [parameters]</summary>
    public double[] Parameters => [.. Layers.SelectMany(layer => layer.Parameters)];

    /// <summary>The gradient of the last batch's mean loss, laid out as the parameters. [parameters]</summary>
    public double[] Gradient => [.. Layers.SelectMany(layer => layer.Gradient)];

    /// <summary>What comes out, layer by layer. [examples] of [time, channels] → [examples] of [time', channels']</summary>
    /// <param name="batch">At least one example, all of the network's input shape.</param>
    public double[][,] Output(double[][,] batch)
    {
        var shape = ReferenceLayer.ShapeOf(batch, nameof(batch));
        return shape == input
            ? Layers.Aggregate(batch, (x, layer) => layer.Forward(x))
            : throw new ArgumentException($"The network takes {input}; the batch has {shape}.", nameof(batch));
    }

    /// <summary>The mean loss over a batch. [examples] of [time, channels], [examples][outputs] → loss</summary>
    /// <param name="batch">At least one example, all of the network's input shape.</param>
    /// <param name="targets">What each should give, as many numbers as the network puts out.</param>
    public double MeanLoss(double[][,] batch, double[][] targets)
    {
        CheckTargets(batch, targets);
        return Output(batch).Zip(targets, (y, target) => LossOf([.. y.Cast<double>()], target).Loss).Average();
    }

    /// <summary>The mean loss over a batch, and its gradient into the layers: forward, loss, backward.</summary>
    /// <inheritdoc cref="MeanLoss(double[][,], double[][])" path="/param"/>
    public double LossAndGradient(double[][,] batch, double[][] targets)
    {
        CheckTargets(batch, targets);
        foreach (var layer in Layers)
            Array.Clear(layer.Gradient);
        var outputs = Output(batch);
        var gradients = outputs.Select(y => new double[y.GetLength(0), y.GetLength(1)]).ToArray();
        var sum = 0.0;
        for (var i = 0; i < batch.Length; i++)
        {
            var (ofExample, gradient) = LossOf([.. outputs[i].Cast<double>()], targets[i]);
            sum += ofExample;
            for (var n = 0; n < gradient.Length; n++)
                gradients[i][n / output.Channels, n % output.Channels] = gradient[n] / batch.Length;
        }
        foreach (var layer in Layers.Reverse())
            gradients = layer.Backward(gradients);
        return sum / batch.Length;
    }

    /// <summary>One step of an optimizer along the last gradient, on every parameter. It remembers what it needs for the next.</summary>
    /// <param name="optimizer">The same at every step.</param>
    public void Step(Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        if (steps++ == 0)
            (first, second) = (new double[Parameters.Length], new double[Parameters.Length]);
        var at = 0;
        foreach (var layer in Layers)
            for (var p = 0; p < layer.Parameters.Length; p++, at++)
                layer.Parameters[p] -= optimizer.LearningRate * optimizer switch
                {
                    Adam adam => AdamMove(adam, layer.Gradient[p], ref first[at], ref second[at]),
                    Sgd sgd => first[at] = sgd.Momentum * first[at] + layer.Gradient[p],
                    _ => throw new ArgumentException($"{optimizer} is neither Adam nor gradient descent.", nameof(optimizer)),
                };
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"Reference network {input} → {output} of {Layers.Length} layers, {Parameters.Length} parameters";

    /// <summary>Kingma and Ba 2015, Algorithm 1: both means are corrected for having begun at zero.</summary>
    private double AdamMove(Adam adam, double gradient, ref double mean, ref double square)
    {
        mean = adam.Beta1 * mean + (1 - adam.Beta1) * gradient;
        square = adam.Beta2 * square + (1 - adam.Beta2) * gradient * gradient;
        return mean / (1 - Math.Pow(adam.Beta1, steps)) / (Math.Sqrt(square / (1 - Math.Pow(adam.Beta2, steps))) + adam.Epsilon);
    }

    private (double Loss, double[] Gradient) LossOf(double[] output, double[] target)
    {
        if (loss == Loss.MeanSquaredError)
            return (output.Zip(target, (y, t) => (y - t) * (y - t)).Average(),
                [.. output.Zip(target, (y, t) => 2 * (y - t) / output.Length)]);
        var sum = output.Sum(Math.Exp);
        return (-output.Zip(target, (y, t) => t * Math.Log(Math.Exp(y) / sum)).Sum(),
            [.. output.Zip(target, (y, t) => Math.Exp(y) / sum - t)]);
    }

    private void CheckTargets(double[][,] batch, double[][] targets)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(targets);
        if (targets.Length != batch.Length || targets.Any(target => target is null || target.Length != output.Size))
            throw new ArgumentException($"Each of the {batch.Length} examples has a target of {output.Size} numbers.", nameof(targets));
    }
}
