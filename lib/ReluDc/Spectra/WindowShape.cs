namespace ReluDc;

/// <summary>The window laid over a record before its transform: what it trades of resolution for leakage. Used in notebook 02.</summary>
public enum WindowShape
{
    /// <summary>None. Exact for coherent sampling (whole periods), leaky otherwise.</summary>
    Rectangular,

    /// <summary>Hann: main lobe 4 bins, first side lobe −31 dB.</summary>
    Hann,

    /// <summary>Blackman–Harris, 4 terms: main lobe 8 bins, side lobes below −92 dB.</summary>
    BlackmanHarris,

    /// <summary>Flat top: main lobe 10 bins, amplitude of a tone between bins right within 0.02 dB.</summary>
    FlatTop,
}

/// <summary>The weights of a <see cref="WindowShape"/>.</summary>
public static class WindowShapes
{
    /// <summary>The periodic window's weights, w[n] = Σ_j (−1)^j c_j cos(2πjn/N). → [N weights]</summary>
    /// <remarks>
    /// Periodic, not symmetric: a whole number of periods under it stays on its bins. Coefficients c_j: Harris 1978 (Blackman–Harris),
    /// D'Antona and Ferrero 2006 (flat top, the one that MATLAB names flattopwin).
    /// </remarks>
    /// <param name="shape">One of the shapes.</param>
    /// <param name="count">The number N of samples under the window, 1 or more.</param>
    public static double[] Weights(this WindowShape shape, int count)
    {
        Argument.Within(count, 1, Signal.MaxCount, "The number of weights");
        double[] coefficients = shape switch
        {
            WindowShape.Rectangular => [1],
            WindowShape.Hann => [0.5, 0.5],
            WindowShape.BlackmanHarris => [0.35875, 0.48829, 0.14128, 0.01168],
            WindowShape.FlatTop => [0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368],
            _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "Allowed: Rectangular, Hann, BlackmanHarris, FlatTop."),
        };
        if (count == 1)
            return [1];
        var weights = new double[count];
        for (var n = 0; n < count; n++)
            for (var j = 0; j < coefficients.Length; j++)
                weights[n] += (j % 2 == 0 ? 1 : -1) * coefficients[j] * Math.Cos(2 * Math.PI * j * n / count);
        return weights;
    }

    /// <summary>
    /// The mean of a record under a window, Σ w[n] x[n]/Σ w[n]: what <see cref="Spectrum.Dc"/> is with that window, without the other bins.
    /// [N samples] → value
    /// </summary>
    /// <param name="signal">The record.</param>
    /// <param name="window">One of the shapes.</param>
    /// <exception cref="ArgumentException">The sum leaves the range of a double.</exception>
    public static double Mean(this Signal signal, WindowShape window)
    {
        var weights = window.Weights(Argument.Given(signal).Count);
        var (sum, sumOfWeights) = (0.0, 0.0);
        for (var n = 0; n < weights.Length; n++)
        {
            sum += weights[n] * signal.Samples[n];
            sumOfWeights += weights[n];
        }
        return double.IsFinite(sum)
            ? sum / sumOfWeights
            : throw new ArgumentException(
                "A signal has a mean under a window if the sum of its samples' magnitudes fits a double.", nameof(signal));
    }
}
