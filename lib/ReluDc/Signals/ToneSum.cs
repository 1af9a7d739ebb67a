using System.Collections.Immutable;

namespace ReluDc;

/// <summary>A finite sum of tones, x(t) = Σ a_k cos(2π f_k t + φ_k): the signal that the paper's theory is about.</summary>
/// <remarks>Taught in notebooks 01 (one tone) and 03 (several). The zero-frequency tone is a constant offset.</remarks>
public sealed class ToneSum
{
    /// <summary>A sum of one or more tones.</summary>
    /// <exception cref="ArgumentException">No tone is given.</exception>
    public ToneSum(params IEnumerable<Tone> tones)
    {
        Tones = [.. tones];
        if (Tones.IsEmpty)
            throw new ArgumentException("A sum of tones has at least one tone.", nameof(tones));
    }

    /// <summary>The tones, in the order given.</summary>
    public ImmutableArray<Tone> Tones { get; }

    /// <summary>The amplitudes a_k.</summary>
    public IEnumerable<double> Amplitudes => Tones.Select(tone => tone.Amplitude);

    /// <summary>Mean power P = Σ a_k²/2 of tones at different frequencies above zero.</summary>
    public double Power => Tones.Sum(tone => tone.Amplitude * tone.Amplitude) / 2;

    /// <summary>The largest value |x(t)| could take, Σ |a_k|; reached only if the phases allow it.</summary>
    public double PeakBound => Tones.Sum(tone => Math.Abs(tone.Amplitude));

    /// <summary>The value x(t) at a time in seconds.</summary>
    public double At(double timeS) => Tones.Sum(tone => tone.At(timeS));

    /// <summary>Samples x(n/fs) for n = 0 … round(fs·duration) − 1. [tones] → [samples]</summary>
    /// <param name="sampleRateHz">Sampling rate fs in hertz, above 0. Tones above fs/2 alias: nothing prevents it.</param>
    /// <param name="durationS">Duration in seconds, at least one sample long.</param>
    public Signal Sample(double sampleRateHz, double durationS) => Signal.FromFunction(At, sampleRateHz, durationS);

    /// <inheritdoc/>
    public override string ToString() => string.Join(" + ", Tones);
}
