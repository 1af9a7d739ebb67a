using MathNet.Numerics;

namespace ReluDc;

/// <summary>The window laid over a record before its transform: what it trades of resolution for leakage.</summary>
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
    /// <summary>The periodic window's weights. [N]</summary>
    public static double[] Weights(this WindowShape shape, int count) => shape switch
    {
        WindowShape.Rectangular => Enumerable.Repeat(1.0, count).ToArray(),
        WindowShape.Hann => MathNet.Numerics.Window.HannPeriodic(count),
        WindowShape.BlackmanHarris => MathNet.Numerics.Window.BlackmanHarris(count),
        WindowShape.FlatTop => MathNet.Numerics.Window.FlatTop(count),
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "Allowed: Rectangular, Hann, BlackmanHarris, FlatTop."),
    };
}
