using System.Numerics;

namespace ReluDc;

/// <summary>One sinusoid in continuous time, a·cos(2πft + φ).</summary>
/// <param name="FrequencyHz">Frequency f in hertz; finite and not negative. At 0 Hz the tone is the constant a·cos φ.</param>
/// <param name="Amplitude">Peak amplitude a, in the signal's unit; finite. A negative one is a phase of π.</param>
/// <param name="PhaseRad">Phase φ at time zero, in radians; 0 is a cosine.</param>
/// <remarks>Taught in notebook 01.</remarks>
public readonly record struct Tone(double FrequencyHz, double Amplitude = 1, double PhaseRad = 0)
{
    /// <inheritdoc cref="Tone(double, double, double)" path="/param[@name='FrequencyHz']"/>
    public double FrequencyHz { get; init => field = Frequency(value); } = Frequency(FrequencyHz);

    /// <inheritdoc cref="Tone(double, double, double)" path="/param[@name='Amplitude']"/>
    public double Amplitude { get; init => field = Argument.Finite(value, "A tone's amplitude", nameof(Amplitude)); }
        = Argument.Finite(Amplitude, "A tone's amplitude");

    /// <inheritdoc cref="Tone(double, double, double)" path="/param[@name='PhaseRad']"/>
    public double PhaseRad { get; init => field = Phase(value); } = Phase(PhaseRad);

    /// <summary>The tone's value at a time in seconds.</summary>
    /// <param name="timeS">Time in seconds, finite.</param>
    public double At(double timeS)
    {
        var angleRad = 2 * Math.PI * FrequencyHz * timeS + PhaseRad;
        return double.IsFinite(angleRad)
            ? At(new Vector<double>(timeS))[0]
            : throw new ArgumentOutOfRangeException(
                nameof(timeS), timeS, "A time is a finite number of seconds, and so is 2πft + φ of radians.");
    }

    /// <summary>The values at several times, which with the tone's angle are finite.</summary>
    internal Vector<double> At(Vector<double> timesS) =>
        Amplitude * Vector.Cos(2 * Math.PI * FrequencyHz * timesS + new Vector<double>(PhaseRad));

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Amplitude:G4}·cos(2π·{FrequencyHz:G6} Hz·t{(PhaseRad == 0 ? "" : FormattableString.Invariant($" + {PhaseRad:G4}"))})");

    private static double Frequency(double frequencyHz) => double.IsFinite(frequencyHz) && frequencyHz >= 0
        ? frequencyHz
        : throw new ArgumentOutOfRangeException(
            nameof(FrequencyHz), frequencyHz, "A tone's frequency is a finite number of hertz, 0 or more.");

    private static double Phase(double phaseRad) => double.IsFinite(phaseRad)
        ? phaseRad
        : throw new ArgumentOutOfRangeException(nameof(PhaseRad), phaseRad, "A tone's phase is a finite number of radians.");
}
