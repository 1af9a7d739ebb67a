using System.Collections.Immutable;
using System.Numerics;

namespace ReluDc;

/// <summary>ReLU of one tone in continuous time, in closed form: its DC component and every harmonic. Taught in notebook 01.</summary>
/// <remarks>
/// ReLU(a·cos θ) = a/π + (a/2)·cos θ − Σ_{n≥1} (−1)ⁿ·2a/(π(4n²−1))·cos 2nθ. Odd harmonics from the third on are zero.
/// </remarks>
public sealed class OneToneRelu
{
    /// <summary>The lines of ReLU of a tone.</summary>
    /// <param name="tone">Frequency above 0. A negative amplitude counts as a phase of π.</param>
    public OneToneRelu(Tone tone) => Tone = tone.FrequencyHz > 0
        ? tone
        : throw new ArgumentOutOfRangeException(nameof(tone), tone, "A tone with harmonics has a frequency above 0 Hz.");

    /// <summary>The tone that is rectified.</summary>
    public Tone Tone { get; }

    /// <summary>The DC component |a|/π.</summary>
    public double Dc => Math.Abs(Tone.Amplitude) / Math.PI;

    /// <summary>
    /// Signed amplitude of a harmonic in cos(harmonic·θ), θ = 2πft + φ, for a ≥ 0: a/π, a/2, 2a/3π, 0, −2a/15π, 0, 2a/35π …
    /// </summary>
    /// <param name="harmonic">0 for DC, 1 for the fundamental, and so on.</param>
    public double LineAmplitude(int harmonic)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(harmonic);
        var amplitude = Math.Abs(Tone.Amplitude);
        if (harmonic == 1)
            return amplitude / 2;
        if (harmonic % 2 == 1)
            return 0;
        var sign = harmonic % 4 == 2 ? 1 : -1;
        return harmonic == 0 ? Dc : sign * amplitude / (Math.PI / 2 * ((double)harmonic * harmonic - 1));
    }

    /// <summary>The line at harmonic·f, with the phase that it has from the tone's.</summary>
    /// <param name="harmonic">0 for DC, 1 for the fundamental, and so on.</param>
    public SpectralLine Line(int harmonic)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(harmonic);
        var phaseRad = Tone.Amplitude < 0 ? Tone.PhaseRad + Math.PI : Tone.PhaseRad;
        return new(harmonic * Tone.FrequencyHz, LineAmplitude(harmonic) * Complex.FromPolarCoordinates(1, harmonic * phaseRad));
    }

    /// <summary>All lines that are not zero up to a harmonic, DC first. → [lines]</summary>
    /// <param name="maxHarmonic">0 … 10,000,000.</param>
    public ImmutableArray<SpectralLine> Lines(int maxHarmonic)
    {
        Argument.Within(maxHarmonic, 0, 10_000_000, "The last harmonic");
        return [.. Enumerable.Range(0, maxHarmonic + 1).Where(n => n < 2 || n % 2 == 0).Select(Line)];
    }

    /// <summary>
    /// The mean over a stretch of continuous time. It is <see cref="Dc"/> over whole periods; over others it leaks. Taught in notebook 08.
    /// </summary>
    /// <param name="fromS">Start in seconds, finite.</param>
    /// <param name="toS">End in seconds, finite, after the start.</param>
    public double Mean(double fromS, double toS)
    {
        var startRad = Tone.PhaseRad + (Tone.Amplitude < 0 ? Math.PI : 0);
        double Angle(double timeS) => 2 * Math.PI * Tone.FrequencyHz * timeS + startRad;
        var (from, to) = (Angle(fromS), Angle(toS));
        if (!(double.IsFinite(from) && double.IsFinite(to) && fromS < toS))
            throw new ArgumentOutOfRangeException(nameof(toS), toS, FormattableString.Invariant(
                $"A stretch of time is finite, in periods too, and ends after it starts; given is {fromS} to {toS} s."));
        return Math.Abs(Tone.Amplitude) * (to > from
            ? (Area(to) - Area(from)) / (to - from)
            : Relu.Apply(Math.Cos(from))); // so short that the angle stays as it is
    }

    /// <summary>
    /// ∫ ReLU(cos θ) dθ up to an angle, from the trough before angle 0: 2 for each whole period, 1 + sin θ within a positive half
    /// wave.
    /// </summary>
    private static double Area(double angleRad)
    {
        var periods = Math.Floor(angleRad / (2 * Math.PI) + 0.5);
        var within = angleRad - 2 * Math.PI * periods; // −π … π
        return 2 * periods + (within < -Math.PI / 2 ? 0 : within > Math.PI / 2 ? 2 : 1 + Math.Sin(within));
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"ReLU of {Tone}: DC {Dc:G6}");
}
