using System.Collections.Immutable;
using System.Numerics;

namespace ReluDc;

/// <summary>A finite sum of tones, x(t) = Σ a_k cos(2π f_k t + φ_k): the signal that the paper's theory is about.</summary>
/// <remarks>Taught in notebooks 01 (one tone) and 03 (several). The zero-frequency tone is a constant offset, a·cos φ.</remarks>
public sealed class ToneSum
{
    /// <summary>A sum of one or more tones. [tones]</summary>
    /// <exception cref="ArgumentException">No tone is given.</exception>
    public ToneSum(params IEnumerable<Tone> tones)
    {
        Tones = Argument.Elements(tones);
        if (Tones.IsEmpty)
            throw new ArgumentException("A sum of tones has at least one tone.", nameof(tones));
    }

    /// <summary>The tones, in the order given. [tones]</summary>
    public ImmutableArray<Tone> Tones { get; }

    /// <summary>The amplitudes a_k, in the signal's unit. [tones]</summary>
    public IEnumerable<double> Amplitudes => Tones.Select(tone => tone.Amplitude);

    /// <summary>
    /// Mean power P over all time: Σ a_k²/2 of tones at different frequencies above 0. Tones of one frequency are one tone, the sum of
    /// their phasors a·e^{iφ}; those of 0 Hz are one constant c = Σ a·cos φ, and its power is c².
    /// </summary>
    /// <remarks>
    /// Frequencies count as equal if they are on the grid of 1e-6 Hz that people type them on (<see cref="CommonPeriod"/>).
    /// </remarks>
    public double Power => Tones
        .GroupBy(tone => FrequencyGrid.Snapped(tone.FrequencyHz), tone => Complex.FromPolarCoordinates(1, tone.PhaseRad) * tone.Amplitude)
        .Sum(same => same.Aggregate(Complex.Add) is var phasor && same.Key == 0
            ? phasor.Real * phasor.Real
            : (phasor.Real * phasor.Real + phasor.Imaginary * phasor.Imaginary) / 2);

    /// <summary>
    /// More than |x(t)| can ever be, or as much: Σ |a_k|, reached only if the phases allow it. Tones of one frequency that cancel count in
    /// full.
    /// </summary>
    public double PeakBound => Tones.Sum(tone => Math.Abs(tone.Amplitude));

    /// <summary>The value x(t) at a time in seconds.</summary>
    /// <param name="timeS">Time in seconds, finite.</param>
    public double At(double timeS)
    {
        var sum = 0.0;
        foreach (var tone in Tones) // no LINQ: a record asks this for each sample
            sum += tone.At(timeS);
        return sum;
    }

    /// <summary>Samples x(n/fs) for n = 0 … round(fs·duration) − 1. [tones] → [samples]</summary>
    /// <param name="sampleRateHz">Sampling rate fs in hertz, above 0. Tones above fs/2 alias: nothing prevents it.</param>
    /// <param name="durationS">Duration in seconds, at least one sample long.</param>
    public Signal Sample(double sampleRateHz, double durationS)
    {
        At(Signal.SampleCount(sampleRateHz, durationS) / sampleRateHz); // the largest angle is finite, or none is taken
        return Signal.FromFormula(At, sampleRateHz, durationS);
    }

    private Vector<double> At(Vector<double> timesS)
    {
        var sums = Vector<double>.Zero;
        foreach (var tone in Tones)
            sums += tone.At(timesS);
        return sums;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(" + ", Tones);
}
