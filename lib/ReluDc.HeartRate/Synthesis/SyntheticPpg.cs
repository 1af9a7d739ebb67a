using System.Collections.Immutable;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>What a synthetic PPG is made of.</summary>
/// <remarks>
/// The pulse follows the heart's phase; breathing moves its baseline and its height (Charlton et al. 2016); motion, bursts and the
/// sensor's noise are added.
/// </remarks>
public sealed record SyntheticPpg
{
    /// <summary>Shape of a beat.</summary>
    public PulseShape Pulse { get; init => field = Argument.Given(value, nameof(Pulse)); } = PulseShape.Between(0.5);

    /// <summary>Range of the pulse: 1, or 0 for a sensor that sees none. Noise and motion are relative to 1.</summary>
    public double PulseHeight { get; init => field = Argument.NotNegative(value, "A height", nameof(PulseHeight)); } = 1;

    /// <summary>Standard deviation of the heart rate around its trajectory, in beats a minute: 4 to 5 at rest, less in exercise.</summary>
    public double DeviationBpm
    {
        get;
        init => field = Argument.NotNegative(value, "A standard deviation in beats a minute", nameof(DeviationBpm));
    } = 4.5;

    /// <summary>Breaths a minute, 4 … 60.</summary>
    public double BreathsPerMinute
    {
        get;
        init => field = Argument.Within(value, 4, 60, "Breaths a minute", nameof(BreathsPerMinute));
    } = 15;

    /// <summary>White noise, relative to the range of the pulse, 0 or more: 0.03 to 0.1.</summary>
    public double SensorNoise { get; init => field = Argument.NotNegative(value, "Noise", nameof(SensorNoise)); } = 0.05;

    /// <summary>
    /// Corner of the high-pass filter of one pole that a device lays over all of its signal, in hertz; 0 for none. Above the heart rate it
    /// makes a pulse look like its own slope.
    /// </summary>
    public double HighPassHz { get; init => field = Argument.NotNegative(value, "A corner in hertz", nameof(HighPassHz)); }

    /// <summary>How the body moves; null where no accelerometer is worn.</summary>
    public BodyMotion? Motion { get; init; }

    /// <summary>RMS of motion in the PPG over that of the pulse, 0 or more: about 1 in exercise.</summary>
    public double MotionOverPulse { get; init => field = Argument.NotNegative(value, "Motion over pulse", nameof(MotionOverPulse)); }

    /// <summary>Spoilt stretches; null for none.</summary>
    public ArtefactBursts? Bursts { get; init; }

    /// <summary>
    /// How many LEDs the sensor has, 1 … 8. The others see the same beats, higher or lower, with noise and bursts of their own; half of
    /// what motion adds to one it adds to all.
    /// </summary>
    public int Leds { get; init => field = Argument.Within(value, 1, 8, "The number of LEDs", nameof(Leds)); } = 1;

    /// <summary>Movements without rhythm; null for none.</summary>
    public Gestures? Gestures { get; init; }

    /// <summary>Slow change of both sensors; null for none.</summary>
    public SensorDrift? Drift { get; init; }

    /// <summary>When the sensor loses the skin; null for never.</summary>
    public ContactLoss? Loss { get; init; }

    /// <summary>
    /// How far from its mean a sensor follows the light, in pulse ranges, above 0: beyond it saturates. Without end where nothing is said.
    /// </summary>
    public double LimitRange
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(
            nameof(LimitRange), value, "A limit in pulse ranges lies above 0.");
    } = double.PositiveInfinity;

    /// <summary>Someone who sits. Heart rate 50 … 90.</summary>
    public static SyntheticPpg Rest { get; } = new() { Motion = new(1, 0.003, RestlessShare: 1) };

    /// <summary>Someone who walks, 1.9 steps a second.</summary>
    public static SyntheticPpg Walk { get; } = new()
    {
        DeviationBpm = 2.5,
        BreathsPerMinute = 20,
        Motion = new(1.9, 0.25),
        MotionOverPulse = 0.8,
        Bursts = new(30, 3, 1),
    };

    /// <summary>Someone who runs, 2.7 steps a second.</summary>
    public static SyntheticPpg Run { get; } = new()
    {
        DeviationBpm = 1,
        BreathsPerMinute = 35,
        Motion = new(2.7, 0.7),
        MotionOverPulse = 1.3,
        Bursts = new(30, 3, 1),
    };

    /// <summary>Draws a recording, its unit the range of the pulse, and the true heart rate of each window, in beats a minute.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="rate">Mean heart rate, at least as long.</param>
    /// <param name="durationS">How long, in seconds, 8 … 86,400.</param>
    /// <param name="random">Where all that is random comes from.</param>
    public (PpgRecording Recording, HeartRateReference Reference) Draw(
        string name, HeartRateTrajectory rate, double durationS, Pcg32 random) => DrawSeen(name, rate, durationS, random) is var drawn
        ? (drawn.Recording, drawn.Reference) : default;

    /// <summary>The same with the share of each window in which the sensor has the skin. → [windows]</summary>
    internal (PpgRecording Recording, HeartRateReference Reference, double[] Contact) DrawSeen(
        string name, HeartRateTrajectory rate, double durationS, Pcg32 random)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(rate);
        ArgumentNullException.ThrowIfNull(random);
        CheckDuration(durationS);
        var beats = HeartBeats.Draw(rate.AtBpm, DeviationBpm, durationS, random);
        var breath = 2 * Math.PI * random.NextDouble();
        var (low, high) = Range();
        double Breathing(double t) => Math.Sin(2 * Math.PI * BreathsPerMinute / 60 * t + breath);
        var count = Signal.SampleCount(PpgRecording.SampleRateHz, durationS);
        var ppg = new double[count];
        for (var n = 0; n < count; n++)
        {
            var t = n / PpgRecording.SampleRateHz;
            ppg[n] = (1 + 0.1 * Breathing(t)) * (Pulse.At(beats.PhaseRad(t)) - low) / (high - low);
        }
        var mean = ppg.Average();
        var pulseRms = Math.Sqrt(ppg.Average(x => (x - mean) * (x - mean)));
        var pulse = (double[])ppg.Clone();
        (ImmutableArray<Signal> acceleration, ImmutableArray<Signal> motions) =
            Motion is null ? ([], []) : Motion.Draw(durationS, Leds, random);
        var motion = motions.FirstOrDefault();
        var bursts = Bursts?.Draw(count, PpgRecording.SampleRateHz, random);
        for (var n = 0; n < count; n++)
            ppg[n] = PulseHeight * ppg[n] + 0.1 * Breathing(n / PpgRecording.SampleRateHz)
                + MotionOverPulse * pulseRms * (motion?.Samples[n] ?? 0) + pulseRms * (bursts?[n] ?? 0)
                + SensorNoise * random.NextGaussian();
        if (Gestures is not null)
            acceleration = AddGestures(Gestures, ppg, pulseRms, acceleration, random);
        var contact = Loss is null ? null : LoseContact(Loss, ppg, random);
        if (Drift is not null)
            acceleration = AddDrift(Drift, ppg, acceleration, random);
        if (double.IsFinite(LimitRange))
            Saturate(ppg);
        if (HighPassHz > 0)
            HighPass(ppg);
        var recording = new PpgRecording(name, Signal.Own(ppg, PpgRecording.SampleRateHz), acceleration)
            { OtherLeds = [.. Enumerable.Range(1, Leds - 1).Select(led => Other(led < motions.Length ? motions[led] : null))] };
        ImmutableArray<double> starts = [.. recording.WindowStartsS];
        Signal Other(Signal? moved)
        {
            var (height, noise) = (0.5 + random.NextDouble(), SensorNoise * Math.Exp(0.5 * random.NextGaussian()));
            var spoilt = Bursts?.Draw(count, PpgRecording.SampleRateHz, random);
            return Signal.Own([.. pulse.Select((x, n) => (contact?[n] ?? 1) * (PulseHeight * height * x
                + MotionOverPulse * pulseRms * (moved?.Samples[n] ?? 0) + pulseRms * (spoilt?[n] ?? 0)) + noise * random.NextGaussian())],
                PpgRecording.SampleRateHz);
        }

        var seen = Enumerable.Range(0, starts.Length).Select(window =>
            contact is null ? 1 : contact.AsSpan(window * PpgRecording.ShiftCount, PpgRecording.WindowCount).ToArray().Average());
        return (recording, new(starts, [.. starts.Select(start => beats.RateBpm(start, start + PpgRecording.WindowS))]), [.. seen]);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var moving = Motion is null ? "no accelerometer" : FormattableString.Invariant($"{Motion}, {MotionOverPulse:G3} times the pulse");
        return FormattableString.Invariant(
            $"PPG: heart rate ± {DeviationBpm:G3} BPM, {BreathsPerMinute:G3} breaths a minute, noise {SensorNoise:G3}; {moving}");
    }

    /// <summary>How long a recording may be.</summary>
    internal static void CheckDuration(double durationS) =>
        Argument.Within(durationS, PpgRecording.WindowS, HeartBeats.LongestS, "A duration in seconds");

    private static ImmutableArray<Signal> AddGestures(
        Gestures gestures, double[] ppg, double pulseRms, ImmutableArray<Signal> acceleration, Pcg32 random)
    {
        var (axes, artefact) = gestures.Draw(ppg.Length, random);
        for (var n = 0; n < ppg.Length; n++)
            ppg[n] += pulseRms * artefact.Samples[n];
        return [.. acceleration.Zip(axes, (a, b) => a + b)];
    }

    /// <summary>Less of the light arrives, and of all that is in it but noise of the sensor's own. → contact, [samples]</summary>
    private double[] LoseContact(ContactLoss loss, double[] ppg, Pcg32 random)
    {
        var (contact, level) = loss.Draw(ppg.Length, random);
        for (var n = 0; n < ppg.Length; n++)
            ppg[n] = contact[n] * ppg[n] + level[n] + (1 - contact[n]) * SensorNoise * random.NextGaussian();
        return contact;
    }

    private static ImmutableArray<Signal> AddDrift(SensorDrift drift, double[] ppg, ImmutableArray<Signal> acceleration, Pcg32 random)
    {
        var slow = drift.Draw(ppg.Length, random);
        for (var n = 0; n < ppg.Length; n++)
            ppg[n] += drift.PpgRange * slow[n];
        return [.. acceleration.Select(axis => axis + drift.AccelerationG * new Signal(drift.Draw(axis.Count, random), axis.SampleRateHz))];
    }

    private void Saturate(double[] ppg)
    {
        var middle = ppg.Average();
        for (var n = 0; n < ppg.Length; n++)
            ppg[n] = Math.Clamp(ppg[n], middle - LimitRange, middle + LimitRange);
    }

    private void HighPass(double[] ppg)
    {
        var kept = Math.Exp(-2 * Math.PI * HighPassHz / PpgRecording.SampleRateHz);
        var slow = ppg[0];
        for (var n = 0; n < ppg.Length; n++)
        {
            slow = kept * slow + (1 - kept) * ppg[n];
            ppg[n] -= slow;
        }
    }

    private (double Low, double High) Range()
    {
        var turn = Enumerable.Range(0, 256).Select(k => Pulse.At(2 * Math.PI * k / 256)).ToArray();
        return turn.Min() < turn.Max() ? (turn.Min(), turn.Max()) : throw new ArgumentException(
            "A pulse has a wave that is not flat.", nameof(Pulse));
    }
}
