using System.Collections.Immutable;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>
/// True heart rates, such as an electrocardiogram gives, in beats a minute: one for each window of 8 s. Taught in notebook 10.
/// </summary>
public sealed class HeartRateReference
{
    /// <summary>A reference. [windows], [windows]</summary>
    /// <param name="startsS">When each window begins, in seconds on the recording's clock, rising.</param>
    /// <param name="ratesBpm">Mean heart rate in each, in beats a minute; 20 … 300.</param>
    public HeartRateReference(ImmutableArray<double> startsS, ImmutableArray<double> ratesBpm)
    {
        Argument.Finite(startsS, "A reference has starts in seconds");
        Argument.Finite(ratesBpm, "A reference has rates in beats a minute");
        if (startsS.Length != ratesBpm.Length)
            throw new ArgumentException(
                $"Each window has a start and a rate; given are {startsS.Length} starts and {ratesBpm.Length} rates.", nameof(ratesBpm));
        for (var i = 0; i < startsS.Length; i++)
        {
            if (i > 0 && startsS[i] <= startsS[i - 1])
                throw new ArgumentException($"Starts rise; start {i} is {startsS[i]} after {startsS[i - 1]}.", nameof(startsS));
            CheckRate(ratesBpm[i], nameof(ratesBpm));
        }
        (StartsS, RatesBpm) = (startsS, ratesBpm);
    }

    /// <summary>When each window begins, in seconds. [windows]</summary>
    public ImmutableArray<double> StartsS { get; }

    /// <summary>Mean heart rate in each window, in beats a minute. [windows]</summary>
    public ImmutableArray<double> RatesBpm { get; }

    /// <summary>The rate of the window that begins at a time, to half a shift, in beats a minute; null where there is none.</summary>
    /// <param name="startS">Start of a window, in seconds, finite.</param>
    public double? At(double startS)
    {
        var found = StartsS.BinarySearch(Argument.Finite(startS, "A start in seconds"));
        if (found >= 0)
            return RatesBpm[found];
        var after = ~found;
        var earlier = after == StartsS.Length || after > 0 && StartsS[after] - startS >= startS - StartsS[after - 1];
        var nearest = earlier ? after - 1 : after;
        return Math.Abs(StartsS[nearest] - startS) <= PpgRecording.ShiftS / 2 ? RatesBpm[nearest] : null;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var rates = FormattableString.Invariant($"{RatesBpm.Min():F0} … {RatesBpm.Max():F0} BPM, mean {RatesBpm.Average():F1}");
        return FormattableString.Invariant($"Reference of {RatesBpm.Length} windows from {StartsS[0]:G6} s: {rates}");
    }

    /// <summary>A heart rate that a person may have.</summary>
    internal static double CheckRate(double rateBpm, string name) => rateBpm is >= 20 and <= 300
        ? rateBpm
        : throw new ArgumentOutOfRangeException(name, rateBpm, "A heart rate lies between 20 and 300 beats a minute.");
}
