namespace ReluDc;

/// <summary>One sinusoid in continuous time, a·cos(2πft + φ).</summary>
/// <param name="FrequencyHz">Frequency f in hertz; finite and not negative.</param>
/// <param name="Amplitude">Peak amplitude a, in the signal's unit; finite. A negative one is a phase of π.</param>
/// <param name="PhaseRad">Phase φ at time zero, in radians; 0 is a cosine.</param>
/// <remarks>Taught in notebook 01.</remarks>
public readonly record struct Tone(double FrequencyHz, double Amplitude = 1, double PhaseRad = 0)
{
    /// <inheritdoc cref="Tone(double, double, double)" path="/param[@name='FrequencyHz']"/>
    public double FrequencyHz { get; init; } = double.IsFinite(FrequencyHz) && FrequencyHz >= 0
        ? FrequencyHz
        : throw new ArgumentOutOfRangeException(nameof(FrequencyHz), FrequencyHz, "A tone's frequency is a finite number of hertz, 0 or more.");

    /// <inheritdoc cref="Tone(double, double, double)" path="/param[@name='Amplitude']"/>
    public double Amplitude { get; init; } = double.IsFinite(Amplitude)
        ? Amplitude
        : throw new ArgumentOutOfRangeException(nameof(Amplitude), Amplitude, "A tone's amplitude is a finite number.");

    /// <inheritdoc cref="Tone(double, double, double)" path="/param[@name='PhaseRad']"/>
    public double PhaseRad { get; init; } = double.IsFinite(PhaseRad)
        ? PhaseRad
        : throw new ArgumentOutOfRangeException(nameof(PhaseRad), PhaseRad, "A tone's phase is a finite number of radians.");

    /// <summary>The tone's value at a time in seconds.</summary>
    public double At(double timeS) => Amplitude * Math.Cos(2 * Math.PI * FrequencyHz * timeS + PhaseRad);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Amplitude:G4}·cos(2π·{FrequencyHz:G6} Hz·t{(PhaseRad == 0 ? "" : FormattableString.Invariant($" + {PhaseRad:G4}"))})");
}
