using System.Numerics;

namespace ReluDc;

/// <summary>One predicted line of a spectrum: a cosine of this frequency with this amplitude and phase.</summary>
/// <param name="FrequencyHz">Frequency in hertz, 0 or more; 0 is the DC component.</param>
/// <param name="Amplitude">Complex one-sided amplitude A·e^{iφ} of A·cos(2πft + φ); real (and signed) at DC.</param>
public readonly record struct SpectralLine(double FrequencyHz, Complex Amplitude)
{
    /// <summary>The peak amplitude |A|: what a spectrum with <see cref="SpectrumScaling.Amplitude"/> shows.</summary>
    public double Magnitude => Amplitude.Magnitude;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{FrequencyHz:G6} Hz: {Magnitude:G6}");
}
