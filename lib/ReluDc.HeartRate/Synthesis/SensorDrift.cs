using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>
/// Slow change of what sensors show, far below the heart rate: a strap that slips, skin that warms, an arm that turns.
/// </summary>
/// <param name="PpgRange">Standard deviation in the PPG, in pulse ranges, 0 or more: 1 to 50.</param>
/// <param name="AccelerationG">Standard deviation on each axis of the accelerometer, in g, 0 or more.</param>
/// <param name="TimeS">How long a level stays, in seconds, above 0; about 10.</param>
public sealed record SensorDrift(double PpgRange, double AccelerationG, double TimeS = 10)
{
    /// <inheritdoc cref="SensorDrift(double, double, double)" path="/param[@name='PpgRange']"/>
    public double PpgRange { get; init => field = Argument.NotNegative(value, "A drift in pulse ranges", nameof(PpgRange)); } =
        Argument.NotNegative(PpgRange, "A drift in pulse ranges");

    /// <inheritdoc cref="SensorDrift(double, double, double)" path="/param[@name='AccelerationG']"/>
    public double AccelerationG { get; init => field = Argument.NotNegative(value, "A drift in g", nameof(AccelerationG)); } =
        Argument.NotNegative(AccelerationG, "A drift in g");

    /// <inheritdoc cref="SensorDrift(double, double, double)" path="/param[@name='TimeS']"/>
    public double TimeS { get; init => field = Argument.Positive(value, "A time in seconds", nameof(TimeS)); } =
        Argument.Positive(TimeS, "A time in seconds");

    /// <summary>A drift of standard deviation 1: three low-passes of white noise in a row, smooth enough to stay out of the band.
    /// → [count]</summary>
    /// <param name="count">Number of samples at 32 Hz, 1 or more.</param>
    /// <param name="random">Where it comes from.</param>
    public double[] Draw(int count, Pcg32 random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Argument.Within(count, 1, Argument.MostNumbers, "The number of samples");
        var kept = Math.Exp(-3 / (TimeS * PpgRecording.SampleRateHz));
        // The impulse response of three poles is n²·keptⁿ/2: its energy gives the scale, and its length the time before it is steady.
        var energy = 0.0;
        for (double n = 0, power = 1; n < 20 / (1 - kept); n++, power *= kept)
            energy += Math.Pow((n + 1) * (n + 2) / 2 * power, 2);
        double a = 0, b = 0, c = 0;
        var drift = new double[count];
        for (var n = -(int)Math.Min(10 / (1 - kept), 1e6); n < count; n++)
        {
            a = kept * a + random.NextGaussian();
            b = kept * b + a;
            c = kept * c + b;
            if (n >= 0)
                drift[n] = c / Math.Sqrt(energy);
        }
        return drift;
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"Drift of {PpgRange:G3} pulse ranges and {AccelerationG:G3} g");
}
