using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;

namespace ReluDc;

/// <summary>The one-sided discrete spectrum of a real signal: bins k = 0 … ⌊N/2⌋ at k·fs/N hertz. Taught in notebook 01.</summary>
public sealed class Spectrum
{
    private Spectrum(ImmutableArray<Complex> bins, double binWidthHz, SpectrumScaling scaling, WindowShape window) =>
        (Bins, BinWidthHz, Scaling, Window) = (bins, binWidthHz, scaling, window);

    /// <summary>The spectrum of a signal. [N samples] → [⌊N/2⌋ + 1 bins]</summary>
    /// <param name="signal">Any length N, odd or even, prime or not.</param>
    /// <param name="scaling">What a bin means.</param>
    /// <param name="window">Window over the record; an amplitude is corrected for its coherent gain.</param>
    public static Spectrum Of(
        Signal signal, SpectrumScaling scaling = SpectrumScaling.Amplitude, WindowShape window = WindowShape.Rectangular)
    {
        var count = Argument.Given(signal).Count;
        var weighted = signal.Samples.AsSpan();
        var sumOfWeights = (double)count;
        if (window != WindowShape.Rectangular)
        {
            var weights = window.Weights(count);
            sumOfWeights = weights.Sum();
            for (var n = 0; n < count; n++)
                weights[n] *= weighted[n];
            weighted = weights;
        }
        var bins = FourierTransform.OfReal(weighted);

        var scale = scaling switch
        {
            SpectrumScaling.Raw => 1,
            SpectrumScaling.Unitary => 1 / Math.Sqrt(count),
            SpectrumScaling.Amplitude => 1 / sumOfWeights,
            _ => throw new ArgumentOutOfRangeException(nameof(scaling), scaling, "Allowed: Amplitude, Raw, Unitary."),
        };
        for (var k = 0; k < bins.Length; k++)
        {
            var standsForTwo = scaling == SpectrumScaling.Amplitude && k > 0 && 2 * k != count; // k and its mirror image N − k
            bins[k] *= (standsForTwo ? 2 : 1) * scale;
            if (!Complex.IsFinite(bins[k]))
                throw new ArgumentException("A signal has a spectrum if the sum of its samples' magnitudes fits a double.", nameof(signal));
        }
        return new Spectrum(ImmutableCollectionsMarshal.AsImmutableArray(bins), signal.SampleRateHz / count, scaling, window);
    }

    /// <summary>The complex bins; the angle of a bin is the phase of a cosine. [⌊N/2⌋ + 1 bins]</summary>
    public ImmutableArray<Complex> Bins { get; }

    /// <summary>Distance of two bins, fs/N = 1/duration, in hertz.</summary>
    public double BinWidthHz { get; }

    /// <summary>What a bin means.</summary>
    public SpectrumScaling Scaling { get; }

    /// <summary>The window over the record.</summary>
    public WindowShape Window { get; }

    /// <summary>The DC component, signed; with amplitude scaling the (window-weighted) mean of the samples.</summary>
    public double Dc => Bins[0].Real;

    /// <summary>The bins' frequencies k·fs/N in hertz. [⌊N/2⌋ + 1 bins]</summary>
    public IEnumerable<double> FrequenciesHz => Enumerable.Range(0, Bins.Length).Select(k => k * BinWidthHz);

    /// <summary>The bins' magnitudes, of what <see cref="Scaling"/> says. [⌊N/2⌋ + 1 bins]</summary>
    public IEnumerable<double> Magnitudes => Bins.Select(bin => bin.Magnitude);

    /// <summary>The complex bin nearest to a frequency in hertz, 0 … fs/2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The frequency lies outside the spectrum.</exception>
    public Complex At(double frequencyHz)
    {
        var k = Math.Round(frequencyHz / BinWidthHz);
        return k >= 0 && k < Bins.Length
            ? Bins[(int)k]
            : throw new ArgumentOutOfRangeException(nameof(frequencyHz), frequencyHz,
                FormattableString.Invariant($"This spectrum covers 0 … {(Bins.Length - 1) * BinWidthHz:G6} Hz."));
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"Spectrum {Bins.Length} bins, 0–{(Bins.Length - 1) * BinWidthHz:G6} Hz, {Scaling}, DC {Dc:G6}");
}
