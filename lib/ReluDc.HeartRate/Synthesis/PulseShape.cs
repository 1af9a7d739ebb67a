using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>
/// One beat of a photoplethysmogram: two bell curves over the phase of the heart's cycle (Tang, Chen, Ward, Elgendi 2020, Table 1).
/// </summary>
/// <remarks>Taught in notebook 10.</remarks>
/// <param name="Systolic">The main wave.</param>
/// <param name="Diastolic">The wave that comes back.</param>
public sealed record PulseShape(PulseShape.Wave Systolic, PulseShape.Wave Diastolic)
{
    /// <inheritdoc cref="PulseShape(Wave, Wave)" path="/param[@name='Systolic']"/>
    public Wave Systolic { get; init => field = value.Checked(nameof(Systolic)); } = Systolic.Checked(nameof(Systolic));

    /// <inheritdoc cref="PulseShape(Wave, Wave)" path="/param[@name='Diastolic']"/>
    public Wave Diastolic { get; init => field = value.Checked(nameof(Diastolic)); } = Diastolic.Checked(nameof(Diastolic));

    /// <summary>A pulse of excellent quality.</summary>
    public static PulseShape Excellent { get; } = new(new(1, -1.5161, 0.6303), new(0.1999, 0.8186, 1.0225));

    /// <summary>A pulse of acceptable quality: its waves run into each other.</summary>
    public static PulseShape Acceptable { get; } = new(new(0.7303, -1.5510, 0.7283), new(0.5291, -0.2553, 1.2271));

    /// <summary>The pulse at a phase.</summary>
    /// <param name="phaseRad">Phase of the cycle in radians, finite; it repeats after 2π.</param>
    public double At(double phaseRad) => Systolic.At(phaseRad) + Diastolic.At(phaseRad);

    /// <summary>A shape between the two: real pulses at rest have harmonics between theirs.</summary>
    /// <param name="excellence">1 for excellent, 0 for acceptable, or between.</param>
    public static PulseShape Between(double excellence)
    {
        Argument.Within(excellence, 0, 1, "A share");
        return new(Mix(Excellent.Systolic, Acceptable.Systolic), Mix(Excellent.Diastolic, Acceptable.Diastolic));

        Wave Mix(Wave a, Wave b) => new(Mixed(a.Height, b.Height), Mixed(a.CentreRad, b.CentreRad), Mixed(a.WidthRad, b.WidthRad));
        double Mixed(double a, double b) => excellence * a + (1 - excellence) * b;
    }

    /// <summary>
    /// A shape of any kind: sharper or blunter than the published ones, its second wave early or late, small or large. Fingers, wrists and
    /// sensors differ more than one table of shapes does.
    /// </summary>
    /// <param name="random">Where it comes from.</param>
    public static PulseShape Draw(Pcg32 random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double Within(double low, double high) => low + (high - low) * random.NextDouble();
        return new(new(1, -1.5, Within(0.25, 0.8)), new(Within(0, 0.7), Within(-0.5, 2), Within(0.3, 1.3)));
    }

    /// <inheritdoc/>
    public override string ToString() => $"Pulse of {Systolic} and {Diastolic}";

    /// <summary>A bell curve over the phase.</summary>
    /// <param name="Height">Its peak, finite.</param>
    /// <param name="CentreRad">Phase of its peak, in radians, finite.</param>
    /// <param name="WidthRad">Its standard deviation, in radians, above 0.</param>
    public readonly record struct Wave(double Height, double CentreRad, double WidthRad)
    {
        /// <inheritdoc cref="Wave(double, double, double)" path="/param[@name='Height']"/>
        public double Height { get; init => field = Argument.Finite(value, "A height", nameof(Height)); } =
            Argument.Finite(Height, "A height");

        /// <inheritdoc cref="Wave(double, double, double)" path="/param[@name='CentreRad']"/>
        public double CentreRad { get; init => field = Argument.Finite(value, "A phase in radians", nameof(CentreRad)); } =
            Argument.Finite(CentreRad, "A phase in radians");

        /// <inheritdoc cref="Wave(double, double, double)" path="/param[@name='WidthRad']"/>
        public double WidthRad { get; init => field = Argument.Positive(value, "A width in radians", nameof(WidthRad)); } =
            Argument.Positive(WidthRad, "A width in radians");

        /// <summary>Its value at a phase; the shorter way round counts.</summary>
        /// <param name="phaseRad">Phase of the cycle in radians, finite.</param>
        public double At(double phaseRad)
        {
            var away = Math.IEEERemainder(Argument.Finite(phaseRad, "A phase in radians") - CentreRad, 2 * Math.PI);
            return Height * Math.Exp(-away * away / (2 * WidthRad * WidthRad));
        }

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"{Height:G3} at {CentreRad:G3} rad ± {WidthRad:G3}");

        /// <summary>This wave, unless it is default(Wave), which has no width.</summary>
        internal Wave Checked(string name) => WidthRad > 0 ? this : throw new ArgumentException("A wave has a width above 0.", name);
    }
}
