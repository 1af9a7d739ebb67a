using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>One beat of a photoplethysmogram: two bell curves over the phase of the heart's cycle (Tang, Chen, Ward, Elgendi 2020, Table 1). For notebook 10.</summary>
/// <param name="Systolic">The main wave.</param>
/// <param name="Diastolic">The wave that comes back.</param>
public sealed record PulseShape(PulseShape.Wave Systolic, PulseShape.Wave Diastolic)
{
    /// <summary>A pulse of excellent quality.</summary>
    public static PulseShape Excellent { get; } = new(new(1, -1.5161, 0.6303), new(0.1999, 0.8186, 1.0225));

    /// <summary>A pulse of acceptable quality: its waves run into each other.</summary>
    public static PulseShape Acceptable { get; } = new(new(0.7303, -1.5510, 0.7283), new(0.5291, -0.2553, 1.2271));

    /// <summary>The pulse at a phase.</summary>
    /// <param name="phaseRad">Phase of the cycle in radians; it repeats after 2π.</param>
    public double Of(double phaseRad) => Systolic.Of(phaseRad) + Diastolic.Of(phaseRad);

    /// <summary>A shape between the two: real pulses at rest have harmonics between theirs.</summary>
    /// <param name="excellence">1 for excellent, 0 for acceptable.</param>
    public static PulseShape Between(double excellence)
    {
        if (!(excellence is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(excellence), excellence, "A share lies between 0 and 1.");
        return new(Mix(Excellent.Systolic, Acceptable.Systolic), Mix(Excellent.Diastolic, Acceptable.Diastolic));

        Wave Mix(Wave a, Wave b) => new(Mixed(a.Height, b.Height), Mixed(a.CentreRad, b.CentreRad), Mixed(a.WidthRad, b.WidthRad));
        double Mixed(double a, double b) => excellence * a + (1 - excellence) * b;
    }

    /// <summary>A shape of any kind: sharper or blunter than the published ones, its second wave early or late, small or large. Fingers, wrists and sensors differ more than one table of shapes does.</summary>
    /// <param name="random">Where it comes from.</param>
    public static PulseShape Draw(Pcg32 random)
    {
        double Within(double low, double high) => low + (high - low) * random.NextDouble();
        return new(new(1, -1.5, Within(0.25, 0.8)), new(Within(0, 0.7), Within(-0.5, 2), Within(0.3, 1.3)));
    }

    /// <summary>A bell curve over the phase.</summary>
    /// <param name="Height">Its peak.</param>
    /// <param name="CentreRad">Phase of its peak, in radians.</param>
    /// <param name="WidthRad">Its standard deviation, in radians; above 0.</param>
    public readonly record struct Wave(double Height, double CentreRad, double WidthRad)
    {
        /// <summary>Its value at a phase; the shorter way round counts.</summary>
        public double Of(double phaseRad)
        {
            var away = Math.IEEERemainder(phaseRad - CentreRad, 2 * Math.PI);
            return Height * Math.Exp(-away * away / (2 * WidthRad * WidthRad));
        }
    }
}
