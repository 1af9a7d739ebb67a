namespace ReluDc.Networks;

/// <summary>
/// A dense layer by its definition: y[n] = b[n] + Σ_d w[d, n]·x[d], d over all time steps and channels, row by row.
/// [examples] of [time, channels] → [examples] of [1, units]
/// </summary>
public sealed class ReferenceDense : ReferenceLayer
{
    private readonly Dense layer;
    private readonly int inputs;

    internal ReferenceDense(Dense layer, int inputs, double[] parameters) : base(parameters) => (this.layer, this.inputs) = (layer, inputs);

    /// <inheritdoc/>
    public override string ToString() => $"{layer}, by definition";

    private protected override void CheckInput(Shape shape)
    {
        if (shape.Size != inputs)
            throw new ArgumentException($"The parameters of {layer} are for {inputs} inputs; the batch has {shape}.", "batch");
    }

    private protected override Shape OutputShape(Shape shape) => new(1, layer.Units);

    private protected override double[][,] Compute(double[][,] x)
    {
        var y = x.Select(_ => new double[1, layer.Units]).ToArray();
        Each(y, (i, _, unit) =>
        {
            y[i][0, unit] = layer.Bias ? Parameters[inputs * layer.Units + unit] : 0;
            for (var d = 0; d < inputs; d++)
                y[i][0, unit] += At(x[i], d) * Parameters[d * layer.Units + unit];
        });
        return y;
    }

    private protected override double[][,] Derive(double[][,] dy)
    {
        var dx = Like(Input);
        Each(dy, (i, _, unit) =>
        {
            if (layer.Bias)
                Gradient[inputs * layer.Units + unit] += dy[i][0, unit];
            for (var d = 0; d < inputs; d++)
            {
                Gradient[d * layer.Units + unit] += dy[i][0, unit] * At(Input[i], d);
                At(dx[i], d) += dy[i][0, unit] * Parameters[d * layer.Units + unit];
            }
        });
        return dx;
    }

    private static ref double At(double[,] values, int d) => ref values[d / values.GetLength(1), d % values.GetLength(1)];
}
