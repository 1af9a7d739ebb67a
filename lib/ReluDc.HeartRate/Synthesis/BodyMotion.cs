using System.Collections.Immutable;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>How a body moves and what of it reaches a PPG sensor.</summary>
/// <param name="CadenceHz">
/// Steps a second, above 0: 1.6–2.1 when walking, 2.5–2.9 when running. The stride, two steps, is a component at half of it.
/// </param>
/// <param name="AccelerationG">Root mean square of the acceleration without gravity, in g, 0 or more.</param>
/// <param name="RestlessShare">Share of its power that has no rhythm, 0 … 1.</param>
/// <param name="LinearShare">
/// Share of the power of what reaches the PPG that one linear filter of the acceleration explains, 0 … 1; 0.3 on real recordings.
/// </param>
/// <param name="CouplingTimeS">How long the coupling of the rest stays as it is, in seconds, above 0; about 6.</param>
public sealed record BodyMotion(
    double CadenceHz, double AccelerationG, double RestlessShare = 0.1, double LinearShare = 0.3, double CouplingTimeS = 6)
{
    private const double CadenceTimeS = 15;    // how long a cadence keeps
    private const int FilterTaps = 12;         // of the linear coupling, at 32 Hz
    private const int SlowCopies = 3;          // delayed copies of each axis, each with a coupling that wanders
    private const double SensorNoiseG = 0.004;
    private const double CommonShare = 0.5;    // of the power of motion in LEDs side by side

    /// <inheritdoc cref="BodyMotion(double, double, double, double, double)" path="/param[@name='CadenceHz']"/>
    public double CadenceHz { get; init => field = Argument.Positive(value, "Steps a second", nameof(CadenceHz)); } =
        Argument.Positive(CadenceHz, "Steps a second");

    /// <inheritdoc cref="BodyMotion(double, double, double, double, double)" path="/param[@name='AccelerationG']"/>
    public double AccelerationG { get; init => field = Argument.NotNegative(value, "An acceleration in g", nameof(AccelerationG)); } =
        Argument.NotNegative(AccelerationG, "An acceleration in g");

    /// <inheritdoc cref="BodyMotion(double, double, double, double, double)" path="/param[@name='RestlessShare']"/>
    public double RestlessShare { get; init => field = Argument.Within(value, 0, 1, "A share", nameof(RestlessShare)); } =
        Argument.Within(RestlessShare, 0, 1, "A share");

    /// <inheritdoc cref="BodyMotion(double, double, double, double, double)" path="/param[@name='LinearShare']"/>
    public double LinearShare { get; init => field = Argument.Within(value, 0, 1, "A share", nameof(LinearShare)); } =
        Argument.Within(LinearShare, 0, 1, "A share");

    /// <inheritdoc cref="BodyMotion(double, double, double, double, double)" path="/param[@name='CouplingTimeS']"/>
    public double CouplingTimeS { get; init => field = Argument.Positive(value, "A coupling time in seconds", nameof(CouplingTimeS)); } =
        Argument.Positive(CouplingTimeS, "A coupling time in seconds");

    /// <summary>Relative standard deviation of the cadence, 0 … 1: 0.02 of who walks a way, 0.3 of who walks about.</summary>
    public double CadenceSpread { get; init => field = Argument.Within(value, 0, 1, "A spread", nameof(CadenceSpread)); } = 0.02;

    /// <summary>
    /// Share of the power of what reaches the PPG that swings with the arm, once in two steps, 0 … 1. Running arms may show little else.
    /// </summary>
    public double SwingShare { get; init => field = Argument.Within(value, 0, 1, "A share", nameof(SwingShare)); }

    /// <summary>
    /// Draws the acceleration along three axes of a sensor that sits at an angle, in g, gravity included, and the signal that it puts into
    /// the PPG, of mean 0 and RMS 1 (0 where nothing moves). → [axes] of [samples], [samples]
    /// </summary>
    /// <param name="durationS">How long, in seconds; one sample at 32 Hz or more.</param>
    /// <param name="random">Where all of it comes from.</param>
    public (ImmutableArray<Signal> Acceleration, Signal Artefact) Draw(double durationS, Pcg32 random) =>
        Draw(durationS, 1, random) is var drawn ? (drawn.Acceleration, drawn.Artefacts[0]) : default;

    /// <summary>The same for several LEDs side by side: half of what moves one moves all. → [axes] and [leds] of [samples]</summary>
    internal (ImmutableArray<Signal> Acceleration, ImmutableArray<Signal> Artefacts) Draw(double durationS, int leds, Pcg32 random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var count = Signal.SampleCount(PpgRecording.SampleRateHz, durationS);
        var body = Enumerable.Range(0, 3).Select(_ => new double[count]).ToArray();
        var stride = AddRhythm(body, random);
        AddRestlessness(body, random);
        var first = Artefact(body, stride, random);
        var sensor = Turned(body, random);
        Signal Measured(double[] axis) => new(axis.Select(g => g + SensorNoiseG * random.NextGaussian()), PpgRecording.SampleRateHz);
        ImmutableArray<Signal> acceleration = [.. sensor.Select(Measured)];
        var others = Enumerable.Range(1, leds - 1).Select(_ =>
            Add(first, Math.Sqrt(CommonShare), Artefact(body, stride, random), Math.Sqrt(1 - CommonShare)));
        return (acceleration, [.. others.Prepend(first).Select(artefact =>
            new Signal(AccelerationG > 0 ? Unit(artefact) : new double[count], PpgRecording.SampleRateHz))]);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{CadenceHz:G4} steps a second, {AccelerationG:G4} g, {RestlessShare:P0} of it restless");

    /// <summary>
    /// Multiples of the stride on each axis; the even ones, the steps, are the stronger ones on two of them. → its phase, [samples]
    /// </summary>
    private double[] AddRhythm(double[][] body, Pcg32 random)
    {
        var stride = new double[body[0].Length];
        double drift = random.NextGaussian(), phase = 2 * Math.PI * random.NextDouble();
        for (var n = 0; n < stride.Length; n++)
        {
            stride[n] = phase;
            phase += 2 * Math.PI * CadenceHz / 2 * Math.Max(0.1, 1 + CadenceSpread * drift) / PpgRecording.SampleRateHz;
            drift = Wander(drift, CadenceTimeS, random);
        }
        var power = 0.0;
        for (var axis = 0; axis < 3; axis++)
            for (var multiple = 1; multiple <= 6; multiple++)
            {
                var strength = (axis == 0 == (multiple % 2 == 1) ? 1 : 0.3) * (0.3 + random.NextDouble()) / multiple;
                var shift = 2 * Math.PI * random.NextDouble();
                var loudness = 0.2 * random.NextGaussian();
                power += strength * strength / 2;
                for (var n = 0; n < stride.Length; n++)
                {
                    body[axis][n] += strength * Math.Max(0, 1 + loudness) * Math.Cos(multiple * stride[n] + shift);
                    if (n % (int)PpgRecording.SampleRateHz == 0)
                        loudness = 0.9 * loudness + 0.09 * random.NextGaussian();
                }
            }
        var scale = AccelerationG * Math.Sqrt((1 - RestlessShare) / power);
        foreach (var axis in body)
            for (var n = 0; n < axis.Length; n++)
                axis[n] *= scale;
        return stride;
    }

    /// <summary>Blood thrown to and fro by the arm: one line at the stride, and a little of its second harmonic.</summary>
    private static double[] Swing(double[] stride, Pcg32 random)
    {
        double loudness = random.NextGaussian(), shift = 2 * Math.PI * random.NextDouble(), second = 0.4 * random.NextDouble();
        var swing = new double[stride.Length];
        for (var n = 0; n < swing.Length; n++, loudness = Wander(loudness, 10, random))
            swing[n] = Math.Exp(0.3 * loudness) * (Math.Cos(stride[n] + shift) + second * Math.Cos(2 * stride[n]));
        return swing;
    }

    /// <summary>Noise below 4 Hz or so that comes and goes.</summary>
    private void AddRestlessness(double[][] body, Pcg32 random)
    {
        var loudness = new double[body[0].Length];
        var level = random.NextGaussian();
        for (var n = 0; n < loudness.Length; n++, level = Wander(level, 3, random))
            loudness[n] = Math.Exp(level);
        foreach (var axis in body)
        {
            var noise = Smooth(Enumerable.Range(0, axis.Length).Select(_ => random.NextGaussian()).ToArray(), 0.5);
            for (var n = 0; n < axis.Length; n++)
                noise[n] *= loudness[n];
            var unit = Unit(noise);
            for (var n = 0; n < axis.Length; n++)
                axis[n] += AccelerationG * Math.Sqrt(RestlessShare / 3) * unit[n];
        }
    }

    /// <summary>What reaches a PPG of it, of RMS 1 or nearly.</summary>
    private double[] Artefact(double[][] body, double[] stride, Pcg32 random)
    {
        var artefact = Add(Unit(Linear(body, random)), Math.Sqrt(LinearShare), Unit(Wandering(body, random)), Math.Sqrt(1 - LinearShare));
        return SwingShare > 0
            ? Add(Unit(artefact), Math.Sqrt(1 - SwingShare), Unit(Swing(stride, random)), Math.Sqrt(SwingShare))
            : artefact;
    }

    private static double[] Linear(double[][] body, Pcg32 random)
    {
        var sum = new double[body[0].Length];
        foreach (var axis in body)
        {
            var gain = random.NextGaussian();
            var filter = new FirFilter(Enumerable.Range(0, FilterTaps).Select(k => gain * random.NextGaussian() * Math.Exp(-k / 4.0)));
            var part = filter.Causal(new(axis, PpgRecording.SampleRateHz));
            for (var n = 0; n < sum.Length; n++)
                sum[n] += part.Samples[n];
        }
        return sum;
    }

    private double[] Wandering(double[][] body, Pcg32 random)
    {
        var sum = new double[body[0].Length];
        foreach (var axis in body)
        {
            var gain = random.NextGaussian();
            for (var copy = 0; copy < SlowCopies; copy++)
            {
                var coupling = random.NextGaussian();
                var delay = random.NextInt(FilterTaps);
                for (var n = delay; n < sum.Length; n++)
                {
                    sum[n] += gain * coupling * axis[n - delay];
                    coupling = Wander(coupling, CouplingTimeS, random);
                }
            }
        }
        return sum;
    }

    /// <summary>The axes of a sensor turned at random, with gravity on them.</summary>
    private static double[][] Turned(double[][] body, Pcg32 random)
    {
        // Gram and Schmidt on Gaussian vectors: every orientation equally likely.
        var axes = Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 3).Select(_ => random.NextGaussian()).ToArray()).ToArray();
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var along = Dot(axes[i], axes[j]);
                axes[i] = [.. axes[i].Zip(axes[j], (a, b) => a - along * b)];
            }
            var length = Math.Sqrt(Dot(axes[i], axes[i]));
            axes[i] = [.. axes[i].Select(a => a / length)];
        }
        // Gravity lies along the body's third axis.
        return [.. axes.Select(axis => Enumerable.Range(0, body[0].Length)
            .Select(n => axis[0] * body[0][n] + axis[1] * body[1][n] + axis[2] * (body[2][n] + 1)).ToArray())];
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    /// <summary>One sample of a Gauss–Markov process of variance 1.</summary>
    private static double Wander(double value, double timeS, Pcg32 random)
    {
        var kept = Math.Exp(-1 / (timeS * PpgRecording.SampleRateHz));
        return kept * value + Math.Sqrt(1 - kept * kept) * random.NextGaussian();
    }

    private static double[] Smooth(double[] values, double kept)
    {
        for (var pass = 0; pass < 2; pass++)
            for (var n = 1; n < values.Length; n++)
                values[n] = kept * values[n - 1] + (1 - kept) * values[n];
        return values;
    }

    private static double[] Add(double[] a, double weightA, double[] b, double weightB) =>
        [.. a.Zip(b, (x, y) => weightA * x + weightB * y)];

    private static double[] Unit(double[] values)
    {
        var mean = values.Average();
        var rms = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        return [.. values.Select(v => rms > 0 ? (v - mean) / rms : 0)];
    }
}
