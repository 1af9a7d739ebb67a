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

    /// <summary>Signed amplitude of a harmonic in cos(harmonic·θ), θ = 2πft + φ, for a ≥ 0: a/π, a/2, 2a/3π, 0, −2a/15π, 0, 2a/35π …</summary>
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
        return harmonic == 0 ? Dc : sign * 2 * amplitude / (Math.PI * ((double)harmonic * harmonic - 1));
    }

    /// <summary>The line at harmonic·f, with the phase that it has from the tone's.</summary>
    /// <param name="harmonic">0 for DC, 1 for the fundamental, and so on.</param>
    public SpectralLine Line(int harmonic)
    {
        var phaseRad = Tone.Amplitude < 0 ? Tone.PhaseRad + Math.PI : Tone.PhaseRad;
        return new(harmonic * Tone.FrequencyHz, LineAmplitude(harmonic) * Complex.FromPolarCoordinates(1, harmonic * phaseRad));
    }

    /// <summary>All lines that are not zero up to a harmonic, DC first.</summary>
    /// <param name="maxHarmonic">0 or more.</param>
    public ImmutableArray<SpectralLine> Lines(int maxHarmonic)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxHarmonic);
        return [.. Enumerable.Range(0, maxHarmonic + 1).Where(n => n < 2 || n % 2 == 0).Select(Line)];
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"ReLU of {Tone}: DC {Dc:G6}");
}
