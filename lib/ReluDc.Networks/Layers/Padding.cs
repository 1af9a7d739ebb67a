namespace ReluDc.Networks;

/// <summary>What a convolution reads beyond the ends of its input. Taught in notebook 04.</summary>
public enum Padding
{
    /// <summary>Nothing: the kernel stays inside. With stride 1, T time steps become T − (K − 1)·dilation.</summary>
    Valid,

    /// <summary>Zeros before the first time step only: no output looks into the future. T time steps become ⌈T/stride⌉.</summary>
    Causal,

    /// <summary>Zeros on both sides, one more after the end where they do not split evenly. T time steps become ⌈T/stride⌉.</summary>
    Same,
}
