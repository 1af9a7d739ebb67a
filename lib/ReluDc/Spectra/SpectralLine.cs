using System.Numerics;

namespace ReluDc;

/// <summary>One predicted line of a spectrum: a cosine of this frequency with this amplitude and phase. Used in notebook 03.</summary>
/// <param name="FrequencyHz">Frequency in hertz, finite, 0 or more; 0 is the DC component.</param>
/// <param name="Amplitude">Complex one-sided amplitude A·e^{iφ} of A·cos(2πft + φ), finite; real (and signed) at DC.</param>
public readonly record struct SpectralLine(double FrequencyHz, Complex Amplitude)
{
    /// <inheritdoc cref="SpectralLine(double, Complex)" path="/param[@name='FrequencyHz']"/>
    public double FrequencyHz { get; init => field = Frequency(value); } = Frequency(FrequencyHz);

    /// <inheritdoc cref="SpectralLine(double, Complex)" path="/param[@name='Amplitude']"/>
    public Complex Amplitude { get; init => field = Finite(value); } = Finite(Amplitude);

    /// <summary>The peak amplitude |A|: what a spectrum with <see cref="SpectrumScaling.Amplitude"/> shows.</summary>
    public double Magnitude => Amplitude.Magnitude;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{FrequencyHz:G6} Hz: {Magnitude:G6}");

    private static double Frequency(double frequencyHz) => double.IsFinite(frequencyHz) && frequencyHz >= 0
        ? frequencyHz
        : throw new ArgumentOutOfRangeException(
            nameof(FrequencyHz), frequencyHz, "A line's frequency is a finite number of hertz, 0 or more.");

    private static Complex Finite(Complex amplitude) => Complex.IsFinite(amplitude)
        ? amplitude
        : throw new ArgumentOutOfRangeException(nameof(Amplitude), amplitude, "A line's amplitude is a finite complex number.");
}
