using System.Collections.Immutable;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>True heart rates, such as an electrocardiogram gives: one for each window of 8 s. Taught in notebook 10.</summary>
public sealed class HeartRateReference
{
    /// <summary>A reference.</summary>
    /// <param name="startsS">When each window begins, in seconds on the recording's clock, rising.</param>
    /// <param name="ratesBpm">Mean heart rate in each, in beats a minute; 20 … 300.</param>
    public HeartRateReference(ImmutableArray<double> startsS, ImmutableArray<double> ratesBpm)
    {
        if (startsS.Length != ratesBpm.Length || startsS.IsEmpty)
            throw new ArgumentException($"Each window has a start and a rate, and there is one at least; given are {startsS.Length} starts and {ratesBpm.Length} rates.", nameof(ratesBpm));
        for (var i = 0; i < startsS.Length; i++)
        {
            if (!double.IsFinite(startsS[i]) || i > 0 && startsS[i] <= startsS[i - 1])
                throw new ArgumentException($"Starts are finite and rise; start {i} is {startsS[i]}.", nameof(startsS));
            if (!(ratesBpm[i] is >= 20 and <= 300))
                throw new ArgumentException($"A heart rate lies between 20 and 300 beats a minute; number {i} is {ratesBpm[i]}.", nameof(ratesBpm));
        }
        (StartsS, RatesBpm) = (startsS, ratesBpm);
    }

    /// <summary>When each window begins, in seconds.</summary>
    public ImmutableArray<double> StartsS { get; }

    /// <summary>Mean heart rate in each window, in beats a minute.</summary>
    public ImmutableArray<double> RatesBpm { get; }

    /// <summary>The rate of the window that begins at a time, to half a shift; null where there is none.</summary>
    /// <param name="startS">Start of a window, in seconds.</param>
    public double? At(double startS)
    {
        var found = StartsS.BinarySearch(startS);
        if (found >= 0)
            return RatesBpm[found];
        var after = ~found;
        var nearest = after == 0 || after < StartsS.Length && StartsS[after] - startS < startS - StartsS[after - 1] ? after : after - 1;
        return Math.Abs(StartsS[nearest] - startS) <= PpgRecording.ShiftS / 2 ? RatesBpm[nearest] : null;
    }
}
