namespace ReluDc.Networks;

/// <summary>
/// An activation by its definition: y = x above 0, slope·x elsewhere; for some, less the mean over time.
/// [examples] of [time, channels] → [examples] of [time, channels]
/// </summary>
public sealed class ReferenceActivation : ReferenceLayer
{
    private readonly Activation layer;

    internal ReferenceActivation(Activation layer) : base([]) => this.layer = layer;

    /// <inheritdoc/>
    public override string ToString() => $"{layer}, by definition";

    private protected override void CheckInput(Shape shape)
    {
    }

    private protected override Shape OutputShape(Shape shape) => shape;

    private protected override double[][,] Compute(double[][,] x)
    {
        var y = Like(x);
        Each(x, (i, t, c) => y[i][t, c] = x[i][t, c] > 0 ? x[i][t, c] : layer.NegativeSlope * x[i][t, c]);
        return layer.RemovesMean ? WithoutMean(y) : y;
    }

    private protected override double[][,] Derive(double[][,] dy)
    {
        // Taking the mean out is symmetric, ∂(y_t − mean)/∂y_s = ∂(y_s − mean)/∂y_t: the gradient loses its mean too.
        var before = layer.RemovesMean ? WithoutMean(dy) : dy;
        var dx = Like(Input);
        Each(Input, (i, t, c) => dx[i][t, c] = Input[i][t, c] > 0 ? before[i][t, c] : layer.NegativeSlope * before[i][t, c]);
        return dx;
    }

    private static double[][,] WithoutMean(double[][,] y)
    {
        var centred = Like(y);
        Each(y, (i, t, c) => centred[i][t, c] = y[i][t, c] - Enumerable.Range(0, y[i].GetLength(0)).Average(s => y[i][s, c]));
        return centred;
    }
}
