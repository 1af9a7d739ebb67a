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

    /// <summary>Rate at the centre of a bin, in beats a minute.</summary>
    /// <param name="bin">0 … <see cref="Count"/> − 1.</param>
    public static double CentreBpm(int bin) => LowestBpm + StepBpm * bin;

    /// <summary>A rate as a bell curve over the bins, of sum 1: what a network learns to put out, no pulse being excluded. [outcomes]</summary>
    /// <param name="rateBpm">The rate, in beats a minute.</param>
    /// <param name="deviationBpm">Standard deviation of the curve, in beats a minute, above 0.</param>
    public static double[] Spread(double rateBpm, double deviationBpm)
    {
        var bins = new double[Outcomes];
        for (var bin = 0; bin < Count; bin++)
            bins[bin] = Math.Exp(-Math.Pow((CentreBpm(bin) - rateBpm) / deviationBpm, 2) / 2);
        var sum = bins.Sum();
        return [.. bins.Select(share => share / sum)];
    }

    /// <summary>The rate that a share of the probability lies below, in beats a minute. Half of it lies below the guess with the smallest expected absolute error.</summary>
    /// <param name="probabilities">One for each bin, of sum 1; spread evenly over each.</param>
    /// <param name="share">0 … 1.</param>
    public static double QuantileBpm(ReadOnlySpan<double> probabilities, double share)
    {
        var below = 0.0;
        for (var bin = 0; bin < probabilities.Length; bin++)
        {
            if (below + probabilities[bin] >= share && probabilities[bin] > 0)
                return CentreBpm(bin) + StepBpm * ((share - below) / probabilities[bin] - 0.5);
            below += probabilities[bin];
        }
        return CentreBpm(Count - 1) + StepBpm / 2;
    }

    /// <summary>The probability that a rate lies so near to another.</summary>
    /// <param name="probabilities">One for each bin.</param>
    /// <param name="rateBpm">The rate in question, in beats a minute.</param>
    /// <param name="withinBpm">How near, in beats a minute.</param>
    public static double Probability(ReadOnlySpan<double> probabilities, double rateBpm, double withinBpm)
    {
        var sum = 0.0;
        for (var bin = 0; bin < probabilities.Length; bin++)
            if (Math.Abs(CentreBpm(bin) - rateBpm) <= withinBpm + StepBpm / 2)
                sum += probabilities[bin] * Math.Min(1, (withinBpm + StepBpm / 2 - Math.Abs(CentreBpm(bin) - rateBpm)) / StepBpm);
        return sum;
    }
}
