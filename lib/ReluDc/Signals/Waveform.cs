using System.Runtime.CompilerServices;

namespace ReluDc;

/// <summary>
/// Signals that are not a few tones: chirp, square, sawtooth, impulse train, all of peak 1. [round(fs·duration) samples] Taught in
/// notebook 07.
/// </summary>
/// <remarks>
/// Each samples the waveform of continuous time at n/fs. Its harmonics above fs/2 alias, as they would in an unfiltered recording.
/// </remarks>
public static class Waveform
{
    /// <summary>A linear chirp, cos(2π(f₀t + (f₁ − f₀)t²/2T)): its frequency moves from f₀ to f₁ in the duration T.</summary>
    /// <param name="startHz">f₀ in hertz, 0 or more; at most 1e12 periods in the duration.</param>
    /// <param name="endHz">f₁ in hertz, likewise; below f₀ it sweeps down.</param>
    /// <param name="sampleRateHz">Sampling rate in hertz, above 0.</param>
    /// <param name="durationS">Duration T in seconds, at least one sample long.</param>
    public static Signal Chirp(double startHz, double endHz, double sampleRateHz, double durationS)
    {
        Signal.SampleCount(sampleRateHz, durationS);
        CheckFrequency(startHz, durationS);
        CheckFrequency(endHz, durationS);
        var halfRate = (endHz - startHz) / (2 * durationS);
        return Signal.FromFunction(t => Math.Cos(2 * Math.PI * (startHz + halfRate * t) * t), sampleRateHz, durationS);
    }

    /// <summary>A square wave: +1 in the first half of each period, −1 in the second.</summary>
    /// <param name="frequencyHz">Periods a second, 0 or more; at most 1e12 periods in the duration.</param>
    /// <param name="sampleRateHz">Sampling rate in hertz, above 0.</param>
    /// <param name="durationS">Duration in seconds, at least one sample long.</param>
    public static Signal Square(double frequencyHz, double sampleRateHz, double durationS) =>
        Periodic((_, cycle) => cycle < 0.5 - Rounding ? 1 : -1, frequencyHz, sampleRateHz, durationS);

    /// <summary>A sawtooth: from −1 up towards 1 in each period, then back at once.</summary>
    /// <inheritdoc cref="Square" path="/param"/>
    public static Signal Sawtooth(double frequencyHz, double sampleRateHz, double durationS) =>
        Periodic((_, cycle) => 2 * cycle - 1, frequencyHz, sampleRateHz, durationS);

    /// <summary>An impulse train: 1 at the first sample of each period, else 0.</summary>
    /// <inheritdoc cref="Square" path="/param"/>
    public static Signal ImpulseTrain(double frequencyHz, double sampleRateHz, double durationS) =>
        Periodic((isFirst, _) => isFirst ? 1 : 0, frequencyHz, sampleRateHz, durationS);

    private const double Rounding = 1e-12;

    private static Signal Periodic(Func<bool, double, double> ofCycle, double frequencyHz, double sampleRateHz, double durationS)
    {
        var samples = new double[Signal.SampleCount(sampleRateHz, durationS)];
        CheckFrequency(frequencyHz, durationS);
        var period = -1.0;
        for (var n = 0; n < samples.Length; n++)
        {
            var cycles = n * frequencyHz / sampleRateHz;
            var current = Math.Floor(cycles * (1 + 1e-15) + Rounding); // a period's first sample belongs to it in spite of rounding
            samples[n] = ofCycle(current > period, Math.Max(0, cycles - current));
            period = current;
        }
        return Signal.Own(samples, sampleRateHz);
    }

    private static void CheckFrequency(
        double frequencyHz, double durationS, [CallerArgumentExpression(nameof(frequencyHz))] string name = "")
    {
        if (!(frequencyHz >= 0 && frequencyHz * durationS <= 1e12)) // of more periods, a double's phase says nothing
            throw new ArgumentOutOfRangeException(
                name, frequencyHz, "A frequency is a finite number of hertz, 0 or more, with at most 1e12 periods in the duration.");
    }
}
