using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>The heart rates that networks and trackers tell apart: 30, 32, … 220 beats a minute. Taught in notebook 10.</summary>
public static class HeartRateBins
{
    /// <summary>From one bin to the next, in beats a minute.</summary>
    public const double StepBpm = 2;

    /// <summary>The lowest, in beats a minute.</summary>
    public const double LowestBpm = 30;

    /// <summary>Number of bins.</summary>
    public const int Count = 96;

    /// <summary>What may be found in a window: one of the bins, or, at this index, no pulse at all.</summary>
    public const int NoPulse = Count;

    /// <summary>Number of outcomes: the bins, and no pulse.</summary>
    public const int Outcomes = Count + 1;

    private const double Rounding = 1e-3; // of a sum that is to be 1, single precision included

    /// <summary>Rate at the centre of a bin, in beats a minute.</summary>
    /// <param name="bin">0 … <see cref="Count"/> − 1.</param>
    public static double CentreBpm(int bin) => LowestBpm + StepBpm * Argument.Index(bin, Count, "The range of heart rates", "bins");

    /// <summary>
    /// A rate as a bell curve over the bins, of sum 1: what a network learns to put out, no pulse being excluded. → [outcomes]
    /// </summary>
    /// <param name="rateBpm">The rate, in beats a minute, 20 … 300.</param>
    /// <param name="deviationBpm">Standard deviation of the curve, in beats a minute, above 0.</param>
    public static double[] Spread(double rateBpm, double deviationBpm)
    {
        HeartRateReference.CheckRate(rateBpm, nameof(rateBpm));
        Argument.Positive(deviationBpm, "A standard deviation in beats a minute");
        var bins = new double[Outcomes];
        for (var bin = 0; bin < Count; bin++)
            bins[bin] = Math.Exp(-Math.Pow((CentreBpm(bin) - rateBpm) / deviationBpm, 2) / 2);
        var sum = bins.Sum();
        if (sum == 0) // so narrow a curve, or so far off, that it lies in one bin alone
            bins[(int)Math.Clamp(Math.Round((rateBpm - LowestBpm) / StepBpm), 0, Count - 1)] = sum = 1;
        return [.. bins.Select(share => share / sum)];
    }

    /// <summary>
    /// The rate that a share of the probability lies below, in beats a minute. Half of it lies below the guess with the smallest expected
    /// absolute error. [bins] → rate
    /// </summary>
    /// <param name="probabilities">One for each bin, of sum 1; spread evenly over each.</param>
    /// <param name="share">0 … 1.</param>
    public static double QuantileBpm(ReadOnlySpan<double> probabilities, double share)
    {
        CheckProbabilities(probabilities, Count, nameof(probabilities));
        Argument.Within(share, 0, 1, "A share of the probability");
        var below = 0.0;
        for (var bin = 0; bin < probabilities.Length; bin++)
        {
            if (below + probabilities[bin] >= share && probabilities[bin] > 0)
                return CentreBpm(bin) + StepBpm * ((share - below) / probabilities[bin] - 0.5);
            below += probabilities[bin];
        }
        return CentreBpm(Count - 1) + StepBpm / 2;
    }

    /// <summary>The probability that a rate lies so near to another. [bins] → probability</summary>
    /// <param name="probabilities">One for each bin, of sum 1.</param>
    /// <param name="rateBpm">The rate in question, in beats a minute, finite.</param>
    /// <param name="withinBpm">How near, in beats a minute, 0 or more.</param>
    public static double Probability(ReadOnlySpan<double> probabilities, double rateBpm, double withinBpm)
    {
        CheckProbabilities(probabilities, Count, nameof(probabilities));
        Argument.Finite(rateBpm, "A heart rate in beats a minute");
        Argument.NotNegative(withinBpm, "A distance in beats a minute");
        var sum = 0.0;
        for (var bin = 0; bin < probabilities.Length; bin++)
        {
            var away = Math.Abs(CentreBpm(bin) - rateBpm);
            if (away <= withinBpm + StepBpm / 2)
                sum += probabilities[bin] * Math.Min(1, (withinBpm + StepBpm / 2 - away) / StepBpm);
        }
        return sum;
    }

    /// <summary>Probabilities that are as many as there are outcomes or bins, from 0 to 1, of sum 1.</summary>
    internal static void CheckProbabilities(ReadOnlySpan<double> probabilities, int count, string name)
    {
        var (sum, allowed) = (0.0, probabilities.Length == count);
        foreach (var probability in probabilities)
        {
            sum += probability;
            allowed &= probability >= 0;
        }
        if (!allowed || !(Math.Abs(sum - 1) <= Rounding))
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"Probabilities are {count} numbers, 0 or more, of sum 1; given are {probabilities.Length} of sum {sum:G6}."), name);
    }
}
