namespace ReluDc;

/// <summary>
/// What a bin of a <see cref="Spectrum"/> means. X[k] = Σ x[n] e^{−i2πkn/N} is the unscaled transform. Taught in notebook 01.
/// </summary>
public enum SpectrumScaling
{
    /// <summary>
    /// One-sided peak amplitude: a·cos at a bin centre reads a. |X[k]|/N is doubled, except for DC and (even N) the Nyquist bin.
    /// </summary>
    Amplitude,

    /// <summary>The unscaled transform |X[k]|.</summary>
    Raw,

    /// <summary>|X[k]|/√N: the sum of squares over all N bins equals that over the samples (Parseval).</summary>
    Unitary,
}
