using System.Collections.Immutable;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>
/// Movements of a hand without the rhythm of steps: a button pressed, a cup lifted. Each pushes blood and sensor about, which a PPG shows
/// as a swing larger than the pulse, and an accelerometer, where it sees it at all, as a jolt and another tilt.
/// </summary>
/// <param name="PerMinute">How many there are a minute on the average, above 0, at most 120.</param>
/// <param name="Strength">Height of their swings over the RMS of the pulse, 0 or more: 3 to 10 in daily life; each has its own.</param>
/// <param name="AccelerationG">Height of their jolts in g, 0 or more: a finger moves and the wrist is still, below 0.02.</param>
/// <param name="Regularity">0 where they come as they like, 1 where each comes a fixed time after the last; 0 … 1.</param>
public sealed record Gestures(double PerMinute, double Strength, double AccelerationG, double Regularity = 0)
{
    private const double MostPerMinute = 120;
    private const double ShortestS = 0.3;
    private const double LongestS = 2.5;
    private const double TiltShare = 0.3; // of gestures: they leave the arm another way up

    /// <inheritdoc cref="Gestures(double, double, double, double)" path="/param[@name='PerMinute']"/>
    public double PerMinute { get; init => field = CheckRate(value); } = CheckRate(PerMinute);

    /// <inheritdoc cref="Gestures(double, double, double, double)" path="/param[@name='Strength']"/>
    public double Strength { get; init => field = Argument.NotNegative(value, "A strength", nameof(Strength)); } =
        Argument.NotNegative(Strength, "A strength");

    /// <inheritdoc cref="Gestures(double, double, double, double)" path="/param[@name='AccelerationG']"/>
    public double AccelerationG { get; init => field = Argument.NotNegative(value, "An acceleration in g", nameof(AccelerationG)); } =
        Argument.NotNegative(AccelerationG, "An acceleration in g");

    /// <inheritdoc cref="Gestures(double, double, double, double)" path="/param[@name='Regularity']"/>
    public double Regularity { get; init => field = Argument.Within(value, 0, 1, "A regularity", nameof(Regularity)); } =
        Argument.Within(Regularity, 0, 1, "A regularity");

    /// <summary>
    /// Draws what they add to the three axes of the accelerometer, in g, and to the PPG, in units of the pulse's RMS. → [axes] of
    /// [samples], [samples]
    /// </summary>
    /// <param name="count">Number of samples at 32 Hz, 2 or more.</param>
    /// <param name="random">Where all of it comes from.</param>
    public (ImmutableArray<Signal> Acceleration, Signal Artefact) Draw(int count, Pcg32 random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Argument.Within(count, 2, Argument.MostNumbers, "The number of samples");
        var axes = Enumerable.Range(0, 3).Select(_ => new double[count]).ToArray();
        var artefact = new double[count];
        var usualS = ShortestS * Math.Pow(LongestS / ShortestS, random.NextDouble()); // who does one thing again does it alike
        var turns = 0.5 + 1.5 * random.NextDouble();
        for (var t = -LongestS; t < count / PpgRecording.SampleRateHz;)
        {
            var durationS = Math.Clamp(usualS * Math.Exp(0.3 * (1 - Regularity) * random.NextGaussian()), ShortestS, LongestS);
            Add(axes, artefact, t, durationS, turns, random);
            t += 60 / PerMinute * (Regularity - (1 - Regularity) * Math.Log(1 - random.NextDouble()));
        }
        return ([.. axes.Select(axis => Signal.Own(axis, PpgRecording.SampleRateHz))], Signal.Own(artefact, PpgRecording.SampleRateHz));
    }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{PerMinute:G3} gestures a minute, {Strength:G3} times the pulse, {AccelerationG:G3} g");

    /// <summary>One gesture: there and back within its duration, and blood that comes back after it.</summary>
    private void Add(double[][] axes, double[] artefact, double startS, double durationS, double turns, Pcg32 random)
    {
        var height = Strength * Math.Exp(0.4 * random.NextGaussian());
        var refillS = 0.3 + 1.2 * random.NextDouble();
        var refill = random.NextDouble() - 0.5;
        var direction = axes.Select(_ => AccelerationG * random.NextGaussian()).ToArray();
        var tilt = axes.Select(_ => random.NextGaussian()).ToArray();
        var tilted = random.NextDouble() < TiltShare ? 0.5 * AccelerationG : 0;
        var jolts = 1 + 3 * random.NextDouble();
        var first = (int)Math.Ceiling(startS * PpgRecording.SampleRateHz);
        var last = (int)((startS + durationS + 5 * refillS) * PpgRecording.SampleRateHz);
        for (var n = Math.Max(0, first); n < Math.Min(artefact.Length, last); n++)
        {
            var part = (n / PpgRecording.SampleRateHz - startS) / durationS;
            var window = part < 1 ? Math.Pow(Math.Sin(Math.PI * part), 2) : 0;
            artefact[n] += height * (window * Math.Sin(2 * Math.PI * turns * part)
                + refill * (part < 1 ? part * part : Math.Exp(-(part - 1) * durationS / refillS)));
            for (var axis = 0; axis < axes.Length; axis++)
                axes[axis][n] += direction[axis] * window * Math.Sin(2 * Math.PI * jolts * part)
                    + tilted * tilt[axis] * (part < 1 ? part * part * (3 - 2 * part) : 1 - (n - first) / (double)(last - first));
        }
    }

    private static double CheckRate(double perMinute) => perMinute is > 0 and <= MostPerMinute
        ? perMinute
        : throw new ArgumentOutOfRangeException(
            nameof(PerMinute), perMinute, $"Gestures a minute lie above 0 and are at most {MostPerMinute}.");
}
