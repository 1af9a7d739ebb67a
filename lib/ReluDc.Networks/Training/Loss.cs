namespace ReluDc.Networks;

/// <summary>What training makes small: one number for an output and its target, [outputs] each. Taught in notebook 05.</summary>
public abstract record Loss
{
    /// <summary>−log of the probability that softmax gives to the true class, in nats. Targets are one-hot.</summary>
    public static Loss SoftmaxCrossEntropy { get; } = new CrossEntropy();

    /// <summary>The mean over outputs of (output − target)².</summary>
    public static Loss MeanSquaredError { get; } = new SquaredError();

    /// <summary>The loss of one example, and its gradient with respect to the output.</summary>
    /// <param name="output">The network's output.</param>
    /// <param name="target">What it should be, as many numbers.</param>
    /// <param name="gradient">Receives the gradient times <paramref name="weight"/>.</param>
    /// <param name="weight">The example's share in the batch's loss.</param>
    internal abstract double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient, double weight);

    private sealed record CrossEntropy : Loss
    {
        public override string ToString() => "softmax cross-entropy";

        internal override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient, double weight)
        {
            // The largest is taken out, so that no exponential overflows.
            double largest = output[Examples.LargestAt(output)], sum = 0, loss = 0;
            foreach (var score in output)
                sum += Math.Exp(score - largest);
            for (var i = 0; i < output.Length; i++)
            {
                var logProbability = output[i] - largest - Math.Log(sum);
                loss -= target[i] * logProbability;
                gradient[i] = (float)(weight * (Math.Exp(logProbability) - target[i]));
            }
            return loss;
        }
    }

    private sealed record SquaredError : Loss
    {
        public override string ToString() => "mean squared error";

        internal override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient, double weight)
        {
            var loss = 0.0;
            for (var i = 0; i < output.Length; i++)
            {
                double error = (double)output[i] - target[i];
                loss += error * error / output.Length;
                gradient[i] = (float)(weight * 2 * error / output.Length);
            }
            return loss;
        }
    }
}
