using System.Collections.Immutable;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>
/// A photoplethysmogram (PPG) with what an accelerometer beside it measured, both at 32 Hz and in step. Immutable.
/// </summary>
/// <remarks>Windows last 8 s and begin every 2 s, as in PPG-DaLiA and in the paper's Sec. V.B. Taught in notebook 10.</remarks>
public sealed class PpgRecording
{
    /// <summary>Rate of both signals, in hertz.</summary>
    public const double SampleRateHz = 32;

    /// <summary>Length of a window, in seconds.</summary>
    public const double WindowS = 8;

    /// <summary>From the start of a window to that of the next, in seconds.</summary>
    public const double ShiftS = 2;

    /// <summary>Samples in a window.</summary>
    public const int WindowCount = (int)(WindowS * SampleRateHz);

    /// <summary>Samples from one window to the next.</summary>
    public const int ShiftCount = (int)(ShiftS * SampleRateHz);

    private readonly ImmutableArray<Signal> leds = []; // behind the first

    /// <summary>A recording.</summary>
    /// <param name="name">What to call it, such as its file's name.</param>
    /// <param name="ppg">
    /// The PPG in the units of its sensor, at 32 Hz, at least one window long, not constant. More light absorbed or reflected: either sign
    /// will do. [samples]
    /// </param>
    /// <param name="acceleration">No axis or three (x, y, z), in units of gravity g, each as long as the PPG. [axes] of [samples]</param>
    /// <param name="startS">Time of the first sample on the recording's own clock, in seconds, finite.</param>
    public PpgRecording(string name, Signal ppg, ImmutableArray<Signal> acceleration, double startS = 0)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(ppg);
        if (acceleration.IsDefault || acceleration.Length is not (0 or 3) || acceleration.Contains(null!))
            throw new ArgumentException("An acceleration has three axes, or none, [], where nobody measured it.", nameof(acceleration));
        foreach (var signal in acceleration.Prepend(ppg))
            if (signal.SampleRateHz != SampleRateHz || signal.Count != ppg.Count)
                throw new ArgumentException(
                    $"PPG and acceleration have {SampleRateHz} Hz and one length; given are {ppg} and {signal}.", nameof(acceleration));
        if (ppg.Count < WindowCount)
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"A recording holds a window of {WindowS} s at least; given are {ppg.DurationS:G4} s."), nameof(ppg));
        if (IsConstant(ppg.Samples))
            throw new ArgumentException($"A PPG changes; all samples of this one are {ppg.Samples[0]}.", nameof(ppg));
        (Name, Ppg, Acceleration, StartS) = (name, ppg, acceleration, Argument.Finite(startS, "A start in seconds"));
    }

    /// <summary>Signals made from those of a recording, of one length: what was checked there is not checked again.</summary>
    private PpgRecording(
        PpgRecording of, Signal ppg, ImmutableArray<Signal> acceleration, ImmutableArray<Signal> otherLeds, double startS) =>
        (Name, Ppg, Acceleration, leds, StartS) = (of.Name, ppg, acceleration, otherLeds, startS);

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>The PPG, in the units of its sensor. [samples]</summary>
    public Signal Ppg { get; }

    /// <summary>Acceleration along x, y and z in g; empty where none was measured. [axes] of [samples]</summary>
    public ImmutableArray<Signal> Acceleration { get; }

    /// <summary>
    /// What other LEDs of the same sensor see at the same time, in units of their own, each as long as the PPG and not constant; empty
    /// where there is one LED only. All show a beat with the same sign. [leds − 1] of [samples]
    /// </summary>
    public ImmutableArray<Signal> OtherLeds { get => leds; init => leds = CheckLeds(value); }

    /// <summary>All LEDs, the PPG first. [leds] of [samples]</summary>
    public ImmutableArray<Signal> Leds => [Ppg, .. OtherLeds];

    /// <summary>What was guessed while its file was read, a line each; empty where nothing had to be.</summary>
    public ImmutableArray<string> Remarks
    {
        get;
        init => field = value.IsDefault || value.Contains(null!)
            ? throw new ArgumentException("Remarks are texts, or none, [].", nameof(Remarks))
            : value;
    } = [];

    /// <summary>Time of the first sample, in seconds.</summary>
    public double StartS { get; }

    /// <summary>Number of windows.</summary>
    public int Windows => (Ppg.Count - WindowCount) / ShiftCount + 1;

    /// <summary>When each window begins, in seconds on the recording's own clock. [windows]</summary>
    public IEnumerable<double> WindowStartsS => Enumerable.Range(0, Windows).Select(WindowStartS);

    /// <summary>When a window begins, in seconds.</summary>
    internal double WindowStartS(int window) => StartS + window * ShiftS;

    /// <summary>One window of one of its signals, or of another signal made from them. [samples] → [256]</summary>
    /// <param name="signal">A signal as long as the recording.</param>
    /// <param name="window">Which window, 0 … <see cref="Windows"/> − 1.</param>
    public Signal Window(Signal signal, int window)
    {
        ArgumentNullException.ThrowIfNull(signal);
        if (signal.Count != Ppg.Count || signal.SampleRateHz != SampleRateHz)
            throw new ArgumentException($"A signal of this recording is as long as {Ppg}; given is {signal}.", nameof(signal));
        return (uint)window < (uint)Windows
            ? new(signal.Samples[(window * ShiftCount)..(window * ShiftCount + WindowCount)], SampleRateHz)
            : throw new ArgumentOutOfRangeException(nameof(window), window, $"This recording has windows 0 … {Windows - 1}.");
    }

    /// <summary>Some of its samples as a recording, in which a PPG may be constant. [samples] → [count]</summary>
    /// <param name="first">The first sample.</param>
    /// <param name="count">How many, a window's or more.</param>
    internal PpgRecording Part(int first, int count)
    {
        Signal Cut(Signal signal) => new(signal.Samples.Slice(first, count), SampleRateHz);
        return new(this, Cut(Ppg), [.. Acceleration.Select(Cut)], [.. OtherLeds.Select(Cut)], StartS + first / SampleRateHz);
    }

    /// <summary>Whether all samples are the same: such a sensor sees nothing.</summary>
    internal static bool IsConstant(ImmutableArray<double> samples) => IsConstant(samples.AsSpan());

    /// <inheritdoc cref="IsConstant(ImmutableArray{double})"/>
    internal static bool IsConstant(ReadOnlySpan<double> samples) => !samples.ContainsAnyExcept(samples[0]);

    /// <summary>Whether no LED changes in a window.</summary>
    internal bool IsDark(int window)
    {
        foreach (var led in Leds)
            if (!IsConstant(led.Samples.AsSpan(window * ShiftCount, WindowCount)))
                return false;
        return true;
    }

    /// <summary>The recording with each LED and each axis put through a filter of its own; both keep rate and length.</summary>
    internal PpgRecording Through(Func<Signal, Signal> led, Func<Signal, Signal> axis) =>
        new(this, led(Ppg), [.. Acceleration.Select(axis)], [.. OtherLeds.Select(led)], StartS);

    /// <summary>The recording with another PPG alone, made from its own.</summary>
    internal PpgRecording With(Signal ppg) => new(this, ppg, Acceleration, [], StartS);

    private ImmutableArray<Signal> CheckLeds(ImmutableArray<Signal> leds)
    {
        if (leds.IsDefault || leds.Contains(null!))
            throw new ArgumentException("Other LEDs are signals, or none, [].", nameof(OtherLeds));
        foreach (var led in leds)
            if (led.Count != Ppg.Count || led.SampleRateHz != SampleRateHz || IsConstant(led.Samples))
                throw new ArgumentException($"An LED's signal changes and is as long as {Ppg}; given is {led}.", nameof(OtherLeds));
        return leds;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var (with, windows) = (Acceleration.IsEmpty ? "" : " with acceleration", Windows == 1 ? "window" : "windows");
        if (!OtherLeds.IsEmpty)
            with = $", {Leds.Length} LEDs{with}";
        return FormattableString.Invariant($"{Name}: {Ppg.DurationS:0.###} s{with}, {Windows} {windows}");
    }
}
