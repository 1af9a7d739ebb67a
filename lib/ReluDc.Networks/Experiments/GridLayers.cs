namespace ReluDc.Networks;

/// <summary>The layers that an <see cref="Architecture"/> names.</summary>
internal static class GridLayers
{
    /// <summary>The activation of a name.</summary>
    public static Activation ActivationOf(string name) => name switch
    {
        "ReLU" => Activation.Relu,
        "leaky ReLU 0.1" => Activation.LeakyRelu(0.1),
        "|x|" => Activation.Absolute,
        "identity" => Activation.Identity,
        _ => throw new ArgumentException($"{name}: no such activation; allowed: {string.Join(", ", Architecture.Activations)}", nameof(name)),
    };

    /// <summary>The read-out of a name; no layer where a dense layer sees every sample.</summary>
    public static Layer[] PoolingOf(string name) => name switch
    {
        "average" => [Pooling.GlobalAverage],
        "maximum" => [Pooling.GlobalMax],
        "RMS" => [Pooling.GlobalRms],
        "none" => [],
        _ => throw new ArgumentException($"{name}: no such read-out; allowed: {string.Join(", ", Architecture.Poolings)}", nameof(name)),
    };
}
