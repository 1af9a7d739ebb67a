using System.Numerics;

namespace ReluDc;

/// <summary>ReLU of a signal. Taught in notebook 01.</summary>
public static class SignalRectification
{
    /// <summary>ReLU of each sample, max(0, x[n]). [N samples] → [N samples]</summary>
    public static Signal Relu(this Signal signal) =>
        Signal.Own(Argument.Given(signal).MapTogether(x => Vector.Max(Vector<double>.Zero, x)), signal.SampleRateHz);
}
