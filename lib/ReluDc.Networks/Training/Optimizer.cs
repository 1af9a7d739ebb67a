using System.Numerics;

namespace ReluDc.Networks;

/// <summary>How a gradient moves the weights.</summary>
public abstract record Optimizer
{
    private protected Optimizer(double learningRate) => LearningRate = learningRate > 0 && float.IsFinite((float)learningRate)
        ? learningRate
        : throw new ArgumentOutOfRangeException(
            nameof(learningRate), learningRate, "A learning rate is above 0, and finite in single precision.");

    /// <summary>The length of a step.</summary>
    public double LearningRate { get; }

    /// <summary>An optimizer's memory for that many weights.</summary>
    internal abstract OptimizerState Begin(int count);
}

/// <summary>Moves weights, remembering what it needs between steps.</summary>
internal abstract class OptimizerState
{
    /// <summary>One step, and the gradient back to zero.</summary>
    public abstract void Step(Span<float> weights, Span<float> gradient);
}

/// <summary>Stochastic gradient descent with momentum, v ← μ·v + gradient, w ← w − rate·v.</summary>
public sealed record Sgd : Optimizer
{
    /// <summary>Gradient descent.</summary>
    /// <param name="learningRate">Above 0.</param>
    /// <param name="momentum">μ in [0, 1).</param>
    public Sgd(double learningRate = 0.01, double momentum = 0) : base(learningRate) => Momentum = momentum >= 0 && (float)momentum < 1
        ? momentum
        : throw new ArgumentOutOfRangeException(nameof(momentum), momentum, "Momentum is in [0, 1).");

    /// <summary>μ, the share of the last step that goes on.</summary>
    public double Momentum { get; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"SGD({LearningRate}{(Momentum > 0 ? $", momentum {Momentum}" : "")})");

    internal override OptimizerState Begin(int count) => new State(this, count);

    private sealed class State(Sgd optimizer, int count) : OptimizerState
    {
        private readonly float[] velocity = new float[count];

        public override void Step(Span<float> weights, Span<float> gradient)
        {
            for (var i = 0; i < weights.Length; i++)
            {
                velocity[i] = (float)optimizer.Momentum * velocity[i] + gradient[i];
                weights[i] -= (float)optimizer.LearningRate * velocity[i];
            }
            gradient.Clear();
        }
    }
}

/// <summary>
/// Adam (Kingma and Ba 2015, Algorithm 1): steps of about the learning rate for every weight, whatever the scale of its gradient.
/// </summary>
/// <remarks>Taught in notebook 05.</remarks>
public sealed record Adam : Optimizer
{
    /// <summary>Adam with the paper's settings unless told otherwise.</summary>
    /// <param name="learningRate">Above 0.</param>
    /// <param name="beta1">Memory of the mean gradient, in [0, 1).</param>
    /// <param name="beta2">Memory of the mean squared gradient, in [0, 1).</param>
    /// <param name="epsilon">Added to the root of the mean square, above 0.</param>
    public Adam(double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7) : base(learningRate)
    {
        // The weights are in single precision: what rounds to 1, or to 0, there would divide by zero.
        if (!(beta1 >= 0 && (float)beta1 < 1 && beta2 >= 0 && (float)beta2 < 1 && (float)epsilon is > 0 and < float.PositiveInfinity))
            throw new ArgumentOutOfRangeException(nameof(beta1),
                $"Adam takes beta1 and beta2 in [0, 1) and epsilon above 0, in single precision; "
                + $"given are {beta1}, {beta2} and {epsilon}.");
        (Beta1, Beta2, Epsilon) = (beta1, beta2, epsilon);
    }

    /// <summary>Memory of the mean gradient.</summary>
    public double Beta1 { get; }

    /// <summary>Memory of the mean squared gradient.</summary>
    public double Beta2 { get; }

    /// <summary>Added to the root of the mean square.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"Adam({LearningRate})");

    internal override OptimizerState Begin(int count) => new State(this, count);

    private sealed class State(Adam adam, int count) : OptimizerState
    {
        private readonly float[] mean = new float[count];
        private readonly float[] square = new float[count];
        private int steps;

        public override void Step(Span<float> weights, Span<float> gradient)
        {
            steps++;
            float beta1 = (float)adam.Beta1, beta2 = (float)adam.Beta2, epsilon = (float)adam.Epsilon;
            var rate = (float)(adam.LearningRate / (1 - Math.Pow(adam.Beta1, steps)));
            var correction = (float)(1 / (1 - Math.Pow(adam.Beta2, steps)));
            int i = 0, width = Vector<float>.Count;
            for (; i <= weights.Length - width; i += width)
            {
                var g = new Vector<float>(gradient[i..]);
                var m = beta1 * new Vector<float>(mean, i) + (1 - beta1) * g;
                var v = beta2 * new Vector<float>(square, i) + (1 - beta2) * (g * g);
                m.CopyTo(mean, i);
                v.CopyTo(square, i);
                var move = rate * m / (Vector.SquareRoot(v * correction) + new Vector<float>(epsilon));
                (new Vector<float>(weights[i..]) - move).CopyTo(weights[i..]);
            }
            for (; i < weights.Length; i++)
            {
                mean[i] = beta1 * mean[i] + (1 - beta1) * gradient[i];
                square[i] = beta2 * square[i] + (1 - beta2) * (gradient[i] * gradient[i]);
                weights[i] -= rate * mean[i] / (MathF.Sqrt(square[i] * correction) + epsilon);
            }
            gradient.Clear();
        }
    }
}
