using System.Numerics;

namespace ReluDc;

/// <summary>Band-limited change of sampling rate. Taught in notebook 08.</summary>
/// <remarks>
/// The record's transform is cut or padded with zeros: an ideal low-pass filter at the lower of the two Nyquist frequencies. It treats the
/// record as one period of a periodic signal, so whole periods come out exact to rounding, and a record with a jump from its end to its
/// start rings there.
/// </remarks>
public static class Resampler
{
    /// <summary>The signal at another rate and of the same duration. [N samples] → [N·to/from samples]</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="toRateHz">New rate in hertz; the duration must hold a whole number of samples at it.</param>
    public static Signal Resample(Signal signal, double toRateHz)
    {
        var exact = Argument.Given(signal).DurationS * toRateHz;
        var count = Math.Round(exact);
        if (!(count >= 1 && count <= Signal.MaxCount && Math.Abs(exact - count) <= 1e-9 * count))
            throw new ArgumentOutOfRangeException(nameof(toRateHz), toRateHz, FormattableString.Invariant(
                $"{signal.DurationS:G6} s must hold a whole number of samples, at least 1; at {toRateHz:G6} Hz they are {exact:G9}."));
        if ((int)count == signal.Count)
            return signal;

        var from = FourierTransform.Forward([.. signal.Samples.Select(x => new Complex(x, 0))]);
        var to = new Complex[(int)count];
        var kept = Math.Min(from.Length, to.Length);
        for (var k = 0; k <= kept / 2; k++)
        {
            // Of an even number the middle bin stands for both +fs/2 and −fs/2. Going up, each side gets half; going down, both meet in it.
            var share = 2 * k == from.Length ? 0.5 : 1;
            to[k] += share * from[k];
            if (k > 0)
                to[^k] += share * from[^k];
        }
        return Signal.Own([.. FourierTransform.Inverse(to).Select(x => x.Real * to.Length / from.Length)], toRateHz);
    }
}
