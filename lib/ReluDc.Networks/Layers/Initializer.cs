namespace ReluDc.Networks;

/// <summary>How a layer draws its first weights. Biases always begin at zero. Taught in notebook 06.</summary>
public sealed record Initializer
{
    private readonly Func<int, int, double> limit;
    private readonly string name;

    private Initializer(string name, Func<int, int, double> limit) => (this.name, this.limit) = (name, limit);

    /// <summary>
    /// Uniform on ±√(6/(fan-in + fan-out)) (Glorot and Bengio 2010): the paper's networks begin so (its framework's default).
    /// </summary>
    public static Initializer GlorotUniform { get; } = new("Glorot uniform", (fanIn, fanOut) => Math.Sqrt(6.0 / (fanIn + fanOut)));

    /// <summary>Uniform on ±√(6/fan-in), variance 2/fan-in (He et al. 2015): keeps the power of a signal through ReLU layers.</summary>
    public static Initializer HeUniform { get; } = new("He uniform", (fanIn, _) => Math.Sqrt(6.0 / fanIn));

    /// <summary>
    /// Uniform on ±√(3/fan-in), variance 1/fan-in (LeCun et al. 1998): keeps the power of a signal through linear layers.
    /// </summary>
    public static Initializer LecunUniform { get; } = new("LeCun uniform", (fanIn, _) => Math.Sqrt(3.0 / fanIn));

    /// <inheritdoc/>
    public override string ToString() => name;

    internal void Draw(Span<float> weights, int fanIn, int fanOut, Pcg32 random)
    {
        var bound = limit(fanIn, fanOut);
        foreach (ref var weight in weights)
            weight = (float)(bound * (2 * random.NextDouble() - 1));
    }
}
