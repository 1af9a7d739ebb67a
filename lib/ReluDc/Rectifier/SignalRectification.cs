namespace ReluDc;

/// <summary>ReLU of a signal. Taught in notebook 01.</summary>
public static class SignalRectification
{
    /// <summary>ReLU of each sample, max(0, x[n]). [N samples] → [N samples]</summary>
    public static Signal Relu(this Signal signal) => Argument.Given(signal).Map(ReluDc.Relu.Apply);
}
