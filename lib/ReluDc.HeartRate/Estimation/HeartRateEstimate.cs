using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>What an estimator says of one window. Taught in notebook 10.</summary>
/// <param name="StartS">When the window begins, in seconds on the recording's clock, finite.</param>
/// <param name="RateBpm">The best guess of the heart rate, in beats a minute, also where it is no reading; 0 or more.</param>
/// <param name="LowBpm">Lower end of a band that is to hold the rate with 90 % probability, in beats a minute, finite.</param>
/// <param name="HighBpm">Its upper end, likewise.</param>
/// <param name="Confidence">The probability that the guess is right to 5 beats a minute, as the estimator sees it, in [0, 1].</param>
public readonly record struct HeartRateEstimate(double StartS, double RateBpm, double LowBpm, double HighBpm, double Confidence)
{
    /// <summary>How near a guess must be to be right, in beats a minute.</summary>
    public const double RightBpm = 5;

    /// <summary>The least confidence of a reading: right is likelier than wrong.</summary>
    public const double LeastConfidence = 0.5;

    /// <summary>
    /// What a network must say of a window for a reading, where no accelerometer tells motion: its confidence <i>c</i> counts as
    /// <i>c</i>^1.5 there (docs/heart-rate.md).
    /// </summary>
    public static double LeastConfidenceWithoutAccelerometer { get; } = Math.Pow(LeastConfidence, 1 / 1.5);

    /// <inheritdoc cref="HeartRateEstimate(double, double, double, double, double)" path="/param[@name='StartS']"/>
    public double StartS { get; init => field = Argument.Finite(value, "A start in seconds", nameof(StartS)); } =
        Argument.Finite(StartS, "A start in seconds");

    /// <inheritdoc cref="HeartRateEstimate(double, double, double, double, double)" path="/param[@name='RateBpm']"/>
    public double RateBpm { get; init => field = Argument.NotNegative(value, "A rate in beats a minute", nameof(RateBpm)); } =
        Argument.NotNegative(RateBpm, "A rate in beats a minute");

    /// <inheritdoc cref="HeartRateEstimate(double, double, double, double, double)" path="/param[@name='LowBpm']"/>
    public double LowBpm { get; init => field = Argument.Finite(value, "An end of a band in beats a minute", nameof(LowBpm)); } =
        Argument.Finite(LowBpm, "An end of a band in beats a minute");

    /// <inheritdoc cref="HeartRateEstimate(double, double, double, double, double)" path="/param[@name='HighBpm']"/>
    public double HighBpm { get; init => field = Argument.Finite(value, "An end of a band in beats a minute", nameof(HighBpm)); } =
        Argument.Finite(HighBpm, "An end of a band in beats a minute");

    /// <inheritdoc cref="HeartRateEstimate(double, double, double, double, double)" path="/param[@name='Confidence']"/>
    public double Confidence { get; init => field = Argument.Within(value, 0, 1, "A confidence", nameof(Confidence)); } =
        Argument.Within(Confidence, 0, 1, "A confidence");

    /// <summary>The rate, in beats a minute, where there is confidence in it; else null, no reading.</summary>
    public double? ReadingBpm => Confidence >= LeastConfidence ? RateBpm : null;

    /// <summary>
    /// The estimate that probabilities of the outcomes make: the median of the <see cref="HeartRateBins"/>. No pulse, and rates further
    /// off, take from its confidence. [outcomes] → estimate
    /// </summary>
    internal static HeartRateEstimate Of(double startS, ReadOnlySpan<double> outcomes)
    {
        var bins = new double[HeartRateBins.Count];
        var pulse = 1 - outcomes[HeartRateBins.NoPulse];
        for (var bin = 0; bin < bins.Length; bin++)
            bins[bin] = pulse > 1e-9 ? outcomes[bin] / pulse : 1.0 / bins.Length;
        var rate = HeartRateBins.QuantileBpm(bins, 0.5);
        var confidence = Math.Clamp(pulse * HeartRateBins.Probability(bins, rate, RightBpm), 0, 1); // rounding may leave [0, 1]
        return new(startS, rate, HeartRateBins.QuantileBpm(bins, 0.05), HeartRateBins.QuantileBpm(bins, 0.95), confidence);
    }

    /// <inheritdoc/>
    public override string ToString() => ReadingBpm is { } reading
        ? FormattableString.Invariant($"{StartS:G6} s: {reading:F1} BPM ({LowBpm:F0} … {HighBpm:F0}, confidence {Confidence:P0})")
        : FormattableString.Invariant($"{StartS:G6} s: no reading (confidence {Confidence:P0})");
}
