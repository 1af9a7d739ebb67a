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
        _ => Activation.Identity,
    };

    /// <summary>The read-out of a name; no layer where a dense layer sees every sample.</summary>
    public static Layer[] PoolingOf(string name) => name switch
    {
        "average" => [Pooling.GlobalAverage],
        "maximum" => [Pooling.GlobalMax],
        "RMS" => [Pooling.GlobalRms],
        _ => [],
    };
}
