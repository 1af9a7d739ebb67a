using System.Collections.Immutable;

namespace ReluDc;

/// <summary>
/// DC across layers of random weights and ReLU, in the limit of infinite width: correlations follow the arc-cosine map (Cho and Saul 2009).
/// Taught in notebook 06.
/// </summary>
/// <remarks>
/// Weights are independent with variance 2/fan-in, so that power stays as it is (He et al. 2015). Two values of one channel at two times
/// are then jointly normal over the draw of the weights, and a layer maps their correlation c to κ(c). A convolution mixes lags alike and
/// leaves the map unchanged.
/// </remarks>
public static class DeepRelu
{
    private const double Rounding = 1e-9; // by which a computed correlation may lie beyond an end

    /// <summary>
    /// κ(c) = (√(1 − c²) + (π − arccos c)·c)/π: the normalised second moment E[ReLU(u)·ReLU(v)]/E[ReLU(u)²] of normal u and v.
    /// </summary>
    /// <param name="correlation">c of the two values before the ReLU, in [−1, 1]; rounding beyond is taken as the end.</param>
    public static double Correlation(double correlation) => Math.Abs(correlation) <= 1 + Rounding
        ? Map(correlation)
        : throw new ArgumentOutOfRangeException(nameof(correlation), correlation, "A correlation is a number from −1 to 1.");

    private static double Map(double correlation)
    {
        var c = Math.Clamp(correlation, -1, 1);
        return (Math.Sqrt(1 - c * c) + (Math.PI - Math.Acos(c)) * c) / Math.PI;
    }

    /// <summary>The share of power that is DC, in [0, 1], after each of the layers' ReLUs. [lags] → [layers]</summary>
    /// <param name="autocorrelation">
    /// The input's correlation c(τ) in [−1, 1] over one period of lags, each lag counted once. [lags], one or more: c(0) = 1 is
    /// among them, unless there are so many that it counts nothing.
    /// </param>
    /// <param name="layers">Number of layers, 1 … 1,000,000.</param>
    /// <param name="biasPower">Variance of each unit's random bias, relative to the power that comes in, 0 or more.</param>
    /// <param name="centred">Whether the mean over time is taken out before every layer after the first.</param>
    public static ImmutableArray<double> DcShares(
        IEnumerable<double> autocorrelation, int layers, double biasPower = 0, bool centred = false)
    {
        Argument.Within(layers, 1, 1_000_000, "The number of layers");
        Argument.NotNegative(biasPower, "The power of the biases");
        double[] c = [.. Argument.Elements(autocorrelation)];
        if (c.Length == 0 || !c.All(lag => Math.Abs(lag) <= 1 + Rounding))
            throw new ArgumentException("An autocorrelation has at least one lag, each from −1 to 1.", nameof(autocorrelation));
        var shares = ImmutableArray.CreateBuilder<double>(layers);
        for (var layer = 1; layer <= layers; layer++)
        {
            var moments = Array.ConvertAll(c, lag => Map((biasPower + lag) / (biasPower + 1)));
            var dc = moments.Average();
            shares.Add(dc);
            c = centred && dc < 1 ? Array.ConvertAll(moments, moment => (moment - dc) / (1 - dc)) : moments;
        }
        return shares.MoveToImmutable();
    }
}
