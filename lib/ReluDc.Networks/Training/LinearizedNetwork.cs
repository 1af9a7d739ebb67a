using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ReluDc.Networks;

/// <summary>
/// A network replaced by its tangent where training begins, f(w) ≈ f(w₀) + J·(w − w₀), on the examples that it is to learn: linear in its
/// weights, whatever its activations (the view of Jacot, Gabriel and Hongler 2018). Taught in notebook 05.
/// </summary>
/// <remarks>
/// Where training moves the weights little, the two learn alike, and how far each kernel travels follows from the outputs f(w₀) and the
/// gradients J at the start alone. Where they part, the network has left its tangent.
/// </remarks>
public sealed class LinearizedNetwork
{
    private const long MostNumbers = 1L << 28; // of the Jacobian: one gibibyte

    private readonly Network network;
    private readonly Examples examples;
    private readonly float[][] start;      // [examples][outputs]
    private readonly float[][][] jacobian; // [examples][outputs][weights]

    /// <summary>The tangent of a network.</summary>
    /// <param name="network">Its weights are read now; it is not changed. Batch normalisation has no gradient of one example.</param>
    /// <param name="examples">Inputs and targets of the network's shapes; examples × outputs × weights at most 2²⁸.</param>
    /// <exception cref="ArgumentException">The examples do not have the network's shapes, or are too many.</exception>
    public LinearizedNetwork(Network network, Examples examples)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(examples);
        examples.CheckShape(network.InputShape);
        examples.CheckTargets(network.OutputShape);
        if (network.Layers.FirstOrDefault(layer => layer is BatchNormalization) is { } normalization)
            throw new ArgumentException($"A tangent has a gradient for each example alone; {normalization} has none: leave it out.",
                nameof(network));
        if ((long)examples.Count * examples.Outputs * network.StateCount is var numbers && numbers > MostNumbers)
            throw new ArgumentException($"A tangent holds a gradient for each output of each example: {numbers:N0} numbers; "
                + $"at most {MostNumbers:N0} are allowed.", nameof(examples));
        (this.network, this.examples) = (network.Copy(), examples);
        start = [.. network.Features(examples).Select(row => Array.ConvertAll(row, value => (float)value))];
        jacobian = [.. Enumerable.Range(0, examples.Count).Select(_ => new float[examples.Outputs][])];
        for (var output = 0; output < examples.Outputs; output++)
        {
            var step = new TrainingStep(this.network, examples, new Sgd(), new OneOutput(output), batchSize: 1);
            for (var example = 0; example < examples.Count; example++)
            {
                step.Gradient.Clear();
                step.AddGradient([example]);
                jacobian[example][output] = step.Gradient.ToArray();
            }
        }
    }

    /// <summary>Trains the tangent as <see cref="Training.Run"/> trains the network itself, from the same start.</summary>
    /// <param name="training">Optimizer, loss, epochs and batches.</param>
    /// <param name="random">Where the order of the examples comes from; with the same seed, that of <see cref="Training.Run"/>.</param>
    /// <returns>What each epoch reached, with each layer's distance from the start. [epochs]</returns>
    public ImmutableArray<Epoch> Train(Training training, Pcg32 random)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(random);
        float[] moved = new float[network.StateCount], gradient = new float[network.StateCount];
        var optimizer = training.Optimizer.Begin(network.StateCount);
        return training.RunEpochs(network.Layers.Length, examples.Count, random, Learn, layer => KernelLength(layer, moved));

        (double Loss, int Correct) Learn(ReadOnlySpan<int> batch)
        {
            var (loss, correct) = (0.0, 0);
            foreach (var example in batch)
            {
                var result = AddGradient(example, moved, gradient, training.Loss, 1.0 / batch.Length);
                loss += result.Loss;
                correct += result.IsCorrect ? 1 : 0;
            }
            optimizer.Step(moved, gradient);
            return (loss, correct);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"tangent of a network of {network.ParameterCount:N0} parameters, on {examples}";

    private (double Loss, bool IsCorrect) AddGradient(int example, float[] moved, float[] gradient, Loss loss, double weight)
    {
        Span<float> output = stackalloc float[examples.Outputs], seeds = stackalloc float[examples.Outputs];
        for (var k = 0; k < output.Length; k++)
            output[k] = start[example][k] + Dot(jacobian[example][k], moved);
        var target = examples.Target(example);
        var value = loss.Evaluate(output, target, seeds, weight);
        for (var k = 0; k < output.Length; k++)
            AddScaled(jacobian[example][k], seeds[k], gradient);
        return (value, Examples.LargestAt(output) == Examples.LargestAt(target));
    }

    /// <summary>The Frobenius length of the part of a move that is a layer's kernel.</summary>
    private double KernelLength(int layer, float[] moved)
    {
        var kernel = network.Slice(moved, layer)[..network.Layers[layer].KernelCount(network.Shapes[layer])];
        return Math.Sqrt(Dot(kernel, kernel));
    }

    // Both take all of the time, and the runtime's first, slow version of them was seen to stay for seconds.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = Vector<float>.Zero;
        var i = 0;
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count)
            sum += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
        var rest = Vector.Sum(sum);
        for (; i < a.Length; i++)
            rest += a[i] * b[i];
        return rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddScaled(ReadOnlySpan<float> row, float factor, Span<float> sum)
    {
        var i = 0;
        for (; i <= row.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(sum[i..]) + factor * new Vector<float>(row[i..])).CopyTo(sum[i..]);
        for (; i < row.Length; i++)
            sum[i] += factor * row[i];
    }

    /// <summary>Not a loss to make small: its gradient is that of one output, a row of the Jacobian.</summary>
    private sealed record OneOutput(int Output) : Loss
    {
        internal override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient, double weight)
        {
            gradient.Clear();
            gradient[Output] = (float)weight;
            return output[Output];
        }
    }
}
